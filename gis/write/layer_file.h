#pragma once

#include "gis/geometry.h"
#include "gis/layers.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Writing many layers of many features into one GeoPackage, fast. Used where millions of features are written; plan.gpkg has
/// its own writer.
namespace wangge::gis {

enum class LayerShape : std::uint8_t { none, point, line, polygon, multi_polygon };
enum class FieldKind : std::uint8_t { text, whole, real };

struct LayerField {
  std::string_view name;
  FieldKind kind = FieldKind::text;
};

/// One layer as declared.
struct LayerSchema {
  std::string name;
  LayerShape shape = LayerShape::none;
  std::string description;  ///< of the layer, in its metadata
  std::vector<LayerField> fields;
};

/// One GeoPackage being written. Layers are declared first, then filled one after the other in any order. The schema is GDAL's;
/// rows go through prepared statements of SQLite in one transaction, spatial indexes are packed at the end. Nothing in the
/// file depends on the clock: equal calls give equal bytes. An unfinished file is removed.
/// Throws Error(environment) naming the file when the disk is full or the folder not writable.
/// About 1.5 us a row plus 0.1 us a value; memory: 40 bytes a feature of all layers with a shape.
///
///   LayerFile file(path, reference, schemas);
///   auto& rows = file.layer(0);   rows.polygon(footprint).text("b1").whole(6).end();   file.finish();
class LayerFile {
 public:
  class Rows;

  LayerFile(const std::filesystem::path& path, const ReferenceSystem& reference, std::vector<LayerSchema> layers);
  ~LayerFile();
  LayerFile(const LayerFile&) = delete;
  LayerFile& operator=(const LayerFile&) = delete;

  [[nodiscard]] Rows& layer(std::size_t index);
  /// Index of the layer of this name. Precondition: it was declared.
  [[nodiscard]] Rows& layer(std::string_view name);
  /// Indexes, closes and gives the file its name.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The rows of one layer: the shape first, then the fields in their order, then end().
class LayerFile::Rows {
 public:
  explicit Rows(State& file, std::size_t index);
  ~Rows();
  Rows(Rows&&) noexcept;

  Rows& point(Position place);
  Rows& line(std::span<const Position> points);
  Rows& polygon(const Ring& outer);
  Rows& polygon(const Polygon& shape);
  Rows& multi_polygon(const MultiPolygon& shape);

  Rows& text(std::string_view value);
  Rows& whole(std::int64_t value);
  Rows& real(double value);
  /// No value.
  Rows& none();
  void end();

  [[nodiscard]] std::size_t count() const;

 private:
  friend class LayerFile;
  struct Table;
  std::unique_ptr<Table> table_;
};

}  // namespace wangge::gis
