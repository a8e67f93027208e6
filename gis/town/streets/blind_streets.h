#pragma once

#include "engine/core/units.h"
#include "gis/town/streets/mesh.h"

namespace wangge::town::streets {

/// Lays streets that end blind: bent and L-shaped ones into blocks, more and with branches in old cores and villages, few in new
/// grids; at the edge of a town streets that were begun and lead into the fields. They leave only streets of the town, stay clear
/// of all others, and leave every face as it is (Mesh::blind). To be called when nothing is to be cut any more; in parallel, by
/// luck of each face. Returns the next free street number. O(faces x ring).
[[nodiscard]] std::uint32_t lay_blind_streets(Mesh& mesh, core::Seed seed, core::Threads threads, std::uint32_t next_street);

}  // namespace wangge::town::streets
