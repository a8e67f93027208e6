#include "engine/planning/propose/aim_table.h"

#include <algorithm>
#include <map>
#include <utility>

namespace wangge::planning {
namespace {

using territory::CompoundId;
using territory::Territory;

/// Groups get numbers in the order in which they are met.
template <class Key>
class Groups {
 public:
  std::uint32_t number(Key key) {
    const auto [at, fresh] = numbers_.emplace(key, static_cast<std::uint32_t>(keys_.size()));
    if (fresh) keys_.push_back(key);
    return at->second;
  }
  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }

 private:
  std::map<Key, std::uint32_t> numbers_;
  std::vector<Key> keys_;
};

void add_share(std::vector<AimTable::Share>& shares, std::uint32_t group, double households) {
  for (AimTable::Share& share : shares) {
    if (share.group != group) continue;
    share.households += households;
    return;
  }
  shares.push_back({group, households});
}

void add_borders(const Territory& territory, const SearchGraph& graph, AimTable& table) {
  const territory::Cells& cells = territory.cells;
  std::map<CellId, SearchGraph::Node> node_of;
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    for (const CellId cell : graph.cells[node]) node_of.emplace(cell, node);
  }
  for (const auto& [cell, node] : node_of) {
    double& perimeter = table.nodes[node].perimeter;
    perimeter += cells.outer_border[cell].value;
    for (const territory::Neighbour& other : cells.neighbours[cell]) {
      if (cells.parent[other.cell] != cells.parent[cell]) continue;
      const auto beyond = node_of.find(other.cell);
      if (beyond != node_of.end() && beyond->second == node) continue;
      perimeter += other.border.value;
      if (beyond == node_of.end()) continue;
      const auto arcs = graph.out(node);
      const auto arc = std::lower_bound(arcs.begin(), arcs.end(), beyond->second,
                                        [](const SearchGraph::Arc& a, SearchGraph::Node to) { return a.to < to; });
      if (arc == arcs.end() || arc->to != beyond->second) continue;
      AimTable::ArcFigures& figures = table.arcs[graph.first[node] + static_cast<std::size_t>(arc - arcs.begin())];
      figures.border += other.border.value;
      if (runs_along(other.barrier)) figures.along += other.border.value;
    }
  }
}

void add_parent(const Territory& territory, AreaId area, const WorkOfCell& work, const AimGround& ground, AimTable& table) {
  for (const CellId cell : territory.cells_of_area[area]) {
    table.work += work.empty() ? static_cast<double>(territory.cells.households[cell]) : work[cell];
    if (ground.ledger == nullptr) continue;
    if (!ground.ledger->party_members.empty()) table.members += ground.ledger->party_members[cell];
    if (!ground.ledger->organisations.empty()) table.organisations += ground.ledger->organisations[cell];
  }
}

}  // namespace

AimTable build_aim_table(const Territory& territory, const SearchGraph& graph, const WorkOfCell& work, const AimGround& ground) {
  const territory::Cells& cells = territory.cells;
  AimTable table;
  table.nodes.resize(graph.size());
  table.arcs.resize(graph.arcs.size());
  table.compounds.resize(graph.size());
  table.today.resize(graph.size());
  Groups<CompoundId> compounds;
  Groups<GridId> grids;
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    AimTable::NodeFigures& figures = table.nodes[node];
    for (const CellId cell : graph.cells[node]) {
      const auto households = static_cast<double>(cells.households[cell]);
      figures.area += cells.area[cell].value;
      if (cells.compound[cell].valid()) add_share(table.compounds[node], compounds.number(cells.compound[cell]), households);
      if (ground.today != nullptr) add_share(table.today[node], grids.number(ground.today->grid_of(cell)), households);
      if (ground.ledger == nullptr) continue;
      if (!ground.ledger->party_members.empty()) figures.members += ground.ledger->party_members[cell];
      if (!ground.ledger->organisations.empty()) figures.organisations += ground.ledger->organisations[cell];
    }
  }
  table.compound_households.assign(compounds.keys().size(), 0);
  for (const auto& shares : table.compounds) {
    for (const AimTable::Share& share : shares) table.compound_households[share.group] += share.households;
  }
  table.today_grids = grids.keys();
  add_borders(territory, graph, table);
  if (graph.size() > 0) add_parent(territory, cells.parent[graph.cells.front().front()], work, ground, table);
  return table;
}

}  // namespace wangge::planning
