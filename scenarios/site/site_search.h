#pragma once

#include "engine/core/progress.h"
#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_task.h"
#include "scenarios/site/candidate_list.h"
#include "scenarios/site/door_list.h"

#include <cstdint>
#include <string>
#include <vector>

/// The choice of sites: the question of the section [siting] as one of the engine's problems, and its answer with a bound.
namespace wangge::scenarios {

/// How well the answer does, in words that people use, and what no answer can beat.
struct Objective {
  core::Text what;  ///< "mean time to the nearest site"
  core::Text unit;  ///< "min", "% of households"
  double value = 0;
  double bound = 0;
  int digits = 2;
  bool more_is_better = false;
};

/// One problem that was solved: the only one, or one level of one area.
struct SolvedPart {
  std::string level;  ///< empty: not nested
  std::string area;   ///< code; empty: all
  Objective objective;
  siting::StoppedBy stopped_by = siting::StoppedBy::work;
  double gap = 0;
  std::uint64_t work = 0;
};

struct ChosenSite {
  std::size_t option = 0;                ///< index into CandidateList::all
  std::size_t posts = 1;                 ///< that stand there
  std::vector<std::string> centre_of{};  ///< nested: "district 451002", one a level that it is the centre of
  bool further = false;                  ///< nested: one of siting.number
};

/// Demand that the search left out, because no candidate could serve it.
struct LeftOut {
  double no_way = 0;  ///< no road, or no way from any candidate
  double beyond = 0;  ///< set-cover with out_of_reach = "leave out": farther than the standard from every candidate
  std::size_t doors_no_way = 0;
  std::size_t doors_beyond = 0;
};

struct SiteChoice {
  std::vector<ChosenSite> sites;  ///< by rising index
  std::vector<SolvedPart> parts;
  core::Column<DoorId, std::uint32_t> assigned;  ///< index into `sites`; `nobody`: left to the nearest
  static constexpr std::uint32_t nobody = 0xFFFFFFFFU;
  std::size_t points = 0;      ///< demand points of the search
  bool merged = false;         ///< some of them are several doors: `siting.merge`
  std::size_t candidates = 0;  ///< that could be chosen
  LeftOut left_out;
};

/// Travel times between places and doors in the scenario's direction, gate and stairs included: a row a place. O(a sweep for
/// every sixteen places).
[[nodiscard]] std::vector<network::TravelTime> times_to_doors(const Scenario& scenario, const network::Travel& travel,
                                                              const std::vector<network::AccessPoint>& places,
                                                              const DoorList& doors, const std::vector<DoorId>& wanted,
                                                              core::Threads threads);

/// Throws Error(input) that says which and why: fewer candidates than sites asked for (and what became of the others), a budget
/// that pays for no candidate or not for the fixed ones, homes that no candidate reaches within the standard, an area without a
/// candidate, a table too large; and what the solvers throw. Deterministic unless the time limit ends it.
[[nodiscard]] SiteChoice choose_sites(const Scenario& scenario, const territory::Territory& territory,
                                      const network::Travel& travel, const CandidateList& candidates, const DoorList& doors,
                                      core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
