#include "gis/build/line_joints.h"

#include "gis/build/line_edits.h"
#include "gis/build/line_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace wangge::gis {
namespace {

/// Places this near are one.
constexpr double hair = 0.01;
/// An end this near to another line was probably meant to touch it.
constexpr double suspicious = 1.0;

using PointOfLine = std::pair<std::uint32_t, std::uint32_t>;  ///< line, index

/// Where two pieces cross, and how far along each.
struct Crossing {
  Position at;
  std::array<double, 2> along{};
  std::array<double, 2> length{};
};

std::optional<Crossing> crossing_of(Position a, Position b, Position c, Position d) {
  const double one = core::distance(a, b).value;
  const double two = core::distance(c, d).value;
  const double cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (!(one > 0) || !(two > 0) || std::abs(cross) < 1e-6 * one * two) return std::nullopt;
  const double t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross * one;
  const double u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / cross * two;
  if (t < -hair || t > one + hair || u < -hair || u > two + hair) return std::nullopt;
  return Crossing{{a.x + t / one * (b.x - a.x), a.y + t / one * (b.y - a.y)}, {t, u}, {one, two}};
}

class Joining {
 public:
  Joining(std::vector<network::RoadLine>& lines, std::span<const int> levels, const JointRules& rules)
      : lines_(lines), levels_(levels), rules_(rules), grid_(lines_) {
    for (const network::RoadLine& line : lines_) {
      for (const Position at : line.points) ++shared_[place_key(at)];
    }
  }

  [[nodiscard]] Joints run() {
    for (std::uint32_t line = 0; line < lines_.size(); ++line) {
      if (lines_[line].points.size() < 2 || !lines_[line].nodes.empty()) continue;
      look_at_end(line, 0);
      look_at_end(line, static_cast<std::uint32_t>(lines_[line].points.size() - 1));
    }
    for (const auto& [one, other] : grid_.neighbours()) look_at_pair(one, other);
    for (const auto& [point, place] : moved_) lines_[point.first].points[point.second] = place;
    edits_.apply(lines_);
    return std::move(joints_);
  }

 private:
  void note(JointCount& kind, std::uint32_t one, std::uint32_t other, Position at) const {
    if (kind.count++ > 0) return;
    kind.one = lines_[one].source_id;
    kind.other = lines_[other].source_id;
    kind.at = at;
  }

  [[nodiscard]] bool may_end_at(std::uint32_t line, std::uint32_t other, bool at_its_end) const {
    return at_its_end || levels_[line] == levels_[other] || levels_[other] == 0;
  }
  [[nodiscard]] bool is_end(std::uint32_t line, std::uint32_t point) const {
    return point == 0 || point + 1 == lines_[line].points.size();
  }

  void look_at_end(std::uint32_t line, std::uint32_t point) {
    const Position end = lines_[line].points[point];
    if (shared_[place_key(end)] > 1 || anchored_.contains({line, point})) return;
    const double within = std::max(suspicious, rules_.snap.value);
    for (const OnPiece& near : grid_.near(end, within)) {
      const std::uint32_t other = near.piece.line;
      if (other == line || !lines_[other].nodes.empty() || meet_beside(line, other, end, 2 * within)) continue;
      const std::uint32_t vertex = vertex_near(near, end);
      if (!may_end_at(line, other, vertex != none && is_end(other, vertex))) continue;
      note(joints_.near_ends, line, other, end);
      ends_.insert({std::minmax(line, other), place_key(end)});
      anchored_.insert({line, point});
      if (vertex != none) anchored_.insert({other, vertex});
      if (near.away <= rules_.snap.value) draw_to(line, point, near, vertex);
      return;
    }
  }

  /// Whether two lines share a point near an end of the one: what lies beyond it is a short stub, not a gap.
  [[nodiscard]] bool meet_beside(std::uint32_t line, std::uint32_t other, Position end, double within) const {
    std::set<PlaceKey> own;
    for (const Position at : lines_[line].points) {
      if (core::distance(at, end).value <= within) own.insert(place_key(at));
    }
    const auto& points = lines_[other].points;
    return std::any_of(points.begin(), points.end(), [&](Position at) { return own.contains(place_key(at)); });
  }

  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// The vertex of a piece that an end is drawn to rather than to a new point beside it.
  [[nodiscard]] std::uint32_t vertex_near(const OnPiece& near, Position end) const {
    const double reach = std::max(hair, std::max(rules_.snap.value, near.away));
    const double to_begin = core::distance(end, grid_.begin_of(near.piece)).value;
    const double to_end = core::distance(end, grid_.end_of(near.piece)).value;
    if (std::min(to_begin, to_end) > reach) return none;
    return to_begin <= to_end ? near.piece.first : near.piece.first + 1;
  }

  void draw_to(std::uint32_t line, std::uint32_t point, const OnPiece& near, std::uint32_t vertex) {
    ++joints_.joined_ends;
    Position target = near.at;
    if (vertex != none) {
      const auto gone = moved_.find({near.piece.line, vertex});
      target = gone == moved_.end() ? lines_[near.piece.line].points[vertex] : gone->second;
    } else {
      edits_.insert(near.piece, near.along, target);
    }
    moved_[{line, point}] = target;
  }

  void look_at_pair(LinePiece one, LinePiece other) {
    if (!lines_[one.line].nodes.empty() || !lines_[other.line].nodes.empty()) return;
    if (levels_[one.line] != levels_[other.line]) return;
    if (one.line == other.line && other.first - one.first < 2) return;
    auto crossing = crossing_of(grid_.begin_of(one), grid_.end_of(one), grid_.begin_of(other), grid_.end_of(other));
    if (!crossing) return;
    const std::array<LinePiece, 2> pieces{one, other};
    std::array<std::uint32_t, 2> vertex{none, none};
    for (std::size_t i = 0; i < 2; ++i) {
      if (crossing->along[i] <= hair) vertex[i] = pieces[i].first;
      if (crossing->along[i] >= crossing->length[i] - hair) vertex[i] = pieces[i].first + 1;
      if (vertex[i] != none && is_end(pieces[i].line, vertex[i])) return;  // an end is looked at as an end
      if (vertex[i] != none) crossing->at = lines_[pieces[i].line].points[vertex[i]];
    }
    const bool both = vertex[0] != none && vertex[1] != none;
    if (both && place_key(lines_[one.line].points[vertex[0]]) == place_key(crossing->at)) return;  // they share it
    const PlaceKey place = place_key(crossing->at);
    if (is_overshoot(one.line, other.line, crossing->at)) return;
    if (!crossed_.insert({std::minmax(one.line, other.line), place}).second) return;
    note(joints_.crossings, one.line, other.line, crossing->at);
    if (!rules_.join_crossings) return;
    if (both) moved_[{one.line, vertex[0]}] = crossing->at;
    for (std::size_t i = 0; i < 2; ++i) {
      if (vertex[i] == none) edits_.insert(pieces[i], crossing->along[i], crossing->at);
    }
  }

  /// A line that ends just beyond another was looked at as an end.
  [[nodiscard]] bool is_overshoot(std::uint32_t one, std::uint32_t other, Position at) const {
    const auto pair = std::minmax(one, other);
    const double within = std::max(suspicious, rules_.snap.value);
    for (auto end = ends_.lower_bound({pair, PlaceKey{INT64_MIN, INT64_MIN}}); end != ends_.end() && end->first == Pair(pair);
         ++end) {
      const Position place{static_cast<double>(end->second.first) / 100, static_cast<double>(end->second.second) / 100};
      if (core::distance(place, at).value <= within + hair) return true;
    }
    return false;
  }

  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  std::vector<network::RoadLine>& lines_;
  std::span<const int> levels_;
  JointRules rules_;
  LineGrid grid_;
  std::map<PlaceKey, std::uint32_t> shared_;  ///< how many points of lines are there
  std::set<PointOfLine> anchored_;
  std::map<PointOfLine, Position> moved_;
  std::set<std::pair<Pair, PlaceKey>> ends_;
  std::set<std::pair<Pair, PlaceKey>> crossed_;
  LineEdits edits_;
  Joints joints_;
};

}  // namespace

Joints join_lines(std::vector<network::RoadLine>& lines, std::span<const int> levels, const JointRules& rules) {
  return Joining(lines, levels, rules).run();
}

}  // namespace wangge::gis
