#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/streets/mesh.h"

namespace wangge::town::streets {

/// Which blocks lie beside each line: left of its direction, right of it; invalid outside the town.
struct Sides {
  BlockId left;
  BlockId right;
};

/// Turns a finished mesh into vertices, lines from junction to junction, and blocks of a plan; regions, restrictions and waters
/// are left empty. Lines keep the street numbers of their chains in `street`. O(edges log edges).
struct LaidPlan {
  StreetPlan plan;
  std::vector<std::uint32_t> street;  ///< of each line; 0: none
  std::vector<Sides> sides;           ///< of each line
};
[[nodiscard]] LaidPlan plan_of(const Mesh& mesh);

/// The usual access to a road of this class, both ways; closed to all where it is no road.
[[nodiscard]] network::Access usual_access(const std::optional<network::LineClass>& line_class);

}  // namespace wangge::town::streets
