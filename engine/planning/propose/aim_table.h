#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/search_graph.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// What a search needs beside its graph to know the aims as they are measured: true lengths in place of weighted ones, areas
/// and outlines, what nodes hold of compounds, of today's grids and of counted people.
struct AimTable {
  struct NodeFigures {
    double area = 0;
    double perimeter = 0;  ///< of the node's outline, as `Plan` measures it
    double members = 0;
    double organisations = 0;
  };
  struct ArcFigures {
    double border = 0;
    double along = 0;  ///< the border where it runs along a road, river or railway, else 0
  };
  /// Households of a node that belong to one of several groups.
  struct Share {
    std::uint32_t group = 0;
    double households = 0;
  };

  std::vector<NodeFigures> nodes;
  std::vector<ArcFigures> arcs;               ///< beside those of the graph
  std::vector<std::vector<Share>> compounds;  ///< of a node
  std::vector<double> compound_households;    ///< of a group, within the region
  std::vector<std::vector<Share>> today;      ///< of a node, by today's grid
  std::vector<GridId> today_grids;            ///< of a group
  /// Of the whole parent, and how many grids it has outside this region.
  double work = 0;  ///< without that of dedicated grids
  double members = 0;
  double organisations = 0;
  std::size_t grids_elsewhere = 0;
  std::size_t dedicated_elsewhere = 0;  ///< of them, those whose work is not compared
  bool compared = true;                 ///< whether the work of its own grids is
};

/// O(cells + borders log borders) of the region. `work`: empty means the households.
[[nodiscard]] AimTable build_aim_table(const territory::Territory& territory, const SearchGraph& graph, const WorkOfCell& work,
                                       const AimGround& ground);

}  // namespace wangge::planning
