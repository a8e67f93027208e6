#pragma once

#include "engine/network/road_class.h"

#include <array>

#include <osmium/osm/tag.hpp>

/// Barriers of OpenStreetMap on nodes. Internal to gis/read.
namespace wangge::gis {

/// Tagged `barrier`, and not `no`.
[[nodiscard]] bool is_barrier(const osmium::TagList& tags);

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
[[nodiscard]] std::array<bool, network::mode_count> stopped_by_barrier(const osmium::TagList& tags);

}  // namespace wangge::gis
