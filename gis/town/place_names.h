#pragma once

#include "gis/town/town_spec.h"

namespace wangge::town {

/// Gives each compound a name that no other compound of the town bears: its own where that is free, else a made one.
/// O(compounds log compounds).
void name_compounds(Town& town, const TownSpec& spec);

/// Gives each natural village a name of its region's flavour that no other of its lowest-level area bears. The blocks must have
/// their areas. O(hamlets log hamlets).
void name_hamlets(Town& town, const TownSpec& spec);

}  // namespace wangge::town
