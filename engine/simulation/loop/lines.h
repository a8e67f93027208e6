#pragma once

#include "engine/simulation/ids.h"

#include <cstddef>
#include <span>
#include <vector>

namespace wangge::simulation {

/// What waits in each grid, by age (requests are numbered by the time of order, so an interrupted one gets its old place back).
class Lines {
 public:
  explicit Lines(std::size_t grids) : lines_(grids) {}

  [[nodiscard]] std::span<const RequestId> of(GridId grid) const {
    const Line& line = lines_[grid];
    return std::span(line.requests).subspan(line.first);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool contains(GridId grid, RequestId request) const;
  /// Precondition: not in it. O(1) for the youngest.
  void join(GridId grid, RequestId request);
  /// Precondition: in it. O(1) for the oldest.
  void leave(GridId grid, RequestId request);

 private:
  /// `first` marks the head so that taking it costs nothing.
  struct Line {
    std::vector<RequestId> requests;
    std::size_t first = 0;
  };

  Column<GridId, Line> lines_;
  std::size_t size_ = 0;
};

}  // namespace wangge::simulation
