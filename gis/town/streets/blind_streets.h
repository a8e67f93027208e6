#pragma once

#include "engine/core/random.h"
#include "gis/town/streets/mesh.h"

namespace wangge::town::streets {

/// Lays streets that end blind into faces that are cut no more: bent and L-shaped ones, more in old cores and villages, few in
/// new grids. From the blind end a bare border goes on to the other side of the face, so that every face stays a simple ring and
/// has its street: back walls of two estates. A vertex that is shut is left by none. Streets of the mesh take the numbers from
/// `first_street` on. O(faces x ring).
void lay_blind_streets(Mesh& mesh, core::Stream& luck, std::uint32_t first_street);

}  // namespace wangge::town::streets
