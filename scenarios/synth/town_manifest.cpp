#include "gis/read/file_hash.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/synth/town_scenario.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using town::AreaId;
using town::Totals;

json both(const core::Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

json totals_json(const Totals& totals) {
  return {
      {"households", totals.households},
      {"residents", totals.residents},
      {"ages", {{"child", totals.ages[0]}, {"adult", totals.ages[1]}, {"old", totals.ages[2]}, {"very_old", totals.ages[3]}}},
      {"residences", {{"resident", totals.residences[0]}, {"floating", totals.residences[1]}, {"rental", totals.residences[2]}}},
      {"in_need", totals.in_need},
      {"party_members", totals.party_members},
      {"enterprises", totals.enterprises},
      {"organisations", totals.organisations}};
}

void add(Totals& sum, const Totals& more) {
  sum.households += more.households;
  sum.residents += more.residents;
  for (std::size_t i = 0; i < town::age_count; ++i) sum.ages[i] += more.ages[i];
  for (std::size_t i = 0; i < town::residence_count; ++i) sum.residences[i] += more.residences[i];
  sum.in_need += more.in_need;
  sum.party_members += more.party_members;
  sum.enterprises += more.enterprises;
  sum.organisations += more.organisations;
}

/// The way from the scenario's folder: says nothing of the computer, and is the same wherever both lie.
std::string from_scenario(const Scenario& scenario, const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  const fs::path home = fs::absolute(scenario.path).lexically_normal().parent_path();
  return fs::absolute(file).lexically_normal().lexically_relative(home).generic_string();
}

std::vector<std::string> from_scenario(const Scenario& scenario, const std::vector<std::string>& files) {
  std::vector<std::string> paths;
  for (const std::string& file : files) {
    const bool shipped = std::find(scenario.shipped.begin(), scenario.shipped.end(), file) != scenario.shipped.end();
    paths.push_back(shipped ? file : from_scenario(scenario, std::filesystem::path(file)));
  }
  return paths;
}

/// Of each level: how many areas, what was asked for, what the files hold.
json levels_json(const MadeTown& made, const TownFile& file) {
  json levels = json::array();
  for (std::size_t level = 0; level < made.level_names.size(); ++level) {
    Totals given;
    Totals counted;
    std::size_t areas = 0;
    std::size_t exact = 0;
    for (const AreaId id : core::ids<AreaId>(file.areas.size())) {
      if (file.areas[id].level != level) continue;
      ++areas;
      exact += file.areas[id].totals == file.counted[id] ? 1 : 0;
      add(given, file.areas[id].totals);
      add(counted, file.counted[id]);
    }
    levels.push_back({{"level", made.level_names[level]},
                      {"areas", areas},
                      {"exact_areas", exact},
                      {"given", totals_json(given)},
                      {"counted", totals_json(counted)}});
  }
  return levels;
}

json file_json(const MadeTown& made, const TownFile& file, const std::filesystem::path& folder) {
  json files = json::array();
  for (const std::string& name : {file.package, file.extract}) {
    if (!name.empty()) files.push_back({{"name", name}, {"sha256", gis::sha256_of_file(folder / name)}});
  }
  json layers = json::array();
  for (const town::LayerCount& layer : file.layers) layers.push_back({{"layer", layer.layer}, {"features", layer.features}});
  json body = {{"files", files}, {"levels", levels_json(made, file)}};
  if (!layers.empty()) body["layers"] = layers;
  body["campuses"] = {{"all", file.campuses}, {"without_organisation", file.unused_campuses}};
  body["buildings"] = file.buildings;
  body["dwellings"] = {{"all", file.dwellings}, {"occupied", occupancy(file)}};
  if (file.year) body["year"] = *file.year;
  if (file.objects) {
    body["objects"] = {{"nodes", file.objects->nodes}, {"ways", file.objects->ways}, {"relations", file.objects->relations}};
  }
  return body;
}

}  // namespace

double occupancy(const TownFile& file) {
  std::int64_t households = 0;
  for (const AreaId id : core::ids<AreaId>(file.areas.size())) {
    if (file.areas[id].level == 0) households += file.counted[id].households;
  }
  return file.dwellings > 0 ? static_cast<double>(households) / static_cast<double>(file.dwellings) : 0;
}

std::vector<std::string> inexact_areas(const TownFile& file) {
  std::vector<std::string> codes;
  for (const AreaId id : core::ids<AreaId>(file.areas.size())) {
    if (!(file.areas[id].totals == file.counted[id])) codes.push_back(file.areas[id].code);
  }
  return codes;
}

std::string town_manifest_json(const Scenario& scenario, const MadeTown& made, const std::filesystem::path& folder) {
  json inputs = json::array();
  for (const gis::Source& input : made.inputs)
    inputs.push_back({{"path", from_scenario(scenario, located_file(scenario, input.path))}, {"sha256", input.sha256}});
  json towns = json::array();
  for (const TownFile& file : made.files) towns.push_back(file_json(made, file, folder));
  json reference = {{"name", made.reference.name}, {"wkt", made.reference.wkt}};
  if (made.reference.epsg) reference["epsg"] = *made.reference.epsg;
  const json manifest = {{"wangge", {{"version", version()}}},
                         {"made", "town"},
                         {"synthetic", true},
                         {"scenario",
                          {{"name", scenario.name},
                           {"title", both(scenario.title)},
                           {"hash", scenario_hash(scenario)},
                           {"file", from_scenario(scenario, scenario.path)},
                           {"files", from_scenario(scenario, scenario.files)},
                           {"overrides", scenario.overrides},
                           {"date", scenario.date},
                           {"toml", scenario.canonical_toml}}},
                         {"seed", scenario.seed.value},
                         {"inputs", inputs},
                         {"reference", reference},
                         {"buildings_asked_for", scenario.synth->buildings ? json(*scenario.synth->buildings) : json()},
                         {"land", {{"km2", made.land.value / 1e6}, {"factor", made.land_factor}}},
                         {"towns", towns}};
  return manifest.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace wangge::scenarios
