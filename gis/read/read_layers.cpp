#include "gis/read/read_layers.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/read/area_audit.h"
#include "gis/read/elevation.h"
#include "gis/read/feature_audit.h"
#include "gis/read/gather.h"
#include "gis/read/point_barriers.h"
#include "gis/read/projector.h"
#include "gis/read/read_plain_lines.h"
#include "gis/read/reference_choice.h"
#include "gis/read/source_files.h"

#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

/// Grows over finite positions.
class Extent {
 public:
  void add(const LineString& line) {
    for (const Position point : line) add(point);
  }
  void add(const MultiPolygon& shape) {
    for (const Polygon& part : shape) add(part.outer);
  }
  void add(Position point) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return;
    box_ = box_ ? joined(*box_, {point, point}) : Box{point, point};
  }
  [[nodiscard]] const std::optional<Box>& box() const { return box_; }

 private:
  std::optional<Box> box_;
};

Position in_degrees(const OGRSpatialReference& from, Position position) {
  const OGRSpatialReference degrees = longitude_latitude();
  OGRCoordinateTransformation* transformation = OGRCreateCoordinateTransformation(&from, &degrees);
  if (transformation != nullptr) transformation->Transform(1, &position.x, &position.y);
  OGRCoordinateTransformation::DestroyCT(transformation);
  return position;
}

/// The box of the top level, else of the buildings, else of the lines, in degrees.
Box data_in_degrees(const Gathered& gathered) {
  Extent extent;
  const OGRSpatialReference* reference = &gathered.lines.reference;
  if (!gathered.levels.empty()) {
    reference = &gathered.levels.front().reference;
    for (const AreaFeature& area : gathered.levels.front().features) extent.add(area.shape);
  } else if (!gathered.buildings.features.empty()) {
    reference = &gathered.buildings.reference;
    for (const BuildingFeature& building : gathered.buildings.features) {
      extent.add(building.footprint);
      if (building.point) extent.add(*building.point);
    }
  }
  if (!extent.box()) {
    for (const LineFeature& line : gathered.lines.features) extent.add(line.points);
  }
  if (!extent.box()) return {};
  const Box box = *extent.box();
  return {in_degrees(*reference, box.low), in_degrees(*reference, box.high)};
}

void project(VectorFeatures<AreaFeature>& group, const ReferenceSystem& target) {
  const Projector into(group.reference, target);
  for (AreaFeature& area : group.features) into.project(area.shape);
  into.project(group.findings);
}

/// Takes all groups to the system of `layers` and moves them there.
void project(Gathered& gathered, Layers& layers, core::Progress& progress) {
  for (auto& level : gathered.levels) {
    project(level, layers.reference);
    layers.levels.push_back(std::move(level.features));
    layers.findings.append(level.findings);
  }
  if (gathered.grids) {
    project(*gathered.grids, layers.reference);
    layers.grids = std::move(gathered.grids->features);
    layers.findings.append(gathered.grids->findings);
  }
  progress.check();
  const Projector buildings(gathered.buildings.reference, layers.reference);
  for (BuildingFeature& building : gathered.buildings.features) {
    buildings.project(building.footprint);
    if (building.point) buildings.project(*building.point);
  }
  buildings.project(gathered.buildings.findings);
  progress.check();
  const Projector lines(gathered.lines.reference, layers.reference);
  for (LineFeature& line : gathered.lines.features) lines.project(line.points);
  lines.project(gathered.lines.findings);
  for (network::TurnRestriction& turn : gathered.turns) {
    if (turn.via_place) lines.project(*turn.via_place);
  }
  for (BarrierFeature& barrier : gathered.node_barriers) lines.project(barrier.position);
  for (WallFeature& wall : gathered.walls) lines.project(wall.points);
  progress.check();
  for (VectorFeatures<LineFeature>& group : gathered.barriers) {
    const Projector barriers(group.reference, layers.reference);
    for (LineFeature& line : group.features) barriers.project(line.points);
    barriers.project(group.findings);
    layers.findings.append(group.findings);
    std::move(group.features.begin(), group.features.end(), std::back_inserter(gathered.lines.features));
  }
  const Projector water_into(gathered.waters.reference, layers.reference);
  for (WaterFeature& water : gathered.waters.features) water_into.project(water.shape);
  water_into.project(gathered.waters.findings);
  layers.findings.append(gathered.waters.findings);
  const Projector others(gathered.places.reference, layers.reference);
  for (PlaceFeature& place : gathered.places.features) others.project(place.position);
  others.project(gathered.places.findings);
  layers.buildings = std::move(gathered.buildings.features);
  layers.lines = std::move(gathered.lines.features);
  layers.turns = std::move(gathered.turns);
  layers.barriers = std::move(gathered.node_barriers);
  layers.walls = std::move(gathered.walls);
  layers.waters = std::move(gathered.waters.features);
  layers.places = std::move(gathered.places.features);
  for (const auto* findings : {&gathered.buildings.findings, &gathered.lines.findings, &gathered.places.findings}) {
    layers.findings.append(*findings);
  }
}

/// Those of layers, which take the place of an extract's.
void add_walls_and_barriers(const LayerSpecs& specs, Layers& layers, core::Progress& progress) {
  if (specs.walls.given()) {
    layers.walls.clear();
    std::size_t number = 0;
    for (LineString& line : read_plain_lines(specs.walls, layers.reference, progress, layers.findings))
      layers.walls.push_back({fmt::format("wall/{}", number++), std::move(line)});
  }
  if (specs.road_barriers.source.given())
    layers.barriers = read_point_barriers(specs.road_barriers, layers.reference, progress, layers.findings);
}

[[noreturn]] void fail_empty(const AreaSpec& spec) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("“{}”中层级“{}”没有可用的区域", spec.source.path, spec.level),
                     .en = fmt::format("'{}' holds no usable area for level '{}'", spec.source.path, spec.level)});
}

void audit_levels(const LayerSpecs& specs, Layers& layers, core::Threads threads, core::Progress& progress) {
  static const std::vector<AreaFeature> nothing;
  progress.begin("areas", layers.levels.size());
  for (std::size_t i = 0; i < layers.levels.size(); ++i) {
    const AreaSpec& spec = specs.levels[i];
    std::vector<AreaFeature>& areas = layers.levels[i];
    const std::vector<AreaFeature>& above = i == 0 ? nothing : layers.levels[i - 1];
    repair_areas(areas, spec.source, layers.findings);
    drop_unnamed(areas, spec.source, layers.findings);
    if (i > 0) drop_outside(areas, above, spec.source, layers.findings);
    drop_duplicates(areas, spec.source, layers.findings);
    if (areas.empty()) fail_empty(spec);
    progress.check();
    const Level level = i + 1 == layers.levels.size() ? Level::lowest : Level::upper;
    report_tiling(areas, above, level, spec.source, threads, progress, layers.findings);
    if (spec.source.is_osm() && !spec.residents_field.empty()) {
      take_residents_of_places(areas, layers.places, spec, layers.findings);
    }
    progress.advance(1);
    progress.check();
  }
  check_codes(layers.levels, specs);
  progress.end();
}

Position origin_of(const Layers& layers) {
  Extent extent;
  for (const auto& level : layers.levels) {
    for (const AreaFeature& area : level) extent.add(area.shape);
  }
  for (const BuildingFeature& building : layers.buildings) {
    extent.add(building.footprint);
    if (building.point) extent.add(*building.point);
  }
  for (const LineFeature& line : layers.lines) extent.add(line.points);
  for (const WaterFeature& water : layers.waters) extent.add(water.shape);
  return extent.box() ? round_origin(*extent.box()) : Position();
}

}  // namespace

Layers read_layers(const LayerSpecs& specs, core::Threads threads, core::Progress& progress) {
  const GdalMessages messages;
  Gathered gathered = gather(specs, threads, progress);
  Layers layers;
  layers.sources = gathered.sources;
  layers.reference = choose_reference(specs.reference, data_in_degrees(gathered));
  progress.begin("project", 0);
  project(gathered, layers, progress);
  add_walls_and_barriers(specs, layers, progress);
  progress.end();
  audit_levels(specs, layers, threads, progress);
  progress.begin("shapes", 0);
  if (specs.grids) repair_areas(layers.grids, specs.grids->source, layers.findings);
  repair_buildings(layers.buildings, specs.buildings.source, threads, progress, layers.findings);
  check_buildings(layers.buildings, specs.buildings.source, layers.findings);
  repair_lines(layers.lines, specs.roads.source, layers.findings);
  if (const SourceSpec& heights = specs.roads.elevation; heights.given()) {
    read_elevation(heights, layers.reference, layers.lines, progress, layers.findings);
    for (const SourceFile& part : source_files(heights.path, heights.file))
      layers.sources.push_back({part.path, part.sha256, {}, false});
  }
  repair_waters(layers.waters, specs.roads.source, layers.findings);
  layers.reference.origin = origin_of(layers);
  progress.end();
  return layers;
}

std::vector<PlaceFeature> read_points(const PointSpec& spec, const ReferenceSystem& reference, core::Progress& progress,
                                      core::Findings& findings) {
  const GdalMessages messages;
  VectorFeatures<PlaceFeature> points = read_vector_points(spec, progress);
  const Projector into(points.reference, reference);
  into.project(points.findings);
  findings.append(points.findings);
  for (PlaceFeature& point : points.features) into.project(point.position);
  return std::move(points.features);
}

std::vector<AreaFeature> read_areas(const AreaSpec& spec, const ReferenceSystem& reference, core::Progress& progress,
                                    core::Findings& findings) {
  const GdalMessages messages;
  VectorFeatures<AreaFeature> areas = read_vector_areas(spec, progress);
  project(areas, reference);
  findings.append(areas.findings);
  repair_areas(areas.features, spec.source, findings);
  return std::move(areas.features);
}

}  // namespace wangge::gis
