#pragma once

#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/town/town.h"
#include "gis/town/town_spec.h"
#include "gis/town/write_extract.h"
#include "gis/town/write_town.h"
#include "scenarios/scenario.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// From the section `[synth]` to the files of a town.
namespace wangge::scenarios {

/// What is made, where on Earth, under which errors.
struct TownPlan {
  town::TownSpec spec;  ///< a given outline is near the origin of its plane
  gis::ReferenceSystem reference;
  std::optional<core::Position> middle;  ///< where the middle of a made outline shall lie
  core::Position corner;                 ///< what a given outline was moved by: whole kilometres
  std::vector<gis::Source> inputs;       ///< files that were read for it
};

/// Reads outline and tables and fills in every total. Throws Error(input) with file, line and key where they contradict each
/// other. Precondition: scenario.synth.
[[nodiscard]] TownPlan plan_town(const Scenario& scenario, core::Progress& progress);

/// Which files a town is written to.
struct TownOutputs {
  bool package = true;
  bool extract = false;
};

/// The files of one town: of the town as it stands, or of an earlier year.
struct TownFile {
  std::optional<int> year;  ///< of an earlier stage
  std::string package;      ///< "town.gpkg"; empty: not written
  std::string extract;
  std::vector<town::LayerCount> layers;
  std::optional<town::ExtractCount> objects;
  core::Column<town::AreaId, town::Area> areas;      ///< with the totals aimed at
  core::Column<town::AreaId, town::Totals> counted;  ///< what the files hold
  std::int64_t buildings = 0;
  std::int64_t dwellings = 0;       ///< lived in or vacant
  std::size_t campuses = 0;         ///< schools, hospitals, markets and seats of government
  std::size_t unused_campuses = 0;  ///< of them, without an organisation: the totals have too few
};

struct MadeTown {
  gis::ReferenceSystem reference;
  std::vector<std::string> level_names;
  std::vector<TownFile> files;
  std::vector<gis::Source> inputs;
  core::SquareMetres land{};  ///< within the outline
  double land_factor = 1;     ///< of the first estimate, where neither land nor a number of buildings was asked for
};

/// Of the town as it stands; 0 where it has no such layer.
[[nodiscard]] std::size_t features_of(const MadeTown& made, std::string_view layer);

/// Makes the town of a scenario and writes town.gpkg (and town.osm.pbf) into the folder, which exists; earlier stages beside it
/// as town-YEAR.gpkg. Same scenario, same bytes, for any threads. Errors of the generator get the place of the section.
MadeTown write_scenario_town(const Scenario& scenario, const std::filesystem::path& folder, const TownOutputs& outputs,
                             core::Threads threads, core::Progress& progress);

/// The scenario, reading the town that was written into the folder.
[[nodiscard]] Scenario reading_town(Scenario scenario, const MadeTown& made, const std::filesystem::path& folder);

}  // namespace wangge::scenarios
