#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/routing/street_round.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/rounds/recurrence.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace wangge::simulation {

using DutyId = core::Id<struct DutyTag>;
/// A planned visit: a household and a turn of its duty's cycle.
using VisitId = core::Id<struct VisitTag>;

/// The streets of a grid and those around, for one mode. Columns of equal length by piece.
struct Streets {
  std::uint32_t corners = 0;
  std::vector<routing::StreetPiece> pieces;  ///< times in ms; required: of the grid
  std::vector<std::uint32_t> length_cm;
  std::vector<BuildingId> near;         ///< the building by which a responder on the piece is taken to be
  std::vector<BuildingId> near_corner;  ///< by corner
};

/// Scheduled work beside requests, of responders of one kind: while its windows are open they are at it wherever no request
/// calls them away.
struct Duty {
  enum class Kind : std::uint8_t {
    visits,  ///< household visits
    sweep,   ///< each household once, absent ones again until they are met
    patrol,  ///< the streets of the grid
    post     ///< a place is held while a window is open: a checkpoint, a consult
  };

  std::string name;
  Kind kind = Kind::visits;
  ResponderKindId by{};
  std::uint32_t responders = 0;  ///< of each grid (or microgrid), the first by place; 0: all
  core::Millis from{0};          ///< nothing before
  Recurrence when;
  int yields_to = 0;  ///< the least urgency of requests that call away from it; others wait until it is over

  // Of households.
  Column<BuildingId, std::uint32_t> households;  ///< to visit, by building
  Cycle each;
  DurationLaw takes;                ///< a visit
  core::Millis knock{60'000};       ///< at the door of who is not in
  std::array<double, 24> absent{};  ///< the chance that nobody is in, by hour of the day, drawn anew each time
  /// When absent households are called on again, first of all; each at most once in each of these windows, counted from its
  /// start.
  Recurrence again;
  std::uint8_t calls = 0;  ///< at most, in a turn; 0: no limit
  std::uint32_t most = 0;  ///< visits and calls of one responder in one window, of `when` and `again` together; 0: no limit

  // Of patrols.
  Column<GridId, Streets> streets{};
  std::uint32_t passes = 1;  ///< of each responder, in a window

  // Of posts.
  Column<ResponderId, BuildingId> places{};      ///< where each stands; invalid: nowhere
  Column<ResponderId, std::uint8_t> own_post{};  ///< in place of `places`: 1 who stands at the own post
  std::uint32_t unfilled = 0;                    ///< places that nobody is for

  [[nodiscard]] bool at_post() const { return !own_post.empty(); }
  [[nodiscard]] bool holds(ResponderId who) const {
    if (at_post()) return who.value() < own_post.size() && own_post[who] != 0;
    return who.value() < places.size() && places[who].valid();
  }
  /// By number.
  [[nodiscard]] std::vector<ResponderId> holders() const {
    std::vector<ResponderId> found;
    for (const ResponderId who : core::ids<ResponderId>(at_post() ? own_post.size() : places.size())) {
      if (holds(who)) found.push_back(who);
    }
    return found;
  }
};

}  // namespace wangge::simulation
