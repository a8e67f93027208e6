#pragma once

#include "engine/core/units.h"
#include "engine/simulation/dispatch/policy.h"
#include "engine/simulation/loop/simulator.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::evaluation {

/// The town at a moment, everybody on shift at the post, as a policy sees it: whom does it send, and whom next where those are
/// busy? For one thread.
///
///   StandingTown town(simulator, on, hour);   town.take(policy.choose(town, call).responder);
class StandingTown final : public simulation::Situation {
 public:
  /// `on`: by ShiftsId, 1 where they are on; `left_out`: 1 for whom nobody can send (null: all can be). All must live longer.
  StandingTown(const simulation::Simulator& simulator, const std::vector<std::uint8_t>& on, core::Millis hour,
               const core::Column<simulation::ResponderId, std::uint8_t>* left_out = nullptr)
      : simulator_(simulator), on_(on), left_out_(left_out), hour_(hour) {}

  /// Is not to be sent any more.
  void take(simulation::ResponderId responder) { taken_.push_back(responder); }
  void free_all() { taken_.clear(); }
  [[nodiscard]] bool on_shift(simulation::ResponderId responder) const {
    return on_[simulator_.inputs().responders.shifts[responder].value()] != 0;
  }
  [[nodiscard]] const simulation::ResponderKind& kind_of(simulation::ResponderId id) const;
  /// False: serves another part of the grid.
  [[nodiscard]] bool serves(simulation::ResponderId id, simulation::BuildingId building) const;
  [[nodiscard]] std::optional<core::Millis> time_to(simulation::ResponderId responder, simulation::BuildingId building) const {
    return simulator_.inputs().travel->from_post(responder, building, hour_);
  }

  [[nodiscard]] std::span<const simulation::Candidate> free(const simulation::Call& call, simulation::Ring ring) const override;

 private:
  const simulation::Simulator& simulator_;
  const std::vector<std::uint8_t>& on_;
  const core::Column<simulation::ResponderId, std::uint8_t>* left_out_;
  core::Millis hour_;
  std::vector<simulation::ResponderId> taken_;
  /// Of the grid and building that were asked for last, taken or not.
  struct Known {
    simulation::GridId grid;
    simulation::BuildingId building;
    std::vector<simulation::Candidate> all;
    std::vector<simulation::Candidate> free;
  };
  mutable std::array<Known, 2> known_;
};

}  // namespace wangge::evaluation
