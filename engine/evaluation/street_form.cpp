#include "engine/evaluation/street_form.h"

#include "engine/core/csr.h"
#include "engine/core/random.h"
#include "engine/evaluation/spread.h"
#include "engine/evaluation/street_bearing.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace wangge::evaluation {
namespace {

using Node = core::Id<struct StreetNodeTag>;

struct Link {
  std::uint32_t to = 0;
  double length = 0;
};

core::Csr<Node, Link> links_of(const StreetNet& net) {
  std::vector<std::pair<Node, Link>> entries;
  for (const StreetPiece& piece : net.pieces) {
    entries.push_back({Node(piece.tail), {piece.head, piece.length}});
    entries.push_back({Node(piece.head), {piece.tail, piece.length}});
  }
  return core::Csr<Node, Link>::build(net.nodes.size(), entries);
}

/// Sums of ways by street and as the crow flies.
struct Ways {
  double by_street = 0;
  double straight = 0;
};

/// One search after another over the same network, each as far as the trips may lead.
class Trips {
 public:
  Trips(const StreetNet& net, const TripRules& rules)
      : net_(net), rules_(rules), links_(links_of(net)), way_(net.nodes.size(), infinite) {}

  /// Ways longer than three times the longest trip are not searched; such pairs, and those that no street joins, are left out.
  void add(std::uint32_t origin, const std::vector<bool>& counted, Ways& ways) {
    search(origin);
    for (const std::uint32_t node : reached_) {
      const double straight = core::distance(net_.nodes[origin], net_.nodes[node]).value;
      if (counted[node] && straight >= rules_.least.value && straight <= rules_.most.value) {
        ways.by_street += way_[node];
        ways.straight += straight;
      }
    }
    for (const std::uint32_t node : reached_) way_[node] = infinite;
    reached_.clear();
  }

 private:
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  void search(std::uint32_t origin) {
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    const auto reach = [&](std::uint32_t node, double way) {
      if (way >= way_[node] || way > 3 * rules_.most.value) return;
      if (way_[node] == infinite) reached_.push_back(node);
      way_[node] = way;
      open.emplace(way, node);
    };
    reach(origin, 0);
    while (!open.empty()) {
      const auto [way, node] = open.top();
      open.pop();
      if (way > way_[node]) continue;
      for (const Link& link : links_[Node(node)]) reach(link.to, way + link.length);
    }
  }

  const StreetNet& net_;
  TripRules rules_;
  core::Csr<Node, Link> links_;
  std::vector<double> way_;
  std::vector<std::uint32_t> reached_;
};

std::optional<double> trip_circuity(const StreetNet& net, const std::vector<bool>& counted, const TripRules& rules) {
  std::vector<std::uint32_t> starts;
  for (std::uint32_t node = 0; node < net.nodes.size(); ++node) {
    if (counted[node]) starts.push_back(node);
  }
  Trips trips(net, rules);
  Ways ways;
  for (std::size_t i = 0; i < std::min(rules.origins, starts.size()); ++i) {
    core::Stream luck(core::Seed(1), 0, "form.trips", i);
    const std::size_t left = starts.size() - i;
    std::swap(starts[i], starts[i + luck.below(static_cast<std::uint32_t>(left))]);
    trips.add(starts[i], counted, ways);
  }
  if (ways.straight <= 0) return std::nullopt;
  return ways.by_street / ways.straight;
}

/// The nodes that count: on the ground, a junction or a true end.
std::vector<bool> count_nodes(const StreetNet& net, const BuiltGround& ground, const OutlineIndex& edge, StreetForm& form) {
  constexpr core::Metres cut_off{20};
  std::vector<bool> counted(net.nodes.size(), false);
  double sum = 0;
  for (std::size_t node = 0; node < net.nodes.size(); ++node) {
    const std::uint32_t degree = net.degree[node];
    if (degree == 0 || degree == 2 || !ground.holds(net.nodes[node])) continue;
    if (degree == 1 && edge.nearest(net.nodes[node], cut_off)) continue;
    counted[node] = true;
    sum += degree;
    form.ends += degree == 1 ? 1 : 0;
    form.junctions += degree >= 3 ? 1 : 0;
    form.three_way += degree == 3 ? 1 : 0;
    form.four_way += degree == 4 ? 1 : 0;
  }
  if (const std::size_t nodes = form.ends + form.junctions; nodes > 0) form.streets_per_node = sum / static_cast<double>(nodes);
  return counted;
}

}  // namespace

StreetForm measure_streets(const StreetNet& net, const BuiltGround& ground, const OutlineIndex& edge, const TripRules& trips) {
  StreetForm form;
  const std::vector<bool> counted = count_nodes(net, ground, edge, form);
  BearingTally bearings;
  std::vector<double> lengths;
  Ways ways;
  for (const StreetPiece& piece : net.pieces) {
    form.length += ground.length_inside(piece.points);
    if (!ground.holds(middle_of(piece.points))) continue;
    lengths.push_back(piece.length);
    bearings.add(piece.points.front(), piece.points.back(), 1);
    if (piece.tail == piece.head) continue;
    ways.by_street += piece.length;
    ways.straight += core::distance(piece.points.front(), piece.points.back()).value;
  }
  lengths = sorted(std::move(lengths));
  form.piece_mean = mean(lengths);
  form.piece_median = quantile(lengths, 0.5);
  if (bearings.total() > 0) {
    form.entropy = bearings.entropy();
    form.order = bearings.order();
  }
  if (ways.straight > 0) form.piece_circuity = ways.by_street / ways.straight;
  form.trip_circuity = trip_circuity(net, counted, trips);
  return form;
}

}  // namespace wangge::evaluation
