#include "engine/planning/sampling/pair_tree.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace wangge::planning {

PairTree::PairTree(const WeightedGraph& graph) : graph_(&graph), local_(graph.size(), outside) {
  least_weight_ = graph.size() == 0 ? 0 : *std::min_element(graph.node_weights.begin(), graph.node_weights.end());
  for (Node node = 0; node < graph.size(); ++node) four_ = four_ && graph.around(node).size() <= 4;
  if (!four_) return;
  neighbours_.resize(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    neighbours_[node].fill(node);
    std::copy(graph.around(node).begin(), graph.around(node).end(), neighbours_[node].begin());
  }
}

void PairTree::load(std::span<const Node> a, std::span<const Node> b, SideRange range) {
  for (const Node node : members_) local_[node] = outside;
  members_.assign(a.begin(), a.end());
  members_.insert(members_.end(), b.begin(), b.end());
  first_part_ = a.size();
  const std::size_t size = members_.size();
  weights_.resize(size);
  total_ = 0;
  for (Local i = 0; i < size; ++i) {
    local_[members_[i]] = i;
    weights_[i] = graph_->node_weights[members_[i]];
    total_ += weights_[i];
  }
  range_ = {std::max(range.min, total_ - range.max), std::min(range.max, total_ - range.min)};
  above_.resize(size);
  beyond_.resize(size);
  order_.resize(size);
  four_ ? load_slots_of_four() : load_slots();
}

void PairTree::load_slots_of_four() {
  slots_.resize(members_.size() * 4);
  Local* slot = slots_.data();
  for (Local i = 0; i < members_.size(); ++i) {
    for (const Node other : neighbours_[members_[i]]) {
      const Local found = local_[other];
      *slot++ = 4 * (found == outside ? i : found);
    }
  }
}

void PairTree::load_slots() {
  slots_.clear();
  slots_of_.clear();
  for (Local i = 0; i < members_.size(); ++i) {
    const auto first = static_cast<std::uint32_t>(slots_.size());
    for (const Node other : graph_->around(members_[i])) {
      if (local_[other] != outside) slots_.push_back(local_[other]);
    }
    const auto found = std::max<std::uint32_t>(static_cast<std::uint32_t>(slots_.size()) - first, 2);
    slots_.resize(first + std::bit_ceil(found), i);
    slots_of_.push_back({first, static_cast<std::uint32_t>(std::bit_width(found - 1))});
  }
}

void PairTree::grow(Local root, BitStream& bits) {
  in_tree_.assign(members_.size(), 0);
  branches_.clear();
  in_tree_[root] = 1;
  above_[root] = root;
  order_[0] = root;
  branches_.push_back(0);
  four_ ? walk_of_four(bits) : walk(bits);
  sum_branches();
}

/// The arrays and the bits are held in local variables, so that the compiler may keep them in registers; the next start is found
/// in a set of bits, since a test of node after node would go against every guess of the processor.
void PairTree::walk_of_four(BitStream& bits) {
  const Local* const slots = slots_.data();
  Local* const above = above_.data();
  Local* const order = order_.data();
  std::uint8_t* const in_tree = in_tree_.data();
  std::uint64_t pool = bits.pool();
  Local filled = 1;
  open_.assign(members_.size() / 64 + 1, ~std::uint64_t{0});
  open_.back() = (std::uint64_t{1} << members_.size() % 64) - 1;
  std::uint64_t* const open = open_.data();
  open[order[0] / 64] &= ~(std::uint64_t{1} << order[0] % 64);
  for (std::size_t word = 0; word < open_.size(); ++word) {
    while (open[word] != 0) {
      const auto start = static_cast<Local>(word * 64 + static_cast<std::size_t>(std::countr_zero(open[word])));
      Local at = 4 * start;
      do {
        if (pool == 1) pool = bits.refill();
        const Local next = slots[at + (pool & 3)];
        pool >>= 2;
        above[at / 4] = next / 4;
        at = next;
      } while (in_tree[at / 4] == 0);
      branches_.push_back(filled);
      for (at = start; in_tree[at] == 0; at = above[at]) {
        in_tree[at] = 1;
        open[at / 64] &= ~(std::uint64_t{1} << at % 64);
        order[filled++] = at;
      }
    }
  }
  bits.keep(pool);
}

void PairTree::walk(BitStream& bits) {
  Local filled = 1;
  for (Local start = 0; start < members_.size(); ++start) {
    if (in_tree_[start] != 0) continue;
    Local at = start;
    do {
      const Slots slots = slots_of_[at];
      const Local next = slots_[slots.first + bits.take(slots.bits)];
      above_[at] = next;
      at = next;
    } while (in_tree_[at] == 0);
    branches_.push_back(filled);
    for (at = start; in_tree_[at] == 0; at = above_[at]) {
      in_tree_[at] = 1;
      order_[filled++] = at;
    }
  }
}

/// A branch is complete when all that joined it later are summed: the branches from the last to the first.
void PairTree::sum_branches() {
  edges_.clear();
  branch_of_edge_.clear();
  std::copy(weights_.begin(), weights_.end(), beyond_.begin());
  std::size_t end = order_.size();
  for (std::size_t branch = branches_.size(); branch-- > 1;) {
    std::int64_t sum = 0;
    for (std::size_t i = branches_[branch]; i < end; ++i) {
      const Local at = order_[i];
      sum += beyond_[at];
      beyond_[at] = sum;
      if (sum < range_.min || sum > range_.max) continue;
      edges_.push_back(at);
      branch_of_edge_.push_back(static_cast<std::uint32_t>(branch));
    }
    beyond_[above_[order_[end - 1]]] += sum;
    end = branches_[branch];
  }
}

std::span<const std::uint8_t> PairTree::side_beyond(Local edge) {
  side_.assign(members_.size(), 0);
  const auto found = std::find(edges_.begin(), edges_.end(), edge) - edges_.begin();
  const std::size_t first =
      found < static_cast<std::ptrdiff_t>(edges_.size()) ? branch_of_edge_[static_cast<std::size_t>(found)] : 1;
  for (std::size_t branch = first; branch < branches_.size(); ++branch) {
    const std::size_t end = branch + 1 < branches_.size() ? branches_[branch + 1] : order_.size();
    std::uint8_t side = side_[above_[order_[end - 1]]];
    for (std::size_t i = end; i-- > branches_[branch];) {
      side = order_[i] == edge ? 1 : side;
      side_[order_[i]] = side;
    }
  }
  return side_;
}

PairTree::Seam PairTree::seam(std::span<const std::uint8_t> side) const {
  Seam found;
  for (Local i = 0; i < members_.size(); ++i) {
    const Node node = members_[i];
    for (std::size_t arc = graph_->first[node]; arc < graph_->first[node + 1]; ++arc) {
      const Local other = local_[graph_->neighbours[arc]];
      if (other == outside || other <= i || side[other] == side[i]) continue;
      ++found.edges;
      found.weight += graph_->edge_weight(arc);
    }
  }
  return found;
}

/// Where no side can hold two others, the edges within range lie on one path; from one of its ends to the other the weight beyond
/// changes by at least a node from edge to edge.
std::uint32_t PairTree::most_edges() const {
  const auto all = static_cast<std::int64_t>(members_.size()) - 1;
  if (range_.max < range_.min) return 0;
  if (least_weight_ <= 0 || range_.max >= 2 * range_.min) return static_cast<std::uint32_t>(all);
  return static_cast<std::uint32_t>(std::min(all, (range_.max - range_.min) / least_weight_ + 1));
}

}  // namespace wangge::planning
