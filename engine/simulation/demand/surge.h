#pragma once

#include "engine/core/units.h"
#include "engine/simulation/demand/requests.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace wangge::simulation {

/// A storm, a heat wave, an outbreak: for a time and in a place some kinds of request come more often, or less.
///
/// What comes on top is a Poisson process of its own, with luck of its own: the requests of ordinary days are the same with the
/// surge and without. A factor below 1 leaves out some of them. Several surges at one time add what they add; those that leave
/// out do so one after the other.
struct Surge {
  std::string name;
  std::vector<KindId> kinds;
  core::Millis from{0};  ///< since the start of the horizon
  core::Millis to{0};    ///< exclusive
  double factor = 1;     ///< of the rates, >= 0
  /// On top, requests of each of the kinds in 365 days, at all hours alike; empty: none.
  Column<BuildingId, double> extra_per_year{};
  Column<BuildingId, std::uint8_t> inside{};  ///< 1: it happens there; empty: everywhere
};
inline constexpr std::size_t most_surges = 60;

}  // namespace wangge::simulation
