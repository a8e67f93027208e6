#pragma once

#include "engine/core/estimate.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Time of duty: how those of a kind spend their hours on shift, and beyond it.
namespace wangge::evaluation {

/// Of those of one kind together, in one replication, from `counted_from` on: `spent` and `without_post` add up to on_shift and
/// overtime.
struct DutyTimeTally {
  core::Millis on_shift{0};
  core::Millis overtime{0};
  simulation::TimeSpent spent;
  core::Millis without_post{0};  ///< all time of those who have none
};
using DutyTimeTallies = simulation::Column<simulation::ResponderKindId, DutyTimeTally>;

/// O(responders + kinds x duties).
[[nodiscard]] DutyTimeTallies tally_duty_time(const simulation::SimulationInputs& inputs, const simulation::Trace& trace);

/// Of a kind, over all replications. Hours are of a replication, all of the kind together; shares are of the hours on shift and
/// overtime, to which all parts add up.
struct DutyTimeFigures {
  struct Part {
    core::Estimate hours;
    std::optional<core::Estimate> share;  ///< absent: nobody was on shift
  };
  struct OfDuty {
    simulation::DutyId duty;
    std::optional<Part> way;  ///< absent: patrols, which are walked from the first step
    Part at;
  };
  std::string kind;
  std::size_t responders = 0;
  std::size_t without_posts = 0;  ///< of them; their time is `without_post`
  core::Estimate on_shift;        ///< hours
  core::Estimate overtime;        ///< hours
  /// By simulation::Occupation, without duties; absent what cannot be: who walks while free is not at the post.
  std::array<std::optional<Part>, 5> alone;
  std::optional<Part> without_post;  ///< absent: everybody has a post
  std::vector<OfDuty> duties;        ///< of the kind, in their order
};

/// Kinds that somebody is of; none where the traces do not tell. Precondition: at least one replication.
[[nodiscard]] std::vector<DutyTimeFigures> duty_time_figures(const simulation::SimulationInputs& inputs,
                                                             std::span<const DutyTimeTallies* const> replications);

}  // namespace wangge::evaluation
