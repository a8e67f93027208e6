#include "engine/planning/balance/even_moves.h"

#include "engine/planning/draft.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

/// An excess as large as a mean part costs as much as a deviation of twice the mean.
constexpr double excess_price = 4;
/// Best moves that are tried for connection before a step is given up.
constexpr std::size_t tried_moves = 6;
constexpr std::size_t tried_chains = 24;
constexpr std::uint32_t least_rest = 4;
constexpr double rounding = 1e-12;
/// More than rounding can make of a change of cost: what is worse by so much need not be computed to the last digit.
constexpr double surely = 1e-9;

/// One node to another part, and one of that part on to a third or back.
struct Chain {
  double change = std::numeric_limits<double>::infinity();
  Node node = 0;
  std::uint32_t to = 0;
  Node next = 0;
  std::uint32_t beyond = 0;

  friend bool operator<(const Chain& a, const Chain& b) {
    return std::tie(a.change, a.node, a.to, a.next, a.beyond) < std::tie(b.change, b.node, b.to, b.next, b.beyond);
  }
};

struct Flip {
  double change = std::numeric_limits<double>::infinity();
  Node node = 0;
  std::uint32_t to = 0;
};

class Evening {
 public:
  Evening(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts, std::vector<std::uint32_t> labels,
          const EvenOut& wish, core::Stream& luck)
      : graph_(graph),
        range_(range),
        wish_(wish),
        luck_(luck),
        parts_(parts),
        draft_(graph, range, parts, std::move(labels)),
        rests_(graph.size(), 0) {
    for (const SearchGraph::NodeRow& node : graph.nodes) {
      mean_work_ += node.work / parts;
      mean_size_ += static_cast<double>(node.size) / parts;
    }
    a_square_ = 1 / (mean_work_ * mean_work_);
    for (const Draft::Part& part : draft_.parts()) cost_ += cost(part.work, part.size);
    least_cost_ = cost_;
    best_ = draft_.labels();
    best_standing_ = standing();
  }

  std::vector<std::uint32_t> run() {
    descend();
    while (looks_ < wish_.looks && !enough() && !draft_.cut_arcs().empty()) {
      ++turn_;
      list_flips();
      const bool downhill = flips_.front().change < -rounding;
      if (!downhill && take_chain()) continue;
      if (!take_flip()) rest_all();
    }
    return std::move(best_);
  }

 private:
  /// Households out of range, the largest deviation (what is enough is all the same), the squares of all.
  using Standing = std::tuple<std::int64_t, double, double>;

  [[nodiscard]] Standing standing() const {
    double deviation = wish_.enough;
    double squares = 0;
    for (const Draft::Part& part : draft_.parts()) {
      const double off = std::abs(part.work / mean_work_ - 1);
      deviation = std::max(deviation, off);
      squares += off * off;
    }
    return {draft_.excess(), deviation, squares};
  }

  [[nodiscard]] bool enough() const {
    return !wish_.all && std::get<0>(best_standing_) == 0 && std::get<1>(best_standing_) <= wish_.enough;
  }

  [[nodiscard]] double cost(double work, std::int64_t size) const {
    const double off = work / mean_work_ - 1;
    return off * off + excess_price * static_cast<double>(range_.excess(size)) / std::max(1.0, mean_size_);
  }

  [[nodiscard]] double cost(std::uint32_t part, double work, std::int64_t size) const {
    return cost(draft_.parts()[part].work + work, draft_.parts()[part].size + size);
  }

  [[nodiscard]] double change_by(Node node, std::uint32_t to) const {
    const std::uint32_t from = draft_.labels()[node];
    const SearchGraph::NodeRow& row = graph_.nodes[node];
    return cost(from, -row.work, -row.size) + cost(to, row.work, row.size) - cost(from, 0, 0) - cost(to, 0, 0);
  }

  /// Along the borders whatever makes them more even, again and again: most of the way, at little cost.
  void descend() {
    bool moving = true;
    while (moving && looks_ < wish_.looks) {
      moving = false;
      const std::vector<std::uint32_t> arcs = draft_.cut_arcs();
      looks_ += arcs.size();
      for (const std::uint32_t arc : arcs) {
        const Node node = draft_.tail(arc);
        const std::uint32_t to = draft_.labels()[graph_.arcs[arc].to];
        if (to == draft_.labels()[node]) continue;
        const double change = change_by(node, to);
        if (change >= -rounding || !draft_.can_leave(node)) continue;
        draft_.flip(node, to);
        cost_ += change;
        moving = true;
      }
    }
    settle(0);
  }

  /// The best few moves of one node that may go.
  void list_flips() {
    flips_.fill({});
    weigh_parts();
    const std::vector<double>& now = part_costs_;
    looks_ += draft_.cut_arcs().size();
    for (const std::uint32_t arc : draft_.cut_arcs()) {
      const Node node = draft_.tail(arc);
      const std::uint32_t from = draft_.labels()[node];
      const std::uint32_t to = draft_.labels()[graph_.arcs[arc].to];
      const SearchGraph::NodeRow& row = graph_.nodes[node];
      if (in_range_[from] && in_range_[to]) {
        const double least = 2 * row.work * (row.work + draft_.parts()[to].work - draft_.parts()[from].work) * a_square_;
        if (least > flips_.back().change + surely) continue;
      }
      const double change = cost(from, -row.work, -row.size) + cost(to, row.work, row.size) - now[from] - now[to];
      if (change >= flips_.back().change) continue;
      if (rests_[node] > turn_ && cost_ + change >= least_cost_ - rounding) continue;
      insert({change, node, to});
    }
  }

  void weigh_parts() {
    part_costs_.clear();
    in_range_.clear();
    for (std::uint32_t part = 0; part < parts_; ++part) {
      part_costs_.push_back(cost(part, 0, 0));
      in_range_.push_back(range_.excess(draft_.parts()[part].size) == 0);
    }
  }

  /// Several arcs may stand for one move.
  void insert(const Flip& flip) {
    for (const Flip& known : flips_) {
      if (known.node == flip.node && known.to == flip.to && known.change == flip.change) return;
    }
    auto place = flips_.end() - 1;
    for (; place != flips_.begin() && flip.change < (place - 1)->change; --place) *place = *(place - 1);
    *place = flip;
  }

  bool take_flip() {
    for (const Flip& flip : flips_) {
      if (flip.change == std::numeric_limits<double>::infinity()) return false;
      if (!draft_.can_leave(flip.node)) continue;
      draft_.flip(flip.node, flip.to);
      moved(flip.node);
      settle(flip.change);
      return true;
    }
    return false;
  }

  void moved(Node node) {
    const auto spread = static_cast<std::uint32_t>(std::min<std::size_t>(graph_.size() / 4 + 2, 12));
    rests_[node] = turn_ + least_rest + luck_.below(spread);
  }

  void settle(double change) {
    cost_ += change;
    least_cost_ = std::min(least_cost_, cost_);
    if (const Standing now = standing(); now < best_standing_) {
      best_standing_ = now;
      best_ = draft_.labels();
    }
  }

  /// Where nothing may move all that rests is let go.
  void rest_all() {
    std::fill(rests_.begin(), rests_.end(), 0);
    looks_ += graph_.size();
  }

  /// Nodes of one part beside another, by rising work.
  void list_borders() {
    borders_.resize(static_cast<std::size_t>(parts_) * parts_);
    for (auto& border : borders_) border.clear();
    for (const std::uint32_t arc : draft_.cut_arcs()) {
      const Node node = draft_.tail(arc);
      borders_[draft_.labels()[node] * parts_ + draft_.labels()[graph_.arcs[arc].to]].push_back({graph_.nodes[node].work, node});
    }
    for (auto& border : borders_) {
      std::sort(border.begin(), border.end());
      border.erase(std::unique(border.begin(), border.end()), border.end());
    }
    looks_ += 4 * draft_.cut_arcs().size();
  }

  bool take_chain() {
    list_borders();
    chains_.clear();
    for (std::uint32_t from = 0; from < parts_; ++from) {
      for (std::uint32_t to = 0; to < parts_; ++to) {
        if (borders_[from * parts_ + to].empty()) continue;
        for (std::uint32_t beyond = 0; beyond < parts_; ++beyond) {
          if (!borders_[to * parts_ + beyond].empty()) list_chains(from, to, beyond);
        }
      }
    }
    const auto keep = static_cast<std::ptrdiff_t>(std::min(tried_chains, chains_.size()));
    std::partial_sort(chains_.begin(), chains_.begin() + keep, chains_.end());
    for (auto chain = chains_.begin(); chain != chains_.begin() + keep; ++chain) {
      if (!follow(*chain)) continue;
      moved(chain->node);
      moved(chain->next);
      settle(chain->change);
      return true;
    }
    return false;
  }

  /// For each node that goes, the one to go on whose work leaves both behind it most even.
  void list_chains(std::uint32_t from, std::uint32_t to, std::uint32_t beyond) {
    const auto& goers = borders_[from * parts_ + to];
    const auto& followers = borders_[to * parts_ + beyond];
    const double step = draft_.parts()[to].work - draft_.parts()[beyond].work;
    for (const auto& [work, node] : goers) {
      // The squares of (to + work - w) and (beyond + w); beyond has lost `work` itself where it is where the node comes from.
      const double wanted = (step + (beyond == from ? 2 * work : work)) / 2;
      const auto near = std::lower_bound(followers.begin(), followers.end(), std::pair(wanted, Node{0}));
      if (near != followers.end()) weigh(node, from, to, near->second, beyond);
      if (near != followers.begin()) weigh(node, from, to, (near - 1)->second, beyond);
    }
    looks_ += 2 * goers.size();
  }

  /// Of a chain between parts in range: what it changes in the squares alone, without a division.
  [[nodiscard]] double least_change(double goes, double on, std::uint32_t from, std::uint32_t to, std::uint32_t beyond) const {
    const auto& parts = draft_.parts();
    const double stays = goes - on;
    if (beyond == from) return 2 * stays * (stays + parts[to].work - parts[from].work) * a_square_;
    return (goes * (goes - 2 * parts[from].work) + stays * (stays + 2 * parts[to].work) + on * (on + 2 * parts[beyond].work)) *
           a_square_;
  }

  void weigh(Node node, std::uint32_t from, std::uint32_t to, Node next, std::uint32_t beyond) {
    const SearchGraph::NodeRow& a = graph_.nodes[node];
    const SearchGraph::NodeRow& b = graph_.nodes[next];
    if (in_range_[from] && in_range_[to] && in_range_[beyond] && least_change(a.work, b.work, from, to, beyond) > surely) return;
    double change = cost(to, a.work - b.work, a.size - b.size) - part_costs_[to] - part_costs_[from];
    if (beyond == from) {
      change += cost(from, b.work - a.work, b.size - a.size);
    } else {
      change += cost(from, -a.work, -a.size) + cost(beyond, b.work, b.size) - part_costs_[beyond];
    }
    if (change >= -rounding) return;
    const bool rests = rests_[node] > turn_ || rests_[next] > turn_;
    if (rests && cost_ + change >= least_cost_ - rounding) return;
    chains_.push_back({change, node, to, next, beyond});
  }

  [[nodiscard]] bool touches(Node node, std::uint32_t part) const {
    const auto arcs = graph_.out(node);
    return std::any_of(arcs.begin(), arcs.end(),
                       [&](const SearchGraph::Arc& arc) { return arc.connects && draft_.labels()[arc.to] == part; });
  }

  /// Both moves, or neither.
  bool follow(const Chain& chain) {
    const std::uint32_t from = draft_.labels()[chain.node];
    if (!draft_.can_leave(chain.node)) return false;
    draft_.flip(chain.node, chain.to);
    if (touches(chain.next, chain.beyond) && draft_.can_leave(chain.next)) {
      draft_.flip(chain.next, chain.beyond);
      return true;
    }
    draft_.flip(chain.node, from);
    return false;
  }

  const SearchGraph& graph_;
  SizeRange range_;
  EvenOut wish_;
  core::Stream& luck_;
  std::uint32_t parts_;
  Draft draft_;
  double mean_work_ = 0;
  double mean_size_ = 0;
  double a_square_ = 1;  ///< cost of work squared
  double cost_ = 0;
  double least_cost_ = 0;
  std::uint64_t looks_ = 0;
  std::uint32_t turn_ = 0;
  std::vector<std::uint32_t> rests_;  ///< of nodes: the turn until which they stay
  std::array<Flip, tried_moves> flips_{};
  std::vector<double> part_costs_;
  std::vector<bool> in_range_;  ///< of parts
  std::vector<std::vector<std::pair<double, Node>>> borders_;
  std::vector<Chain> chains_;
  std::vector<std::uint32_t> best_;
  Standing best_standing_;
};

}  // namespace

std::vector<std::uint32_t> even_out(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts,
                                    std::vector<std::uint32_t> labels, const EvenOut& wish, core::Stream& luck) {
  return Evening(graph, range, parts, std::move(labels), wish, luck).run();
}

}  // namespace wangge::planning
