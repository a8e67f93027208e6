#include "gis/town/streets/one_way_pairs.h"

#include "gis/town/streets/drives.h"
#include "gis/town/streets/long_streets.h"
#include "gis/town/streets/plane.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::Direction;

constexpr auto car = static_cast<std::size_t>(network::Mode::car);

constexpr double longest_m = 1000;
constexpr double nearest_m = 50;  ///< between the two streets
constexpr double farthest_m = 330;
constexpr double between_pairs_m = 420;
constexpr std::size_t least_lines = 2;  ///< of either street

/// What a pair must be at least.
struct PairSize {
  double shortest_m = 0;
  std::size_t both_lines = 0;  ///< of both streets together
};

/// A centre whose streets are too short for the first looks for the second.
constexpr std::array<PairSize, 2> pair_sizes{PairSize{300, 5}, PairSize{180, 4}};

/// Stretches of two streets in a row, each in the direction in which it is driven.
struct Pair {
  std::array<std::vector<Stretch>, 2> streets;
  Position middle;
  double worth = 0;
};

/// Looks for the best pair of stretches of two streets.
class Match {
 public:
  Match(const StreetPlan& plan, const Street& one, const Street& other, PairSize least)
      : plan_(plan), one_(one), other_(other), least_(least) {}

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
    if (high - low < least_lines || high - low + last - first < least_.both_lines) return std::nullopt;
    if (metres < least_.shortest_m || opposite_m < 0.7 * metres || opposite_m > 1.4 * metres) return std::nullopt;
    Pair pair;
    const Position across = at(other_.junctions[facing.front()]) - at(one_.junctions[first]);
    const bool left = cross(at(one_.junctions[last]) - at(one_.junctions[first]), across) > 0;
    const auto driven = [](const Street& street, std::size_t from, std::size_t to, bool forward) {
      std::vector<Stretch> stretches;
      for (std::size_t k = from; k < to; ++k)
        stretches.push_back({street.stretches[k].line, street.stretches[k].forward == forward});
      return stretches;
    };
    pair.streets = {driven(one_, first, last, left), driven(other_, low, high, (facing.back() > facing.front()) != left)};
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
  PairSize least_;
};

/// Pairs around one centre of the first size that any has, the best first.
std::vector<Pair> pairs_around(const LaidPlan& laid, const TownCentre& centre, double reach) {
  const std::vector<Street> streets = long_streets(laid, centre.at, reach);
  std::vector<Pair> found;
  for (const PairSize& least : pair_sizes) {
    for (const Street& one : streets) {
      for (const Street& other : streets) {
        if (&one == &other) continue;
        if (auto pair = Match(laid.plan, one, other, least).best(centre, reach)) found.push_back(std::move(*pair));
      }
    }
    if (!found.empty()) break;
  }
  std::stable_sort(found.begin(), found.end(), [](const Pair& a, const Pair& b) { return a.worth > b.worth; });
  return found;
}

bool is_used(const Pair& pair, const std::vector<std::uint8_t>& used) {
  const auto taken = [&](Stretch stretch) { return used[stretch.line.value()] != 0; };
  return std::any_of(pair.streets.begin(), pair.streets.end(),
                     [&](const auto& street) { return std::any_of(street.begin(), street.end(), taken); });
}

/// The best pairs around one centre that stand apart from each other.
void choose(const LaidPlan& laid, const TownCentre& centre, std::vector<std::uint8_t>& used, std::vector<Pair>& chosen) {
  const double km2 = centre.built_m2 / 1e6;
  const double reach = std::min(3200.0, 0.75 * std::sqrt(centre.built_m2 / 3.14159265358979));
  const auto most = static_cast<std::size_t>(std::clamp(std::round(km2), km2 < 0.6 ? 0.0 : 1.0, 12.0));
  if (most == 0) return;
  std::vector<Pair> found = pairs_around(laid, centre, reach);
  std::size_t count = 0;
  for (Pair& pair : found) {
    if (count == most) break;
    const auto near = [&](const Pair& other) { return length(other.middle - pair.middle) < between_pairs_m; };
    if (std::any_of(chosen.begin(), chosen.end(), near) || is_used(pair, used)) continue;
    for (const auto& street : pair.streets) {
      for (const Stretch stretch : street) used[stretch.line.value()] = 1;
    }
    chosen.push_back(std::move(pair));
    ++count;
  }
}

void drive(StreetPlan& plan, const Pair& pair, bool one_way) {
  for (const auto& street : pair.streets) {
    for (const Stretch stretch : street) {
      plan.lines[stretch.line].access[car] = !one_way          ? Direction::both
                                             : stretch.forward ? Direction::forward
                                                               : Direction::backward;
    }
  }
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

std::size_t lines_in(const Pair& pair) { return pair.streets[0].size() + pair.streets[1].size(); }

/// Of pairs and the drives that they leave out of reach.
class Mending {
 public:
  Mending(const StreetPlan& plan, const Drives& drives, const std::vector<std::uint32_t>& component, std::uint32_t most)
      : plan_(plan), drives_(drives), component_(component), most_(most) {}

  /// Both streets without their ends where a drive is out of reach; an empty pair where no shorter one is left.
  [[nodiscard]] Pair mended(Pair pair) const {
    const auto in_reach = [&](Stretch stretch) { return reached(stretch); };
    for (std::vector<Stretch>& street : pair.streets) {
      while (!street.empty() && !reached(street.front())) street.erase(street.begin());
      while (!street.empty() && !reached(street.back())) street.pop_back();
      if (street.size() < least_lines || !std::all_of(street.begin(), street.end(), in_reach)) return {};
    }
    return pair;
  }

 private:
  /// Everything at both ends of a stretch lies in the component of most drives.
  [[nodiscard]] bool reached(Stretch stretch) const {
    const auto in = [&](Drive drive) { return component_[drive] == most_; };
    const auto& v = plan_.lines[stretch.line].vertices;
    const auto whole = [&](VertexId at) {
      return std::all_of(drives_.leaving(at).begin(), drives_.leaving(at).end(), in) &&
             std::all_of(drives_.arriving(at).begin(), drives_.arriving(at).end(), in);
    };
    return whole(v.front()) && whole(v.back());
  }

  const StreetPlan& plan_;
  const Drives& drives_;
  const std::vector<std::uint32_t>& component_;
  std::uint32_t most_;
};

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
    const Mending mending(plan, drives, component, found.most);
    std::vector<Pair> kept;
    bool shorter = false;
    for (const Pair& pair : pairs) {
      drive(plan, pair, false);
      Pair rest = mending.mended(pair);
      shorter = shorter || lines_in(rest) < lines_in(pair);
      if (lines_in(rest) > 0) kept.push_back(std::move(rest));
    }
    // What is cut off and touches no pair was so before; a town keeps no pair that might be the cause.
    if (!shorter) return;
    pairs = std::move(kept);
    for (const Pair& pair : pairs) drive(plan, pair, true);
  }
}

}  // namespace wangge::town::streets
