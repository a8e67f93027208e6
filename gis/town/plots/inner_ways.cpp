#include "gis/town/plots/inner_ways.h"

#include <algorithm>
#include <numeric>

namespace wangge::town::plot {

namespace {

constexpr double same_node = 0.3;  // metres

/// Which pieces leave each node.
std::vector<std::vector<std::uint32_t>> pieces_of_nodes(const std::vector<InnerWays::Piece>& pieces, std::size_t nodes) {
  std::vector<std::vector<std::uint32_t>> of(nodes);
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    of[pieces[i].from].push_back(i);
    of[pieces[i].to].push_back(i);
  }
  return of;
}

}  // namespace

std::uint32_t InnerWays::node(Position at) {
  for (std::uint32_t i = ring_size_; i < at_.size(); ++i) {
    if (far(at_[i], at) < same_node) return i;
  }
  at_.push_back(settled(at));
  return static_cast<std::uint32_t>(at_.size() - 1);
}

bool InnerWays::joins_at_node(std::uint32_t from, std::uint32_t to, const Piece& piece, std::vector<Joint>& joints) const {
  const Position a = at_[from];
  const Position b = at_[to];
  const double whole = far(a, b);
  bool at_node = false;
  for (const std::uint32_t end : {piece.from, piece.to}) {
    if (distance_to_segment(at_[end], a, b) >= same_node) continue;
    joints.push_back({dot(minus(at_[end], a), minus(b, a)) / (whole * whole), end});
    at_node = true;
  }
  return at_node;
}

std::optional<std::uint32_t> InnerWays::joint_within(std::uint32_t from, std::uint32_t to, const Piece& piece,
                                                     std::vector<Joint>& joints) {
  const Position a = at_[from];
  const Position b = at_[to];
  const Position c = at_[piece.from];
  const Position d = at_[piece.to];
  if (distance_to_segment(a, c, d) < same_node) return from;
  if (distance_to_segment(b, c, d) < same_node) return to;
  const Crossing met = crossing(a, b, c, d);
  if (!met.met) return std::nullopt;
  const std::uint32_t joint = node(between(a, b, met.on_first));
  joints.push_back({met.on_first, joint});
  return joint;
}

bool InnerWays::laid(std::uint32_t p, std::uint32_t q) const {
  return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
    return (piece.from == p && piece.to == q) || (piece.from == q && piece.to == p);
  });
}

std::vector<std::uint32_t> InnerWays::lay(std::uint32_t from, std::uint32_t to, network::LineClass line_class, double width_m) {
  std::vector<std::uint32_t> changed;
  if (from == to) return changed;
  std::vector<Joint> joints{{0, from}, {1, to}};
  const std::size_t old = pieces_.size();
  for (std::size_t i = 0; i < old; ++i) {
    const Piece piece = pieces_[i];
    if (joins_at_node(from, to, piece, joints)) continue;
    const std::optional<std::uint32_t> joint = joint_within(from, to, piece, joints);
    if (!joint) continue;
    changed.push_back(static_cast<std::uint32_t>(i));
    changed.push_back(static_cast<std::uint32_t>(pieces_.size()));
    pieces_[i].to = *joint;
    pieces_.push_back({*joint, piece.to, piece.line_class, piece.width_m});
  }
  std::sort(joints.begin(), joints.end(),
            [](const Joint& x, const Joint& y) { return x.share != y.share ? x.share < y.share : x.node < y.node; });
  for (std::size_t i = 0; i + 1 < joints.size(); ++i) {
    const std::uint32_t p = joints[i].node;
    const std::uint32_t q = joints[i + 1].node;
    if (p == q || laid(p, q)) continue;
    changed.push_back(static_cast<std::uint32_t>(pieces_.size()));
    pieces_.push_back({p, q, line_class, width_m});
  }
  return changed;
}

void InnerWays::lay(Position from, Position to, network::LineClass line_class, double width_m) {
  const std::uint32_t first = node(from);
  lay(first, node(to), line_class, width_m);
}

std::optional<Position> InnerWays::first_met(Position from, Position direction, double reach) const {
  const Position end = moved(from, direction, reach);
  double nearest = 2;
  for (const Piece& piece : pieces_) {
    const Crossing met = crossing(from, end, at_[piece.from], at_[piece.to]);
    if (met.met && met.on_first > 1e-6) nearest = std::min(nearest, met.on_first);
  }
  if (nearest > 1) return std::nullopt;
  return between(from, end, nearest);
}

double InnerWays::distance(Position from) const {
  double nearest = 1e300;
  for (const Piece& piece : pieces_) nearest = std::min(nearest, distance_to_segment(from, at_[piece.from], at_[piece.to]));
  return nearest;
}

void InnerWays::drop_loose() {
  std::vector<std::uint32_t> root(at_.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&root](std::uint32_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  for (const Piece& piece : pieces_) {
    const std::uint32_t a = find(piece.from);
    const std::uint32_t b = find(piece.to);
    // The lower id is the root, so a part that touches the ring has a root on it.
    if (a != b) root[std::max(a, b)] = std::min(a, b);
  }
  std::erase_if(pieces_, [&](const Piece& piece) { return find(piece.from) >= ring_size_; });
}

bool InnerWays::serves(std::uint32_t node) const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [node](const Piece& piece) { return piece.from == node || piece.to == node; });
}

std::vector<std::uint32_t> InnerWays::write(BlockFill& fill) const {
  const std::vector<std::vector<std::uint32_t>> of = pieces_of_nodes(pieces_, at_.size());
  std::vector<std::uint32_t> renamed(at_.size());
  for (std::uint32_t i = 0; i < at_.size(); ++i) {
    renamed[i] = i;
    if (i < ring_size_ || of[i].empty()) continue;
    renamed[i] = ring_size_ + static_cast<std::uint32_t>(fill.nodes.size());
    fill.nodes.push_back(at_[i]);
  }
  const auto passes = [&](std::uint32_t node) {
    if (node < ring_size_ || of[node].size() != 2) return false;
    const Piece& a = pieces_[of[node][0]];
    const Piece& b = pieces_[of[node][1]];
    return a.line_class == b.line_class && a.width_m == b.width_m;
  };
  std::vector<char> written(pieces_.size(), 0);
  const auto follow = [&](std::uint32_t piece, std::uint32_t from) {
    InnerLine line{{renamed[from]}, pieces_[piece].line_class, pieces_[piece].width_m};
    std::uint32_t here = from;
    while (written[piece] == 0) {
      written[piece] = 1;
      here = pieces_[piece].from == here ? pieces_[piece].to : pieces_[piece].from;
      line.nodes.push_back(renamed[here]);
      if (!passes(here)) break;
      piece = of[here][0] == piece ? of[here][1] : of[here][0];
    }
    fill.lines.push_back(std::move(line));
  };
  for (std::uint32_t node = 0; node < at_.size(); ++node) {
    if (passes(node)) continue;
    for (const std::uint32_t piece : of[node]) {
      if (written[piece] == 0) follow(piece, node);
    }
  }
  return renamed;
}

}  // namespace wangge::town::plot
