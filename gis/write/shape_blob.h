#pragma once

#include "gis/geometry.h"

#include <span>
#include <string>

/// Shapes as the bytes that a GeoPackage keeps. Internal to gis/write.
namespace wangge::gis {

/// A geometry column's value (GeoPackage 1.2, clause 2.1.3: header with envelope, then well-known binary), little-endian. Reused
/// from shape to shape, so that it allocates once.
class ShapeBlob {
 public:
  explicit ShapeBlob(std::int32_t reference) : reference_(reference) {}

  void point(Position place);
  void line(std::span<const Position> points);
  void polygon(const Ring& outer, std::span<const Ring> holes);
  void multi_polygon(const MultiPolygon& shape);

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const Box& box() const { return box_; }

 private:
  void begin(const Box& box, bool with_envelope);
  void kind(std::uint32_t word);
  void points(std::span<const Position> points);
  void rings(const Ring& outer, std::span<const Ring> holes);
  template <class T>
  void put(T value);

  std::int32_t reference_;
  std::string bytes_;
  Box box_;
};

}  // namespace wangge::gis
