#include "engine/planning/repartition/exact_division.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

namespace wangge::planning {
namespace {

using Mask = std::uint32_t;
using Node = SearchGraph::Node;

constexpr std::size_t most_nodes = 32;
constexpr std::size_t most_sets = 300'000;
constexpr std::uint64_t most_steps = 30'000'000;
constexpr std::size_t most_entries = 2'000'000;
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;

Mask bit(std::size_t node) { return Mask{1} << node; }

/// Depth first over covers by connected sets.
class ExactDivision {
 public:
  explicit ExactDivision(const DivideGround& ground) : ground_(ground), nodes_(ground.graph.size()) {
    beside_.resize(nodes_, 0);
    of_group_.resize(ground.groups, 0);
    for (Node node = 0; node < nodes_; ++node) {
      for (const SearchGraph::Arc& arc : ground.graph.out(node)) {
        if (arc.connects) beside_[node] |= bit(arc.to);
      }
      of_group_[ground.group_of_node[node]] |= bit(node);
      all_ |= bit(node);
      giants_ += ground.graph.nodes[node].giants;
    }
  }

  /// Whether all divisions (of sets in range alone, or of any) were gone through; `best` is then the best of them, if there are
  /// any.
  bool run(bool in_range_only, Division& best) {
    steps_ = 0;
    least_.clear();
    sets_.assign(nodes_, {});
    list_sets(in_range_only);
    if (spent()) return false;
    fewest_ = least_excess(all_, ground_.rules.parts);
    if (spent()) return false;
    if (fewest_ >= never) return true;
    best_ = &best;
    most_kept_.assign(ground_.groups, 0);
    for (const std::vector<Set>& own : sets_) {
      for (const Set& set : own) {
        for (std::uint32_t group = 0; group < ground_.groups; ++group)
          most_kept_[group] = std::max(most_kept_[group], households(set.nodes & of_group_[group]));
      }
    }
    std::vector<std::int64_t> kept(ground_.groups, 0);
    join(all_, ground_.rules.parts, 0, kept);
    return !spent();
  }
  /// Least people out of range of all divisions that were gone through.
  [[nodiscard]] std::int64_t fewest() const { return fewest_; }

 private:
  struct Set {
    Mask nodes = 0;
    std::int64_t excess = 0;
  };

  [[nodiscard]] bool spent() const { return steps_ > most_steps; }

  [[nodiscard]] std::int64_t households(Mask nodes) const {
    std::int64_t sum = 0;
    for (; nodes != 0; nodes &= nodes - 1)
      sum += static_cast<std::int64_t>(ground_.graph.nodes[static_cast<std::size_t>(std::countr_zero(nodes))].households);
    return sum;
  }

  void list_sets(bool in_range_only) {
    in_range_only_ = in_range_only;
    for (std::size_t lowest = 0; lowest < nodes_ && !spent(); ++lowest) {
      const Mask above = lowest + 1 < nodes_ ? all_ & ~(bit(lowest + 1) - 1) : 0;
      grow(lowest, bit(lowest), beside_[lowest] & above, above, ground_.graph.nodes[lowest].size,
           ground_.graph.nodes[lowest].giants);
      // What keeps most goes first, so that good divisions are met early.
      std::stable_sort(sets_[lowest].begin(), sets_[lowest].end(),
                       [&](const Set& a, const Set& b) { return most_of_a_group(a.nodes) > most_of_a_group(b.nodes); });
    }
  }

  [[nodiscard]] std::int64_t most_of_a_group(Mask nodes) const {
    std::int64_t most = 0;
    for (const Mask group : of_group_) most = std::max(most, households(nodes & group));
    return most;
  }

  /// Every connected set once: each open node is either taken, or left out of all that follow.
  void grow(std::size_t lowest, Mask nodes, Mask open, Mask allowed, std::int64_t size, std::uint32_t giants) {
    ++steps_;
    if (in_range_only_ && giants_ == 0 && size > ground_.rules.size.most) return;
    const std::int64_t excess = ground_.off(size, giants);
    if (excess == 0 || !in_range_only_) {
      sets_[lowest].push_back({nodes, excess});
      if (++listed_ > most_sets) steps_ = most_steps + 1;
    }
    while (open != 0 && !spent()) {
      const auto next = static_cast<std::size_t>(std::countr_zero(open));
      open &= open - 1;
      allowed &= ~bit(next);
      const SearchGraph::NodeRow& row = ground_.graph.nodes[next];
      grow(lowest, nodes | bit(next), (open | beside_[next]) & allowed & ~nodes, allowed, size + row.size, giants + row.giants);
    }
  }

  /// Of the divisions of what is left into so many sets.
  std::int64_t least_excess(Mask left, std::uint32_t parts) {
    if (left == 0 || parts == 0) return left == 0 && parts == 0 ? 0 : never;
    if (static_cast<std::uint32_t>(std::popcount(left)) < parts) return never;
    const std::uint64_t key = (std::uint64_t{parts} << 32U) | left;
    if (const auto known = least_.find(key); known != least_.end()) return known->second;
    std::int64_t least = never;
    for (const Set& set : sets_[static_cast<std::size_t>(std::countr_zero(left))]) {
      ++steps_;
      if (spent() || least == 0) break;
      if ((set.nodes & ~left) != 0 || set.excess >= least) continue;
      least = std::min(least, set.excess + least_excess(left & ~set.nodes, parts - 1));
    }
    least_.emplace(key, least);
    if (least_.size() > most_entries) steps_ = most_steps + 1;
    return least;
  }

  /// Households of the groups that are kept at the most, whatever becomes of what is left.
  [[nodiscard]] std::int64_t kept_at_most(Mask left, const std::vector<std::int64_t>& kept) const {
    std::int64_t sum = 0;
    for (std::uint32_t group = 0; group < ground_.groups; ++group)
      sum += std::max(kept[group], std::min(most_kept_[group], households(left & of_group_[group])));
    return sum;
  }

  void join(Mask left, std::uint32_t parts, std::int64_t excess, const std::vector<std::int64_t>& kept) {
    if (left == 0) {
      take();
      return;
    }
    for (const Set& set : sets_[static_cast<std::size_t>(std::countr_zero(left))]) {
      ++steps_;
      if (spent()) return;
      if ((set.nodes & ~left) != 0) continue;
      const Mask rest = left & ~set.nodes;
      if (excess + set.excess + least_excess(rest, parts - 1) > fewest_) continue;
      std::vector<std::int64_t> now = kept;
      for (std::uint32_t group = 0; group < ground_.groups; ++group)
        now[group] = std::max(now[group], households(set.nodes & of_group_[group]));
      const bool known = best_->excess == fewest_;
      if (known && ground_.households - kept_at_most(rest, now) >= best_->moved) continue;
      chosen_.push_back(set.nodes);
      join(rest, parts - 1, excess + set.excess, now);
      chosen_.pop_back();
    }
  }

  void take() {
    std::vector<std::uint32_t> labels(nodes_, 0);
    for (std::size_t part = 0; part < chosen_.size(); ++part) {
      for (Node node = 0; node < nodes_; ++node) {
        if ((chosen_[part] & bit(node)) != 0) labels[node] = static_cast<std::uint32_t>(part);
      }
    }
    offer(ground_, Draft(ground_.graph, ground_.rules.size, ground_.rules.parts, std::move(labels)), *best_);
  }

  const DivideGround& ground_;
  std::size_t nodes_;
  std::vector<Mask> beside_;    ///< of a node
  std::vector<Mask> of_group_;  ///< nodes of a group
  Mask all_ = 0;
  std::uint32_t giants_ = 0;
  bool in_range_only_ = true;
  std::vector<std::vector<Set>> sets_;  ///< by their lowest node
  std::size_t listed_ = 0;
  std::unordered_map<std::uint64_t, std::int64_t> least_;  ///< only looked up
  std::uint64_t steps_ = 0;
  std::int64_t fewest_ = 0;
  std::vector<std::int64_t> most_kept_;  ///< of a group by a single set
  std::vector<Mask> chosen_;
  Division* best_ = nullptr;
};

}  // namespace

void improve_exactly(const DivideGround& ground, Division& best) {
  if (ground.graph.size() > most_nodes || ground.rules.stay <= 0) return;
  ExactDivision within(ground);
  const bool complete = within.run(true, best);
  if (complete && within.fewest() == 0) {
    best.excess_proven = best.moved_proven = true;
    return;
  }
  if (!complete) {
    best.excess_proven = best.excess == 0;
    return;
  }
  best.impossible = true;
  ExactDivision any(ground);
  const bool all = any.run(false, best);
  best.excess_proven = best.moved_proven = all;
}

}  // namespace wangge::planning
