#pragma once

#include "gis/town/town_spec.h"

namespace wangge::town {

/// Gives each compound a name that no other compound of the town bears: its own where that is free, else a made one.
/// O(compounds log compounds).
void name_compounds(Town& town, const TownSpec& spec);

}  // namespace wangge::town
