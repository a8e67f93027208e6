#include "gis/read/reference_choice.h"
#include "scenarios/schema/bind.h"
#include "scenarios/synth/bind_synth.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios {
namespace {

std::string checked_name(const Reader& root) {
  const std::string name = root.text("name");
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (!name.empty() && std::all_of(name.begin(), name.end(), fine)) return name;
  throw root.error("name", {.zh = fmt::format("“{}”只能含字母、数字、“-”和“_”", name),
                            .en = fmt::format("\"{}\" may hold only letters, digits, - and _", name)});
}

std::string checked_reference(const Reader& root) {
  const std::string reference = root.text("reference");
  const bool code =
      reference.starts_with("EPSG:") && reference.size() > 5 && reference.find_first_not_of("0123456789", 5) == std::string::npos;
  if (code || reference == "auto") {
    if (const auto problem = gis::reference_problem(reference)) throw root.error("reference", *problem);
    return reference;
  }
  throw root.error("reference",
                   {.zh = fmt::format("“{}”不可用；应为 “auto” 或如 “EPSG:4547”", reference),
                    .en = fmt::format("\"{}\" is not allowed; expected \"auto\" or a code such as \"EPSG:4547\"", reference)});
}

std::vector<MapSpec> bind_maps(const Reader& root) {
  std::vector<MapSpec> maps;
  for (const Reader& map : root.table("export").items("map")) {
    maps.push_back({.theme = map.text("theme"),
                    .paper = map.text("paper"),
                    .formats = map.texts("as"),
                    .review_number = map.text("review")});
  }
  return maps;
}

}  // namespace

Scenario bind_scenario(const Node& document, const std::string& file) {
  const Reader root(&document, "", "", {file, 1, 1});
  Scenario scenario;
  scenario.path = file;
  scenario.name = checked_name(root);
  scenario.title = {.zh = root.optional_text("title.zh").value_or(scenario.name),
                    .en = root.optional_text("title.en").value_or(scenario.name)};
  scenario.seed = core::Seed(static_cast<std::uint64_t>(root.integer("seed")));
  scenario.date = root.text("date");
  const TargetRule target = root.target("target");
  scenario.target = target.target;
  scenario.target_time = target.within;
  scenario.reference = checked_reference(root);
  scenario.synthetic = root.flag("synthetic");
  scenario.attribution = root.texts("attribution");
  scenario.synth = bind_synth(root);
  scenario.levels = bind_levels(root);
  scenario.buildings = bind_buildings(root);
  scenario.population = bind_population(root);
  scenario.roads = bind_roads(root);
  scenario.barriers = bind_barriers(root);
  scenario.water = bind_water(root);
  scenario.travel = bind_travel(root);
  scenario.travel.speed_by_hour = bind_speed_by_hour(root);
  scenario.grids = bind_grids(root);
  scenario.planning = bind_planning(root, scenario.levels);
  scenario.ensemble = bind_ensemble(root);
  scenario.ledgers = bind_ledgers(root);
  scenario.groups = bind_groups(root);
  scenario.repartition = bind_repartition(root, scenario.levels);
  scenario.sectors = bind_sectors(root, scenario.grids);
  scenario.microgrids = bind_microgrids(root);
  scenario.posts = bind_posts(root, scenario.levels);
  scenario.responders = bind_responders(root, scenario);
  scenario.coverage = bind_coverage(root, scenario.posts, scenario.target_time);
  scenario.simulation = bind_simulation(root);
  scenario.departments = bind_departments(root);
  scenario.offices = bind_offices(root, scenario.levels);
  scenario.requests = bind_requests(root, scenario);
  bind_matters(root, scenario, scenario.departments);
  scenario.surges = bind_surges(root, scenario);
  scenario.duties = bind_duties(root, scenario);
  scenario.log = bind_log(root, scenario);
  scenario.dispatch = bind_dispatch(root, scenario.responders);
  scenario.scoring = bind_scoring(root, scenario.levels);
  scenario.siting = bind_siting(root, scenario);
  scenario.pairing = bind_pairing(root);
  scenario.maps = bind_maps(root);
  scenario.exports = root.texts("export.data");
  scenario.canonical_toml = canonical_toml(document);
  return scenario;
}

}  // namespace wangge::scenarios
