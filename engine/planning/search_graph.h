#pragma once

#include "engine/core/units.h"
#include "engine/planning/lands.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// What the search of one region sees: nodes are cells, or cells that no grid in range could separate, joined into one.
/// Plain numbers, for speed; never shown outside planning.
struct SearchGraph {
  using Node = std::uint32_t;

  struct Arc {
    Node to = 0;
    std::uint32_t back = 0;  ///< index of the arc the other way
    double cost = 0;         ///< of cutting it: metres, weighted by what lies on the border and whether it halves a compound
    float barrier = 0;       ///< 0..1: how good a border the strongest line on it makes
    bool connects = false;
  };
  struct NodeRow {
    std::int64_t size = 0;  ///< by the size range (households mostly), a cell over the maximum counted as the maximum
    double households = 0;  ///< true ones: the weight of travel
    double work = 0;
    core::Position place;      ///< mean of its cells by households; by area where it has none
    std::uint32_t giants = 0;  ///< cells over the maximum
  };

  std::vector<NodeRow> nodes;
  std::vector<std::uint32_t> first;  ///< of the arcs of a node; one more than nodes
  std::vector<Arc> arcs;
  std::vector<std::vector<CellId>> cells;  ///< of a node, rising
  std::int64_t total = 0;                  ///< sum of sizes

  [[nodiscard]] std::span<const Arc> out(Node node) const { return {arcs.data() + first[node], first[node + 1] - first[node]}; }
  [[nodiscard]] std::size_t size() const { return nodes.size(); }
};

/// The regions of a lowest-level area that are solved apart: each a land that can stand alone with the small lands tied to it.
///
/// Cells hanging on one cell by fewer households than the minimum are joined with it: every connected grid in range that
/// holds one of them holds the cell they hang on, hence all. (Found by articulation points, Hopcroft and Tarjan 1973.)
/// O(cells + borders) times the few times a root has to be moved.
[[nodiscard]] std::vector<SearchGraph> search_graphs(const territory::Territory& territory, const Lands& lands, AreaId area,
                                                     const PlanningRules& rules, const WorkOfCell& work);

}  // namespace wangge::planning
