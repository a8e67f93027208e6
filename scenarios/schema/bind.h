#pragma once

#include "scenarios/scenario.h"
#include "scenarios/schema/document.h"
#include "scenarios/schema/reader.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

/// From a checked document to the values of a scenario: defaults filled in, names resolved, rules between keys checked.
/// All throw Error(usage) with the place of the offending key.
namespace wangge::scenarios {

/// `file`: the scenario's path, for messages about keys that are absent.
[[nodiscard]] Scenario bind_scenario(const Node& document, const std::string& file);

/// The key `reference` of a source; refused where no source can be read in it.
[[nodiscard]] std::string bind_source_reference(const Reader& table);
/// The key `source` where it says who says so: in both languages, or one text for both, of which "assumed" is told in both.
[[nodiscard]] core::Text bind_origin(const Reader& table);
/// The keys source, layer, encoding and reference of a table.
[[nodiscard]] LayerRef bind_layer(const Reader& table);
[[nodiscard]] std::vector<LevelSpec> bind_levels(const Reader& root);
[[nodiscard]] BuildingSpec bind_buildings(const Reader& root);
[[nodiscard]] PopulationSpec bind_population(const Reader& root);
[[nodiscard]] RoadSpec bind_roads(const Reader& root);
[[nodiscard]] std::vector<BarrierSpec> bind_barriers(const Reader& root);
[[nodiscard]] std::optional<LayerRef> bind_water(const Reader& root);
[[nodiscard]] TravelSpec bind_travel(const Reader& root);
/// Factors of speed by hour of the day, of each mode that has any.
[[nodiscard]] std::array<std::optional<std::array<double, 24>>, network::mode_count> bind_speed_by_hour(const Reader& root);
[[nodiscard]] CoverageSpec bind_coverage(const Reader& root, const std::vector<PostSpec>& posts, core::Millis target);
[[nodiscard]] GridSpec bind_grids(const Reader& root);
[[nodiscard]] PlanningSpec bind_planning(const Reader& root, const std::vector<LevelSpec>& levels);
[[nodiscard]] std::optional<EnsembleSpec> bind_ensemble(const Reader& root);
[[nodiscard]] std::vector<LedgerSpec> bind_ledgers(const Reader& root);
[[nodiscard]] std::optional<RepartitionSpec> bind_repartition(const Reader& root, const std::vector<LevelSpec>& levels);
[[nodiscard]] std::vector<SectorSpec> bind_sectors(const Reader& root, const GridSpec& grids);
[[nodiscard]] std::optional<MicrogridSpec> bind_microgrids(const Reader& root);
[[nodiscard]] std::vector<PostSpec> bind_posts(const Reader& root, const std::vector<LevelSpec>& levels);
/// `scenario`: its levels, microgrids and posts are bound.
[[nodiscard]] std::vector<ResponderSpec> bind_responders(const Reader& root, const Scenario& scenario);
[[nodiscard]] DispatchSpec bind_dispatch(const Reader& root, const std::vector<ResponderSpec>& responders);
[[nodiscard]] ScoringSpec bind_scoring(const Reader& root, const std::vector<LevelSpec>& levels);
[[nodiscard]] std::vector<DepartmentSpec> bind_departments(const Reader& root);
[[nodiscard]] std::vector<OfficeSpec> bind_offices(const Reader& root, const std::vector<LevelSpec>& levels);
/// Whom a request whistles for. `life`: its chain is bound.
[[nodiscard]] simulation::Life::Whistle bind_whistle(const Reader& request, const std::vector<DepartmentSpec>& departments,
                                                     const simulation::Life& life);
/// A step that happens with a chance: `table.share`, and what it then needs, `table.KEY`. Written without a share, or needed and
/// not written, is an error.
[[nodiscard]] double share_of(const Reader& request, const std::string& table, const std::vector<std::string>& needed);
/// The life of one request, into `spec`. `scenario`: its levels, departments, offices and responders are bound.
void bind_life(const Reader& request, const Scenario& scenario, RequestSpec& spec);
/// `scenario`: its groups, ledgers, responders and simulation are bound.
[[nodiscard]] std::vector<RequestSpec> bind_requests(const Reader& root, const Scenario& scenario);
/// The requests too.
[[nodiscard]] std::vector<SurgeSpec> bind_surges(const Reader& root, const Scenario& scenario);
[[nodiscard]] std::optional<LogSpec> bind_log(const Reader& root, const Scenario& scenario);
/// What departments hand down, into them. `scenario`: its requests are bound too.
void bind_matters(const Reader& root, const Scenario& scenario, std::vector<DepartmentSpec>& departments);
/// As surges.
[[nodiscard]] std::vector<DutySpec> bind_duties(const Reader& root, const Scenario& scenario);
/// A moment since the start of the horizon.
[[nodiscard]] core::Millis moment_of(const Reader& table, const char* key, const SimulationSpec& simulation);
[[nodiscard]] SimulationSpec bind_simulation(const Reader& root);
[[nodiscard]] std::vector<GroupSpec> bind_groups(const Reader& root);
/// `scenario`: all that stands before it in the file's order of binding.
[[nodiscard]] std::optional<SitingSpec> bind_siting(const Reader& root, const Scenario& scenario);
[[nodiscard]] std::optional<PairingSpec> bind_pairing(const Reader& root);

}  // namespace wangge::scenarios
