#pragma once

#include "engine/core/random.h"
#include "gis/town/streets/corridors.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"

#include <cstdint>
#include <vector>

/// The ground that country roads are laid on.
namespace wangge::town::streets {

/// Neither river nor railway.
[[nodiscard]] bool open_land(const Face& face);

/// A low place well inside a piece of land. O(vertices of the ring).
[[nodiscard]] Position low_middle(const std::vector<Position>& ring, const Heights& heights);

/// Roads across a river or under a railway outside towns, about one `every` so many metres of it and `least` at the least, as
/// far as they find a place. `cores`: by region, not 0 in towns, which see to their own. O(corridor x attempts).
void lay_bridges(Mesh& mesh, const Corridor& corridor, const std::vector<std::uint8_t>& cores, core::Stream& luck, double every,
                 int least);

}  // namespace wangge::town::streets
