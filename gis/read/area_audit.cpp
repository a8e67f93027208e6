#include "gis/read/area_audit.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"
#include "gis/thin_land.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

constexpr double tolerance = 1;  ///< m2

using Geometry = std::unique_ptr<OGRGeometry>;

bool apart(const Box& a, const Box& b) {
  return a.high.x < b.low.x || b.high.x < a.low.x || a.high.y < b.low.y || b.high.y < a.low.y;
}

MultiPolygon common(const MultiPolygon& a, const MultiPolygon& b) {
  const Geometry shared(to_ogr(a)->Intersection(to_ogr(b).get()));
  return shared ? polygons_of(*shared) : MultiPolygon();
}

MultiPolygon less(const MultiPolygon& a, const MultiPolygon& b) {
  if (b.empty()) return a;
  const Geometry rest(to_ogr(a)->Difference(to_ogr(b).get()));
  return rest ? polygons_of(*rest) : MultiPolygon();
}

MultiPolygon together(const std::vector<AreaFeature>& areas) {
  MultiPolygon all;
  for (const AreaFeature& area : areas) all.insert(all.end(), area.shape.begin(), area.shape.end());
  if (all.empty()) return all;
  const Geometry united(to_ogr(all)->UnionCascaded());
  return united ? polygons_of(*united) : MultiPolygon();
}

/// A point in the largest part: the middle of its widest horizontal chord would cost more than a place for a person needs.
Position place_of(const MultiPolygon& shape) {
  const auto larger = [](const Polygon& a, const Polygon& b) { return twice_signed_area(a.outer) < twice_signed_area(b.outer); };
  const auto largest = std::max_element(shape.begin(), shape.end(), larger);
  if (largest == shape.end()) return {};
  OGRPoint centre;
  const auto outline = to_ogr(MultiPolygon{*largest});
  if (outline->getGeometryRef(0)->Centroid(&centre) != OGRERR_NONE) return largest->outer.front();
  return {centre.getX(), centre.getY()};
}

std::string called(const AreaFeature& area) {
  if (area.name.empty() && area.code.empty()) return area.source_id;
  return fmt::format("{} {}", area.code.empty() ? area.source_id : area.code, area.name);
}

core::Finding finding_of(std::string rule, core::Severity severity, const SourceSpec& source, const AreaFeature& area,
                         core::Text message) {
  core::Finding finding;
  finding.rule = std::move(rule);
  finding.severity = severity;
  finding.message = std::move(message);
  finding.file = source.path;
  finding.layer = source.layer;
  finding.feature = area.source_id;
  return finding;
}

double shared_area(const AreaFeature& area, const std::vector<AreaFeature>& others) {
  double shared = 0;
  const Box box = box_around(area.shape);
  for (const AreaFeature& other : others) {
    if (&other != &area && !apart(box, box_around(other.shape))) shared += area_of(common(area.shape, other.shape));
  }
  return shared;
}

/// Pairs of areas whose boxes meet, by rising indexes.
std::vector<std::pair<std::size_t, std::size_t>> near_pairs(const std::vector<AreaFeature>& areas) {
  std::vector<Box> boxes;
  for (const AreaFeature& area : areas) boxes.push_back(box_around(area.shape));
  std::vector<std::size_t> order(areas.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return boxes[a].low.x < boxes[b].low.x; });
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size() && boxes[order[j]].low.x <= boxes[order[i]].high.x; ++j) {
      if (!apart(boxes[order[i]], boxes[order[j]]))
        pairs.emplace_back(std::min(order[i], order[j]), std::max(order[i], order[j]));
    }
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

void report_overlaps(const std::vector<AreaFeature>& areas, const SourceSpec& source, core::Threads threads,
                     core::Findings& findings) {
  const auto pairs = near_pairs(areas);
  std::vector<MultiPolygon> shared(pairs.size());
  core::parallel_for(threads, pairs.size(), [&](std::size_t i) {
    const GdalMessages messages;
    shared[i] = common(areas[pairs[i].first].shape, areas[pairs[i].second].shape);
  });
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double size = area_of(shared[i]);
    if (size <= tolerance) continue;
    const AreaFeature& first = areas[pairs[i].first];
    const AreaFeature& second = areas[pairs[i].second];
    core::Finding finding =
        finding_of("area.overlap", core::Severity::warning, source, second,
                   {.zh = fmt::format("“{}”与“{}”重叠 {:.1f} m²；重叠部分归先出现者", called(first), called(second), size),
                    .en = fmt::format("'{}' and '{}' overlap by {:.1f} m2; the land goes to the one that comes first",
                                      called(first), called(second), size)});
    finding.value = fmt::format("{:.1f} m2", size);
    finding.place = place_of(shared[i]);
    findings.add(std::move(finding));
  }
}

double length_of(const Ring& ring) {
  double length = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) length += std::hypot(ring[i + 1].x - ring[i].x, ring[i + 1].y - ring[i].y);
  return length;
}

double perimeter_of(const Polygon& polygon) {
  double length = length_of(polygon.outer);
  for (const Ring& hole : polygon.holes) length += length_of(hole);
  return length;
}

/// Thin pieces are closed with the cells of the lowest level and reported there.
MultiPolygon open_gaps(MultiPolygon pieces, Level level) {
  if (level == Level::lowest) {
    std::erase_if(pieces, [](const Polygon& piece) { return is_thin(area_of({piece}), perimeter_of(piece)); });
  }
  return pieces;
}

void report_pieces(const MultiPolygon& pieces, const char* rule, const SourceSpec& source, const core::Text& what,
                   core::Findings& findings) {
  for (const Polygon& piece : pieces) {
    const double size = area_of({piece});
    if (size <= tolerance) continue;
    core::Finding finding =
        finding_of(rule, core::Severity::warning, source, AreaFeature(),
                   {.zh = fmt::format("{} {:.1f} m²", what.zh, size), .en = fmt::format("{}: {:.1f} m2", what.en, size)});
    finding.value = fmt::format("{:.1f} m2", size);
    finding.place = place_of({piece});
    findings.add(std::move(finding));
  }
}

/// Holes of a union, as shapes of their own.
MultiPolygon holes_of(const MultiPolygon& shape) {
  MultiPolygon holes;
  for (const Polygon& part : shape) {
    for (const Ring& hole : part.holes) holes.push_back({.outer = Ring(hole.rbegin(), hole.rend()), .holes = {}});
  }
  return holes;
}

bool same_shape(const MultiPolygon& a, const MultiPolygon& b) {
  const double size = area_of(a);
  return std::abs(size - area_of(b)) <= 1e-6 * size && area_of(common(a, b)) >= (1 - 1e-6) * size;
}

}  // namespace

void drop_unnamed(std::vector<AreaFeature>& areas, const SourceSpec& source, core::Findings& findings) {
  std::vector<AreaFeature> named;
  for (const AreaFeature& area : areas) {
    if (!area.name.empty() || !area.code.empty()) named.push_back(area);
  }
  std::erase_if(areas, [&](AreaFeature& area) {
    if (!area.name.empty() || !area.code.empty()) return false;
    const double size = area_of(area.shape);
    const double shared = shared_area(area, named);
    const bool drop = shared >= size / 2;
    core::Finding finding = finding_of(
        "area.unnamed", drop ? core::Severity::warning : core::Severity::note, source, area,
        drop ? core::Text{.zh = fmt::format("区域 {} 无名称和编码，位于已命名的区域之内（{:.0f} m²）；已略去", area.source_id,
                                            size),
                          .en = fmt::format("area {} has neither name nor code and lies in named areas ({:.0f} m2); left out",
                                            area.source_id, size)}
             : core::Text{.zh = fmt::format("区域 {} 无名称和编码；以其编号为名", area.source_id),
                          .en = fmt::format("area {} has neither name nor code; called by its id", area.source_id)});
    finding.place = place_of(area.shape);
    findings.add(std::move(finding));
    if (!drop) area.name = area.source_id;
    return drop;
  });
}

void drop_duplicates(std::vector<AreaFeature>& areas, const SourceSpec& source, core::Findings& findings) {
  std::vector<bool> drop(areas.size(), false);
  for (const auto& [first, second] : near_pairs(areas)) {
    if (drop[first] || drop[second] || !same_shape(areas[first].shape, areas[second].shape)) continue;
    drop[second] = true;
    core::Finding finding =
        finding_of("area.duplicate", core::Severity::error, source, areas[second],
                   {.zh = fmt::format("“{}”与“{}”形状相同；略去后者", called(areas[first]), called(areas[second])),
                    .en = fmt::format("'{}' and '{}' have the same shape; the second is left out", called(areas[first]),
                                      called(areas[second]))});
    finding.place = place_of(areas[second].shape);
    findings.add(std::move(finding));
  }
  std::size_t at = 0;
  std::erase_if(areas, [&](const AreaFeature& /*area*/) { return drop[at++]; });
}

void drop_outside(std::vector<AreaFeature>& areas, const std::vector<AreaFeature>& above, const SourceSpec& source,
                  core::Findings& findings) {
  std::erase_if(areas, [&](const AreaFeature& area) {
    const double size = area_of(area.shape);
    const double inside = shared_area(area, above);
    if (inside >= size / 2) return false;
    const double share = 100 * inside / size;
    core::Finding finding =
        finding_of("area.outside", inside > tolerance ? core::Severity::warning : core::Severity::note, source, area,
                   {.zh = fmt::format("“{}”只有 {:.1f}% 位于上级区域之内；已略去", called(area), share),
                    .en = fmt::format("'{}' lies in the areas above with {:.1f} % only; left out", called(area), share)});
    finding.place = place_of(area.shape);
    findings.add(std::move(finding));
    return true;
  });
}

void check_codes(std::span<const std::vector<AreaFeature>> levels, const LayerSpecs& specs) {
  std::map<std::string, std::pair<std::size_t, const AreaFeature*>> seen;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    for (const AreaFeature& area : levels[level]) {
      if (area.code.empty()) continue;
      const auto [other, added] = seen.try_emplace(area.code, level, &area);
      if (added) continue;
      const AreaSpec& first = specs.levels[other->second.first];
      const AreaSpec& second = specs.levels[level];
      const AreaFeature& twin = *other->second.second;
      throw core::Error(
          core::ErrorCode::input,
          {.zh = fmt::format("两个区域的编码同为“{}”：{} {}（“{}”，层级“{}”）与 {} {}（“{}”，层级“{}”）；编码应唯一", area.code,
                             twin.source_id, twin.name, first.source.path, first.level, area.source_id, area.name,
                             second.source.path, second.level),
           .en = fmt::format(
               "two areas have the code '{}': {} {} ('{}', level '{}') and {} {} ('{}', level '{}'); codes must be unique",
               area.code, twin.source_id, twin.name, first.source.path, first.level, area.source_id, area.name,
               second.source.path, second.level)});
    }
  }
}

void report_tiling(const std::vector<AreaFeature>& areas, const std::vector<AreaFeature>& above, Level level,
                   const SourceSpec& source, core::Threads threads, core::Progress& progress, core::Findings& findings) {
  report_overlaps(areas, source, threads, findings);
  progress.check();
  const MultiPolygon land = together(areas);
  progress.check();
  if (above.empty()) {
    report_pieces(open_gaps(holes_of(land), level), "area.gap", source,
                  {.zh = "区域之间有空隙", .en = "land enclosed by the areas belongs to none of them"}, findings);
    return;
  }
  for (const AreaFeature& upper : above) {
    report_pieces(open_gaps(less(upper.shape, land), level), "area.gap", source,
                  {.zh = fmt::format("“{}”内有不属于任何下级区域的土地", called(upper)),
                   .en = fmt::format("land of '{}' belongs to no area of this level", called(upper))},
                  findings);
    progress.check();
  }
  report_pieces(less(land, together(above)), "area.beyond", source,
                {.zh = "区域超出上级区域", .en = "land lies beyond the areas above"}, findings);
}

void take_residents_of_places(std::vector<AreaFeature>& areas, const std::vector<PlaceFeature>& places, const AreaSpec& spec,
                              core::Findings& findings) {
  for (AreaFeature& area : areas) {
    if (area.residents) continue;
    const auto found = std::find_if(places.begin(), places.end(), [&](const PlaceFeature& place) {
      return place.residents && place.name == area.name && contains(area.shape, place.position);
    });
    if (found != places.end()) {
      area.residents = found->residents;
      continue;
    }
    findings.add(
        finding_of("area.no_residents", core::Severity::note, spec.source, area,
                   {.zh = fmt::format("“{}”没有人口数：边界和其内同名地点均未给出", called(area)),
                    .en = fmt::format("'{}' has no number of residents: neither the boundary nor a place of its name gives one",
                                      called(area))}));
  }
}

bool contains(const MultiPolygon& shape, Position point) {
  bool inside = false;
  const auto cross = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Position a = ring[i];
      const Position b = ring[i + 1];
      if ((a.y > point.y) == (b.y > point.y)) continue;
      if (point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
  };
  for (const Polygon& part : shape) {
    cross(part.outer);
    for (const Ring& hole : part.holes) cross(hole);
  }
  return inside;
}

}  // namespace wangge::gis
