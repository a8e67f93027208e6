#include "engine/planning/joined_nodes.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

SearchGraph::NodeRow sum_of(const SearchGraph& graph, const std::vector<Node>& members) {
  SearchGraph::NodeRow sum;
  double weight = 0;
  for (const Node member : members) {
    const SearchGraph::NodeRow& row = graph.nodes[member];
    sum.size += row.size;
    sum.households += row.households;
    sum.work += row.work;
    sum.giants += row.giants;
  }
  for (const Node member : members) {
    const double own = sum.households > 0 ? graph.nodes[member].households : 1.0;
    weight += own;
    sum.place.x += own * graph.nodes[member].place.x;
    sum.place.y += own * graph.nodes[member].place.y;
  }
  sum.place = {sum.place.x / weight, sum.place.y / weight};
  return sum;
}

}  // namespace

SearchGraph join_nodes(const SearchGraph& graph, const std::vector<std::uint32_t>& joined_to) {
  std::vector<std::uint32_t> name(graph.size(), 0);
  std::vector<std::vector<Node>> members;
  for (Node node = 0; node < graph.size(); ++node) {
    if (joined_to[node] == node) {
      name[node] = static_cast<std::uint32_t>(members.size());
      members.emplace_back();
    } else {
      name[node] = name[joined_to[node]];
    }
    members[name[node]].push_back(node);
  }
  if (members.size() == graph.size()) return graph;
  SearchGraph made;
  made.total = graph.total;
  std::vector<std::map<std::uint32_t, SearchGraph::Arc>> arcs(members.size());
  for (std::uint32_t node = 0; node < members.size(); ++node) {
    made.nodes.push_back(sum_of(graph, members[node]));
    auto& cells = made.cells.emplace_back();
    for (const Node member : members[node]) {
      cells.insert(cells.end(), graph.cells[member].begin(), graph.cells[member].end());
      for (const SearchGraph::Arc& arc : graph.out(member)) {
        if (name[arc.to] == node) continue;
        SearchGraph::Arc& sum = arcs[node][name[arc.to]];
        sum.to = name[arc.to];
        sum.cost += arc.cost;
        sum.barrier = std::max(sum.barrier, arc.barrier);
        sum.connects = sum.connects || arc.connects;
      }
    }
    std::sort(cells.begin(), cells.end());
  }
  made.first.push_back(0);
  for (const auto& own : arcs) {
    for (const auto& [to, arc] : own) made.arcs.push_back(arc);
    made.first.push_back(static_cast<std::uint32_t>(made.arcs.size()));
  }
  std::vector<std::uint32_t> next(made.first.begin(), made.first.end() - 1);
  for (std::uint32_t node = 0; node < made.size(); ++node) {
    for (std::uint32_t arc = made.first[node]; arc < made.first[node + 1]; ++arc) made.arcs[arc].back = next[made.arcs[arc].to]++;
  }
  return made;
}

std::vector<std::uint32_t> gather_empty(const SearchGraph& graph, std::size_t least) {
  std::vector<std::uint32_t> roots(graph.size());
  std::vector<Node> met;
  std::vector<std::uint8_t> seen(graph.size(), 0);
  for (Node node = 0; node < graph.size(); ++node) {
    roots[node] = node;
    const SearchGraph::NodeRow& row = graph.nodes[node];
    if (!(row.work > 0) && row.size == 0) continue;
    seen[node] = 1;
    met.push_back(node);
  }
  if (met.size() < least || met.empty()) return roots;
  core::DisjointSets sets(graph.size());
  for (std::size_t at = 0; at < met.size(); ++at) {
    for (const SearchGraph::Arc& arc : graph.out(met[at])) {
      if (!arc.connects || seen[arc.to] != 0) continue;
      seen[arc.to] = 1;
      sets.unite(met[at], arc.to);
      met.push_back(arc.to);
    }
  }
  for (Node node = 0; node < graph.size(); ++node) roots[node] = sets.find(node);
  return roots;
}

std::vector<std::uint32_t> spread_labels(const std::vector<std::uint32_t>& labels, const std::vector<std::uint32_t>& joined_to) {
  std::vector<std::uint32_t> spread(joined_to.size());
  std::uint32_t next = 0;
  for (Node node = 0; node < joined_to.size(); ++node)
    spread[node] = joined_to[node] == node ? labels[next++] : spread[joined_to[node]];
  return spread;
}

}  // namespace wangge::planning
