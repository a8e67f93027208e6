#include "engine/evaluation/town_form.h"

#include <algorithm>

namespace wangge::evaluation {
namespace {

std::vector<Ring> lines_of(std::span<const network::RoadLine> streets) {
  std::vector<Ring> lines;
  for (const network::RoadLine& street : streets) lines.push_back(street.points);
  return lines;
}

std::vector<std::vector<Ring>> each_alone(std::vector<Ring> lines) {
  std::vector<std::vector<Ring>> items;
  for (Ring& line : lines) items.push_back({std::move(line)});
  return items;
}

OutlineIndex index_of(std::vector<Ring> lines) { return OutlineIndex(each_alone(std::move(lines))); }

std::vector<BuildingFacts> survey_of(const FormSubject& subject, core::Threads threads) {
  std::vector<Ring> ways = lines_of(subject.streets);
  const OutlineIndex streets = index_of(ways);
  ways.insert(ways.end(), subject.ways.begin(), subject.ways.end());
  const OutlineIndex all = index_of(std::move(ways));
  std::vector<Ring> points;
  for (const Position gate : subject.gates) points.push_back({gate, gate});
  const OutlineIndex gates = index_of(std::move(points));
  return survey_buildings(subject.buildings, {streets, all, gates}, threads);
}

std::optional<double> share(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> hectares(const std::optional<double>& area) {
  if (!area) return std::nullopt;
  return *area / 1e4;
}

void put_streets(const StreetForm& streets, double km2, TownForm& form) {
  const std::size_t nodes = streets.junctions + streets.ends;
  form.set(FormKey::street_density, streets.length.value / 1000 / km2);
  form.set(FormKey::junction_density, static_cast<double>(streets.junctions) / km2);
  form.set(FormKey::piece_median, streets.piece_median);
  form.set(FormKey::piece_mean, streets.piece_mean);
  form.set(FormKey::dead_ends, share(streets.ends, nodes));
  form.set(FormKey::three_way, share(streets.three_way, nodes));
  form.set(FormKey::four_way, share(streets.four_way, nodes));
  form.set(FormKey::streets_per_node, streets.streets_per_node);
  form.set(FormKey::entropy, streets.entropy);
  form.set(FormKey::order, streets.order);
  form.set(FormKey::piece_circuity, streets.piece_circuity);
  form.set(FormKey::trip_circuity, streets.trip_circuity);
}

void put_blocks(const BlockForm& blocks, TownForm& form) {
  form.set(FormKey::block_median, hectares(blocks.area_median));
  form.set(FormKey::block_p10, hectares(blocks.area_p10));
  form.set(FormKey::block_p90, hectares(blocks.area_p90));
  form.set(FormKey::block_shape, blocks.shape);
}

void put_shapes(const BuildingForm& buildings, TownForm& form) {
  form.set(FormKey::footprint_median, buildings.area_median);
  form.set(FormKey::footprint_p90, buildings.area_p90);
  form.set(FormKey::footprint_gini, buildings.area_gini);
  for (std::size_t i = 0; i < buildings.size_share.size(); ++i) {
    form.set(static_cast<FormKey>(static_cast<std::size_t>(FormKey::size_to_100) + i), buildings.size_share[i]);
  }
  form.set(FormKey::rectangularity, buildings.rectangularity);
  form.set(FormKey::compactness, buildings.compactness);
  form.set(FormKey::elongation, buildings.elongation);
  form.set(FormKey::east_west, buildings.east_west);
}

void put_buildings(const BuildingForm& buildings, double km2, TownForm& form) {
  form.set(FormKey::buildings, static_cast<double>(buildings.count));
  if (buildings.count < least_buildings) return;
  put_shapes(buildings, form);
  form.set(FormKey::street_distance, buildings.street_median);
  form.set(FormKey::street_distance_p90, buildings.street_p90);
  form.set(FormKey::way_distance, buildings.way_median);
  form.set(FormKey::gate_distance, buildings.gate_median);
  const double coverage = buildings.footprint / (km2 * 1e6);
  if (coverage < least_coverage) return;
  form.set(FormKey::building_density, static_cast<double>(buildings.count) / km2);
  form.set(FormKey::coverage, coverage);
  if (buildings.floor_area) form.set(FormKey::floor_area_ratio, *buildings.floor_area / (km2 * 1e6));
  form.set(FormKey::gap_median, buildings.gap_median);
  form.set(FormKey::touching, buildings.touching);
}

}  // namespace

TownForm::TownForm() : values_(form_figures().size()) {}

FormSurvey::FormSurvey(const FormSubject& subject, core::Threads threads)
    : ways_(subject.ways),
      blocks_(subject.blocks),
      net_(build_street_net(subject.streets)),
      land_(lines_of(subject.streets), subject.known),
      edge_(index_of(land_.known())),
      buildings_(survey_of(subject, threads)) {}

TownForm FormSurvey::of(std::span<const Ring> rings) const {
  const BuiltGround ground = land_.within(rings);
  const double km2 = ground.area().value / 1e6;
  TownForm form;
  if (km2 <= 0) return form;
  form.set(FormKey::built_land, km2);
  put_streets(measure_streets(net_, ground, edge_), km2, form);
  double ways = 0;
  for (const Ring& way : ways_) ways += ground.length_inside(way).value;
  form.set(FormKey::way_density, ways / 1000 / km2);
  put_blocks(measure_blocks(blocks_, ground), form);
  put_buildings(measure_buildings(buildings_, ground), km2, form);
  return form;
}

}  // namespace wangge::evaluation
