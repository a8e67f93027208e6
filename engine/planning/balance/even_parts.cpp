#include "engine/planning/balance/even_parts.h"

#include "engine/planning/balance/even_moves.h"
#include "engine/planning/balance/even_proofs.h"
#include "engine/planning/balance/grouped_nodes.h"
#include "engine/planning/balance/tree_balance.h"
#include "engine/planning/exact/checked_bound.h"
#include "engine/planning/exact/heavy_groups.h"
#include "engine/planning/joined_nodes.h"
#include "engine/planning/repair.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

constexpr std::uint32_t least_trees = 20;
/// Of a small graph, after a proof that did not end.
constexpr std::uint32_t further_trees = 60;
/// Large graphs have small nodes: few trees do, and this is enough, since the search for all aims goes on from there.
constexpr std::size_t large_graph = 200;
constexpr std::uint32_t few_trees = 6;
constexpr double nearly_enough = 0.05;
/// Trees that led to nothing better until no more are tried.
constexpr std::uint64_t stale_trees = 30;
/// A tree so many times as uneven as the best is still moved on from.
constexpr double worth_moving = 1.5;
/// A partition so even needs no better one.
constexpr double even_enough = 0.02;
/// Proofs leave this much of the deviation open.
constexpr double proof_margin = 0.005;
constexpr int most_proofs = 8;
/// Where large nodes are leaves of the tree, small ones gather beside them; where they are hubs, small ones can be shared out.
constexpr std::array<double, 3> size_biases = {1, 0, -1};
constexpr std::array<double, 2> barrier_biases = {1, 0};
/// Moves weighed from each tree.
constexpr std::uint64_t looks_a_node = 100;
constexpr std::uint64_t deep_looks = 150'000;
constexpr std::uint64_t fair_looks = 80'000;
/// Few nodes count as heavy where groupings are starts, so that these differ.
constexpr std::size_t start_sets = 400;
constexpr std::uint64_t start_steps = 20'000;
constexpr std::size_t start_gates = 5;
/// Groupings that led to nothing better until those of another window are tried.
constexpr std::size_t stale_groupings = 20;
/// Where something fair is known.
constexpr std::size_t few_starts = 12;
/// For a bound where trees find nothing fair.
constexpr std::size_t gate_sets = 40'000;
constexpr std::size_t most_gates = 8;
constexpr std::uint64_t proof_bytes = std::uint64_t{8} << 20;
/// So much of the deviation of a small graph is worth no further proof.
constexpr double exact_margin = 0.001;
constexpr std::uint64_t exact_bytes = std::uint64_t{1} << 20;

std::vector<std::uint32_t> apart(const SearchGraph& graph) {
  std::vector<std::uint32_t> roots(graph.size());
  std::iota(roots.begin(), roots.end(), Node{0});
  return roots;
}

class EvenSearch {
 public:
  EvenSearch(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts, const EvenEffort& effort, core::Stream& luck)
      : graph_(graph),
        gathered_to_(effort.gather ? gather_empty(graph, parts) : apart(graph)),
        gathered_(join_nodes(graph, gathered_to_)),
        range_(range),
        effort_(effort),
        luck_(luck),
        work_(whole_work(graph, parts)),
        proofs_(work_, range) {
    found_.parts = parts;
    for (const SearchGraph::NodeRow& node : graph.nodes) mean_ += node.work / parts;
  }

  EvenParts run() {
    if (found_.parts < 2 || graph_.size() < found_.parts || !(mean_ > 0)) return std::move(found_);
    const EvenBound bound = work_bound(work_);
    found_.bound = bound.deviation;
    found_.proof = bound.proof;
    if (std::any_of(graph_.nodes.begin(), graph_.nodes.end(), [](const auto& node) { return node.giants > 0; }))
      return std::move(found_);
    settle_range();
    if (found_.impossible || found_.bound >= effort_.of_use) return std::move(found_);
    // Mostly a proof ends the search of a small graph: a few trees before it do.
    const bool small = effort_.exact_states > 0 && graph_.size() <= effort_.exact_nodes;
    try_trees(1, small ? least_trees : effort_.most_trees);
    if (found_.labels.empty()) mend_nearest();
    settle_exactly();
    if (small && !settled()) try_trees(1, std::min(further_trees, effort_.most_trees));
    if (found_.labels.empty()) mend_nearest();
    const bool provable = graph_.size() <= effort_.proof_nodes;
    if (provable && !work_.by_size) prove();
    if (found_.impossible) return finished();
    const bool fair = found_.deviation <= fair_deviation;
    if (effort_.groupings > 0 && !settled()) {
      if (!fair && effort_.starts > few_starts) raise_bound({.sets = gate_sets, .gates = most_gates});
      if (found_.impossible) return finished();
      starts_left_ = fair ? std::min(few_starts, effort_.starts) : effort_.starts;
      for (const std::size_t gates : {start_gates, std::size_t{0}}) start_from_groups(gates);
    }
    dig_deeper(fair ? std::min(1, effort_.deep_turns) : effort_.deep_turns, fair ? fair_looks : deep_looks);
    if (provable) prove();
    if (!found_.labels.empty() || found_.impossible) return finished();
    try_trees(effort_.patience, effort_.most_trees);
    if (found_.labels.empty()) mend_nearest();
    return finished();
  }

 private:
  EvenParts finished() {
    found_.bound = checked_bound(found_.bound, found_.deviation, 1e-9 + work_.rounding);
    even_rest();
    return std::move(found_);
  }

  [[nodiscard]] double enough() const {
    return std::max(gathered_.size() > large_graph ? nearly_enough : even_enough, found_.bound + 1e-9);
  }
  [[nodiscard]] bool good_enough() const { return found_.deviation <= enough(); }

  /// `patience`: times as many trees as usual, while no partition in range is known.
  void try_trees(std::uint64_t patience, std::uint32_t most) {
    std::vector<double> work;
    std::vector<double> size;
    for (const SearchGraph::NodeRow& node : gathered_.nodes) {
      work.push_back(node.work);
      size.push_back(static_cast<double>(node.size));
    }
    const WeightWindow sizes{static_cast<double>(range_.least), static_cast<double>(range_.most)};
    const WeightWindow any{0, std::numeric_limits<double>::max()};
    TreeBalance by_work(gathered_, work, found_.parts, work_window());
    TreeBalance by_size(gathered_, size, found_.parts, sizes);
    TreeBalance of_any_size(gathered_, work, found_.parts, any);
    SpanningTree tree(gathered_);
    std::vector<Node> members(gathered_.size());
    std::iota(members.begin(), members.end(), Node{0});
    const std::uint32_t least = std::min(gathered_.size() > large_graph ? few_trees : least_trees, most);
    const std::uint64_t trees = std::clamp<std::uint64_t>(effort_.tree_nodes / gathered_.size(), least, most);
    std::uint64_t stale = 0;
    for (std::uint64_t turn = 0; turn < (found_.labels.empty() ? patience * trees : trees) && !good_enough(); ++turn) {
      const double before = found_.deviation;
      tree.grow(members,
                {.barrier = barrier_biases[turn % barrier_biases.size()],
                 .size = size_biases[turn % size_biases.size()],
                 .most = range_.most},
                luck_);
      // A tree that begins worse may end better.
      const double limit = std::min(worth_moving * found_.deviation, static_cast<double>(found_.parts));
      if (const auto parts = by_work.cut(tree, limit)) {
        offer_gathered(parts->labels);
        move_on(parts->labels);
      } else if (found_.labels.empty()) {
        if (const auto start = of_any_size.cut(tree, limit)) move_on(start->labels);
      }
      // Where the work is another measure, parts even in work may be out of range: even sizes are better than none.
      if (!work_.by_size && found_.labels.empty() && turn >= trees / 2) {
        if (const auto parts = by_size.cut(tree, static_cast<double>(found_.parts))) offer_gathered(parts->labels);
      }
      stale = found_.deviation < before || found_.labels.empty() ? 0 : stale + 1;
      if (stale >= stale_trees) return;
    }
  }

  void offer(const std::vector<std::uint32_t>& labels) {
    std::vector<std::int64_t> sizes(found_.parts, 0);
    std::vector<double> work(found_.parts, 0);
    for (Node node = 0; node < graph_.size(); ++node) {
      sizes[labels[node]] += graph_.nodes[node].size;
      work[labels[node]] += graph_.nodes[node].work;
    }
    std::int64_t excess = 0;
    for (const std::int64_t size : sizes) excess += range_.excess(size);
    if (excess < nearest_excess_) {
      nearest_excess_ = excess;
      nearest_ = labels;
    }
    if (excess > 0) return;
    double deviation = 0;
    double squares = 0;
    for (const double own : work) {
      const double off = std::abs(own / mean_ - 1);
      deviation = std::max(deviation, off);
      squares += off * off;
    }
    if (std::tie(deviation, squares) >= std::tie(found_.deviation, squares_)) return;
    found_.deviation = deviation;
    squares_ = squares;
    found_.labels = labels;
  }

  /// From where a tree leaves off single nodes lead further.
  void move_on(const std::vector<std::uint32_t>& labels) {
    if (good_enough()) return;
    offer_gathered(
        even_out(gathered_, range_, found_.parts, labels, {.enough = enough(), .looks = looks_a_node * gathered_.size()}, luck_));
  }

  /// The best partition, or the nearest to the range, is worth more moves.
  void dig_deeper(int turns, std::uint64_t looks) {
    for (int turn = 0; turn < turns && !settled(); ++turn) {
      const std::vector<std::uint32_t>& start = found_.labels.empty() ? nearest_ : found_.labels;
      if (start.empty()) return;
      const double enough = std::max(even_enough, found_.bound + 1e-9);
      offer(even_out(graph_, range_, found_.parts, start, {.enough = enough, .looks = looks}, luck_));
    }
  }

  void offer_gathered(const std::vector<std::uint32_t>& labels) { offer(spread_labels(labels, gathered_to_)); }

  /// Where one part must be far off the others may be even all the same.
  void even_rest() {
    if (found_.labels.empty() || found_.parts < 3 || found_.deviation <= even_enough || effort_.groupings == 0) return;
    const std::uint64_t looks = looks_a_node * graph_.size();
    offer(
        even_out(graph_, range_, found_.parts, found_.labels, {.enough = found_.deviation, .looks = looks, .all = true}, luck_));
  }

  /// Narrow ranges fall between the rounded weights of the trees: exact trees over the parts out of range.
  void mend_nearest() {
    if (nearest_.empty()) return;
    Best best{.excess = nearest_excess_, .cost = 0, .labels = nearest_};
    const SearchRun run{.region = graph_.cells.front().front().value(), .attempt = 0, .parts = found_.parts, .proposals = 0};
    if (repair(graph_, range_, run, core::Seed(0), best) == found_.parts) offer(best.labels);
  }

  /// Where the bound is outside the range, or no grouping of heavy nodes is in range, there is nothing to find.
  void settle_range() {
    const PartRange range = work_.range(range_);
    if (work_.by_size) {
      const std::int64_t widest = std::max(range.max * found_.parts - whole(), whole() - range.min * found_.parts);
      found_.impossible = found_.bound > work_.least(widest) + 1e-9;
    } else {
      found_.impossible = proofs_.no_groups_in_range();
    }
    if (!found_.impossible) raise_bound({});
  }

  void raise_bound(const GroupEffort& effort) {
    const std::int64_t known = work_.counted(std::max(found_.bound, even_enough));
    const std::optional<std::int64_t> groups = group_bound(work_.graph, work_.range(range_), known, effort);
    found_.impossible = !groups.has_value();
    if (!groups || *groups <= known) return;
    found_.bound = work_.least(*groups);
    found_.proof = EvenProof::groups;
  }

  [[nodiscard]] std::int64_t whole() const { return static_cast<std::int64_t>(work_.total); }
  /// The work that a part in range has, where work keeps to sizes more or less.
  [[nodiscard]] WeightWindow work_window() const {
    const double unit = mean_ * found_.parts / static_cast<double>(std::max<std::int64_t>(1, graph_.total));
    return {static_cast<double>(range_.least) * unit, static_cast<double>(range_.most) * unit};
  }
  [[nodiscard]] bool settled() const { return found_.deviation <= std::max(enough(), found_.bound + proof_margin); }

  /// Heavy nodes are shared out first, then trees find the rest.
  void start_from_groups(std::size_t gates) {
    const double low = enough();
    for (const double share : {0.0, 0.5}) {
      if (settled()) return;
      const double aim = std::isfinite(found_.deviation) ? low + share * (found_.deviation - low) : low + share;
      const PartRange window = range_within(work_.graph, work_.range(range_), work_.most(aim));
      if (window.min > window.max) continue;
      const Groupings ways =
          heavy_groups(work_.graph, window,
                       {.sets = start_sets << gates, .steps = start_steps, .gates = gates, .groupings = effort_.groupings});
      std::size_t stale = 0;
      for (const Grouping& grouping : ways.found) {
        const double before = found_.deviation;
        for (const bool backwards : {false, true}) start_from(grouping, backwards);
        stale = found_.deviation < before ? 0 : stale + 1;
        if (stale == stale_groupings) break;
      }
    }
  }

  void start_from(const Grouping& grouping, bool backwards) {
    if (settled() || starts_left_ == 0) return;
    --starts_left_;
    const auto roots = join_groups(graph_, grouping, backwards);
    if (!roots) return;
    const EvenEffort quick{.most_trees = 6,
                           .tree_nodes = 600,
                           .patience = 1,
                           .states = 0,
                           .proof_nodes = 0,
                           .exact_states = 0,
                           .groupings = 0,
                           .gather = false,
                           .deep_turns = 0,
                           .of_use = found_.deviation};
    const SearchGraph joined = join_nodes(graph_, *roots);
    const EvenParts even = even_parts(joined, range_, found_.parts, quick, luck_);
    if (even.labels.empty()) return;
    const std::vector<std::uint32_t> labels = spread_labels(even.labels, *roots);
    offer(labels);
    if (even.deviation < worth_moving * found_.deviation)
      offer(even_out(graph_, range_, found_.parts, labels, {.enough = enough(), .looks = looks_a_node * graph_.size()}, luck_));
  }

  /// Of a small graph: whether anything is more even than what was found. First just below it, then halfway to the bound.
  void settle_exactly() {
    if (found_.labels.empty() || graph_.size() > effort_.exact_nodes) return;
    const std::int64_t little = work_.counted(exact_margin);
    const std::int64_t slack = 1 + work_.counted(work_.rounding);
    std::uint64_t left = effort_.exact_states;
    std::int64_t low = work_.counted(found_.bound);
    std::int64_t target = work_.counted(found_.deviation) - slack;
    while (left > 0 && work_.counted(found_.deviation) - low > little && target >= low) {
      const CutProof proof = proofs_.within(target, {.states = (left + 1) / 2, .bytes = exact_bytes});
      left -= std::min(left, proof.work + work_.graph.size());
      if (proof.status == ProofStatus::infeasible) {
        low = target + 1;
        raise_to(low);
      } else if (!proof.plan.empty()) {
        const double before = found_.deviation;
        offer(proof.plan);
        if (found_.deviation >= before) return;
      }
      const bool open = proof.status == ProofStatus::limit && proof.plan.empty();
      target = low + ((open ? target : work_.counted(found_.deviation)) - low) / 2 - (open ? 1 : 0);
    }
  }

  void raise_to(std::int64_t deviation) {
    if (work_.least(deviation) <= found_.bound) return;
    found_.bound = work_.least(deviation);
    found_.proof = EvenProof::states;
  }

  /// Whether there are parts that deviate by at most so much: 1 yes (they are kept), -1 proven not, 0 unknown.
  int ask(double deviation) {
    const CutProof proof = proofs_.within(work_.most(deviation), {.states = effort_.states, .bytes = proof_bytes});
    if (proof.status == ProofStatus::infeasible) return -1;
    if (proof.plan.empty()) return 0;
    offer(proof.plan);
    return 1;
  }

  /// Finds parts in range, however uneven, or proves that there are none.
  void ask_range() {
    const CutProof proof = proofs_.in_range({.states = effort_.states, .bytes = proof_bytes});
    found_.impossible = proof.status == ProofStatus::infeasible;
    if (!proof.plan.empty()) offer(proof.plan);
  }

  void prove() {
    // What it could not answer it would ask again for the same answer.
    if (proven_ && *proven_ == std::pair(found_.deviation, found_.bound)) return;
    if (found_.labels.empty()) ask_range();
    if (!found_.labels.empty()) narrow();
    proven_ = std::pair(found_.deviation, found_.bound);
  }

  void narrow() {
    double target = found_.deviation - proof_margin;
    for (int turn = 0; turn < most_proofs; ++turn) {
      if (found_.deviation <= fair_deviation || found_.deviation - found_.bound <= 2 * proof_margin) return;
      const int answer = ask(target);
      if (answer < 0) raise_to(work_.counted(target));
      // A narrower window takes fewer states.
      if (answer == 0 && target <= std::max(fair_deviation, found_.bound) + proof_margin) return;
      target = answer == 0 ? (std::max(fair_deviation, found_.bound) + target) / 2 : found_.deviation - proof_margin;
    }
  }

  const SearchGraph& graph_;
  std::vector<std::uint32_t> gathered_to_;
  SearchGraph gathered_;  ///< what the search moves: nodes without work stand with others
  SizeRange range_;
  EvenEffort effort_;
  core::Stream& luck_;
  WholeWork work_;
  EvenProofs proofs_;
  double mean_ = 0;
  std::size_t starts_left_ = 0;                               ///< from groupings
  double squares_ = std::numeric_limits<double>::infinity();  ///< of the deviations found
  std::vector<std::uint32_t> nearest_;                        ///< with the fewest households out of range
  std::int64_t nearest_excess_ = std::numeric_limits<std::int64_t>::max();
  EvenParts found_;
  std::optional<std::pair<double, double>> proven_;  ///< deviation and bound when it was last tried
};

}  // namespace

EvenParts even_parts(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts, const EvenEffort& effort,
                     core::Stream& luck) {
  return EvenSearch(graph, range, parts, effort, luck).run();
}

}  // namespace wangge::planning
