#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/geometry.h"
#include "gis/ogr_reference.h"
#include "gis/read/vector_features.h"
#include "gis/read/vector_layer.h"

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ogr_feature.h>
#include <ogr_geometry.h>

/// What the readers of all kinds of vector features share. Internal to gis/read.
namespace wangge::gis {

/// Grows over the finite positions of a layer.
class Reach {
 public:
  void add(Position position) {
    if (!std::isfinite(position.x) || !std::isfinite(position.y)) return;
    box_ = any_ ? joined(box_, {position, position}) : Box{position, position};
    any_ = true;
  }
  void add(const LineString& line) {
    for (const Position position : line) add(position);
  }
  void add(const MultiPolygon& shape) {
    for (const Polygon& part : shape) add(part.outer);
  }
  void check(const VectorLayer& layer) const {
    if (any_) layer.check_units(box_);
  }

 private:
  Box box_;
  bool any_ = false;
};

/// Throws Error(input) that names the feature, what it is and what was expected.
[[noreturn]] void wrong_kind(const VectorLayer& layer, const OGRFeature& feature, const OGRGeometry& geometry,
                             std::string_view zh, std::string_view en);

/// Arcs become chords. Nothing where the feature has no geometry.
[[nodiscard]] std::unique_ptr<OGRGeometry> geometry_of(const OGRFeature& feature);
/// The lines of a line, multiline or collection.
[[nodiscard]] std::vector<LineString> lines_of(const OGRGeometry& geometry);

[[nodiscard]] core::Finding finding_at(const VectorLayer& layer, const std::string& feature, std::string rule, std::string zh,
                                       std::string en);

/// What is made of one feature: its places go to the reach, what is wrong with it to the findings.
using Take = std::function<void(const OGRFeature&, Reach&, core::Findings&)>;

/// All features of a layer, one after the other; throws as VectorLayer does.
[[nodiscard]] LayerFacts read_each(const VectorLayer& layer, core::Progress& progress, const Take& take);

}  // namespace wangge::gis
