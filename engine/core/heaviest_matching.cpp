#include "engine/core/heaviest_matching.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace wangge::core {
namespace {

constexpr std::uint32_t nobody = ~std::uint32_t{0};

struct Edge {
  std::uint32_t column;
  PairWeight cost;  ///< minus the weight
};

/// Every row also has a column of its own at no cost, which stands for staying alone.
class Search {
 public:
  Search(std::size_t rows, std::size_t columns, std::span<const WeightedPair> pairs)
      : edges_(rows), row_price_(rows), column_price_(columns + rows), row_of_(columns + rows, nobody) {
    for (const WeightedPair& pair : pairs) edges_[pair.row].push_back({pair.column, PairWeight{} - pair.weight});
    for (std::size_t row = 0; row < rows; ++row) {
      edges_[row].push_back({static_cast<std::uint32_t>(columns + row), {}});
      std::sort(edges_[row].begin(), edges_[row].end(), [](const Edge& a, const Edge& b) { return a.column < b.column; });
      for (const Edge& edge : edges_[row]) row_price_[row] = std::min(row_price_[row], edge.cost);
    }
    distance_.resize(columns + rows);
    from_.resize(columns + rows, nobody);
    done_.resize(columns + rows, 0);
  }

  void match(std::uint32_t start) {
    scan(start, {});
    std::uint32_t at = nearest();
    while (row_of_[at] != nobody) {
      settled_.push_back(at);
      scan(row_of_[at], distance_[at]);
      at = nearest();
    }
    reprice(start, distance_[at]);
    augment(start, at);
    clear();
  }

  [[nodiscard]] const std::vector<std::uint32_t>& row_of() const { return row_of_; }

 private:
  using Reached = std::pair<PairWeight, std::uint32_t>;

  void scan(std::uint32_t row, const PairWeight& base) {
    for (const Edge& edge : edges_[row]) {
      if (done_[edge.column] != 0) continue;
      const PairWeight distance = base + edge.cost - row_price_[row] - column_price_[edge.column];
      if (from_[edge.column] != nobody && !(distance < distance_[edge.column])) continue;
      if (from_[edge.column] == nobody) touched_.push_back(edge.column);
      distance_[edge.column] = distance;
      from_[edge.column] = row;
      heap_.emplace(distance, edge.column);
    }
  }

  /// There is always one: the starting row's own column is free.
  std::uint32_t nearest() {
    while (done_[heap_.top().second] != 0) heap_.pop();
    const std::uint32_t column = heap_.top().second;
    heap_.pop();
    done_[column] = 1;
    return column;
  }

  void reprice(std::uint32_t start, const PairWeight& reached) {
    row_price_[start] = row_price_[start] + reached;
    for (const std::uint32_t column : settled_) {
      const PairWeight gain = reached - distance_[column];
      column_price_[column] = column_price_[column] - gain;
      row_price_[row_of_[column]] = row_price_[row_of_[column]] + gain;
    }
  }

  void augment(std::uint32_t start, std::uint32_t free) {
    for (std::uint32_t column = free;;) {
      const std::uint32_t row = from_[column];
      row_of_[column] = row;
      const std::uint32_t given_up = std::exchange(column_of_[row], column);
      if (row == start) return;
      column = given_up;
    }
  }

  void clear() {
    for (const std::uint32_t column : touched_) {
      from_[column] = nobody;
      done_[column] = 0;
    }
    touched_.clear();
    settled_.clear();
    heap_ = {};
  }

  std::vector<std::vector<Edge>> edges_;
  std::vector<PairWeight> row_price_;
  std::vector<PairWeight> column_price_;
  std::vector<std::uint32_t> row_of_;
  std::vector<std::uint32_t> column_of_ = std::vector<std::uint32_t>(edges_.size(), nobody);
  std::vector<PairWeight> distance_;
  std::vector<std::uint32_t> from_;
  std::vector<char> done_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> settled_;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> heap_;
};

}  // namespace

std::vector<std::optional<std::uint32_t>> heaviest_matching(std::size_t rows, std::size_t columns,
                                                            std::span<const WeightedPair> pairs) {
  Search search(rows, columns, pairs);
  for (std::uint32_t row = 0; row < rows; ++row) search.match(row);
  std::vector<std::optional<std::uint32_t>> column_of(rows);
  for (std::uint32_t column = 0; column < columns; ++column) {
    if (search.row_of()[column] != nobody) column_of[search.row_of()[column]] = column;
  }
  return column_of;
}

}  // namespace wangge::core
