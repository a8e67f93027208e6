#include "engine/planning/search_graph.h"

#include "engine/planning/hanging.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Neighbour;
using territory::Territory;

/// How good a border each barrier class makes: none, lane, street, arterial, river, railway, wall. A wall is where two houses
/// touch: a border there is worse than one across open land.
constexpr std::array<float, territory::barrier_class_count> border_quality = {0.0F, 0.3F, 0.7F, 0.9F, 1.0F, 1.0F, -1.0F};
/// A border inside a compound counts as this many times its length.
constexpr double compound_factor = 4;

/// Cells of one region in rising order, and how they hang together.
struct Region {
  std::vector<CellId> cells;
  std::vector<std::vector<std::uint32_t>> adjacent;  ///< by position in `cells`
};

class Regions {
 public:
  Regions(const Territory& territory, const Lands& lands, AreaId area) : cells_(territory.cells_of_area[area]) {
    adjacent_.resize(cells_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      for (const CellId other : lands.connected[cells_[i]]) adjacent_[i].push_back(position(other));
    }
    for (const auto& [a, b] : lands.ties) {
      if (territory.cells.parent[a] != area) continue;
      adjacent_[position(a)].push_back(position(b));
      adjacent_[position(b)].push_back(position(a));
    }
  }

  [[nodiscard]] std::vector<Region> split() const {
    std::vector<std::uint32_t> place(cells_.size(), unset);
    std::vector<std::uint32_t> region_of(cells_.size(), unset);
    std::vector<Region> regions;
    for (std::uint32_t start = 0; start < cells_.size(); ++start) {
      if (region_of[start] != unset) continue;
      std::vector<std::uint32_t> members{start};
      region_of[start] = static_cast<std::uint32_t>(regions.size());
      for (std::size_t at = 0; at < members.size(); ++at) {
        for (const std::uint32_t other : adjacent_[members[at]]) {
          if (region_of[other] != unset) continue;
          region_of[other] = region_of[start];
          members.push_back(other);
        }
      }
      std::sort(members.begin(), members.end());
      Region region;
      for (const std::uint32_t member : members) {
        place[member] = static_cast<std::uint32_t>(region.cells.size());
        region.cells.push_back(cells_[member]);
      }
      for (const std::uint32_t member : members) {
        auto& own = region.adjacent.emplace_back(adjacent_[member]);
        for (std::uint32_t& other : own) other = place[other];
      }
      regions.push_back(std::move(region));
    }
    return regions;
  }

 private:
  static constexpr std::uint32_t unset = ~0U;

  [[nodiscard]] std::uint32_t position(CellId cell) const {
    return static_cast<std::uint32_t>(std::lower_bound(cells_.begin(), cells_.end(), cell) - cells_.begin());
  }

  const std::vector<CellId>& cells_;
  std::vector<std::vector<std::uint32_t>> adjacent_;
};

double cut_cost(const territory::Cells& cells, CellId cell, const Neighbour& other, const Aims& aims) {
  const double soft = aims.compact + aims.barriers;
  if (!(soft > 0)) return 0;
  const float quality = border_quality[static_cast<std::size_t>(other.barrier)];
  double factor = (aims.compact + aims.barriers * (1.0 - static_cast<double>(quality))) / soft;
  const bool halved = cells.compound[cell].valid() && cells.compound[cell] == cells.compound[other.cell];
  if (halved) factor += compound_factor * aims.compounds / soft;
  return other.border.value * factor;
}

SearchGraph::NodeRow node_row(const Territory& territory, const std::vector<CellId>& members, const PlanningRules& rules,
                              const WorkOfCell& work) {
  const territory::Cells& cells = territory.cells;
  const core::Column<CellId, std::int64_t>& sizes = rules.households.sizes(territory);
  SearchGraph::NodeRow node;
  for (const CellId cell : members) {
    const std::int64_t households = cells.households[cell];
    node.size += std::min(sizes[cell], rules.households.most);
    node.giants += sizes[cell] > rules.households.most ? 1 : 0;
    node.households += static_cast<double>(households);
    node.work += work.empty() ? static_cast<double>(households) : work[cell];
  }
  double total = 0;
  for (const CellId cell : members) {
    const double weight =
        node.households > 0 ? static_cast<double>(cells.households[cell]) : std::max(1e-6, cells.area[cell].value);
    total += weight;
    node.place.x += weight * cells.centroid[cell].x;
    node.place.y += weight * cells.centroid[cell].y;
  }
  node.place = {node.place.x / total, node.place.y / total};
  return node;
}

/// Nodes are numbered by their lowest cell.
std::vector<std::uint32_t> number_nodes(const Region& region, const std::vector<std::uint32_t>& stays, SearchGraph& graph) {
  std::vector<std::uint32_t> node_of_root(region.cells.size(), ~0U);
  std::vector<std::uint32_t> node_of(region.cells.size());
  for (std::size_t i = 0; i < region.cells.size(); ++i) {
    std::uint32_t& node = node_of_root[stays[i]];
    if (node == ~0U) {
      node = static_cast<std::uint32_t>(graph.cells.size());
      graph.cells.emplace_back();
    }
    node_of[i] = node;
    graph.cells[node].push_back(region.cells[i]);
  }
  return node_of;
}

void add_arcs(const Territory& territory, const Region& region, const std::vector<std::uint32_t>& node_of, const Aims& aims,
              SearchGraph& graph) {
  std::vector<std::map<std::uint32_t, SearchGraph::Arc>> arcs(graph.size());
  for (std::size_t i = 0; i < region.cells.size(); ++i) {
    const CellId cell = region.cells[i];
    for (const Neighbour& other : territory.cells.neighbours[cell]) {
      const auto found = std::lower_bound(region.cells.begin(), region.cells.end(), other.cell);
      if (found == region.cells.end() || *found != other.cell) continue;
      const std::uint32_t to = node_of[static_cast<std::size_t>(found - region.cells.begin())];
      if (to == node_of[i]) continue;
      SearchGraph::Arc& arc = arcs[node_of[i]][to];
      arc.cost += cut_cost(territory.cells, cell, other, aims);
      arc.barrier = std::max(arc.barrier, border_quality[static_cast<std::size_t>(other.barrier)]);
    }
    for (const std::uint32_t other : region.adjacent[i]) {
      if (node_of[other] != node_of[i]) arcs[node_of[i]][node_of[other]].connects = true;
    }
  }
  graph.first.push_back(0);
  for (auto& own : arcs) {
    for (auto& [to, arc] : own) {
      arc.to = to;
      graph.arcs.push_back(arc);
    }
    graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
  }
  std::vector<std::uint32_t> next(graph.first.begin(), graph.first.end() - 1);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    // Arcs of every node rise by target, so the arcs towards a node appear in the order of its own arcs.
    for (std::uint32_t at = graph.first[node]; at < graph.first[node + 1]; ++at) graph.arcs[at].back = next[graph.arcs[at].to]++;
  }
}

}  // namespace

std::vector<SearchGraph> search_graphs(const Territory& territory, const Lands& lands, AreaId area, const PlanningRules& rules,
                                       const WorkOfCell& work) {
  std::vector<SearchGraph> graphs;
  for (const Region& region : Regions(territory, lands, area).split()) {
    std::vector<std::int64_t> sizes;
    for (const CellId cell : region.cells)
      sizes.push_back(std::min(rules.households.sizes(territory)[cell], rules.households.most));
    SearchGraph graph;
    const auto stays = join_hanging(region.adjacent, sizes, rules.households.least, rules.households.most);
    const auto node_of = number_nodes(region, stays, graph);
    for (const auto& members : graph.cells) graph.nodes.push_back(node_row(territory, members, rules, work));
    for (const auto& node : graph.nodes) graph.total += node.size;
    add_arcs(territory, region, node_of, rules.aims, graph);
    graphs.push_back(std::move(graph));
  }
  return graphs;
}

}  // namespace wangge::planning
