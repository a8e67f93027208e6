#pragma once

#include "engine/routing/street_round.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wangge::routing {

/// Shortest ways from the nearest of some corners.
struct StreetFlood {
  static constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max();
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  std::vector<std::int64_t> time;     ///< to each corner
  std::vector<std::uint32_t> source;  ///< the nearest of the corners flooded from
  std::vector<std::uint32_t> by;      ///< the last piece of the way; none at a source
};

/// Times between some corners, by rows.
struct StreetBetween {
  std::size_t size = 0;
  std::vector<std::int64_t> times;

  [[nodiscard]] std::int64_t time(std::size_t a, std::size_t b) const { return times[a * size + b]; }
};

/// Streets as a graph. Holds a reference to the pieces.
class StreetWays {
 public:
  struct Arc {
    std::uint32_t piece = 0;
    std::uint32_t to = 0;
  };

  StreetWays(std::uint32_t corners, const std::vector<StreetPiece>& pieces);

  [[nodiscard]] std::uint32_t corners() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  [[nodiscard]] std::span<const Arc> around(std::uint32_t corner) const {
    return {arcs_.data() + first_[corner], arcs_.data() + first_[corner + 1]};
  }
  /// Dijkstra's rule. O(pieces log pieces).
  [[nodiscard]] StreetFlood flood(const std::vector<std::uint32_t>& sources) const;
  /// The pieces from a corner back to its source. Precondition: it is reached.
  [[nodiscard]] std::vector<std::uint32_t> back(const StreetFlood& flood, std::uint32_t corner) const;
  /// One flood each.
  [[nodiscard]] StreetBetween between(const std::vector<std::uint32_t>& corners) const;

 private:
  const std::vector<StreetPiece>& pieces_;
  std::vector<std::size_t> first_;
  std::vector<Arc> arcs_;
};

}  // namespace wangge::routing
