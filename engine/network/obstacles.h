#pragma once

#include "engine/core/units.h"

#include <array>
#include <cstdint>
#include <vector>

namespace wangge::network {

using core::Position;

/// Lines that nobody walks across between a door and its road: banks of rivers and lakes, railway lines. A uniform grid over
/// their pieces. Immutable. Build O(pieces); a question looks at the pieces near the leg.
///
///   const Obstacles banks({{Position{0, 0}, Position{10, 0}}});   banks.between({5, -1}, {5, 1})  // true
class Obstacles {
 public:
  using Piece = std::array<Position, 2>;

  Obstacles() = default;
  explicit Obstacles(std::vector<Piece> pieces);

  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  /// Whether a piece crosses the leg from one place to another. Touching it does not count: a door may stand on the bank.
  [[nodiscard]] bool between(Position from, Position to) const;

 private:
  template <class Visit>
  void visit_cells(Position a, Position b, Visit&& visit) const;

  Position low_{};
  double side_ = 1;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;  ///< of each cell, and one past the last
  std::vector<std::uint32_t> in_cell_;
  std::vector<Piece> pieces_;
};

/// What lies between doors and roads: what nobody crosses, and walls, through which one goes by a gate.
struct Surroundings {
  Obstacles across;               ///< water, railways
  Obstacles walls;                ///< with openings where the gates are
  std::vector<Position> gates{};  ///< on walls, open to who walks
};

}  // namespace wangge::network
