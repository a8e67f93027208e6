#pragma once

#include "engine/core/csr.h"
#include "engine/core/units.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/rounds/duty.h"
#include "engine/simulation/rounds/visit_numbers.h"
#include "engine/simulation/rounds/walk.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::simulation {

using BeatId = core::Id<struct BeatTag>;

/// What one responder does for one duty: the buildings in the order of the round, grid by grid.
struct Beat {
  DutyId duty;
  ResponderId responder;
  std::vector<BuildingId> stops;  ///< of who stands at the own post: none
  core::Millis way{0};            ///< of the rounds through them, from the post and back; of a patrol: of one pass
  core::Millis bound{0};          ///< no order of the same stops takes less
  std::uint32_t rounds = 0;
  Walk walk{};                             ///< of a patrol: one pass
  std::vector<std::uint32_t> walked_cm{};  ///< by its steps: of streets to patrol, each the first time in a pass
};

/// A moment at which a duty's windows open or close.
struct Appointment {
  core::Millis time{0};
  DutyId duty;
  bool opens = false;
  bool again = false;                     ///< the windows in which absent households are called on again
  std::uint32_t window = 0;               ///< of its kind
  core::Millis until{0};                  ///< opens: until then
  std::optional<std::uint32_t> begins{};  ///< this turn of the cycle
  std::optional<std::uint32_t> ends{};    ///< likewise: nothing more can come of it
};

/// Who does what, when and in which order: the same in all replications.
///
/// The responders of a duty in a grid (or microgrid) share its buildings: the round through all of them, from the first one's
/// post, is cut into stretches of about equal work (visits and ways), one each, and each stretch becomes a round of its own from
/// that responder's post and back (routing::short_tour, by the responder's own ways at the hour the duty first begins). Who
/// serves several grids has a round for each, in the order of their codes. Patrols: everybody walks a round of the grid's streets
/// of their own (routing::street_round), from the corner that is nearest to the post; who serves several grids walks on from one
/// grid's streets to the next one's.
struct Beats {
  Beats() = default;
  /// `own`: responders of each grid by rank. Throws as VisitNumbers does.
  Beats(const SimulationInputs& inputs, const core::Csr<GridId, ResponderId>& own, const std::vector<ResponderId>& by_rank,
        core::Threads threads);

  std::optional<VisitNumbers> numbers;
  Column<BeatId, Beat> beats;                              ///< by duty, then rank
  core::Csr<DutyId, BeatId> of_duty;                       ///< by rank
  core::Csr<ResponderId, BeatId> of_responder;             ///< in the order of the duties
  Column<DutyId, Column<BuildingId, BeatId>> of_building;  ///< invalid: nobody comes there
  Column<DutyId, std::vector<BuildingId>> unmanned;        ///< with households, and nobody is to come
  Column<DutyId, std::vector<BuildingId>> unreachable;     ///< no way there
  std::vector<Appointment> agenda;                         ///< by time; at one moment what closes comes first
};

}  // namespace wangge::simulation
