#include "scenarios/synth/town_step.h"

#include "engine/core/error.h"
#include "gis/read/file_hash.h"
#include "gis/read/reference_choice.h"
#include "gis/town/counted_totals.h"
#include "gis/town/make_town.h"
#include "gis/town/move_town.h"
#include "gis/town/people/campuses.h"
#include "gis/town/read_outline.h"
#include "gis/town/settle.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/plane.h"
#include "gis/town/too_little_land.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/synth/area_list.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

core::Position whole_kilometres(core::Position position) {
  return {std::floor(position.x / 1000) * 1000, std::floor(position.y / 1000) * 1000};
}

/// What says how much land the town has.
std::string land_key(const SynthSpec& spec) {
  for (const char* key : {"synth.area", "synth.outline.source", "synth.buildings"}) {
    if (spec.places.contains(key)) return key;
  }
  return "synth";
}

/// Words of the generator behind the place of the section that asked for it.
template <class Work>
auto at_section(const SynthSpec& spec, const std::string& key, Work work) {
  try {
    return work();
  } catch (const town::TooLittleLand& error) {
    throw core::Error(core::ErrorCode::input, behind_place(spec, land_key(spec), error.message()));
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::input) throw;
    throw core::Error(core::ErrorCode::input, behind_place(spec, key, error.message()));
  }
}

void plan_ground(const Scenario& scenario, TownPlan& plan, core::Progress& progress) {
  const SynthSpec& synth = *scenario.synth;
  if (synth.outline.empty()) {
    const gis::Position middle{synth.longitude, synth.latitude};
    plan.reference = gis::choose_reference(scenario.reference, {middle, middle});
    plan.middle = at_section(synth, "synth.longitude", [&] { return gis::project_degrees(middle, plan.reference); });
    plan.spec.area_km2 = synth.area_km2.value_or(0);
    return;
  }
  gis::SourceSpec source;
  source.path = synth.outline;
  source.file = located_file(scenario, synth.outline);
  source.layer = synth.outline_layer;
  town::GivenOutline outline = at_section(synth, "synth.outline.source", [&] {
    try {
      return town::read_outline(source, scenario.reference, progress);
    } catch (const core::Error& error) {
      if (error.code() != core::ErrorCode::environment) throw;
      throw core::Error(error.code(), behind_place(synth, "synth.outline.source", error.message()));
    }
  });
  plan.inputs.push_back({synth.outline, gis::sha256_of_file(source.file), {}});
  plan.reference = std::move(outline.reference);
  plan.corner = whole_kilometres(outline.ring.front());
  for (const core::Position corner : outline.ring)
    plan.spec.outline.push_back(town::in_millimetres({corner.x - plan.corner.x, corner.y - plan.corner.y}));
}

/// As written, without empty ones.
std::vector<std::string> tables_of(const SynthSpec& synth) {
  std::vector<std::string> tables{synth.areas};
  if (synth.names) tables.insert(tables.end(), {synth.names->source, synth.names->towns});
  std::erase(tables, std::string());
  return tables;
}

void note_tables(const Scenario& scenario, TownPlan& plan) {
  for (const std::string& table : tables_of(*scenario.synth))
    plan.inputs.push_back({table, gis::sha256_of_file(located_file(scenario, table)), {}});
}

/// A river takes a quarter of the town across at most: one that was asked to be wider is refused rather than made narrower.
void check_river(const SynthSpec& synth, const town::TownSpec& spec) {
  if (spec.terrain.rivers == 0 || !synth.places.contains("synth.river_width")) return;
  const double land =
      spec.outline.empty() ? town::streets::area_wanted(spec) : std::abs(town::streets::signed_area(spec.outline));
  constexpr double pi = 3.14159265358979;
  const double widest = std::sqrt(land / pi) / 4;
  if (spec.terrain.river_width_m <= widest) return;
  throw core::Error(
      core::ErrorCode::input,
      behind_place(synth, "synth.river_width",
                   {.zh = fmt::format("{:.0f} 米的河对 {:.3g} km2 的用地太宽：最宽约 {:.0f} 米", spec.terrain.river_width_m,
                                      land / 1e6, std::floor(widest)),
                    .en = fmt::format("a river of {:.0f} m is too wide for {:.3g} km2 of land: at most about {:.0f} m",
                                      spec.terrain.river_width_m, land / 1e6, std::floor(widest))}));
}

/// From where the town was made to where it shall lie.
core::Position offset_of(const TownPlan& plan, const town::Town& made) {
  if (!plan.middle) return plan.corner;
  const core::Position now = town::middle_of(made);
  return whole_kilometres({plan.middle->x - now.x, plan.middle->y - now.y});
}

/// Writes one town under "town" or "town-2015".
TownFile write_files(const town::Town& made, const Scenario& scenario, const TownPlan& plan, const fs::path& folder,
                     const std::string& stem, const TownOutputs& outputs, core::Threads threads, core::Progress& progress) {
  TownFile file;
  if (outputs.package) {
    file.package = stem + ".gpkg";
    file.layers = town::write_town(folder / file.package, made, plan.reference, scenario.synth->people, progress);
  }
  if (outputs.extract) {
    file.extract = stem + ".osm.pbf";
    file.objects = town::write_extract(folder / file.extract, made, plan.reference, threads, progress);
  }
  file.areas = made.areas;
  file.counted = town::counted_totals(made);
  file.buildings = static_cast<std::int64_t>(made.buildings.size());
  for (const town::Building& building : made.buildings) file.dwellings += building.dwellings;
  for (const town::Campus& campus : town::campuses(made, made.stage_year.value_or(plan.spec.year))) {
    ++file.campuses;
    file.unused_campuses += campus.in_use ? 0 : 1;
  }
  return file;
}

}  // namespace

std::size_t features_of(const MadeTown& made, std::string_view layer) {
  for (const town::LayerCount& count : made.files.front().layers) {
    if (count.layer == layer) return count.features;
  }
  return 0;
}

TownPlan plan_town(const Scenario& scenario, core::Progress& progress) {
  const SynthSpec& synth = *scenario.synth;
  TownPlan plan;
  plan_ground(scenario, plan, progress);
  AreaList list = area_list(scenario);
  note_tables(scenario, plan);
  town::TownSpec& spec = plan.spec;
  spec.seed = scenario.seed;
  spec.form = synth.form;
  spec.terrain = synth.terrain;
  spec.living = synth.living;
  spec.level_names = std::move(list.level_names);
  spec.areas = std::move(list.areas);
  spec.dwelling_m2 = synth.dwelling_m2;
  spec.occupied = synth.occupied;
  spec.buildings = synth.buildings;
  spec.year = synth.year;
  spec.stages = synth.stages;
  spec.renewal = synth.renewal;
  spec.partitions = synth.partitions;
  check_river(synth, spec);
  return plan;
}

MadeTown write_scenario_town(const Scenario& scenario, const fs::path& folder, const TownOutputs& outputs, core::Threads threads,
                             core::Progress& progress) {
  const TownPlan plan = plan_town(scenario, progress);
  MadeTown result{plan.reference, plan.spec.level_names, {}, plan.inputs};
  town::Town made = at_section(*scenario.synth, "synth", [&] { return town::make_town(plan.spec, threads, progress); });
  result.land = town::land_of(made);
  result.land_factor = made.land_factor;
  progress.check();
  std::vector<town::Town> stages;
  for (const town::Stage& stage : plan.spec.stages)
    stages.push_back(
        at_section(*scenario.synth, "synth.stage", [&] { return town::town_at(made, plan.spec, stage, threads, progress); }));
  const core::Position offset = offset_of(plan, made);
  town::move_town(made, offset);
  result.files.push_back(write_files(made, scenario, plan, folder, "town", outputs, threads, progress));
  made = {};
  for (std::size_t i = 0; i < stages.size(); ++i) {
    progress.check();
    const int year = plan.spec.stages[i].year;
    town::move_town(stages[i], offset);
    result.files.push_back(
        write_files(stages[i], scenario, plan, folder, fmt::format("town-{}", year), outputs, threads, progress));
    result.files.back().year = year;
  }
  return result;
}

Scenario reading_town(Scenario scenario, const MadeTown& made, const fs::path& folder) {
  scenario.town_folder = folder.string();
  if (made.reference.epsg) scenario.reference = fmt::format("EPSG:{}", *made.reference.epsg);
  return scenario;
}

}  // namespace wangge::scenarios
