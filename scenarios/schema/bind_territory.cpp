#include "gis/read/reference_choice.h"
#include "scenarios/schema/bind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wangge::scenarios {
namespace {

bool is_osm(const std::string& path) { return path.ends_with(".osm.pbf") || path.ends_with(".osm"); }

LevelSpec level_spec(const Reader& level) {
  LevelSpec spec;
  spec.name = level.text("name");
  spec.source = bind_layer(level);
  if (const auto admin_level = level.optional_integer("admin_level")) spec.admin_level = static_cast<int>(*admin_level);
  if (is_osm(spec.source.path) && !spec.admin_level) {
    throw level.error("admin_level", {.zh = "OpenStreetMap 来源须写明 admin_level，例如 8",
                                      .en = "is missing; an OpenStreetMap source needs it, such as 8"});
  }
  spec.code_field = level.text("code");
  spec.label_field = level.text("label");
  spec.parent_field = level.text("parent");
  spec.within = level.text("within");
  spec.code_prefix = level.text("code_prefix");
  return spec;
}

LevelSpec& level_named(std::vector<LevelSpec>& levels, const Reader& total) {
  const std::string name = total.text("level");
  const auto found = std::find_if(levels.begin(), levels.end(), [&](const LevelSpec& level) { return level.name == name; });
  if (found != levels.end()) return *found;
  throw total.error("level", {.zh = fmt::format("没有名为“{}”的 [[level]]", name),
                              .en = fmt::format("there is no [[level]] named \"{}\"", name)});
}

}  // namespace

std::string bind_source_reference(const Reader& table) {
  std::string reference = table.text("reference");
  if (const auto problem = gis::source_reference_problem(reference)) throw table.error("reference", *problem);
  return reference;
}

LayerRef bind_layer(const Reader& table) {
  return {.path = table.text("source"),
          .layer = table.text("layer"),
          .encoding = table.text("encoding"),
          .reference = bind_source_reference(table),
          .named_by = table.where("source"),
          .layer_named_by = table.has("layer") ? table.where("layer") : std::string()};
}

std::vector<LevelSpec> bind_levels(const Reader& root) {
  std::vector<LevelSpec> levels;
  for (const Reader& level : root.items("level")) {
    LevelSpec spec = level_spec(level);
    const bool known = std::any_of(levels.begin(), levels.end(), [&](const LevelSpec& other) { return other.name == spec.name; });
    if (known)
      throw level.error("name", {.zh = fmt::format("层级“{}”出现两次", spec.name),
                                 .en = fmt::format("there are two levels \"{}\"", spec.name)});
    levels.push_back(std::move(spec));
  }
  if (levels.empty()) {
    throw root.error("level", {.zh = "至少需要一个 [[level]]，写明 name 和 source",
                               .en = "is missing; expected at least one [[level]] with name and source"});
  }
  for (const Reader& total : root.table("population").items("total")) {
    LevelSpec& level = level_named(levels, total);
    (total.text("is") == "residents" ? level.residents_field : level.households_field) = total.text("field");
  }
  return levels;
}

BuildingSpec bind_buildings(const Reader& root) {
  const Reader buildings = root.table("buildings");
  BuildingSpec spec;
  spec.source = bind_layer(buildings);
  spec.id_field = buildings.text("id");
  spec.use_field = buildings.text("use.field");
  for (std::size_t i = 0; i < territory::building_use_count; ++i) {
    const std::string use(territory::name(static_cast<territory::BuildingUse>(i)));
    for (const std::string& word : buildings.texts("use." + use)) {
      const auto [at, fresh] = spec.use_of_type.emplace(word, use);
      if (fresh) continue;
      throw buildings.error("use." + use, {.zh = fmt::format("“{}”已表示 {}", word, at->second),
                                           .en = fmt::format("\"{}\" already means {}", word, at->second)});
    }
  }
  spec.floors_field = buildings.text("floors.field");
  spec.compound_field = buildings.text("compound");
  spec.households_field = root.text("population.households.field");
  spec.residents_field = root.text("population.residents.field");
  return spec;
}

PopulationSpec bind_population(const Reader& root) {
  const Reader population = root.table("population");
  PopulationSpec spec;
  spec.residents_per_household = population.number("residents.per_household");
  spec.residents_per_household_source = population.text("residents.source");
  if (spec.residents_per_household_source.empty() && !population.has("residents.per_household")) {
    spec.residents_per_household_source = find_key("population.residents.per_household")->fallback_source.en;
  }
  spec.floor_area_per_household_m2 = population.area("floor_area_per_household").value;
  if (spec.floor_area_per_household_m2 < 1) {
    throw population.error("floor_area_per_household", {.zh = "太小；最小为 1 m2", .en = "is too small; the least is 1 m2"});
  }
  if (const auto year = population.optional_integer("year")) spec.place_year = static_cast<int>(*year);
  for (std::size_t i = 0; i < territory::building_use_count; ++i) {
    const std::string use(territory::name(static_cast<territory::BuildingUse>(i)));
    spec.dwelling_share[i] = population.share("dwelling_share." + use);
    spec.default_floors[i] = population.number("default_floors." + use);
  }
  spec.unknown_is_residential_above_m2 = population.area("unknown_is_residential_above").value;
  return spec;
}

namespace {

/// A layer beside the roads, in their source unless it names its own.
std::optional<LayerRef> bind_beside(const Reader& roads, const RoadSpec& spec, const std::string& table) {
  if (!roads.has(table + ".layer") && !roads.has(table + ".source")) return std::nullopt;
  LayerRef layer = spec.source;
  if (roads.has(table + ".source")) {
    layer = {.path = roads.text(table + ".source"),
             .layer = {},
             .encoding = spec.source.encoding,
             .reference = spec.source.reference,
             .named_by = roads.where(table + ".source")};
  }
  layer.layer = roads.text(table + ".layer");
  layer.layer_named_by = roads.has(table + ".layer") ? roads.where(table + ".layer") : std::string();
  if (!is_osm(layer.path)) return layer;
  throw roads.error(table + (roads.has(table + ".source") ? ".source" : ".layer"),
                    {.zh = "OpenStreetMap 来源的围墙和门随 roads.source 一起读取；这里应为另一个来源的图层",
                     .en = "is OpenStreetMap, whose walls and gates come with roads.source; expected a layer of another source"});
}

void bind_joints(const Reader& roads, RoadSpec& spec) {
  const auto add = [&](const char* key, network::Direction direction) {
    for (const std::string& word : roads.texts(key)) spec.oneway_words[word] = direction;
  };
  add("oneway_forward", network::Direction::forward);
  add("oneway_backward", network::Direction::backward);
  add("oneway_both", network::Direction::both);
  spec.join_crossings = roads.text("crossings") == "join";
  spec.snap = roads.length("snap");
  spec.walls = bind_beside(roads, spec, "walls");
  spec.barriers = bind_beside(roads, spec, "barriers");
  spec.barrier_kind_field = roads.text("barriers.class");
  if (spec.barriers && is_osm(spec.source.path)) {
    throw roads.error(roads.has("barriers.layer") ? "barriers.layer" : "barriers.source",
                      {.zh = "OpenStreetMap 道路自带门和路障，不必写在这里",
                       .en = "is not for roads of OpenStreetMap, which bring their own gates and barriers"});
  }
}

}  // namespace

RoadSpec bind_roads(const Reader& root) {
  const Reader roads = root.table("roads");
  RoadSpec spec;
  spec.source = bind_layer(roads);
  spec.class_field = roads.text("class.field");
  for (std::size_t i = 0; i < network::line_class_count; ++i) {
    const std::string line_class(network::name(static_cast<network::LineClass>(i)));
    for (const std::string& word : roads.texts("class." + line_class)) spec.class_of_type[word] = line_class;
  }
  spec.oneway_field = roads.text("oneway");
  spec.name_field = roads.text("label");
  spec.closed = roads.texts("closed");
  bind_joints(roads, spec);
  if (roads.has("elevation")) {
    spec.elevation = LayerRef{
        .path = roads.text("elevation"), .layer = "", .encoding = "", .reference = "", .named_by = roads.where("elevation")};
  }
  return spec;
}

std::vector<BarrierSpec> bind_barriers(const Reader& root) {
  std::vector<BarrierSpec> barriers;
  for (const Reader& barrier : root.items("barrier")) {
    BarrierSpec spec{bind_layer(barrier), barrier.text("class"), barrier.text("label")};
    if (is_osm(spec.source.path)) {
      throw barrier.error("source", {.zh = "OpenStreetMap 来源的铁路和水系随 roads.source 一起读取，不必写在这里",
                                     .en = "is OpenStreetMap: its railways and waterways come with roads.source"});
    }
    barriers.push_back(std::move(spec));
  }
  return barriers;
}

std::optional<LayerRef> bind_water(const Reader& root) {
  const Reader water = root.table("water");
  if (!water.has("source")) return std::nullopt;
  LayerRef source = bind_layer(water);
  if (is_osm(source.path)) {
    throw water.error("source", {.zh = "OpenStreetMap 来源的水面随 roads.source 一起读取，不必写在这里",
                                 .en = "is OpenStreetMap: its water comes with roads.source"});
  }
  return source;
}

TravelSpec bind_travel(const Reader& root) {
  constexpr std::size_t road_classes = static_cast<std::size_t>(network::LineClass::motorway) + 1;
  const Reader travel = root.table("travel");
  TravelSpec spec;
  for (std::size_t mode = 0; mode < network::mode_count; ++mode) {
    const std::string word(network::name(static_cast<network::Mode>(mode)));
    const bool one_speed = travel.has(word) && travel.value(word).type == Node::Type::text;
    const Reader table = travel.table(word);
    for (std::size_t i = 0; i < road_classes; ++i) {
      const std::string line_class(network::name(static_cast<network::LineClass>(i)));
      const double speed = table.speed(line_class).value;
      spec.speed_kmh[mode][i] = one_speed && speed > 0 ? travel.speed(word).value : speed;
    }
  }
  spec.access_limit = travel.length("access_limit");
  spec.at_gate = travel.duration("gate");
  spec.stairs_per_floor = travel.per_floor("stairs");
  spec.ferry_wait = travel.duration("ferry_wait");
  return spec;
}

GridSpec bind_grids(const Reader& root) {
  const Reader grids = root.table("grids");
  GridSpec spec;
  if (grids.has("source")) spec.source = bind_layer(grids);
  spec.code_field = grids.text("code");
  spec.label_field = grids.text("label");
  return spec;
}

}  // namespace wangge::scenarios
