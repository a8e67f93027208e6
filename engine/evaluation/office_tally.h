#pragma once

#include "engine/core/estimate.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// How long matters that climbed waited for a desk of their level, and how busy the desks were.
namespace wangge::evaluation {

/// Sums over some stays at offices.
struct OfficeTally {
  std::int64_t matters = 0;   ///< that came
  std::int64_t sat = 0;       ///< of them, those who got a desk by the end
  std::int64_t waited = 0;    ///< of these, those for whom none was free at once
  std::int64_t wait_sum = 0;  ///< ms until the desk, over those who got one
  std::int64_t gave_up = 0;   ///< of the matters: the deadline of the level passed in the line
  std::int64_t in_line = 0;   ///< waiting at the end, whenever they came
  std::int64_t busy = 0;      ///< ms of all desks
  std::int64_t after = 0;     ///< of these, outside the hours
  std::int64_t line = 0;      ///< ms in the line, of all matters

  void add(const OfficeTally& other);
};

struct OfficeTallies {
  std::vector<std::vector<OfficeTally>> offices;  ///< by level, then office; empty: no level has desks
  core::Millis span{0};                           ///< that busy and line are counted over
  std::vector<core::Millis> open{};               ///< of it, by level
};

/// Matters that came at or after the moment from which on is counted (Trace::counted_from), desks from then on, and the line at
/// the end. O(stays).
[[nodiscard]] OfficeTallies tally_offices(const simulation::SimulationInputs& inputs, const simulation::Trace& trace);

/// Of one office, or of all of a level; counts are means of a replication.
struct OfficeFigures {
  double matters = 0;
  double overdue_in_line = 0;  ///< of them: the deadline of the level passed before a desk was free
  double waiting_at_end = 0;
  std::optional<core::Estimate> seated_share;  ///< of the matters: got a desk by the end; the next two are of these alone
  std::optional<core::Estimate> waited_share;
  std::optional<core::Estimate> wait_minutes;
  std::optional<core::Estimate> utilisation;        ///< of all desks together, while they are open
  std::optional<core::Estimate> after_hours_share;  ///< of the time that desks are taken; nothing: always open
  std::optional<core::Estimate> queue;  ///< matters in the line, mean over time; of a level: of all its offices together
};

struct OfficeLevelFigures {
  std::string level;
  std::uint32_t desks = 0;             ///< of each office
  std::optional<double> open_share{};  ///< of the counted time; nothing: always
  OfficeFigures all;
  std::vector<std::string> codes;
  std::vector<OfficeFigures> by_office;  ///< as `codes`
};

/// By level, as the inputs have them. O(replications * offices).
[[nodiscard]] std::vector<OfficeLevelFigures> office_figures(const simulation::SimulationInputs& inputs,
                                                             std::span<const OfficeTallies* const> replications);

}  // namespace wangge::evaluation
