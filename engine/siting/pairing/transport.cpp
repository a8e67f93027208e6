#include "engine/siting/pairing/transport.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace wangge::siting {
namespace {

/// The task with one more source that gives what nobody else can, so dear that it comes last.
class AugmentingPaths {
 public:
  explicit AugmentingPaths(const TransportTask& task)
      : task_(task), sources_(task.capacity.size() + 1), sinks_(task.need.size()), left_(task.capacity) {
    double dearest = 0;
    for (const double cost : task.costs.all()) {
      if (cost < no_way) dearest = std::max(dearest, cost);
    }
    // A path that ends at another source instead saves more than it can cost on the way.
    lack_ = (dearest + 1) * static_cast<double>(2 * (sources_ + sinks_));
    left_.push_back(std::accumulate(task.need.begin(), task.need.end(), std::int64_t{0}));
    flow_.assign(sources_ * sinks_, 0);
    source_price_.assign(sources_, 0);
    sink_price_.assign(sinks_, 0);
  }

  TransportAnswer run() {
    for (std::size_t sink = 0; sink < sinks_; ++sink) {
      sink_price_[sink] = no_way;
      for (std::size_t source = 0; source < sources_; ++source) {
        sink_price_[sink] = std::min(sink_price_[sink], cost(source, sink) - source_price_[source]);
      }
      for (std::int64_t open = task_.need[sink]; open > 0;) open -= augment(sink, open);
    }
    return answer();
  }

 private:
  [[nodiscard]] double cost(std::size_t source, std::size_t sink) const {
    return source + 1 == sources_ ? lack_ : task_.costs(SiteId(source), DemandId(sink));
  }
  [[nodiscard]] std::int64_t most(std::size_t source) const {
    return source + 1 == sources_ ? std::numeric_limits<std::int64_t>::max() : task_.most_a_pair;
  }
  [[nodiscard]] std::int64_t& flow(std::size_t source, std::size_t sink) { return flow_[source * sinks_ + sink]; }
  [[nodiscard]] double reduced(std::size_t source, std::size_t sink) const {
    return cost(source, sink) - source_price_[source] - sink_price_[sink];
  }

  /// Distances from one sink, and where each node was reached from.
  struct Labels {
    std::vector<double> at;         ///< sources, then sinks
    std::vector<std::size_t> from;  ///< the sink before a source, the source before a sink
    std::vector<char> settled;
  };

  /// Dijkstra's next node: the nearest that is not settled.
  [[nodiscard]] static std::size_t nearest(const Labels& labels) {
    std::size_t next = labels.at.size();
    for (std::size_t node = 0; node < labels.at.size(); ++node) {
      if (labels.settled[node] == 0 && (next == labels.at.size() || labels.at[node] < labels.at[next])) next = node;
    }
    return next;
  }

  void leave_sink(std::size_t sink, Labels& labels) {
    const double here = labels.at[sources_ + sink];
    for (std::size_t source = 0; source < sources_; ++source) {
      if (labels.settled[source] != 0 || flow(source, sink) >= most(source) || cost(source, sink) == no_way) continue;
      const double there = here + std::max(0.0, reduced(source, sink));
      if (there >= labels.at[source]) continue;
      labels.at[source] = there;
      labels.from[source] = sink;
    }
  }

  /// Units may be taken back: at no reduced cost, or at the pair's price where it is full.
  void leave_source(std::size_t source, Labels& labels) {
    for (std::size_t sink = 0; sink < sinks_; ++sink) {
      if (labels.settled[sources_ + sink] != 0 || flow(source, sink) == 0) continue;
      const double there = labels.at[source] + std::max(0.0, -reduced(source, sink));
      if (there >= labels.at[sources_ + sink]) continue;
      labels.at[sources_ + sink] = there;
      labels.from[sources_ + sink] = source;
    }
  }

  /// One shortest path from the sink to a source with something left; how much went along it.
  std::int64_t augment(std::size_t start, std::int64_t wanted) {
    const std::size_t nodes = sources_ + sinks_;
    Labels labels{std::vector<double>(nodes, no_way), std::vector<std::size_t>(nodes, 0), std::vector<char>(nodes, 0)};
    labels.at[sources_ + start] = 0;
    std::size_t end = nearest(labels);
    for (; end >= sources_ || left_[end] == 0; end = nearest(labels)) {
      assert(labels.at[end] < no_way);
      labels.settled[end] = 1;
      if (end < sources_)
        leave_source(end, labels);
      else
        leave_sink(end - sources_, labels);
    }
    reprice(labels.at, labels.at[end]);
    return push(start, end, wanted, labels.from);
  }

  void reprice(const std::vector<double>& at, double distance) {
    for (std::size_t source = 0; source < sources_; ++source) {
      if (at[source] < distance) source_price_[source] -= distance - at[source];
    }
    for (std::size_t sink = 0; sink < sinks_; ++sink) {
      if (at[sources_ + sink] < distance) sink_price_[sink] += distance - at[sources_ + sink];
    }
  }

  std::int64_t push(std::size_t start, std::size_t end, std::int64_t wanted, const std::vector<std::size_t>& from) {
    std::int64_t amount = std::min(wanted, left_[end]);
    for (std::size_t source = end;;) {
      const std::size_t sink = from[source];
      amount = std::min(amount, most(source) - flow(source, sink));
      if (sink == start) break;
      source = from[sources_ + sink];
      amount = std::min(amount, flow(source, sink));
    }
    left_[end] -= amount;
    for (std::size_t source = end;;) {
      const std::size_t sink = from[source];
      flow(source, sink) += amount;
      if (sink == start) break;
      source = from[sources_ + sink];
      flow(source, sink) -= amount;
    }
    return amount;
  }

  TransportAnswer answer() {
    TransportAnswer found;
    found.unmet.assign(sinks_, 0);
    double lacking = 0;
    for (std::size_t source = 0; source < sources_; ++source) {
      for (std::size_t sink = 0; sink < sinks_; ++sink) {
        const std::int64_t amount = flow(source, sink);
        if (amount == 0) continue;
        if (source + 1 == sources_) {
          found.unmet[sink] = amount;
          lacking += static_cast<double>(amount) * lack_;
          continue;
        }
        found.shipments.push_back({static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(sink), amount});
        found.cost += static_cast<double>(amount) * cost(source, sink);
      }
    }
    found.bound = dual() - lacking;
    found.sink_prices = sink_price_;
    found.source_prices.assign(source_price_.begin(), source_price_.end() - 1);
    return found;
  }

  /// What the prices prove of any plan, looking at no shipment.
  [[nodiscard]] double dual() const {
    double sum = 0;
    for (std::size_t sink = 0; sink < sinks_; ++sink) sum += static_cast<double>(task_.need[sink]) * sink_price_[sink];
    for (std::size_t source = 0; source + 1 < sources_; ++source) {
      sum += static_cast<double>(task_.capacity[source]) * source_price_[source];
      for (std::size_t sink = 0; sink < sinks_; ++sink) {
        const double over = reduced(source, sink);
        if (over >= 0) continue;
        sum += over * static_cast<double>(std::min({task_.most_a_pair, task_.need[sink], task_.capacity[source]}));
      }
    }
    return sum;
  }

  const TransportTask& task_;
  std::size_t sources_;  ///< the last one stands for what is unmet
  std::size_t sinks_;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> flow_;
  std::vector<double> source_price_;
  std::vector<double> sink_price_;
  double lack_ = 0;
};

}  // namespace

TransportAnswer solve_transport(const TransportTask& task) {
  assert(task.costs.sites() == task.capacity.size() && task.costs.demands() == task.need.size());
  return AugmentingPaths(task).run();
}

}  // namespace wangge::siting
