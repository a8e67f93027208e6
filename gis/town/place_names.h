#pragma once

#include "gis/town/town_spec.h"

namespace wangge::town {

/// Names streets and compounds. A street goes on over a junction into the road of the same class that bends least (under about
/// 40 degrees), and bears one name from end to end; ways inside blocks and tracks stay nameless. O(lines log lines).
void name_places(Town& town, const TownSpec& spec);

}  // namespace wangge::town
