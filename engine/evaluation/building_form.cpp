#include "engine/evaluation/building_form.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/spread.h"
#include "engine/statistics/gini.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace wangge::evaluation {
namespace {

constexpr core::Metres farthest{2000};
constexpr double pi = 3.14159265358979323846;

std::optional<double> metres(const std::optional<core::Metres>& distance) {
  if (!distance) return std::nullopt;
  return distance->value;
}

/// The largest ring stands for a building of several parts.
const Ring& main_ring(const FormBuilding& building) {
  return *std::max_element(building.rings.begin(), building.rings.end(),
                           [](const Ring& a, const Ring& b) { return signed_area(a) < signed_area(b); });
}

double footprint_of(const FormBuilding& building) {
  double area = 0;
  for (const Ring& ring : building.rings) area += signed_area(ring);
  return area;
}

BuildingFacts shape_of(const FormBuilding& building) {
  BuildingFacts facts;
  facts.area = footprint_of(building);
  facts.floors = building.floors;
  facts.centre = centre_of(main_ring(building));
  std::vector<Position> corners;
  for (const Ring& ring : building.rings) {
    if (signed_area(ring) <= 0) continue;
    facts.perimeter += length_of(ring);
    corners.insert(corners.end(), ring.begin(), ring.end());
  }
  facts.box = smallest_rectangle(convex_hull(std::move(corners)));
  return facts;
}

/// The values that are there, rising.
template <class Value>
std::vector<double> column(std::span<const BuildingFacts* const> facts, const Value& value) {
  std::vector<double> values;
  for (const BuildingFacts* one : facts) {
    if (const std::optional<double> found = value(*one)) values.push_back(*found);
  }
  return sorted(std::move(values));
}

std::optional<double> east_west_share(std::span<const BuildingFacts* const> facts) {
  constexpr double cosine_of_15_degrees = 0.96592582628906829;
  double long_ones = 0;
  double facing = 0;
  for (const BuildingFacts* one : facts) {
    if (one->box.long_side < 1.2 * one->box.short_side) continue;
    long_ones += 1;
    facing += std::abs(one->box.axis.x) >= cosine_of_15_degrees ? 1 : 0;
  }
  if (long_ones == 0) return std::nullopt;
  return facing / long_ones;
}

void measure_sizes(std::span<const BuildingFacts* const> facts, BuildingForm& form) {
  const std::vector<double> areas = column(facts, [](const BuildingFacts& one) { return std::optional(one.area); });
  form.area_median = quantile(areas, 0.5);
  form.area_p90 = quantile(areas, 0.9);
  form.area_gini = statistics::gini(areas);
  for (std::size_t size = 0; size < form.size_share.size(); ++size) {
    const auto place = [&](double bound) { return std::lower_bound(areas.begin(), areas.end(), bound); };
    const auto first = size == 0 ? areas.begin() : place(size_bounds_m2[size - 1]);
    const auto last = size == size_bounds_m2.size() ? areas.end() : place(size_bounds_m2[size]);
    form.size_share[size] = static_cast<double>(last - first) / static_cast<double>(areas.size());
  }
}

void measure_places(std::span<const BuildingFacts* const> facts, BuildingForm& form) {
  const std::vector<double> gaps = column(facts, [](const BuildingFacts& one) { return one.gap; });
  form.gap_median = quantile(gaps, 0.5);
  const auto apart = std::upper_bound(gaps.begin(), gaps.end(), 0.1);
  form.touching = static_cast<double>(apart - gaps.begin()) / static_cast<double>(facts.size());
  const std::vector<double> streets = column(facts, [](const BuildingFacts& one) { return one.to_street; });
  form.street_median = quantile(streets, 0.5);
  form.street_p90 = quantile(streets, 0.9);
  form.way_median = quantile(column(facts, [](const BuildingFacts& one) { return one.to_way; }), 0.5);
  form.gate_median = quantile(column(facts, [](const BuildingFacts& one) { return one.to_gate; }), 0.5);
}

void measure_shapes(std::span<const BuildingFacts* const> facts, BuildingForm& form) {
  form.rectangularity = mean(column(facts, [](const BuildingFacts& one) { return std::optional(one.area / one.box.area()); }));
  form.compactness = mean(
      column(facts, [](const BuildingFacts& one) { return std::optional(4 * pi * one.area / (one.perimeter * one.perimeter)); }));
  const auto sides = [](const BuildingFacts& one) { return std::optional(one.box.short_side / one.box.long_side); };
  form.elongation = quantile(column(facts, sides), 0.5);
  form.east_west = east_west_share(facts);
}

}  // namespace

std::vector<BuildingFacts> survey_buildings(std::span<const FormBuilding> buildings, const BuildingSurroundings& around,
                                            core::Threads threads) {
  std::vector<std::vector<Ring>> outlines;
  std::vector<BuildingFacts> facts;
  for (const FormBuilding& building : buildings) {
    if (building.rings.empty() || footprint_of(building) < least_footprint_m2) continue;
    outlines.push_back(building.rings);
    facts.push_back(shape_of(building));
  }
  const OutlineIndex others(outlines);
  constexpr std::size_t chunk = 256;
  core::parallel_for(threads, (facts.size() + chunk - 1) / chunk, [&](std::size_t part) {
    for (std::size_t i = part * chunk; i < std::min((part + 1) * chunk, facts.size()); ++i) {
      facts[i].gap = metres(others.nearest(outlines[i], farthest, static_cast<std::uint32_t>(i)));
      facts[i].to_street = metres(around.streets.nearest(outlines[i], farthest));
      facts[i].to_way = metres(around.ways.nearest(outlines[i], farthest));
      facts[i].to_gate = metres(around.gates.nearest(outlines[i], farthest));
    }
  });
  return facts;
}

BuildingForm measure_buildings(std::span<const BuildingFacts> facts, const BuiltGround& ground) {
  std::vector<const BuildingFacts*> here;
  BuildingForm form;
  double known = 0;
  double floor_area = 0;
  for (const BuildingFacts& one : facts) {
    if (!ground.holds(one.centre)) continue;
    here.push_back(&one);
    form.footprint += one.area;
    if (!one.floors) continue;
    known += one.area;
    floor_area += one.area * *one.floors;
  }
  form.count = here.size();
  if (here.empty()) return form;
  form.floors_known = known / form.footprint;
  if (form.floors_known >= 0.8) form.floor_area = floor_area / form.floors_known;
  measure_sizes(here, form);
  measure_places(here, form);
  measure_shapes(here, form);
  return form;
}

}  // namespace wangge::evaluation
