#include "scenarios/steps/patrol_streets.h"

#include "engine/core/csr.h"
#include "engine/core/disjoint_sets.h"
#include "scenarios/steps/nearest_building.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using network::EdgeId;
using network::NodeId;
using simulation::BuildingId;
using simulation::GridId;
using simulation::SimulationInputs;

/// The nearest building of a grid.
class GridBuilding {
 public:
  GridBuilding(const SimulationInputs& inputs, const territory::Buildings& buildings)
      : of_grids_(in_grids(inputs)), places_(places(of_grids_, buildings)), nearest_(places_) {}

  [[nodiscard]] bool none() const { return of_grids_.empty(); }
  /// Precondition: there is one.
  [[nodiscard]] BuildingId to(core::Position place) const { return of_grids_[nearest_.to(place)]; }

 private:
  using Numbers = core::Column<BuildingId, BuildingId>;

  [[nodiscard]] static Numbers in_grids(const SimulationInputs& inputs) {
    Numbers found;
    for (const BuildingId building : core::ids<BuildingId>(inputs.grid_of_building.size())) {
      if (inputs.grid_of_building[building].valid()) found.push_back(building);
    }
    return found;
  }
  [[nodiscard]] static core::Column<BuildingId, core::Position> places(const Numbers& of_grids,
                                                                       const territory::Buildings& buildings) {
    core::Column<BuildingId, core::Position> found;
    for (const BuildingId building : of_grids) found.push_back(buildings.position[building]);
    return found;
  }

  Numbers of_grids_;
  core::Column<BuildingId, core::Position> places_;
  NearestBuilding nearest_;
};

/// All that a mode may use, walked either way.
class OpenRoads {
 public:
  OpenRoads(const network::RoadGraph& graph, network::Mode mode) : graph_(graph), mode_(mode), joined_(graph.node_count()) {
    std::vector<std::pair<NodeId, EdgeId>> ends;
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (!open(edge)) continue;
      ends.emplace_back(graph.tail[edge], edge);
      ends.emplace_back(graph.head[edge], edge);
      joined_.unite(number(graph.tail[edge]), number(graph.head[edge]));
    }
    at_ = core::Csr<NodeId, EdgeId>::build(graph.node_count(), ends);
    for (const NodeId node : core::ids<NodeId>(graph.node_count())) part_.push_back(joined_.find(number(node)));
  }

  [[nodiscard]] bool is_street(EdgeId edge) const {
    return open(edge) && time_over(edge) > 0 && !graph_.is_passage(edge) && graph_.crossing[edge].value == 0;
  }
  [[nodiscard]] std::int64_t time_over(EdgeId edge) const {
    const network::EdgeTime time = graph_.time[static_cast<std::size_t>(mode_)][edge];
    if (time.forward == 0 || time.backward == 0) return std::max(time.forward, time.backward);
    return (std::int64_t{time.forward} + time.backward) / 2;
  }
  /// What hangs together has one number.
  [[nodiscard]] std::uint32_t part(NodeId node) const { return part_[node]; }
  /// The edges of the shortest way from some nodes to the nearest that is wanted. Nothing where there is none.
  [[nodiscard]] std::vector<EdgeId> way(const std::vector<NodeId>& from, const std::function<bool(NodeId)>& wanted) const {
    struct Label {
      std::int64_t time = 0;
      EdgeId by{};
    };
    using Entry = std::tuple<std::int64_t, NodeId, EdgeId>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    std::map<NodeId, Label> settled;
    for (const NodeId node : from) open.emplace(0, node, EdgeId());
    while (!open.empty()) {
      const auto [time, node, by] = open.top();
      open.pop();
      if (!settled.try_emplace(node, Label{time, by}).second) continue;
      if (by.valid() && wanted(node)) {
        std::vector<EdgeId> edges;
        NodeId at = node;
        for (EdgeId edge = by; edge.valid(); edge = settled[at].by) {
          edges.push_back(edge);
          at = graph_.tail[edge] == at ? graph_.head[edge] : graph_.tail[edge];
        }
        return edges;
      }
      for (const EdgeId edge : at_[node]) {
        const NodeId next = graph_.tail[edge] == node ? graph_.head[edge] : graph_.tail[edge];
        if (!settled.contains(next)) open.emplace(time + time_over(edge), next, edge);
      }
    }
    return {};
  }

 private:
  [[nodiscard]] static std::uint32_t number(NodeId node) { return static_cast<std::uint32_t>(node.value()); }
  [[nodiscard]] bool open(EdgeId edge) const { return graph_.direction(mode_, edge) != network::Direction::closed; }

  const network::RoadGraph& graph_;
  network::Mode mode_;
  core::DisjointSets joined_;
  core::Csr<NodeId, EdgeId> at_;
  core::Column<NodeId, std::uint32_t> part_;
};

/// A street with the building by which somebody on it is taken to be.
struct Street {
  EdgeId edge;
  BuildingId near;
  bool required = false;
};

class StreetsOfGrid {
 public:
  StreetsOfGrid(const network::RoadGraph& graph, const OpenRoads& roads, const GridBuilding& near)
      : graph_(graph), roads_(roads), near_(near) {}

  [[nodiscard]] simulation::Streets streets(const std::vector<Street>& all) {
    for (const Street& street : all) add(street);
    join();
    streets_.corners = static_cast<std::uint32_t>(corners_.size());
    return std::move(streets_);
  }

 private:
  void add(const Street& street) {
    if (!known_.insert(street.edge).second) return;
    const std::uint32_t a = corner(graph_.tail[street.edge]);
    const std::uint32_t b = corner(graph_.head[street.edge]);
    streets_.pieces.push_back({a, b, roads_.time_over(street.edge), street.required});
    streets_.length_cm.push_back(static_cast<std::uint32_t>(std::llround(graph_.length[street.edge].value * 100)));
    streets_.near.push_back(street.near);
  }

  std::uint32_t corner(NodeId node) {
    const auto [found, made] = number_.try_emplace(node, static_cast<std::uint32_t>(corners_.size()));
    if (made) {
      corners_.push_back(node);
      streets_.near_corner.push_back(near_.to(graph_.nodes[node]));
    }
    return found->second;
  }

  void join() {
    while (const auto apart = find_apart()) {
      const std::vector<NodeId>& wanted = apart->second;
      const std::vector<EdgeId> way =
          roads_.way(apart->first, [&](NodeId node) { return std::binary_search(wanted.begin(), wanted.end(), node); });
      for (const EdgeId edge : way) add({edge, near_.to(graph_.position(edge, core::Metres(graph_.length[edge].value / 2)))});
    }
  }

  /// The corners of streets to patrol that hang together, and of all others that a way leads to.
  [[nodiscard]] std::optional<std::pair<std::vector<NodeId>, std::vector<NodeId>>> find_apart() const {
    core::DisjointSets joined(corners_.size());
    for (const routing::StreetPiece& piece : streets_.pieces) joined.unite(piece.a, piece.b);
    std::map<std::uint32_t, std::uint32_t> first;  // by part of the network, that streets to patrol are in
    std::vector<std::uint32_t> others;
    for (const routing::StreetPiece& piece : streets_.pieces) {
      if (!piece.required) continue;
      const std::uint32_t own = joined.find(piece.a);
      if (first.try_emplace(roads_.part(corners_[piece.a]), own).first->second != own) others.push_back(own);
    }
    if (others.empty()) return std::nullopt;
    const std::uint32_t part = roads_.part(corners_[others.front()]);
    const std::uint32_t from = first.at(part);
    std::sort(others.begin(), others.end());
    std::pair<std::vector<NodeId>, std::vector<NodeId>> apart;
    for (std::uint32_t corner = 0; corner < corners_.size(); ++corner) {
      const std::uint32_t own = joined.find(corner);
      if (own == from) apart.first.push_back(corners_[corner]);
      if (own != from && std::binary_search(others.begin(), others.end(), own)) apart.second.push_back(corners_[corner]);
    }
    std::sort(apart.second.begin(), apart.second.end());
    return apart;
  }

  const network::RoadGraph& graph_;
  const OpenRoads& roads_;
  const GridBuilding& near_;
  simulation::Streets streets_;
  std::set<EdgeId> known_;
  std::vector<NodeId> corners_;
  std::map<NodeId, std::uint32_t> number_;
};

}  // namespace

core::Column<GridId, simulation::Streets> streets_of_grids(const SimulationInputs& inputs, const territory::Buildings& buildings,
                                                           const network::RoadGraph& graph, network::Mode mode,
                                                           core::Threads threads) {
  core::Column<GridId, simulation::Streets> streets;
  streets.resize(inputs.grids.size());
  const GridBuilding near(inputs, buildings);
  if (near.none()) return streets;
  const OpenRoads roads(graph, mode);
  core::Column<GridId, std::vector<Street>> of_grid(inputs.grids.size());
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (!roads.is_street(edge)) continue;
    const core::Position middle = graph.position(edge, core::Metres(graph.length[edge].value / 2));
    const BuildingId building = near.to(middle);
    const bool required = core::distance(buildings.position[building], middle) <= patrolled_within;
    of_grid[inputs.grid_of_building[building]].push_back({edge, building, required});
  }
  core::parallel_for(threads, inputs.grids.size(), [&](std::size_t number) {
    const GridId grid(number);
    std::vector<Street> all;
    std::copy_if(of_grid[grid].begin(), of_grid[grid].end(), std::back_inserter(all),
                 [](const Street& one) { return one.required; });
    const auto own = static_cast<std::ptrdiff_t>(all.size());
    for (const Street& street : of_grid[grid]) {
      if (!street.required) all.push_back(street);
    }
    for (const GridId other : inputs.neighbours[grid]) {
      for (const Street& street : of_grid[other]) all.push_back({street.edge, street.near});
    }
    std::sort(all.begin() + own, all.end(), [](const Street& a, const Street& b) { return a.edge < b.edge; });
    streets[grid] = StreetsOfGrid(graph, roads, near).streets(all);
  });
  return streets;
}

std::vector<LeftOutStreet> streets_left_out(const SimulationInputs& inputs, const territory::Buildings& buildings,
                                            const network::RoadGraph& graph, network::Mode mode) {
  std::vector<LeftOutStreet> streets;
  const GridBuilding near(inputs, buildings);
  const OpenRoads roads(graph, mode);
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (!roads.is_street(edge)) continue;
    const core::Position middle = graph.position(edge, core::Metres(graph.length[edge].value / 2));
    if (near.none() || core::distance(buildings.position[near.to(middle)], middle) > patrolled_within)
      streets.push_back({middle, graph.length[edge]});
  }
  return streets;
}

}  // namespace wangge::scenarios
