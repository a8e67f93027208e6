#pragma once

#include <cstdint>

namespace wangge::planning {

/// What nodes weigh together, by both measures of a weighted graph.
struct NodeLoad {
  std::int64_t weight = 0;
  std::int64_t size = 0;

  NodeLoad& operator+=(const NodeLoad& other) {
    weight += other.weight;
    size += other.size;
    return *this;
  }
  friend NodeLoad operator+(NodeLoad a, const NodeLoad& b) { return a += b; }
};

}  // namespace wangge::planning
