#include "gis/read/feature_audit.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/ogr_shapes.h"
#include "gis/read/shape_repair.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

using Outcome = ShapeRepair::Outcome;

bool finite(Position position) { return std::isfinite(position.x) && std::isfinite(position.y); }

core::Finding finding_of(std::string rule, core::Severity severity, const SourceSpec& source, const std::string& feature,
                         std::optional<Position> place, core::Text message) {
  core::Finding finding;
  finding.rule = std::move(rule);
  finding.severity = severity;
  finding.message = std::move(message);
  finding.file = source.path;
  finding.layer = source.layer;
  finding.feature = feature;
  if (place && finite(*place)) finding.place = place;
  return finding;
}

core::Text repaired_text(const std::string& feature, const ShapeRepair& repair) {
  return {.zh = fmt::format("{}：{}；已修复，面积 {:.1f} m² → {:.1f} m²", feature, repair.cause_zh, repair.area_before,
                            repair.area_after),
          .en = fmt::format("{}: {}; repaired, area {:.1f} m2 -> {:.1f} m2", feature, repair.cause, repair.area_before,
                            repair.area_after)};
}

[[noreturn]] void fail_position(const SourceSpec& source, const std::string& feature) {
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("文件“{}”的区域 {} 有坐标不是有限数，或无法转换到所用坐标系", source.path, feature),
       .en = fmt::format("'{}', area {}: a coordinate is not a finite number, or cannot be taken to the system in use",
                         source.path, feature)});
}

bool all_finite(const MultiPolygon& shape) {
  for (const Polygon& part : shape) {
    if (!std::all_of(part.outer.begin(), part.outer.end(), finite)) return false;
    for (const Ring& hole : part.holes) {
      if (!std::all_of(hole.begin(), hole.end(), finite)) return false;
    }
  }
  return true;
}

void apply_repair(BuildingFeature& building, const ShapeRepair& repair, const SourceSpec& source, core::Findings& findings) {
  if (repair.outcome == Outcome::repaired) {
    findings.add(finding_of("building.repaired", core::Severity::note, source, building.source_id, repair.place,
                            repaired_text(building.source_id, repair)));
  } else if (repair.outcome == Outcome::lost) {
    building.defect = {.zh = repair.cause_zh, .en = repair.cause};
    findings.add(
        finding_of("building.broken", core::Severity::warning, source, building.source_id, repair.place,
                   {.zh = fmt::format("建筑 {} 无法构成面：{}；列入未归属建筑", building.source_id, repair.cause_zh),
                    .en = fmt::format("building {} makes no area: {}; listed as unassigned", building.source_id, repair.cause)}));
  }
}

void check_point(BuildingFeature& building, const SourceSpec& source, core::Findings& findings) {
  if (!building.point || finite(*building.point)) return;
  building.point.reset();
  building.defect = {.zh = "坐标不是有限数", .en = "a coordinate is not a finite number"};
  findings.add(finding_of("building.broken", core::Severity::warning, source, building.source_id, std::nullopt,
                          {.zh = fmt::format("建筑 {} 的坐标不是有限数；列入未归属建筑", building.source_id),
                           .en = fmt::format("building {}: {}; listed as unassigned", building.source_id, building.defect.en)}));
}

/// A ring that starts at its smallest point, so that equal footprints are equal however they were drawn.
Ring canonical(const Ring& ring) {
  Ring open(ring.begin(), ring.end() - 1);
  const auto before = [](Position a, Position b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); };
  std::rotate(open.begin(), std::min_element(open.begin(), open.end(), before), open.end());
  return open;
}

void make_ids_unique(std::vector<BuildingFeature>& buildings, const SourceSpec& source, core::Findings& findings) {
  std::set<std::string> taken;
  for (BuildingFeature& building : buildings) {
    if (taken.insert(building.source_id).second) continue;
    const std::string repeated = building.source_id;
    for (int number = 2; !taken.insert(building.source_id).second; ++number)
      building.source_id = fmt::format("{}#{}", repeated, number);
    findings.add(finding_of("building.id", core::Severity::warning, source, building.source_id, std::nullopt,
                            {.zh = fmt::format("建筑编号“{}”重复；改称“{}”", repeated, building.source_id),
                             .en = fmt::format("building id '{}' is repeated; called '{}' here", repeated, building.source_id)}));
  }
}

}  // namespace

void repair_areas(std::vector<AreaFeature>& areas, const SourceSpec& source, core::Findings& findings) {
  std::erase_if(areas, [&](AreaFeature& area) {
    if (!all_finite(area.shape)) fail_position(source, area.source_id);
    const ShapeRepair result = repair(area.shape);
    if (result.outcome == Outcome::repaired) {
      findings.add(finding_of("area.repaired", core::Severity::warning, source, area.source_id, result.place,
                              repaired_text(area.source_id, result)));
    }
    if (result.outcome != Outcome::lost) return false;
    findings.add(finding_of("area.empty", core::Severity::error, source, area.source_id, result.place,
                            {.zh = fmt::format("区域 {} “{}”：{}；已略去", area.source_id, area.name, result.cause_zh),
                             .en = fmt::format("area {} '{}': {}; left out", area.source_id, area.name, result.cause)}));
    return true;
  });
}

void repair_buildings(std::vector<BuildingFeature>& buildings, const SourceSpec& source, core::Threads threads,
                      core::Progress& progress, core::Findings& findings) {
  constexpr std::size_t block = 512;
  std::vector<ShapeRepair> repairs(buildings.size());
  core::parallel_for(threads, (buildings.size() + block - 1) / block, [&](std::size_t at) {
    progress.check();
    const std::size_t end = std::min(buildings.size(), (at + 1) * block);
    for (std::size_t i = at * block; i < end; ++i) {
      if (buildings[i].defect.en.empty() && !buildings[i].point) repairs[i] = repair(buildings[i].footprint);
    }
  });
  for (std::size_t i = 0; i < buildings.size(); ++i) {
    apply_repair(buildings[i], repairs[i], source, findings);
    check_point(buildings[i], source, findings);
  }
}

void check_buildings(std::vector<BuildingFeature>& buildings, const SourceSpec& source, core::Findings& findings) {
  make_ids_unique(buildings, source, findings);
  std::map<std::tuple<std::int64_t, std::int64_t, std::size_t>, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < buildings.size(); ++i) {
    const MultiPolygon& shape = buildings[i].footprint;
    if (shape.size() != 1) continue;
    const Ring& outer = shape[0].outer;
    const auto least = [&](auto value) {
      return std::accumulate(outer.begin(), outer.end(), value(outer[0]),
                             [&](double a, Position p) { return std::min(a, value(p)); });
    };
    const auto key = [](double metres) { return static_cast<std::int64_t>(std::llround(metres * 10000)); };
    auto& group = alike[{key(least([](Position p) { return p.x; })), key(least([](Position p) { return p.y; })), outer.size()}];
    const auto twin = std::find_if(group.begin(), group.end(), [&](std::size_t other) {
      return canonical(buildings[other].footprint[0].outer) == canonical(outer);
    });
    if (twin != group.end()) {
      findings.add(
          finding_of("building.duplicate", core::Severity::note, source, buildings[i].source_id, outer[0],
                     {.zh = fmt::format("建筑 {} 与 {} 轮廓相同；两者均保留", buildings[i].source_id, buildings[*twin].source_id),
                      .en = fmt::format("building {} has the outline of {}; both are kept", buildings[i].source_id,
                                        buildings[*twin].source_id)}));
    } else {
      group.push_back(i);
    }
  }
}

void repair_lines(std::vector<LineFeature>& lines, const SourceSpec& source, core::Findings& findings) {
  std::erase_if(lines, [&](LineFeature& line) {
    const bool known = std::all_of(line.points.begin(), line.points.end(), finite);
    if (known && line.nodes.empty()) line.points.erase(std::unique(line.points.begin(), line.points.end()), line.points.end());
    if (known && line.points.size() >= 2) return false;
    findings.add(finding_of(
        "road.broken", core::Severity::warning, source, line.source_id, std::nullopt,
        known ? core::Text{.zh = fmt::format("线 {} 不足两个点；已略去", line.source_id),
                           .en = fmt::format("line {} has less than two points; left out", line.source_id)}
              : core::Text{.zh = fmt::format("线 {} 的坐标不是有限数；已略去", line.source_id),
                           .en = fmt::format("line {}: a coordinate is not a finite number; left out", line.source_id)}));
    return true;
  });
}

void repair_waters(std::vector<WaterFeature>& waters, const SourceSpec& source, core::Findings& findings) {
  std::erase_if(waters, [&](WaterFeature& water) {
    const ShapeRepair result = repair(water.shape);
    if (result.outcome != Outcome::lost) return false;
    findings.add(finding_of("water.broken", core::Severity::note, source, water.source_id, result.place,
                            {.zh = fmt::format("水面 {}：{}；已略去", water.source_id, result.cause_zh),
                             .en = fmt::format("water {}: {}; left out", water.source_id, result.cause)}));
    return true;
  });
}

}  // namespace wangge::gis
