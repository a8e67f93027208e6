#include "gis/town/streets/one_way_pairs.h"

#include "gis/town/streets/drives.h"
#include "gis/town/streets/plane.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;

constexpr auto car = static_cast<std::size_t>(network::Mode::car);

constexpr double shortest_m = 300;
constexpr double longest_m = 1000;
constexpr double nearest_m = 50;  ///< between the two streets
constexpr double farthest_m = 330;
constexpr double between_pairs_m = 420;
constexpr std::size_t least_lines = 2;  ///< of either street
constexpr std::size_t both_lines = 5;   ///< of both together
constexpr double straight_on = 0.8;     ///< cosine

struct Stretch {
  LineId line;
  bool forward = true;
};

/// Lines that follow each other nearly straight on: what people take for one street.
struct Street {
  std::vector<Stretch> stretches;
  std::vector<VertexId> junctions;  ///< one more than stretches
  std::vector<double> along;        ///< metres to each junction
};

class Streets {
 public:
  Streets(const LaidPlan& laid, const TownCentre& centre, double reach) : plan_(laid.plan), street_(laid.street) {
    for (const LineId id : core::ids<LineId>(plan_.lines.size())) {
      const bool near = length(plan_.vertices[plan_.lines[id].vertices.front()] - centre.at) < reach;
      if (near && suits(plan_.lines[id]) && between_houses(laid.sides[id.value()])) add(id);
    }
  }

  std::vector<Street> found() {
    std::sort(ends_.begin(), ends_.end());
    std::vector<Street> streets;
    for (const LineId id : lines_) {
      if (taken_[index_of(id)] != 0) continue;
      Street street;
      taken_[index_of(id)] = 1;
      std::vector<Stretch> behind = run({id, false});
      for (std::size_t k = behind.size(); k-- > 0;) street.stretches.push_back({behind[k].line, !behind[k].forward});
      street.stretches.push_back({id, true});
      const std::vector<Stretch> ahead = run({id, true});
      street.stretches.insert(street.stretches.end(), ahead.begin(), ahead.end());
      if (street.stretches.size() < least_lines) continue;
      measure(street);
      streets.push_back(std::move(street));
    }
    return streets;
  }

 private:
  static bool suits(const Line& line) {
    const bool street = line.line_class == LineClass::residential || line.line_class == LineClass::tertiary ||
                        line.line_class == LineClass::secondary;
    return street && drivable(line) && line.access[car] == Direction::both && !line.bridge && !line.tunnel && line.width_m >= 9;
  }

  /// Banks and streets beside a railway have no neighbour on that side.
  bool between_houses(const Sides& sides) const {
    const auto built = [&](BlockId block) {
      return block.valid() && plan_.blocks[block].use != LandUse::water && plan_.blocks[block].use != LandUse::railway;
    };
    return built(sides.left) && built(sides.right);
  }

  void add(LineId id) {
    lines_.push_back(id);
    taken_.push_back(0);
    ends_.emplace_back(plan_.lines[id].vertices.front(), id);
    ends_.emplace_back(plan_.lines[id].vertices.back(), id);
  }

  std::size_t index_of(LineId id) const {
    return static_cast<std::size_t>(std::lower_bound(lines_.begin(), lines_.end(), id) - lines_.begin());
  }

  Position leaving_way(Stretch stretch) const {
    const auto& v = plan_.lines[stretch.line].vertices;
    return stretch.forward ? unit(plan_.vertices[v[1]] - plan_.vertices[v[0]])
                           : unit(plan_.vertices[v[v.size() - 2]] - plan_.vertices[v.back()]);
  }

  /// Straight on from the end of a stretch; both lines are then taken.
  std::vector<Stretch> run(Stretch from) {
    std::vector<Stretch> made;
    while (true) {
      const auto& v = plan_.lines[from.line].vertices;
      const VertexId at = from.forward ? v.back() : v.front();
      const Position way = leaving_way({from.line, !from.forward}) * -1;
      double best = straight_on;
      Stretch next;
      for (auto end = std::lower_bound(ends_.begin(), ends_.end(), std::pair{at, LineId(0)});
           end != ends_.end() && end->first == at; ++end) {
        if (taken_[index_of(end->second)] != 0) continue;
        const Stretch arm{end->second, plan_.lines[end->second].vertices.front() == at};
        const bool same = street_[arm.line.value()] != 0 && street_[arm.line.value()] == street_[from.line.value()];
        const double straight = dot(way, leaving_way(arm)) + (same ? 0.1 : 0);
        if (straight <= best) continue;
        best = straight;
        next = arm;
      }
      if (!next.line.valid()) return made;
      taken_[index_of(next.line)] = 1;
      made.push_back(next);
      from = next;
    }
  }

  void measure(Street& street) const {
    street.along.assign(1, 0);
    for (const Stretch stretch : street.stretches) {
      const auto& v = plan_.lines[stretch.line].vertices;
      if (street.junctions.empty()) street.junctions.push_back(stretch.forward ? v.front() : v.back());
      street.junctions.push_back(stretch.forward ? v.back() : v.front());
      double metres = 0;
      for (std::size_t i = 0; i + 1 < v.size(); ++i) metres += length(plan_.vertices[v[i + 1]] - plan_.vertices[v[i]]);
      street.along.push_back(street.along.back() + metres);
    }
  }

  const StreetPlan& plan_;
  const std::vector<std::uint32_t>& street_;
  std::vector<LineId> lines_;  ///< rising
  std::vector<std::uint8_t> taken_;
  std::vector<std::pair<VertexId, LineId>> ends_;
};

/// Stretches of two streets, each in the direction in which it is driven.
struct Pair {
  std::vector<Stretch> driven;
  Position middle;
  double worth = 0;
};

/// Looks for the best pair of stretches of two streets.
class Match {
 public:
  Match(const StreetPlan& plan, const Street& one, const Street& other) : plan_(plan), one_(one), other_(other) {}

  std::optional<Pair> best(const TownCentre& centre, double reach) const {
    std::optional<Pair> found;
    std::size_t first = 0;
    while (first < one_.junctions.size()) {
      auto across = opposite(first);
      std::size_t last = first;
      std::vector<std::size_t> facing;
      if (across) facing.push_back(*across);
      while (across && last + 1 < one_.junctions.size() && one_.along[last + 1] - one_.along[first] <= longest_m) {
        across = opposite(last + 1);
        if (!across || !goes_on(facing, *across)) break;
        facing.push_back(*across);
        ++last;
      }
      if (const auto pair = made(first, last, facing, centre, reach); pair && (!found || pair->worth > found->worth))
        found = pair;
      first = std::max(last, first + 1);
    }
    return found;
  }

 private:
  Position at(VertexId v) const { return plan_.vertices[v]; }

  Position way(const Street& street, std::size_t i) const {
    return unit(at(street.junctions[std::min(i + 1, street.junctions.size() - 1)]) - at(street.junctions[i > 0 ? i - 1 : 0]));
  }

  /// The junction of the other street that faces this one, across one row of blocks.
  std::optional<std::size_t> opposite(std::size_t i) const {
    const Position here = at(one_.junctions[i]);
    std::size_t best = 0;
    double away = 1e300;
    for (std::size_t j = 0; j < other_.junctions.size(); ++j) {
      if (length(at(other_.junctions[j]) - here) >= away) continue;
      away = length(at(other_.junctions[j]) - here);
      best = j;
    }
    const Position off = at(other_.junctions[best]) - here;
    const bool beside = std::abs(dot(unit(off), way(one_, i))) < 0.7;
    const bool parallel = std::abs(dot(way(one_, i), way(other_, best))) > 0.85;
    if (away < nearest_m || away > farthest_m || !beside || !parallel) return std::nullopt;
    return best;
  }

  static bool goes_on(const std::vector<std::size_t>& facing, std::size_t next) {
    if (facing.front() == facing.back()) return true;
    return facing.back() > facing.front() ? next >= facing.back() : next <= facing.back();
  }

  std::optional<Pair> made(std::size_t first, std::size_t last, const std::vector<std::size_t>& facing, const TownCentre& centre,
                           double reach) const {
    if (last - first < least_lines) return std::nullopt;
    const std::size_t low = std::min(facing.front(), facing.back());
    const std::size_t high = std::max(facing.front(), facing.back());
    const double metres = one_.along[last] - one_.along[first];
    const double opposite_m = other_.along[high] - other_.along[low];
    if (high - low < least_lines || high - low + last - first < both_lines) return std::nullopt;
    if (metres < shortest_m || opposite_m < 0.7 * metres || opposite_m > 1.4 * metres) return std::nullopt;
    Pair pair;
    const Position across = at(other_.junctions[facing.front()]) - at(one_.junctions[first]);
    const bool left = cross(at(one_.junctions[last]) - at(one_.junctions[first]), across) > 0;
    const auto drive = [&](const Street& street, std::size_t from, std::size_t to, bool forward) {
      for (std::size_t k = from; k < to; ++k)
        pair.driven.push_back({street.stretches[k].line, street.stretches[k].forward == forward});
    };
    drive(one_, first, last, left);
    drive(other_, low, high, (facing.back() > facing.front()) != left);
    pair.middle = between(at(one_.junctions[(first + last) / 2]), at(other_.junctions[(low + high) / 2]), 0.5);
    const double near = 1 - length(pair.middle - centre.at) / (1.2 * reach);
    const bool alike = plan_.lines[one_.stretches[first].line].line_class == plan_.lines[other_.stretches[low].line].line_class;
    pair.worth = metres * near * (alike ? 1.3 : 1) * (1 - length(across) / 500);
    if (near <= 0) return std::nullopt;
    return pair;
  }

  const StreetPlan& plan_;
  const Street& one_;
  const Street& other_;
};

/// The best pairs around one centre that stand apart from each other.
void choose(const LaidPlan& laid, const TownCentre& centre, std::vector<std::uint8_t>& used, std::vector<Pair>& chosen) {
  const double km2 = centre.built_m2 / 1e6;
  const double reach = std::min(3200.0, 0.75 * std::sqrt(centre.built_m2 / 3.14159265358979));
  const auto most = static_cast<std::size_t>(std::clamp(std::round(km2), km2 < 0.6 ? 0.0 : 1.0, 12.0));
  if (most == 0) return;
  const std::vector<Street> streets = Streets(laid, centre, reach).found();
  std::vector<Pair> found;
  for (const Street& one : streets) {
    for (const Street& other : streets) {
      if (&one == &other) continue;
      if (auto pair = Match(laid.plan, one, other).best(centre, reach)) found.push_back(std::move(*pair));
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Pair& a, const Pair& b) { return a.worth > b.worth; });
  std::size_t count = 0;
  for (Pair& pair : found) {
    if (count == most) break;
    const auto near = [&](const Pair& other) { return length(other.middle - pair.middle) < between_pairs_m; };
    const auto taken = [&](Stretch stretch) { return used[stretch.line.value()] != 0; };
    if (std::any_of(chosen.begin(), chosen.end(), near) || std::any_of(pair.driven.begin(), pair.driven.end(), taken)) continue;
    for (const Stretch stretch : pair.driven) used[stretch.line.value()] = 1;
    chosen.push_back(std::move(pair));
    ++count;
  }
}

void drive(StreetPlan& plan, const Pair& pair, bool one_way) {
  for (const Stretch stretch : pair.driven) {
    plan.lines[stretch.line].access[car] = !one_way          ? Direction::both
                                           : stretch.forward ? Direction::forward
                                                             : Direction::backward;
  }
}

/// Whether everything at the pair's junctions lies in the component of most drives.
bool holds_together(const StreetPlan& plan, const Drives& drives, const std::vector<std::uint32_t>& component, std::uint32_t most,
                    const Pair& pair) {
  const auto in = [&](Drive drive) { return component[drive] == most; };
  return std::all_of(pair.driven.begin(), pair.driven.end(), [&](Stretch stretch) {
    for (const VertexId v : {plan.lines[stretch.line].vertices.front(), plan.lines[stretch.line].vertices.back()}) {
      if (!std::all_of(drives.leaving(v).begin(), drives.leaving(v).end(), in)) return false;
      if (!std::all_of(drives.arriving(v).begin(), drives.arriving(v).end(), in)) return false;
    }
    return true;
  });
}

struct Census {
  std::uint32_t most = 0;  ///< the component of most drives
  bool whole = true;       ///< which holds all
};

Census census(const Drives& drives, const std::vector<std::uint32_t>& component) {
  std::vector<std::uint32_t> size(component.size(), 0);
  std::size_t all = 0;
  for (std::size_t v = 0; v < drives.vertex_count(); ++v) {
    for (const Drive drive : drives.leaving(VertexId(v))) {
      ++size[component[drive]];
      ++all;
    }
  }
  const auto best = std::max_element(size.begin(), size.end());
  if (best == size.end()) return {};
  return {static_cast<std::uint32_t>(best - size.begin()), *best == all};
}

}  // namespace

void lay_one_way_pairs(LaidPlan& laid, const std::vector<TownCentre>& centres) {
  StreetPlan& plan = laid.plan;
  std::vector<std::uint8_t> used(plan.lines.size(), 0);
  std::vector<Pair> pairs;
  for (const TownCentre& centre : centres) choose(laid, centre, used, pairs);
  for (const Pair& pair : pairs) drive(plan, pair, true);
  while (!pairs.empty()) {
    const Drives drives(plan);
    const std::vector<std::uint32_t> component = drives.components({});
    const Census found = census(drives, component);
    if (found.whole) return;
    const auto broken = std::stable_partition(
        pairs.begin(), pairs.end(), [&](const Pair& pair) { return holds_together(plan, drives, component, found.most, pair); });
    // What is cut off and touches no pair was so before; a town keeps no pair that might be the cause.
    const auto first = broken == pairs.end() ? pairs.begin() : broken;
    for (auto pair = first; pair != pairs.end(); ++pair) drive(plan, *pair, false);
    pairs.erase(first, pairs.end());
  }
}

}  // namespace wangge::town::streets
