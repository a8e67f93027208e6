#include "engine/planning/repartition/atom_graph.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;
using ArcRows = std::vector<std::map<Node, SearchGraph::Arc>>;

/// How much of its length a border costs by barrier class: a line on the ground makes a good border, two houses that touch a bad
/// one.
constexpr std::array<double, territory::barrier_class_count> border_cost = {1.0, 0.8, 0.5, 0.35, 0.3, 0.3, 2.0};
/// A border inside a compound counts as this many times its length.
constexpr double compound_factor = 4;
constexpr std::array<float, territory::barrier_class_count> border_quality = {0.0F, 0.3F, 0.7F, 0.9F, 1.0F, 1.0F, -1.0F};

SearchGraph::NodeRow node_row(const territory::Cells& cells, const Atom& atom, PeopleUnit unit, const SizeRange& range) {
  SearchGraph::NodeRow row;
  double total = 0;
  std::int64_t size = 0;
  for (const CellId cell : atom.cells) {
    size += unit == PeopleUnit::households ? cells.households[cell] : cells.residents[cell];
    row.households += static_cast<double>(cells.households[cell]);
    const double weight = 1e-6 * cells.area[cell].value + static_cast<double>(cells.households[cell]);
    total += weight;
    row.place.x += weight * cells.centroid[cell].x;
    row.place.y += weight * cells.centroid[cell].y;
  }
  if (total > 0) row.place = {row.place.x / total, row.place.y / total};
  row.work = static_cast<double>(size);
  row.giants = size > range.most ? 1 : 0;
  row.size = std::min(size, range.most);
  return row;
}

ArcRows arc_rows(const territory::Cells& cells, const std::vector<Atom>& atoms) {
  core::Column<CellId, Node> node_of(cells.size(), std::numeric_limits<Node>::max());
  for (Node node = 0; node < atoms.size(); ++node) {
    for (const CellId cell : atoms[node].cells) node_of[cell] = node;
  }
  ArcRows rows(atoms.size());
  for (Node node = 0; node < atoms.size(); ++node) {
    for (const CellId cell : atoms[node].cells) {
      for (const territory::Neighbour& other : cells.neighbours[cell]) {
        const Node to = node_of[other.cell];
        if (to == node || to == std::numeric_limits<Node>::max()) continue;
        SearchGraph::Arc& arc = rows[node][to];
        const auto barrier = static_cast<std::size_t>(other.barrier);
        const bool halved = cells.compound[cell].valid() && cells.compound[cell] == cells.compound[other.cell];
        arc.cost += other.border.value * border_cost[barrier] * (halved ? compound_factor : 1.0);
        arc.barrier = std::max(arc.barrier, border_quality[barrier]);
        arc.connects = arc.connects || other.border >= connecting_border;
      }
    }
  }
  return rows;
}

/// Connected pieces of some nodes, each by its nodes.
std::vector<std::vector<Node>> pieces_of(const ArcRows& rows, const std::vector<Node>& members) {
  std::vector<std::uint8_t> open_to(rows.size(), 0);
  for (const Node node : members) open_to[node] = 1;
  std::vector<std::vector<Node>> pieces;
  for (const Node start : members) {
    if (open_to[start] == 0) continue;
    std::vector<Node> piece = {start};
    open_to[start] = 0;
    for (std::size_t at = 0; at < piece.size(); ++at) {
      for (const auto& [to, arc] : rows[piece[at]]) {
        if (!arc.connects || open_to[to] == 0) continue;
        open_to[to] = 0;
        piece.push_back(to);
      }
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

/// Ties every piece to the nearest one before it, the largest first.
void join_pieces(const std::vector<SearchGraph::NodeRow>& nodes, ArcRows& rows, const std::vector<Node>& members) {
  std::vector<std::vector<Node>> pieces = pieces_of(rows, members);
  std::stable_sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    std::pair<Node, Node> ends;
    for (const Node from : pieces[i]) {
      for (const Node to : pieces[0]) {
        const double gap = core::distance(nodes[from].place, nodes[to].place).value;
        if (gap < least) {
          least = gap;
          ends = {from, to};
        }
      }
    }
    rows[ends.first][ends.second].connects = true;
    rows[ends.second][ends.first].connects = true;
    pieces[0].insert(pieces[0].end(), pieces[i].begin(), pieces[i].end());
  }
}

void add_arcs(const ArcRows& rows, SearchGraph& graph) {
  graph.first.push_back(0);
  for (const auto& own : rows) {
    for (const auto& [to, row] : own) {
      SearchGraph::Arc arc = row;
      arc.to = to;
      graph.arcs.push_back(arc);
    }
    graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
  }
  // Arcs of every node rise by target, so the arcs towards a node appear in the order of its own arcs.
  std::vector<std::uint32_t> next(graph.first.begin(), graph.first.end() - 1);
  for (Node node = 0; node < rows.size(); ++node) {
    for (std::uint32_t at = graph.first[node]; at < graph.first[node + 1]; ++at) graph.arcs[at].back = next[graph.arcs[at].to]++;
  }
}

}  // namespace

std::string_view name(PeopleUnit unit) { return unit == PeopleUnit::households ? "households" : "residents"; }

SearchGraph atom_graph(const territory::Territory& territory, const std::vector<Atom>& atoms, PeopleUnit unit,
                       const SizeRange& range) {
  SearchGraph graph;
  std::uint32_t groups = 0;
  for (const Atom& atom : atoms) {
    graph.nodes.push_back(node_row(territory.cells, atom, unit, range));
    graph.total += graph.nodes.back().size;
    graph.cells.push_back(atom.cells);
    groups = std::max(groups, atom.group + 1);
  }
  ArcRows rows = arc_rows(territory.cells, atoms);
  std::vector<std::vector<Node>> members(groups);
  std::vector<Node> all(atoms.size());
  std::iota(all.begin(), all.end(), Node{0});
  for (const Node node : all) members[atoms[node].group].push_back(node);
  for (const std::vector<Node>& group : members) join_pieces(graph.nodes, rows, group);
  join_pieces(graph.nodes, rows, all);
  add_arcs(rows, graph);
  return graph;
}

}  // namespace wangge::planning
