#include "scenarios/run/manifest.h"

#include "engine/territory/population.h"
#include "scenarios/run/digest.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/version.h"
#include "scenarios/schema/origin_words.h"
#include "scenarios/schema/quantities.h"
#include "scenarios/steps/request_rates.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json both(const core::Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

/// OpenStreetMap ids say what kind of object a building is.
json buildings_by_kind(const gis::Layers& layers) {
  json counts = {{"total", layers.buildings.size()}};
  for (const char* kind : {"node", "way", "relation"}) {
    const auto of_kind = std::count_if(
        layers.buildings.begin(), layers.buildings.end(),
        [&](const gis::BuildingFeature& building) { return building.source_id.starts_with(std::string(kind) + "/"); });
    if (of_kind > 0) counts[std::string(kind) + "s"] = of_kind;
  }
  return counts;
}

json inputs_json(const Scenario& scenario, const gis::Layers& layers) {
  json inputs = json::array();
  for (const gis::Source& source : layers.sources) {
    json input = {{"path", path_from_here(scenario, source.path)}, {"sha256", source.sha256}};
    if (!source.attribution.empty()) input["attribution"] = source.attribution;
    if (source.path == scenario.buildings.source.path) input["buildings"] = buildings_by_kind(layers);
    inputs.push_back(input);
  }
  return inputs;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./=,:+%@").find(c) != std::string_view::npos;
}

std::string for_shell(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

core::Text assumed() { return {.zh = "假定", .en = "assumed"}; }

core::Text or_assumed(const core::Text& source) { return source.en.empty() ? assumed() : source; }

Modelled people_of_buildings(bool totals) {
  const core::Text what{.zh = "每栋建筑的户数和人数", .en = "households and residents of each building"};
  if (totals) {
    return {what,
            {.zh = "把给定总数按用途、占地和层数推算的居住面积分摊（最大余数法），与总数完全一致",
             .en = "given totals spread over lived-in floor area by use, footprint and floors (largest remainder); "
                   "totals are met exactly"},
            {.zh = "最大余数法：Hamilton 1792；各用途的居住比例与层数：假定",
             .en = "largest remainder: Hamilton 1792; shares and floors by use: assumed"}};
  }
  const double each = territory::PopulationRules{}.floor_area_per_household_m2;
  return {what,
          {.zh = fmt::format("没有给定总数：按用途、占地和层数推算居住面积，每 {:g} 平方米计一户", each),
           .en = fmt::format("no totals are given: one household for {:g} m² of lived-in floor area by use, footprint and floors",
                             each)},
          {.zh = "每户面积、各用途的居住比例与层数：假定", .en = "area of a household, shares and floors by use: assumed"}};
}

std::vector<Modelled> modelled_people(const Scenario& scenario, const gis::Layers& layers) {
  std::vector<Modelled> facts;
  const bool given = !scenario.buildings.households_field.empty() || !scenario.buildings.residents_field.empty();
  if (!given) facts.push_back(people_of_buildings(totals_given(layers)));
  const bool both = !scenario.buildings.households_field.empty() && !scenario.buildings.residents_field.empty();
  if (!both) {
    facts.push_back({{.zh = fmt::format("户均人数 {}", scenario.population.residents_per_household),
                      .en = fmt::format("{} residents a household", scenario.population.residents_per_household)},
                     {.zh = "用于户数与人数的换算", .en = "turns residents into households and back"},
                     origin_words(scenario.population.residents_per_household_source)});
  }
  const bool all_floors = std::all_of(layers.buildings.begin(), layers.buildings.end(),
                                      [](const gis::BuildingFeature& building) { return building.floors.has_value(); });
  if (!all_floors) {
    facts.push_back({{.zh = "缺层数的建筑的层数", .en = "floors of buildings that state none"},
                     {.zh = "按用途取缺省值", .en = "a default by use"},
                     assumed()});
  }
  return facts;
}

std::vector<Modelled> modelled_work(const Scenario& scenario) {
  std::vector<Modelled> facts;
  const bool no_points = std::any_of(scenario.posts.begin(), scenario.posts.end(), [](const PostSpec& post) { return !post.at; });
  if (no_points) {
    facts.push_back(
        {{.zh = "驻点的位置", .en = "places of posts"},
         {.zh = "设在按户加权路程最短的中位建筑", .en = "at the building with the least household-weighted travel time"},
         {.zh = "1-中位点（Hakimi 1964）", .en = "1-median (Hakimi 1964)"}});
  }
  facts.push_back({{.zh = "行进速度、大门和楼梯时间", .en = "speeds, time at the gate and on stairs"},
                   {.zh = "按出行方式和道路等级取平均值", .en = "a mean by mode and class of road"},
                   assumed()});
  for (const RequestSpec& request : scenario.requests) {
    facts.push_back({{.zh = "事项频率：" + request.title.zh, .en = "rate of requests: " + request.title.en},
                     {.zh = "非齐次泊松过程", .en = "non-homogeneous Poisson process"},
                     or_assumed(request.source)});
  }
  for (const MatterOf& one : matters_of(scenario)) {
    facts.push_back({{.zh = fmt::format("频率：{}下派的{}", one.department->title.zh, one.request->title.zh),
                      .en = fmt::format("rate of {} handed down by {}", one.request->title.en, one.department->title.en)},
                     {.zh = "非齐次泊松过程", .en = "non-homogeneous Poisson process"},
                     assumed()});
  }
  if (!scenario.requests.empty()) {
    facts.push_back({{.zh = "接单时间", .en = "time to accept"},
                     {.zh = "随机时长", .en = "a random duration"},
                     or_assumed(scenario.dispatch.source)});
  }
  return facts;
}

}  // namespace

bool totals_given(const gis::Layers& layers) {
  const auto counted = [](const auto& feature) { return feature.households || feature.residents; };
  return std::any_of(layers.buildings.begin(), layers.buildings.end(), counted) ||
         std::any_of(layers.levels.begin(), layers.levels.end(),
                     [&](const auto& areas) { return std::any_of(areas.begin(), areas.end(), counted); });
}

std::vector<Modelled> modelled_facts(const Scenario& scenario, const gis::Layers& layers) {
  std::vector<Modelled> facts = modelled_people(scenario, layers);
  for (Modelled& fact : modelled_work(scenario)) facts.push_back(std::move(fact));
  return facts;
}

std::vector<std::string> attributions(const Scenario& scenario, const gis::Layers& layers) {
  std::vector<std::string> credits;
  const auto add = [&](const std::string& credit) {
    if (!credit.empty() && std::find(credits.begin(), credits.end(), credit) == credits.end()) credits.push_back(credit);
  };
  for (const gis::Source& source : layers.sources) add(source.attribution);
  for (const std::string& credit : scenario.attribution) add(credit);
  return credits;
}

bool is_synthetic(const Scenario& scenario, const gis::Layers& layers) {
  return scenario.synthetic ||
         std::any_of(layers.sources.begin(), layers.sources.end(), [](const gis::Source& source) { return source.synthetic; });
}

std::string path_from_here(const Scenario& scenario, const std::string& written) {
  const std::filesystem::path path(written);
  if (scenario.synth && written == made_town_file) return written;
  if (path.is_absolute() || written.find(':') != std::string::npos) return written;
  return (std::filesystem::path(scenario.path).parent_path() / path).lexically_normal().generic_string();
}

std::string reproducing_command(const Scenario& scenario, const std::string& replay) {
  std::string command = "wangge run " + for_shell(scenario.path);
  for (const std::string& change : scenario.overrides) command += " --set " + for_shell(change);
  if (!replay.empty()) command += " --replay " + for_shell(replay);
  return command;
}

std::string scenario_hash(const Scenario& scenario) { return sha256_of(scenario.canonical_toml); }

std::string manifest_json(const Scenario& scenario, const gis::Layers& layers, const std::optional<ReplayedTrace>& replay,
                          const std::optional<evaluation::WarmUpFigures>& warm_up) {
  json modelled = json::array();
  for (const Modelled& fact : modelled_facts(scenario, layers))
    modelled.push_back({{"what", both(fact.what)}, {"how", both(fact.how)}, {"source", both(fact.source)}});
  json planning = size_range_json(scenario.planning);
  planning["source"] = scenario.planning.size_source;
  json reference = {{"name", layers.reference.name}, {"wkt", layers.reference.wkt}};
  if (layers.reference.epsg) reference["epsg"] = *layers.reference.epsg;
  json manifest = {{"wangge", {{"version", version()}}},
                   {"scenario",
                    {{"name", scenario.name},
                     {"title", both(scenario.title)},
                     {"hash", scenario_hash(scenario)},
                     {"file", scenario.path},
                     {"files", scenario.files},
                     {"overrides", scenario.overrides},
                     {"date", scenario.date},
                     {"target", name(scenario.target)},
                     {"target_minutes", core::in_minutes(scenario.target_time)},
                     {"toml", scenario.canonical_toml}}},
                   {"seed", scenario.seed.value},
                   {"inputs", inputs_json(scenario, layers)},
                   {"attribution", attributions(scenario, layers)},
                   {"synthetic", is_synthetic(scenario, layers)},
                   {"modelled", modelled},
                   {"totals_given", totals_given(layers)},
                   {"reference", reference},
                   {"planning", std::move(planning)},
                   {"command", reproducing_command(scenario, replay ? replay->path : std::string())},
                   {"compiler", compiler()},
                   {"audience", "internal"}};
  if (replay) manifest["replay"] = {{"trace", replay->path}, {"sha256", replay->sha256}, {"replications", replay->replications}};
  if (warm_up) manifest["warm_up"] = {{"days", rounded(warm_up->days)}, {"found", warm_up->detected ? "MSER-5" : "given"}};
  return manifest.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace wangge::scenarios
