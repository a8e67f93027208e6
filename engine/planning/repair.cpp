#include "engine/planning/repair.h"

#include "engine/core/random.h"
#include "engine/planning/spanning_tree.h"
#include "engine/planning/tree_parts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

/// How many steps from part to part a repair reaches, and after how many trees it reaches further.
constexpr std::array<std::size_t, 5> reaches = {1, 2, 3, 5, 1000};
constexpr int trees_a_reach = 36;
/// Trees differ in how much they avoid barriers and large cells, one kind after the other. Where large cells are leaves, small
/// ones gather beside them; where they are hubs, small ones can be shared out between them.
constexpr std::array<double, 2> barrier_biases = {1, 0};
constexpr std::array<double, 3> size_biases = {1, 0, -1};
/// Of the trees without excess, so many are compared for even parts.
constexpr int compared_trees = 4;

class Repair {
 public:
  Repair(const SearchGraph& graph, const SizeRange& range, core::Stream luck, double ideal, bool keep_count)
      : graph_(graph), range_(range), luck_(luck), ideal_(ideal), keep_count_(keep_count), tree_(graph) {}

  /// Whether a part out of range could be mended.
  bool mend_one(std::vector<std::uint32_t>& labels, std::uint32_t& parts) {
    measure(labels, parts);
    for (std::uint32_t part = 0; part < parts; ++part) {
      if (excess_[part] == 0) continue;
      std::size_t last = 0;
      for (const std::size_t reach : reaches) {
        const std::vector<std::uint8_t> chosen = around(labels, part, reach);
        const auto count = static_cast<std::size_t>(std::count(chosen.begin(), chosen.end(), 1));
        if (count == last) break;
        last = count;
        if (const auto found = redraw(labels, chosen)) {
          put(*found, labels, parts, chosen);
          return true;
        }
      }
    }
    return false;
  }

 private:
  struct Found {
    TreeParts parts;
    std::vector<Node> order;
  };

  void measure(const std::vector<std::uint32_t>& labels, std::uint32_t parts) {
    std::vector<std::int64_t> size(parts, 0);
    std::vector<std::uint32_t> giants(parts, 0);
    for (Node node = 0; node < graph_.size(); ++node) {
      size[labels[node]] += graph_.nodes[node].size;
      giants[labels[node]] += graph_.nodes[node].giants;
    }
    excess_.assign(parts, 0);
    for (std::uint32_t part = 0; part < parts; ++part) excess_[part] = giants[part] > 0 ? 0 : range_.excess(size[part]);
  }

  /// Parts within so many steps of one.
  [[nodiscard]] std::vector<std::uint8_t> around(const std::vector<std::uint32_t>& labels, std::uint32_t part,
                                                 std::size_t reach) const {
    std::vector<std::uint8_t> chosen(excess_.size(), 0);
    chosen[part] = 1;
    for (std::size_t step = 0; step < reach; ++step) {
      std::vector<std::uint8_t> wider = chosen;
      for (Node node = 0; node < graph_.size(); ++node) {
        if (chosen[labels[node]] == 0) continue;
        for (const SearchGraph::Arc& arc : graph_.out(node)) {
          if (arc.connects) wider[labels[arc.to]] = 1;
        }
      }
      if (wider == chosen) break;
      chosen = std::move(wider);
    }
    return chosen;
  }

  /// The best cut of some trees over the chosen parts, if it leaves fewer households out of range.
  [[nodiscard]] std::optional<Found> redraw(const std::vector<std::uint32_t>& labels, const std::vector<std::uint8_t>& chosen) {
    std::vector<Node> members;
    for (Node node = 0; node < graph_.size(); ++node) {
      if (chosen[labels[node]] != 0) members.push_back(node);
    }
    const auto count = static_cast<std::uint32_t>(std::count(chosen.begin(), chosen.end(), 1));
    std::int64_t before = 0;
    for (std::size_t part = 0; part < chosen.size(); ++part) before += chosen[part] != 0 ? excess_[part] : 0;
    std::optional<Found> best;
    int whole = 0;
    for (std::size_t turn = 0; turn < trees_a_reach && whole < compared_trees; ++turn) {
      const TreeBias bias{.barrier = barrier_biases[turn % barrier_biases.size()],
                          .size = size_biases[turn % size_biases.size()],
                          .most = range_.most};
      tree_.grow(members, bias, luck_);
      TreeParts parts = cut_tree(graph_, tree_, range_, ideal_);
      if (keep_count_ && parts.count != count) continue;
      if (parts.excess == 0) ++whole;
      if (parts.excess >= before) continue;
      if (!best || std::pair(parts.excess, parts.cost) < std::pair(best->parts.excess, best->parts.cost))
        best = Found{std::move(parts), tree_.order()};
    }
    return best;
  }

  /// The names of the chosen parts go to the new ones; further ones get new names, names left over those of the last parts.
  static void put(const Found& found, std::vector<std::uint32_t>& labels, std::uint32_t& parts,
                  const std::vector<std::uint8_t>& chosen) {
    std::vector<std::uint32_t> names(parts, 0);
    std::uint32_t next = 0;
    for (std::uint32_t part = 0; part < parts; ++part) {
      if (chosen[part] == 0) names[part] = next++;
    }
    for (std::uint32_t& label : labels) label = names[label];
    for (std::size_t at = 0; at < found.order.size(); ++at) labels[found.order[at]] = next + found.parts.labels[at];
    parts = next + found.parts.count;
  }

  const SearchGraph& graph_;
  SizeRange range_;
  core::Stream luck_;
  double ideal_;
  bool keep_count_;
  SpanningTree tree_;
  std::vector<std::int64_t> excess_;  ///< of each part; 0 with a giant
};

}  // namespace

std::uint32_t repair(const SearchGraph& graph, const SizeRange& range, const SearchRun& run, core::Seed seed, Best& best,
                     bool keep_count) {
  std::uint32_t parts = run.parts;
  if (best.excess == 0 || graph.size() < 2) return parts;
  const double ideal = std::max(1.0, static_cast<double>(graph.total) / parts);
  std::uint32_t parts_next = parts;
  Repair mender(graph, range, core::Stream(seed, run.attempt, "planning.repair", (run.region << 16U) + parts), ideal, keep_count);
  for (Best next = best; mender.mend_one(next.labels, parts_next);) {
    next.excess = Draft(graph, range, parts_next, next.labels).excess();
    if (next.excess >= best.excess) break;
    next.cost = std::numeric_limits<double>::infinity();
    best = next;
    parts = parts_next;
  }
  return parts;
}

}  // namespace wangge::planning
