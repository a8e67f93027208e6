#include "gis/town/read_outline.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"
#include "gis/read/projector.h"
#include "gis/read/reference_choice.h"
#include "gis/read/shape_repair.h"
#include "gis/read/vector_features.h"
#include "gis/town/move_town.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::town {
namespace {

[[noreturn]] void refuse(const gis::SourceSpec& source, const core::Text& problem) {
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("外轮廓“{}”{}", source.path, problem.zh),
                                             .en = fmt::format("the outline '{}' {}", source.path, problem.en)});
}

/// The only polygon of the layer.
gis::Polygon only_polygon(const gis::SourceSpec& source, const std::vector<gis::AreaFeature>& features) {
  if (features.empty()) refuse(source, {.zh = "没有要素；须为一个面", .en = "has 0 features; it must be one polygon"});
  if (features.size() != 1) {
    refuse(source, {.zh = fmt::format("有 {} 个要素；须只有一个面：请合并，或另存其中一个", features.size()),
                    .en = fmt::format("has {} features; it must be one polygon: merge them, or save the one that is meant",
                                      features.size())});
  }
  const gis::MultiPolygon& shape = features.front().shape;
  if (shape.empty()) refuse(source, {.zh = "没有几何；须为一个面", .en = "has no shape; it must be one polygon"});
  if (shape.size() > 1) {
    refuse(source, {.zh = fmt::format("由 {} 个部分组成；须只有一个：请保留最大的一块，或分别造城", shape.size()),
                    .en = fmt::format("has {} parts; it must be one: keep the largest, or make a town of each", shape.size())});
  }
  if (!shape.front().holes.empty()) {
    refuse(source, {.zh = fmt::format("有 {} 个洞；须没有洞：请填上（湖泊由程序另画）", shape.front().holes.size()),
                    .en = fmt::format("has {} {}; it must have none: fill them (water is drawn by the program)",
                                      shape.front().holes.size(), shape.front().holes.size() == 1 ? "hole" : "holes")});
  }
  return shape.front();
}

/// In metres. A border that crosses itself has no area to speak of.
void refuse_crossing(const gis::SourceSpec& source, gis::MultiPolygon shape) {
  if (gis::to_ogr(shape)->IsValid() != 0) return;
  const gis::ShapeRepair repair = gis::repair(shape);
  const std::string at = repair.place ? fmt::format(" x {:.1f}, y {:.1f}", repair.place->x, repair.place->y) : std::string();
  refuse(source,
         {.zh = fmt::format("的边界自相交{}（{}）；请先修复（例如 QGIS 的“修复几何图形”）", at.empty() ? at : "，位于" + at,
                            repair.cause_zh),
          .en = fmt::format("has a border that crosses itself{} ({}); repair it first (for example with \"Fix geometries\" "
                            "of QGIS)",
                            at.empty() ? at : " at" + at, repair.cause)});
}

gis::Box box_in_degrees(const gis::MultiPolygon& shape, const OGRSpatialReference& from) {
  gis::MultiPolygon degrees = shape;
  gis::ReferenceSystem target = gis::reference_system(gis::longitude_latitude());
  gis::Projector(from, target).project(degrees);
  return gis::box_around(degrees);
}

}  // namespace

GivenOutline read_outline(const gis::SourceSpec& source, const std::string& wanted, core::Progress& progress) {
  const gis::GdalMessages messages;
  gis::AreaSpec spec;
  spec.source = source;
  progress.begin("read " + source.path, 0);
  const auto features = gis::read_vector_areas(spec, progress);
  progress.end();
  gis::MultiPolygon shape{only_polygon(source, features.features)};
  GivenOutline outline{{}, gis::choose_reference(wanted, box_in_degrees(shape, features.reference))};
  gis::Projector(features.reference, outline.reference).project(shape);
  for (const Position corner : shape.front().outer) {
    const Position place = in_millimetres(corner);
    if (outline.ring.empty() || !(outline.ring.back() == place)) outline.ring.push_back(place);
  }
  constexpr double least_m2 = 10'000;
  const double area = std::abs(gis::twice_signed_area(outline.ring)) / 2;
  // Nothing encloses no land but a line there and back, or two loops of one size.
  if (area >= 1) refuse_crossing(source, shape);
  if (outline.ring.size() < 4 || !(area >= least_m2)) {
    refuse(source, {.zh = fmt::format("面积为 {:.0f} m²；至少须有 {:.0f} m²：坐标系或单位是否有误？", area, least_m2),
                    .en = fmt::format("has an area of {:.0f} m2; at least {:.0f} m2 are needed: is its reference system right?",
                                      area, least_m2)});
  }
  return outline;
}

}  // namespace wangge::town
