#include "engine/routing/street_round.h"

#include "engine/core/disjoint_sets.h"
#include "engine/routing/odd_corners.h"
#include "engine/routing/street_ways.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace wangge::routing {
namespace {

using Corner = std::uint32_t;

class Round {
 public:
  Round(std::uint32_t corners, const std::vector<StreetPiece>& pieces, Corner post)
      : pieces_(pieces), ways_(corners, pieces), post_(post), copies_(pieces.size(), 0), component_(corners) {
    std::vector<bool> used(corners, false);
    used[post] = true;
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
      if (!pieces[piece].required) continue;
      copies_[piece] = 1;
      component_.unite(pieces[piece].a, pieces[piece].b);
      used[pieces[piece].a] = used[pieces[piece].b] = true;
      answer_.required += pieces[piece].time;
    }
    for (Corner corner = 0; corner < corners; ++corner) {
      if (used[corner]) held_.push_back(corner);
    }
  }

  std::optional<StreetRound> run() {
    const std::vector<Corner> odd = odd_corners();
    const StreetBetween between = ways_.between(odd);
    if (!join_components()) return std::nullopt;
    answer_.bound = answer_.required + std::max(half_ways(between), apart_);
    pair_odd();
    leave_out();
    walk();
    return std::move(answer_);
  }

 private:
  /// Where an odd number of pieces meet.
  [[nodiscard]] std::vector<Corner> odd_corners() const {
    std::vector<std::uint32_t> degree(ways_.corners(), 0);
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece) {
      degree[pieces_[piece].a] += copies_[piece];
      degree[pieces_[piece].b] += copies_[piece];
    }
    std::vector<Corner> odd;
    for (Corner corner = 0; corner < degree.size(); ++corner) {
      if (degree[corner] % 2 == 1) odd.push_back(corner);
    }
    return odd;
  }

  /// The least tree of ways between what is required and the corner; false where there is none. How far each component is from
  /// the nearest other: every round crosses so much ground around it twice.
  bool join_components() {
    const StreetFlood flood = ways_.flood(held_);
    std::vector<std::tuple<std::int64_t, std::uint32_t>> meetings;
    std::vector<std::int64_t> nearest(ways_.corners(), StreetFlood::unreached);
    std::size_t components = 0;
    for (const Corner corner : held_) components += component_.find(corner) == corner ? 1 : 0;
    for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece) {
      const auto& [a, b, time, required] = pieces_[piece];
      if (flood.time[a] == StreetFlood::unreached || flood.time[b] == StreetFlood::unreached) continue;
      const Corner left = component_.find(flood.source[a]);
      const Corner right = component_.find(flood.source[b]);
      if (left == right) continue;
      const std::int64_t way = flood.time[a] + time + flood.time[b];
      meetings.emplace_back(way, piece);
      nearest[left] = std::min(nearest[left], way);
      nearest[right] = std::min(nearest[right], way);
    }
    for (const std::int64_t own : nearest) apart_ += own == StreetFlood::unreached ? 0 : own;
    std::sort(meetings.begin(), meetings.end());
    for (const auto& [way, piece] : meetings) {
      const Corner a = pieces_[piece].a;
      const Corner b = pieces_[piece].b;
      if (!component_.unite(flood.source[a], flood.source[b])) continue;
      --components;
      ++copies_[piece];
      for (const Corner end : {a, b}) add(ways_.back(flood, end));
    }
    return components == 1;
  }

  void add(const std::vector<std::uint32_t>& way) {
    for (const std::uint32_t piece : way) ++copies_[piece];
  }

  void pair_odd() {
    const std::vector<Corner> odd = odd_corners();
    for (const auto& [a, b] : least_pairs(ways_.between(odd))) {
      const StreetFlood flood = ways_.flood({odd[a]});
      add(ways_.back(flood, odd[b]));
    }
  }

  /// Two copies more than needed of a piece go where the round hangs together without them.
  void leave_out() {
    std::vector<std::uint32_t> order(pieces_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return pieces_[a].time > pieces_[b].time; });
    for (const std::uint32_t piece : order) {
      const std::uint32_t least = pieces_[piece].required ? 1 : 0;
      while (copies_[piece] >= least + 2) {
        copies_[piece] -= 2;
        if (copies_[piece] > 0 || hangs_together()) continue;
        copies_[piece] += 2;
        break;
      }
    }
  }

  [[nodiscard]] bool hangs_together() const {
    core::DisjointSets sets(ways_.corners());
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece) {
      if (copies_[piece] > 0) sets.unite(pieces_[piece].a, pieces_[piece].b);
    }
    return std::all_of(held_.begin(), held_.end(), [&](Corner corner) { return sets.find(corner) == sets.find(post_); });
  }

  /// Euler's round by Hierholzer's rule.
  void walk() {
    std::vector<std::uint32_t> left = copies_;
    std::vector<std::size_t> next(ways_.corners(), 0);
    struct Open {
      Corner corner = 0;
      StreetRound::Step by;  ///< how it was reached
    };
    std::vector<Open> open{{post_, {}}};
    while (!open.empty()) {
      const Corner here = open.back().corner;
      const auto around = ways_.around(here);
      while (next[here] < around.size() && left[around[next[here]].piece] == 0) ++next[here];
      if (next[here] < around.size()) {
        const StreetWays::Arc& arc = around[next[here]];
        --left[arc.piece];
        open.push_back({arc.to, {arc.piece, pieces_[arc.piece].a == here}});
        continue;
      }
      if (open.size() > 1) answer_.steps.push_back(open.back().by);
      open.pop_back();
    }
    std::reverse(answer_.steps.begin(), answer_.steps.end());
    for (const StreetRound::Step& step : answer_.steps) answer_.time += pieces_[step.piece].time;
  }

  const std::vector<StreetPiece>& pieces_;
  StreetWays ways_;
  Corner post_;
  std::vector<std::uint32_t> copies_;  ///< how often each piece is walked
  core::DisjointSets component_;
  std::vector<Corner> held_;  ///< corners of required pieces, and the post
  std::int64_t apart_ = 0;
  StreetRound answer_;
};

}  // namespace

std::optional<StreetRound> street_round(std::uint32_t corners, const std::vector<StreetPiece>& pieces, std::uint32_t post) {
  return Round(corners, pieces, post).run();
}

}  // namespace wangge::routing
