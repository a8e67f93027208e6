#include "engine/evaluation/street_net.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace wangge::evaluation {
namespace {

using Pieces = std::vector<StreetPiece>;

std::vector<std::uint32_t> degrees(std::size_t nodes, const Pieces& pieces) {
  std::vector<std::uint32_t> degree(nodes, 0);
  for (const StreetPiece& piece : pieces) {
    ++degree[piece.tail];
    ++degree[piece.head];
  }
  return degree;
}

/// Joins pieces at nodes where just two of them meet.
class Joining {
 public:
  Joining(std::size_t nodes, Pieces pieces) : pieces_(std::move(pieces)), degree_(degrees(nodes, pieces_)), at_(nodes) {
    for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
      at_[pieces_[i].tail].push_back(i);
      at_[pieces_[i].head].push_back(i);
    }
    used_.assign(pieces_.size(), false);
  }

  Pieces run() {
    Pieces joined;
    for (std::uint32_t node = 0; node < at_.size(); ++node) {
      if (degree_[node] == 2) continue;
      for (const std::uint32_t first : at_[node]) {
        if (!used_[first]) joined.push_back(walk(node, first));
      }
    }
    // What is left are loops without a junction.
    for (std::uint32_t first = 0; first < pieces_.size(); ++first) {
      if (!used_[first]) joined.push_back(walk(pieces_[first].tail, first));
    }
    return joined;
  }

 private:
  StreetPiece walk(std::uint32_t start, std::uint32_t first) {
    StreetPiece whole;
    whole.tail = start;
    whole.one_way = true;
    std::uint32_t node = start;
    std::uint32_t at = first;
    while (true) {
      node = append(whole, at, node);
      if (degree_[node] != 2 || node == start) break;
      const std::uint32_t next = at_[node][0] == at ? at_[node][1] : at_[node][0];
      if (used_[next]) break;
      at = next;
    }
    whole.head = node;
    return whole;
  }

  /// Adds a piece that leaves `from`; returns its other end.
  std::uint32_t append(StreetPiece& whole, std::uint32_t index, std::uint32_t from) {
    StreetPiece& piece = pieces_[index];
    used_[index] = true;
    const bool backward = piece.tail != from;
    if (backward) std::reverse(piece.points.begin(), piece.points.end());
    const bool touches = !whole.points.empty() && whole.points.back() == piece.points.front();
    whole.points.insert(whole.points.end(), piece.points.begin() + (touches ? 1 : 0), piece.points.end());
    whole.length += piece.length;
    whole.one_way = whole.one_way && piece.one_way;
    return backward ? piece.tail : piece.head;
  }

  Pieces pieces_;
  std::vector<std::uint32_t> degree_;
  std::vector<std::vector<std::uint32_t>> at_;
  std::vector<bool> used_;
};

/// Calls use(a, b) for all pairs of junctions nearer than `limit` to each other.
template <class Use>
void near_pairs(const std::vector<Position>& nodes, const std::vector<std::uint32_t>& degree, double limit, const Use& use) {
  struct Entry {
    double row;
    double x;
    std::uint32_t node;
  };
  std::vector<Entry> entries;
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (degree[node] >= 3) entries.push_back({std::floor(nodes[node].y / limit), nodes[node].x, node});
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.row, a.x, a.node) < std::tie(b.row, b.x, b.node); });
  for (const Entry& entry : entries) {
    for (const double row : {entry.row, entry.row + 1}) {
      const Entry start{row, entry.x - limit, 0};
      auto other = std::lower_bound(entries.begin(), entries.end(), start,
                                    [](const Entry& a, const Entry& b) { return std::tie(a.row, a.x) < std::tie(b.row, b.x); });
      for (; other != entries.end() && other->row == row && other->x <= entry.x + limit; ++other) {
        if (other->node != entry.node && core::distance(nodes[entry.node], nodes[other->node]).value < limit) {
          use(entry.node, other->node);
        }
      }
    }
  }
}

/// Joins what is one junction: moves nodes to the middle of their set.
core::DisjointSets gather_junctions(std::vector<Position>& nodes, const Pieces& pieces, const ConsolidationRules& rules) {
  const std::vector<std::uint32_t> degree = degrees(nodes.size(), pieces);
  core::DisjointSets sets(nodes.size());
  near_pairs(nodes, degree, rules.near.value, [&](std::uint32_t a, std::uint32_t b) { sets.unite(a, b); });
  for (const StreetPiece& piece : pieces) {
    const bool short_link = piece.length < (piece.one_way ? rules.one_way.value : rules.near.value);
    if (short_link && degree[piece.tail] >= 3 && degree[piece.head] >= 3) sets.unite(piece.tail, piece.head);
  }
  std::vector<Position> sum(nodes.size());
  std::vector<double> count(nodes.size(), 0);
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    const std::uint32_t home = sets.find(node);
    sum[home].x += nodes[node].x - nodes[home].x;
    sum[home].y += nodes[node].y - nodes[home].y;
    count[home] += 1;
  }
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (sets.find(node) == node)
      nodes[node] = {nodes[node].x + sum[node].x / count[node], nodes[node].y + sum[node].y / count[node]};
  }
  return sets;
}

/// Leaves one of several carriageways between the same junctions.
void drop_carriageways(Pieces& pieces, core::Metres near) {
  std::vector<std::uint32_t> order(pieces.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto ends = [&](std::uint32_t i) { return std::minmax({pieces[i].tail, pieces[i].head}); };
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return ends(a) < ends(b); });
  std::vector<bool> dropped(pieces.size(), false);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (dropped[order[i]] || !pieces[order[i]].one_way) continue;
    for (std::size_t j = i + 1; j < order.size() && ends(order[j]) == ends(order[i]); ++j) {
      if (!pieces[order[j]].one_way) continue;
      const core::Metres apart = core::distance(middle_of(pieces[order[i]].points), middle_of(pieces[order[j]].points));
      if (apart < near) dropped[order[j]] = true;
    }
  }
  Pieces kept;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!dropped[i]) kept.push_back(std::move(pieces[i]));
  }
  pieces = std::move(kept);
}

Pieces drawn_pieces(const network::RoadGraph& graph) {
  Pieces pieces;
  for (const network::EdgeId edge : core::ids<network::EdgeId>(graph.edge_count())) {
    StreetPiece piece;
    piece.tail = graph.tail[edge].value();
    piece.head = graph.head[edge].value();
    piece.length = graph.length[edge].value;
    const network::Direction by_car = graph.direction(network::Mode::car, edge);
    piece.one_way = by_car == network::Direction::forward || by_car == network::Direction::backward;
    for (const network::ShapePoint& point : graph.shape[edge]) piece.points.push_back(point.position);
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace

StreetNet build_street_net(std::span<const network::RoadLine> streets, const ConsolidationRules& rules) {
  // A graph closes what has no speed; only who may use a street matters here.
  network::Speeds speeds;
  for (auto& mode : speeds.on) mode.fill(core::KilometresPerHour(10));
  const network::RoadGraph graph = network::build_road_graph(streets, speeds);
  StreetNet net;
  net.nodes = graph.nodes.values();
  net.pieces = Joining(net.nodes.size(), drawn_pieces(graph)).run();
  core::DisjointSets sets = gather_junctions(net.nodes, net.pieces, rules);
  for (StreetPiece& piece : net.pieces) {
    piece.tail = sets.find(piece.tail);
    piece.head = sets.find(piece.head);
  }
  std::erase_if(net.pieces,
                [&](const StreetPiece& piece) { return piece.tail == piece.head && piece.length <= rules.inside.value; });
  drop_carriageways(net.pieces, rules.carriage);
  net.pieces = Joining(net.nodes.size(), std::move(net.pieces)).run();
  net.degree = degrees(net.nodes.size(), net.pieces);
  return net;
}

}  // namespace wangge::evaluation
