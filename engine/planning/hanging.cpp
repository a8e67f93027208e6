#include "engine/planning/hanging.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace wangge::planning {
namespace {

/// A depth-first tree with what articulation points need: low points and weights of subtrees.
struct Tree {
  std::vector<std::uint32_t> order;  ///< preorder
  std::vector<std::uint32_t> above, found, low;
  std::vector<std::int64_t> below;  ///< weight of the subtree

  Tree(const std::vector<std::vector<std::uint32_t>>& adjacent, const std::vector<std::int64_t>& weight, std::uint32_t root)
      : above(adjacent.size(), root), found(adjacent.size(), unseen), low(adjacent.size(), 0), below(weight) {
    std::vector<std::uint32_t> next(adjacent.size(), 0);
    std::vector<std::uint32_t> path;
    const auto enter = [&](std::uint32_t node) {
      found[node] = low[node] = static_cast<std::uint32_t>(order.size());
      order.push_back(node);
      path.push_back(node);
    };
    enter(root);
    while (!path.empty()) {
      const std::uint32_t node = path.back();
      if (next[node] < adjacent[node].size()) {
        const std::uint32_t other = adjacent[node][next[node]++];
        if (found[other] == unseen) {
          above[other] = node;
          enter(other);
        } else if (other != above[node]) {
          low[node] = std::min(low[node], found[other]);
        }
        continue;
      }
      path.pop_back();
      if (path.empty()) break;
      low[above[node]] = std::min(low[above[node]], low[node]);
      below[above[node]] += below[node];
    }
  }

  /// Whether the subtree of the node is reached only through the node above it.
  [[nodiscard]] bool hangs(std::uint32_t node) const { return node != order.front() && low[node] >= found[above[node]]; }

  static constexpr std::uint32_t unseen = ~0U;
};

/// The deepest node whose whole other side is light: seen from there, that side hangs.
std::optional<std::uint32_t> better_root(const Tree& tree, const std::vector<std::int64_t>& weight, std::int64_t least) {
  std::vector<std::int64_t> hanging(weight.size(), 0);
  std::vector<std::uint8_t> cuts(weight.size(), 0);
  for (const std::uint32_t node : tree.order) {
    if (!tree.hangs(node)) continue;
    hanging[tree.above[node]] += tree.below[node];
    cuts[tree.above[node]] = 1;
  }
  const std::uint32_t root = tree.order.front();
  for (auto at = tree.order.rbegin(); at != tree.order.rend(); ++at) {
    if (*at != root && cuts[*at] != 0 && tree.below[root] - hanging[*at] - weight[*at] < least) return *at;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::uint32_t> join_hanging(const std::vector<std::vector<std::uint32_t>>& adjacent,
                                        const std::vector<std::int64_t>& weight, std::int64_t least, std::int64_t most) {
  std::vector<std::uint32_t> stays(adjacent.size());
  std::iota(stays.begin(), stays.end(), 0U);
  if (adjacent.empty()) return stays;
  Tree tree(adjacent, weight, 0);
  for (int turn = 0; turn < 8; ++turn) {
    const auto root = better_root(tree, weight, least);
    if (!root) break;
    tree = Tree(adjacent, weight, *root);
  }
  std::vector<std::int64_t> grown = weight;
  for (const std::uint32_t node : tree.order) {
    if (node == tree.order.front()) continue;
    const std::uint32_t up = tree.above[node];
    if (stays[up] != up) {
      stays[node] = stays[up];
    } else if (tree.hangs(node) && tree.below[node] < least && grown[up] + tree.below[node] <= most) {
      stays[node] = up;
      grown[up] += tree.below[node];
    }
  }
  return stays;
}

}  // namespace wangge::planning
