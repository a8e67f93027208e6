#include "engine/routing/tour.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge::routing {
namespace {

/// Prices are whole fractions of a unit: so many.
constexpr std::int64_t grain = 64;
constexpr double first_pace = 2.0;
constexpr std::uint32_t patience = 15;
constexpr double slowest = 0.001;

/// The cheapest spanning tree of all stops but the first, and the two cheapest edges of that: a round is one of these.
class OneTree {
 public:
  OneTree(const WayTable& table, TourEnd end) : size_(table.size() + (end == TourEnd::anywhere ? 1 : 0)) {
    edges_.assign(size_ * size_, 0);
    std::int64_t most = 0;
    for (std::size_t a = 0; a < table.size(); ++a) {
      for (std::size_t b = 0; b < table.size(); ++b) {
        const auto from = static_cast<WayTable::Stop>(a);
        const auto to = static_cast<WayTable::Stop>(b);
        if (a == b) continue;
        // A round that ends anywhere never goes back to stop 0.
        const bool out = end == TourEnd::anywhere && (a == 0 || b == 0);
        const std::int64_t way = out ? table.time(0, a == 0 ? to : from) : std::min(table.time(from, to), table.time(to, from));
        edges_[a * size_ + b] = way * grain;
        most = std::max(most, way * grain);
      }
    }
    if (end == TourEnd::back) return;
    // The stop on the way home: free from anywhere, and always beside stop 0.
    free_ = most * static_cast<std::int64_t>(size_);
    edges_[size_ - 1] = edges_[(size_ - 1) * size_] = -free_;
  }

  [[nodiscard]] std::size_t size() const { return size_; }

  /// The weight under prices, in units rounded up; `degree`: edges at each stop.
  [[nodiscard]] std::int64_t weight(const std::vector<std::int64_t>& prices, std::vector<int>& degree) const {
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    degree.assign(size_, 0);
    std::vector<std::int64_t> nearest(size_, far);
    std::vector<std::size_t> by(size_, 0);
    std::vector<bool> in(size_, false);
    std::int64_t sum = 0;
    for (std::size_t now = 1, count = 1; count < size_; ++count) {
      in[now] = true;
      std::size_t next = 0;
      for (std::size_t to = 1; to < size_; ++to) {
        if (in[to]) continue;
        const std::int64_t edge = edges_[now * size_ + to] + prices[now] + prices[to];
        if (edge < nearest[to]) {
          nearest[to] = edge;
          by[to] = now;
        }
        if (next == 0 || nearest[to] < nearest[next]) next = to;
      }
      if (next == 0) break;
      sum += nearest[next];
      ++degree[next];
      ++degree[by[next]];
      now = next;
    }
    std::size_t first = 1;
    std::size_t second = 0;
    const auto edge = [&](std::size_t to) { return edges_[to] + prices[0] + prices[to]; };
    for (std::size_t to = 2; to < size_; ++to) {
      if (edge(to) < edge(first)) {
        second = first;
        first = to;
      } else if (second == 0 || edge(to) < edge(second)) {
        second = to;
      }
    }
    sum += edge(first) + edge(second);
    ++degree[first];
    ++degree[second];
    degree[0] = 2;
    for (const std::int64_t price : prices) sum -= 2 * price;
    sum += free_;
    return sum > 0 ? (sum + grain - 1) / grain : 0;
  }

 private:
  std::size_t size_;
  std::int64_t free_ = 0;
  std::vector<std::int64_t> edges_;  ///< in grains
};

}  // namespace

std::int64_t tour_bound(const WayTable& table, TourEnd end, std::int64_t known, std::uint32_t ascent) {
  const OneTree tree(table, end);
  if (tree.size() < 3) return known;
  std::vector<std::int64_t> prices(tree.size(), 0);
  std::vector<std::int64_t> best = prices;
  std::vector<int> degree;
  std::vector<int> before(tree.size(), 2);
  std::int64_t bound = 0;
  double pace = first_pace;
  std::uint32_t stale = 0;
  for (std::uint32_t step = 0; step < ascent && bound < known && pace > slowest; ++step) {
    const std::int64_t weight = tree.weight(prices, degree);
    if (weight > bound || step == 0) {
      bound = std::max(bound, weight);
      best = prices;
      stale = 0;
    } else if (++stale == patience) {
      pace /= 2;
      stale = 0;
      prices = best;
    }
    std::int64_t norm = 0;
    for (const int edges : degree) norm += (edges - 2) * (edges - 2);
    if (norm == 0) break;
    const double length = pace * static_cast<double>((known - weight) * grain) / static_cast<double>(norm);
    for (std::size_t stop = 0; stop < prices.size(); ++stop) {
      // The direction of the step before keeps it from swinging.
      const double off = 0.7 * (degree[stop] - 2) + 0.3 * (before[stop] - 2);
      prices[stop] += static_cast<std::int64_t>(std::floor(length * off));
    }
    before = degree;
  }
  return std::min(bound, known);
}

}  // namespace wangge::routing
