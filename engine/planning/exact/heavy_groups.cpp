#include "engine/planning/exact/heavy_groups.h"

#include "engine/planning/exact/node_load.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;
using Mask = std::uint32_t;

constexpr std::size_t most_heavy = 32;
/// Lighter nodes than this share of the heaviest weight of a part are fluid.
constexpr std::int64_t light_share = 60;
/// Subsets of so many pieces and groups are tested for room.
constexpr std::size_t tested_together = 8;
/// Runs that end by their steps, until a bisection leaves it at what is proven.
constexpr std::uint64_t most_runs = 4;
/// A bisection ends within this share of the whole weight.
constexpr std::int64_t fine_share = 100'000;

/// Heavy nodes that one part may hold.
struct HeavySet {
  Mask nodes = 0;
  NodeLoad load;
  std::uint64_t bridges = 0;  ///< pieces of one node without which it falls apart
};

/// A connected piece of what is left without the heavy nodes.
struct Piece {
  Mask beside = 0;  ///< heavy nodes
  NodeLoad load;
  std::size_t nodes = 0;
};

class GroupSearch {
 public:
  /// Looks at nodes as parts up to so heavy, and of sizes in the range, ask for.
  GroupSearch(const WeightedGraph& graph, const PartRange& range, const GroupEffort& effort)
      : graph_(graph), heaviest_(range.max), largest_(range.max_size), sized_(range.limits_size()), effort_(effort) {
    list_sets();
    find_pieces();
    for (std::size_t gate = 0; gate < effort_.gates && add_gate(); ++gate) find_pieces();
    link();
  }

  [[nodiscard]] std::int64_t heaviest() const { return heaviest_; }
  /// Of the last run.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

  /// Precondition: no part of the range is heavier than the nodes were chosen for; sizes as there.
  Groupings run(const PartRange& range) {
    range_ = range;
    steps_ = 0;
    stopped_ = false;
    answer_ = {};
    keep_possible();
    cover(0, {}, {});
    answer_.none = !stopped_ && answer_.found.empty();
    return std::move(answer_);
  }

 private:
  [[nodiscard]] NodeLoad load_of(Node node) const { return {graph_.node_weights[node], sized_ ? graph_.node_sizes[node] : 0}; }
  [[nodiscard]] bool fits(const NodeLoad& load) const { return load.weight <= heaviest_ && (!sized_ || load.size <= largest_); }

  /// All sets of the heaviest nodes that are not too heavy for a part, for as many nodes as the effort allows.
  void list_sets() {
    std::vector<Node> order(graph_.size());
    std::iota(order.begin(), order.end(), Node{0});
    std::stable_sort(order.begin(), order.end(), [&](Node a, Node b) { return graph_.node_weights[a] > graph_.node_weights[b]; });
    all_.push_back({});
    for (const Node node : order) {
      const NodeLoad own = load_of(node);
      if (heavy_.size() == most_heavy || own.weight * light_share < heaviest_) break;
      const auto more = static_cast<std::size_t>(
          std::count_if(all_.begin(), all_.end(), [&](const HeavySet& set) { return fits(set.load + own); }));
      if (all_.size() + more > effort_.sets / (std::size_t{1} << effort_.gates)) break;
      add(node);
    }
  }

  /// Looks at one more node by itself: every set that has room may hold it too.
  void add(Node node) {
    const NodeLoad own = load_of(node);
    const Mask bit = Mask{1} << heavy_.size();
    const std::size_t before = all_.size();
    for (std::size_t i = 0; i < before; ++i) {
      if (fits(all_[i].load + own)) all_.push_back({all_[i].nodes | bit, all_[i].load + own, 0});
    }
    heavy_.push_back(node);
    whole_heavy_ += own;
  }

  void find_pieces() {
    pieces_.clear();
    bit_of_.assign(graph_.size(), 0);
    for (std::size_t i = 0; i < heavy_.size(); ++i) bit_of_[heavy_[i]] = Mask{1} << i;
    std::vector<bool> met(graph_.size(), false);
    for (Node node = 0; node < graph_.size(); ++node) {
      if (bit_of_[node] == 0 && !met[node]) pieces_.push_back(piece_from(node, met));
    }
    fluid_ = {};
    for (const Piece& piece : pieces_) fluid_ += piece.load;
    std::stable_sort(pieces_.begin(), pieces_.end(),
                     [](const Piece& a, const Piece& b) { return a.load.weight > b.load.weight; });
  }

  /// The piece of a light node, met from there.
  Piece piece_from(Node start, std::vector<bool>& met) const {
    Piece piece;
    std::vector<Node> open{start};
    met[start] = true;
    for (std::size_t at = 0; at < open.size(); ++at) {
      piece.load += load_of(open[at]);
      ++piece.nodes;
      for (const Node other : graph_.around(open[at])) {
        piece.beside |= bit_of_[other];
        if (met[other] || bit_of_[other] != 0) continue;
        met[other] = true;
        open.push_back(other);
      }
    }
    return piece;
  }

  /// Looks at one more node by itself, though light: the one through which most heavy nodes reach the bulk of a piece.
  bool add_gate() {
    Node best = 0;
    int most = 1;
    for (Node node = 0; node < graph_.size(); ++node) {
      const int own = bit_of_[node] == 0 && graph_.around(node).size() > 2 ? needed_by(node) : 0;
      if (own <= most) continue;
      most = own;
      best = node;
    }
    if (most < 2 || heavy_.size() == most_heavy || 2 * all_.size() > effort_.sets) return false;
    add(best);
    return true;
  }

  /// Heavy nodes that are beside a light node, or beside a piece that it parts from the heaviest.
  [[nodiscard]] int needed_by(Node gate) const {
    std::vector<bool> met(graph_.size(), false);
    met[gate] = true;
    std::vector<Piece> parted;
    Mask beside = 0;
    for (const Node other : graph_.around(gate)) {
      beside |= bit_of_[other];
      if (bit_of_[other] == 0 && !met[other]) parted.push_back(piece_from(other, met));
    }
    if (parted.empty()) return 0;
    const auto bulk = std::max_element(parted.begin(), parted.end(),
                                       [](const Piece& a, const Piece& b) { return a.load.weight < b.load.weight; });
    for (const Piece& piece : parted) beside |= &piece == &*bulk ? 0 : piece.beside;
    return std::popcount(beside & ~bulk->beside);
  }

  void link() {
    plain_.assign(heavy_.size(), 0);
    for (std::size_t i = 0; i < heavy_.size(); ++i) {
      for (std::size_t j = 0; j < heavy_.size(); ++j) {
        const auto row = graph_.around(heavy_[i]);
        if (std::binary_search(row.begin(), row.end(), heavy_[j])) plain_[i] |= Mask{1} << j;
      }
    }
    linked_ = linked_without(pieces_.size());
    for (std::size_t piece = 0; piece < pieces_.size() && bridges_.size() < 64; ++piece) {
      if (pieces_[piece].nodes == 1 && std::popcount(pieces_[piece].beside) > 1) bridges_.push_back(linked_without(piece));
    }
  }

  /// The heavy nodes that each can be joined with, directly or by a piece other than that.
  [[nodiscard]] std::vector<Mask> linked_without(std::size_t without) const {
    std::vector<Mask> linked = plain_;
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece) {
      for (Mask left = piece == without ? 0 : pieces_[piece].beside; left != 0; left &= left - 1)
        linked[static_cast<std::size_t>(std::countr_zero(left))] |= pieces_[piece].beside;
    }
    return linked;
  }

  [[nodiscard]] static bool hangs_together(Mask nodes, const std::vector<Mask>& linked) {
    Mask met = nodes & (~nodes + 1);
    for (Mask open = met; open != 0;) {
      const auto at = static_cast<std::size_t>(std::countr_zero(open));
      open &= open - 1;
      const Mask fresh = linked[at] & nodes & ~met;
      met |= fresh;
      open |= fresh;
    }
    return met == nodes;
  }

  /// Sets that hang together and can be filled up, by their heaviest node.
  void keep_possible() {
    by_first_.assign(heavy_.size(), {});
    for (HeavySet set : all_) {
      if (set.nodes == 0 || set.load.weight > range_.max || !hangs_together(set.nodes, linked_)) continue;
      NodeLoad reach = set.load;
      for (const Piece& piece : pieces_) {
        if ((piece.beside & set.nodes) != 0) reach += piece.load;
      }
      if (reach.weight < range_.min || (sized_ && reach.size < range_.min_size)) continue;
      for (std::size_t bridge = 0; bridge < bridges_.size(); ++bridge) {
        if (!hangs_together(set.nodes, bridges_[bridge])) set.bridges |= std::uint64_t{1} << bridge;
      }
      by_first_[static_cast<std::size_t>(std::countr_zero(set.nodes))].push_back(set);
    }
    // What nearly fills a part by itself first.
    for (auto& sets : by_first_)
      std::stable_sort(sets.begin(), sets.end(),
                       [](const HeavySet& a, const HeavySet& b) { return a.load.weight > b.load.weight; });
    masks_by_first_.assign(heavy_.size(), {});
    for (std::size_t first = 0; first < heavy_.size(); ++first) {
      for (const HeavySet& set : by_first_[first]) masks_by_first_[first].push_back(set.nodes);
    }
  }

  /// `covered`, `wanted`: what the chosen sets hold, and what they lack for the least of a part.
  void cover(Mask covered, const NodeLoad& held, const NodeLoad& wanted) {
    if (stopped_ || answer_.found.size() >= effort_.groupings) return;
    const std::size_t first = static_cast<std::size_t>(std::countr_one(covered));
    if (first == heavy_.size()) {
      if (can_be_filled()) keep();
      return;
    }
    const auto left = static_cast<std::int64_t>(range_.parts - chosen_.size());
    if (left == 0 || whole_heavy_.weight - held.weight > left * range_.max) return;
    std::uint64_t bridges = 0;
    for (const HeavySet& set : chosen_) bridges |= set.bridges;
    // Sets are sorted by falling weight: from some place on they lack more than the light nodes have, or leave more to the parts
    // to come than these hold.
    const std::int64_t lightest =
        std::max(range_.min - (fluid_.weight - wanted.weight), whole_heavy_.weight - held.weight - (left - 1) * range_.max);
    const std::vector<HeavySet>& sets = by_first_[first];
    const auto end =
        std::partition_point(sets.begin(), sets.end(), [&](const HeavySet& set) { return set.load.weight >= lightest; });
    const std::vector<Mask>& masks = masks_by_first_[first];
    for (std::size_t at = 0; at < static_cast<std::size_t>(end - sets.begin()); ++at) {
      if ((masks[at] & covered) != 0) continue;
      const HeavySet& set = sets[at];
      if ((set.bridges & bridges) != 0) continue;
      const NodeLoad lacks = wanted + NodeLoad{std::max<std::int64_t>(0, range_.min - set.load.weight),
                                               sized_ ? std::max<std::int64_t>(0, range_.min_size - set.load.size) : 0};
      const NodeLoad holding = held + set.load;
      if (sized_ && (lacks.size > fluid_.size || whole_heavy_.size - holding.size > (left - 1) * range_.max_size)) continue;
      if (++steps_ > effort_.steps) {
        stopped_ = true;
        return;
      }
      chosen_.push_back(set);
      cover(covered | set.nodes, holding, lacks);
      chosen_.pop_back();
    }
  }

  /// Whether the pieces can be shared out among the chosen sets and the parts of light nodes alone.
  bool can_be_filled() {
    whole_.assign(pieces_.size(), 0);
    return place_whole(0, static_cast<std::int64_t>(range_.parts - chosen_.size()));
  }

  /// Numbers of parts that lie within pieces, piece by piece.
  bool place_whole(std::size_t piece, std::int64_t left) {
    if (++steps_ > effort_.steps) {
      stopped_ = true;
      return false;
    }
    if (left == 0)
      return transport_fits(range_.min, range_.max, &NodeLoad::weight) &&
             (!sized_ || transport_fits(range_.min_size, range_.max_size, &NodeLoad::size));
    if (piece == pieces_.size()) return false;
    std::int64_t fit = std::min(left, static_cast<std::int64_t>(pieces_[piece].nodes));
    if (range_.min > 0) fit = std::min(fit, pieces_[piece].load.weight / range_.min);
    if (range_.min_size > 0) fit = std::min(fit, pieces_[piece].load.size / range_.min_size);
    for (std::int64_t own = fit; own >= 0; --own) {
      whole_[piece] = own;
      if (place_whole(piece + 1, left - own)) return true;
    }
    whole_[piece] = 0;
    return false;
  }

  /// Every few pieces leave no more than the sets beside them take, every few sets find what they lack.
  [[nodiscard]] bool transport_fits(std::int64_t least, std::int64_t most, std::int64_t NodeLoad::*measure) const {
    const std::size_t pieces = std::min(pieces_.size(), tested_together);
    for (std::size_t some = 1; some < (std::size_t{1} << pieces); ++some) {
      std::int64_t given = 0;
      Mask beside = 0;
      for (std::size_t i = 0; i < pieces; ++i) {
        if ((some >> i & 1U) == 0) continue;
        given += std::max<std::int64_t>(0, pieces_[i].load.*measure - whole_[i] * most);
        beside |= pieces_[i].beside;
      }
      for (const HeavySet& set : chosen_) given -= (set.nodes & beside) != 0 ? most - set.load.*measure : 0;
      if (given > 0) return false;
    }
    const std::size_t sets = std::min(chosen_.size(), tested_together);
    for (std::size_t some = 1; some < (std::size_t{1} << sets); ++some) {
      std::int64_t lacks = 0;
      Mask nodes = 0;
      for (std::size_t i = 0; i < sets; ++i) {
        if ((some >> i & 1U) == 0) continue;
        lacks += std::max<std::int64_t>(0, least - chosen_[i].load.*measure);
        nodes |= chosen_[i].nodes;
      }
      for (std::size_t i = 0; i < pieces_.size() && lacks > 0; ++i) {
        if ((pieces_[i].beside & nodes) != 0) lacks -= pieces_[i].load.*measure - whole_[i] * least;
      }
      if (lacks > 0) return false;
    }
    return true;
  }

  void keep() {
    Grouping& grouping = answer_.found.emplace_back();
    for (const HeavySet& set : chosen_) {
      std::vector<Node>& nodes = grouping.emplace_back();
      for (Mask left = set.nodes; left != 0; left &= left - 1)
        nodes.push_back(heavy_[static_cast<std::size_t>(std::countr_zero(left))]);
    }
  }

  const WeightedGraph& graph_;
  std::int64_t heaviest_;
  std::int64_t largest_;
  bool sized_;  ///< sizes are limited
  GroupEffort effort_;
  PartRange range_;
  std::vector<Node> heavy_;  ///< by falling weight, then gates
  std::vector<Mask> bit_of_;
  NodeLoad whole_heavy_;
  NodeLoad fluid_;
  std::vector<HeavySet> all_;
  std::vector<Piece> pieces_;  ///< by falling weight
  std::vector<Mask> plain_, linked_;
  std::vector<std::vector<Mask>> bridges_;  ///< for each piece of one node: the links without it
  std::vector<std::vector<HeavySet>> by_first_;
  std::vector<std::vector<Mask>> masks_by_first_;  ///< nodes of the same sets: most are refused by them alone
  std::vector<HeavySet> chosen_;
  std::vector<std::int64_t> whole_;
  std::uint64_t steps_ = 0;
  bool stopped_ = false;
  Groupings answer_;
};

}  // namespace

Groupings heavy_groups(const WeightedGraph& graph, const PartRange& asked, const GroupEffort& effort) {
  const PartRange range = checked_range(graph, asked);
  return GroupSearch(graph, range, effort).run(range);
}

PartRange range_within(const WeightedGraph& graph, const PartRange& range, std::int64_t deviation) {
  const std::int64_t total = total_weight(graph);
  const auto parts = static_cast<std::int64_t>(range.parts);
  const std::int64_t lightest = std::max<std::int64_t>(0, total - deviation);
  PartRange within = range;
  within.min = std::max(range.min, (lightest + parts - 1) / parts);
  within.max = std::min(range.max, (total + deviation) / parts);
  return within;
}

std::optional<std::int64_t> group_bound(const WeightedGraph& graph, const PartRange& asked, std::int64_t known,
                                        const GroupEffort& effort) {
  const PartRange range = checked_range(graph, asked);
  const std::int64_t total = total_weight(graph);
  const auto parts = static_cast<std::int64_t>(range.parts);
  std::optional<GroupSearch> search;
  std::uint64_t steps = 0;
  const auto none = [&](std::int64_t deviation) {
    const PartRange window = range_within(graph, range, deviation);
    if (window.min > window.max) return true;
    // Narrower windows ask for other nodes; those of nearly the same width serve as well.
    const bool serves = search && window.max <= search->heaviest() && window.max >= search->heaviest() - search->heaviest() / 16;
    if (!serves) search.emplace(graph, window, effort);
    const bool proven = search->run(window).none;
    steps += search->steps();
    return proven;
  };
  if (!none(known)) return known;
  // Beyond this the window is the range.
  std::int64_t high = std::max({known, total - range.min * parts, range.max * parts - total});
  if (none(high)) return std::nullopt;
  std::int64_t low = known;
  const std::int64_t fine = std::max<std::int64_t>(1, total / fine_share);
  while (high - low > fine && steps < most_runs * effort.steps) {
    const std::int64_t middle = low + (high - low) / 2;
    (none(middle) ? low : high) = middle;
  }
  return low + 1;
}

}  // namespace wangge::planning
