#include "gis/town/people/part_net.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>
#include <tuple>
#include <utility>

namespace wangge::town {
namespace {

/// Ways over no common border count this much more than the straight distance.
constexpr double leap = 20;

std::uint32_t root_of(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

std::uint32_t nearest(const PartGraph& graph, std::span<const std::uint32_t> nodes, core::Position point) {
  return *std::min_element(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
    return core::distance(graph.at[a], point) < core::distance(graph.at[b], point);
  });
}

}  // namespace

void join_pieces(PartGraph& graph) {
  std::vector<std::uint32_t> parent(graph.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (const PartLink& link : graph.links) {
    const std::uint32_t a = root_of(parent, link.a);
    const std::uint32_t b = root_of(parent, link.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::vector<std::uint32_t>> pieces(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) pieces[root_of(parent, node)].push_back(node);
  std::erase_if(pieces, [](const auto& piece) { return piece.empty(); });
  std::stable_sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    // From the largest piece, by three looks: near enough to the shortest for land that hardly ever falls apart.
    const std::uint32_t first = nearest(graph, pieces[0], graph.at[pieces[i].front()]);
    const std::uint32_t here = nearest(graph, pieces[i], graph.at[first]);
    const std::uint32_t there = nearest(graph, pieces[0], graph.at[here]);
    graph.links.push_back({there, here, std::max(1.0, core::distance(graph.at[there], graph.at[here]).value * leap), 0});
    pieces[0].insert(pieces[0].end(), pieces[i].begin(), pieces[i].end());
  }
}

PartNet part_net(const PartGraph& graph) {
  std::vector<std::pair<PartNode, PartArc>> arcs;
  arcs.reserve(2 * graph.links.size());
  for (const PartLink& link : graph.links) {
    arcs.emplace_back(PartNode(link.a), PartArc{link.b, link.way, link.hold});
    arcs.emplace_back(PartNode(link.b), PartArc{link.a, link.way, link.hold});
  }
  return PartNet::build(graph.size(), arcs);
}

PartReach reach_from(const PartNet& net, std::span<const std::uint32_t> seeds, std::span<const double> offsets) {
  constexpr auto none = std::numeric_limits<std::uint32_t>::max();
  using Entry = std::tuple<double, std::uint32_t, std::uint32_t>;  // way, part, node
  PartReach reach{std::vector<std::uint32_t>(net.size(), none),
                  std::vector<double>(net.size(), std::numeric_limits<double>::infinity())};
  std::vector<std::uint8_t> settled(net.size(), 0);
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  for (std::uint32_t part = 0; part < seeds.size(); ++part) {
    reach.part[seeds[part]] = part;
    reach.way[seeds[part]] = -std::numeric_limits<double>::infinity();  // nobody reaches it sooner
    open.emplace(offsets[part], part, seeds[part]);
  }
  while (!open.empty()) {
    const auto [way, part, node] = open.top();
    open.pop();
    if (settled[node] != 0 || reach.part[node] != part) continue;
    settled[node] = 1;
    reach.way[node] = way;
    for (const PartArc& arc : net[PartNode(node)]) {
      const double further = way + arc.way;
      if (settled[arc.to] != 0 || further >= reach.way[arc.to]) continue;
      reach.way[arc.to] = further;
      reach.part[arc.to] = part;
      open.emplace(further, part, arc.to);
    }
  }
  return reach;
}

}  // namespace wangge::town
