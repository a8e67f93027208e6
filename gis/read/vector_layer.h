#pragma once

#include "engine/core/error.h"
#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/geometry.h"
#include "gis/ogr_session.h"
#include "gis/read/layer_specs.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <ogr_spatialref.h>

namespace wangge::gis {

/// That the source's file cannot be opened, by errno; says in which folder a relative path was looked for.
[[nodiscard]] core::Error not_opened(const SourceSpec& source, int error);

/// One layer of a GDAL source, open for reading. Every error names the file, and what was expected. Internal to gis/read.
///
///   VectorLayer layer(spec.source);  const auto code = layer.field(spec.code_field);
///   layer.for_each(progress, [&](const OGRFeature& feature) { layer.text(feature, code); });
class VectorLayer {
 public:
  using Field = std::optional<int>;

  /// Throws Error(environment) when the file is absent or may not be read, Error(input) when it is no vector source or the layer
  /// is absent or not the only one.
  explicit VectorLayer(const SourceSpec& source);

  /// Nothing for an empty name. Throws Error(input) that lists the fields and names the nearest.
  [[nodiscard]] Field field(const std::string& name) const;
  /// As field(), but an absent field is nothing where `name` is `usual`: the name a scenario takes when its author says nothing.
  [[nodiscard]] Field field_or_none(const std::string& name, const std::string& usual) const;

  /// In UTF-8; empty for a null value.
  [[nodiscard]] std::string text(const OGRFeature& feature, Field field) const;
  /// Throws Error(input) for what is no whole number from 0 to `most`.
  [[nodiscard]] std::optional<std::int64_t> count(const OGRFeature& feature, Field field, std::int64_t most) const;
  /// The id field, else layer and number: "communities/3".
  [[nodiscard]] std::string id(const OGRFeature& feature, Field field = std::nullopt) const;

  /// In the layer's own order. Throws Error(input) when reading fails on the way, Error(interrupted).
  void for_each(core::Progress& progress, const std::function<void(const OGRFeature&)>& use) const;

  /// The layer's own system, else the one its spec assumes; axes x east, y north. Throws Error(input) when there is neither.
  [[nodiscard]] OGRSpatialReference reference() const;
  /// Throws Error(input) when positions within `box` cannot be of the layer's system: degrees where metres are declared, or
  /// metres where degrees are.
  void check_units(const Box& box) const;

  [[nodiscard]] const std::string& path() const { return source_.path; }
  [[nodiscard]] std::string name() const { return layer_->GetName(); }
  /// The files of the source that exist, e.g. .shp, .dbf, .prj.
  [[nodiscard]] std::vector<std::string> files() const;
  /// What had to be guessed to read it.
  [[nodiscard]] const core::Findings& findings() const { return findings_; }

 private:
  void open();
  void check_encoding() const;
  void choose_layer();
  [[nodiscard]] std::vector<std::string> field_names() const;
  [[nodiscard]] std::string decoded(const char* raw) const;

  SourceSpec source_;
  mutable GdalMessages messages_;
  DatasetHandle file_;
  OGRLayer* layer_ = nullptr;
  bool always_recode_ = false;
  mutable bool guess_reported_ = false;
  mutable core::Findings findings_;
};

}  // namespace wangge::gis
