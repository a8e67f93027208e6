#pragma once

#include "engine/network/road_class.h"

#include <array>
#include <functional>
#include <string_view>

/// The words of OpenStreetMap for barriers. Internal to gis/read.
namespace wangge::gis {

/// The value of a key, empty where there is none.
using TagOf = std::function<std::string_view(const char*)>;

/// Of the value of `barrier`: there is one, and it is not `no`.
[[nodiscard]] bool is_barrier_word(std::string_view word);

/// Of the value of `barrier` on a line: nobody steps across between a door and its road. Hedges and guard rails have gaps that
/// nobody maps.
[[nodiscard]] bool is_wall_word(std::string_view word);

/// Whom a barrier stops that stands on a road. In this order the first that says something counts:
/// 1. the mode's own tags: foot; bicycle, vehicle; motorcar, motor_vehicle, vehicle. `private` lets in who walks, as on roads;
///    `dismount` lets in e-bikes, which are pushed the step through.
/// 2. `locked=yes`: a gate stops everybody, a bar (lift_gate, swing_gate, chain…) only cars: others go round it.
/// 3. `access`.
/// 4. what it is: gates, bars, entrances, cattle grids, kerbs, border controls and toll booths stop nobody; stiles, turnstiles
/// and
///    kissing gates all but walkers; walls, fences and hedges (and `yes`) everybody; bollards, blocks, chains, cycle barriers and
///    whatever else it may be stop cars. A rising bollard stops nobody.
/// That is how the wiki of OpenStreetMap describes the kinds, and what OSRM's profiles for cars and bicycles make of them.
[[nodiscard]] std::array<bool, network::mode_count> stopped_by_barrier(const TagOf& tag);

}  // namespace wangge::gis
