#pragma once

#include "engine/core/csr.h"
#include "engine/core/units.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/people/skills.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace wangge::simulation {

/// What all responders of a kind share: full- and part-time workers, volunteers, building captains, staff of a community.
struct ResponderKind {
  std::string name = "grid worker";
  std::uint8_t scope = 1;  ///< how far they serve: 0 a part of a grid, 1 a grid, 2 and more: several grids
  Skills skills{};
  /// The chance to come to work on a day, drawn once a person and day, in [0, 1]. A shift belongs to the day it begins on.
  double present = 1;
  std::optional<double> decline{};  ///< the chance to decline an order, in [0, 1]; nothing: as for everybody
  bool patrols = false;             ///< true: walks from one building of its grid to the next while free; else at the post
  core::Millis stay{600'000};       ///< at each building of the patrol
  ShiftsId breaks{};                ///< invalid: none
  bool volunteer = false;           ///< true: shifts are hours on call, no working time
};

/// Everybody who answers. Columns of equal length, or empty where said so.
struct Responders {
  Column<ResponderId, GridId> grid;  ///< the one it belongs to
  Column<ResponderId, ShiftsId> shifts;
  Column<ResponderId, ResponderKindId> kind{};  ///< empty: everybody is a grid worker as ResponderKind has it
  /// Code of the area whose they are, wherever in it their post stands; an empty text: of their grid. Empty: all are of a grid.
  Column<ResponderId, std::string> area{};
  /// Its place among those of its grid (or area) and kind, as whoever listed them counts: with the code and the name of the kind
  /// it says who is who where numbers do not matter. Empty: by scope, shifts, then rising id.
  Column<ResponderId, std::uint32_t> place{};
  Column<ResponderId, TeamId> team{};            ///< empty: in none
  core::Csr<ResponderId, GridId> serves{};       ///< its grids, rising; empty: its grid alone
  Column<ResponderId, MicrogridId> microgrid{};  ///< serves this part of its grid alone (valid), or all of it; empty: all
  Column<ResponderId, std::uint8_t> no_post{};   ///< 1: has nowhere to start from and is free all along; empty: everybody has

  [[nodiscard]] std::size_t size() const { return grid.size(); }
};

}  // namespace wangge::simulation
