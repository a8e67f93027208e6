#include "gis/town/streets/least_cost.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace wangge::town::streets {
namespace {

class Raster {
 public:
  Raster(const std::vector<Position>& ring, Position from, Position to, const GroundCost& cost, int cells) {
    const Box box = box_of(ring);
    const Position size = box.high - box.low;
    // By the area inside, so that narrow land across a wide box has cells enough; but no more than a fixed sum.
    const double box_area = std::max(size.x * size.y, 1.0);
    side_ = std::max({12.0, std::sqrt(signed_area(ring) / cells), std::sqrt(box_area / (40.0 * cells))});
    low_ = box.low;
    columns_ = static_cast<int>(size.x / side_) + 1;
    rows_ = static_cast<int>(size.y / side_) + 1;
    price_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0);
    for (int row = 0; row < rows_; ++row) fill_row(ring, row, cost);
    avoid_ring(ring, from, to);
  }

  std::vector<Position> path(Position from, Position to) const {
    const std::size_t start = nearest_open(from);
    const std::size_t goal = nearest_open(to);
    if (start == price_.size() || goal == price_.size()) return {};
    std::vector<double> best(price_.size(), std::numeric_limits<double>::infinity());
    std::vector<std::size_t> before(price_.size(), price_.size());
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    best[start] = 0;
    open.emplace(0, start);
    while (!open.empty()) {
      const auto [paid, here] = open.top();
      open.pop();
      if (paid > best[here]) continue;
      if (here == goal) break;
      const int column = static_cast<int>(here % static_cast<std::size_t>(columns_));
      const int row = static_cast<int>(here / static_cast<std::size_t>(columns_));
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          if ((dx == 0 && dy == 0) || column + dx < 0 || column + dx >= columns_ || row + dy < 0 || row + dy >= rows_) continue;
          const std::size_t there = index(column + dx, row + dy);
          if (price_[there] <= 0) continue;
          const double next = paid + (price_[here] + price_[there]) / 2 * (dx != 0 && dy != 0 ? 1.4142135623730951 : 1.0);
          if (next >= best[there]) continue;
          best[there] = next;
          before[there] = here;
          open.emplace(next, there);
        }
      }
    }
    if (before[goal] == price_.size() && goal != start) return {};
    std::vector<Position> way{to};
    for (std::size_t at = goal; at != price_.size() && at != start; at = before[at]) way.push_back(centre(at));
    way.push_back(from);
    std::reverse(way.begin(), way.end());
    return way;
  }

 private:
  std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  }
  Position centre(std::size_t cell) const {
    const auto column = static_cast<double>(cell % static_cast<std::size_t>(columns_));
    const auto row = static_cast<double>(cell / static_cast<std::size_t>(columns_));
    return low_ + Position{(column + 0.5) * side_, (row + 0.5) * side_};
  }

  /// Cells of a row whose centres lie inside, between crossings of the ring.
  void fill_row(const std::vector<Position>& ring, int row, const GroundCost& cost) {
    const double y = low_.y + (row + 0.5) * side_;
    std::vector<double> crossings;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      if ((ring[i].y > y) == (ring[j].y > y)) continue;
      crossings.push_back(ring[i].x + (y - ring[i].y) / (ring[j].y - ring[i].y) * (ring[j].x - ring[i].x));
    }
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
      const int first = std::max(0, static_cast<int>(std::ceil((crossings[k] - low_.x) / side_ - 0.5)));
      const int last = std::min(columns_ - 1, static_cast<int>(std::floor((crossings[k + 1] - low_.x) / side_ - 0.5)));
      for (int column = first; column <= last; ++column) price_[index(column, row)] = cost(centre(index(column, row)));
    }
  }

  /// Cells by the ring are closed, and dear a little further in; only near the ends may one come to the ring.
  void avoid_ring(const std::vector<Position>& ring, Position from, Position to) {
    std::vector<int> near(price_.size(), 0);
    for (const Position p : ring) {
      const int column = static_cast<int>((p.x - low_.x) / side_);
      const int row = static_cast<int>((p.y - low_.y) / side_);
      for (int dy = -2; dy <= 2; ++dy) {
        for (int dx = -2; dx <= 2; ++dx) {
          if (column + dx < 0 || column + dx >= columns_ || row + dy < 0 || row + dy >= rows_) continue;
          int& how = near[index(column + dx, row + dy)];
          how = std::max(how, std::abs(dx) <= 1 && std::abs(dy) <= 1 ? 2 : 1);
        }
      }
    }
    for (std::size_t cell = 0; cell < price_.size(); ++cell) {
      if (near[cell] == 0 || price_[cell] <= 0) continue;
      const Position p = centre(cell);
      const bool end = length(p - from) < 3.2 * side_ || length(p - to) < 3.2 * side_;
      price_[cell] = near[cell] == 2 && !end ? 0 : price_[cell] * (near[cell] == 2 ? 6 : 3);
    }
  }

  std::size_t nearest_open(Position place) const {
    std::size_t best = price_.size();
    double best_away = 4 * side_;
    for (std::size_t cell = 0; cell < price_.size(); ++cell) {
      if (price_[cell] <= 0) continue;
      const double away = length(centre(cell) - place);
      if (away < best_away) {
        best_away = away;
        best = cell;
      }
    }
    return best;
  }

  Position low_;
  double side_ = 1;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<double> price_;  ///< 0: closed
};

std::vector<Position> smoothed(std::vector<Position> path) {
  for (int round = 0; round < 3; ++round) {
    std::vector<Position> next = path;
    for (std::size_t i = 1; i + 1 < path.size(); ++i) next[i] = path[i] * 0.5 + (path[i - 1] + path[i + 1]) * 0.25;
    path = std::move(next);
  }
  // Chaikin 1974: corners are cut twice.
  for (int round = 0; round < 2; ++round) {
    std::vector<Position> next{path.front()};
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      next.push_back(between(path[i], path[i + 1], 0.25));
      next.push_back(between(path[i], path[i + 1], 0.75));
    }
    next.push_back(path.back());
    path = std::move(next);
  }
  return path;
}

}  // namespace

std::vector<Position> least_cost_path(const std::vector<Position>& ring, Position from, Position to, const GroundCost& cost,
                                      int cells) {
  std::vector<Position> path = Raster(ring, from, to, cost, cells).path(from, to);
  if (path.size() < 3) return path.size() == 2 ? path : std::vector<Position>{};
  return smoothed(std::move(path));
}

std::vector<Position> bent(const std::vector<Position>& path, const Noise& noise, double reach) {
  std::vector<Position> made;
  double total = 0;
  for (std::size_t i = 1; i < path.size(); ++i) total += length(path[i] - path[i - 1]);
  double gone = 0;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const auto pieces = static_cast<int>(length(path[i + 1] - path[i]) / 60) + 1;
    for (int k = 0; k < pieces; ++k) {
      const Position p = between(path[i], path[i + 1], static_cast<double>(k) / pieces);
      const double at = gone + length(p - path[i]);
      const double size = reach * std::min(1.0, std::min(at, total - at) / (4 * reach + 1));
      made.push_back(p + Position{noise.rough(p, 5 * reach + 1, 3), noise.rough(p + Position{7777, 0}, 5 * reach + 1, 3)} * size);
    }
    gone += length(path[i + 1] - path[i]);
  }
  made.push_back(path.back());
  return made;
}

}  // namespace wangge::town::streets
