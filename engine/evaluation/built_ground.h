#pragma once

#include "engine/evaluation/lattice_clip.h"
#include "engine/evaluation/planar_shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Which land of a source is town: the same rule for a real place and for a made one, from streets alone, so that it holds
/// where buildings are not mapped, too.
namespace wangge::evaluation {

/// The land is cut into square cells from the origin of the reference system on. A cell is built up when streets run through it
/// and the streets within the 3 x 3 cells around it are `least_density` long or more on the land that the source covers; then
/// holes of at most `largest_hole` cells (parks, yards of factories) are filled.
struct BuiltRules {
  core::Metres cell{250};
  double least_density = 4;  ///< km of street to the km2: what a grid of 500 m has
  int largest_hole = 8;
};

/// A part of the built-up land that is measured. Immutable.
///
///   const BuiltLand land(streets, known);   const BuiltGround ground = land.within(municipality);   ground.area()
class BuiltGround {
 public:
  [[nodiscard]] core::SquareMetres area() const { return core::SquareMetres(area_); }
  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] bool holds(Position place) const;
  /// Of a polyline. In cells that the outline cuts, it is decided for pieces of 10 m at most.
  [[nodiscard]] core::Metres length_inside(std::span<const Position> line) const;
  /// Which share of a ring's area lies in cells of the ground, 0 ... 1. O(points x rows + cells).
  [[nodiscard]] double share_inside(std::span<const Position> ring) const;

 private:
  friend class BuiltLand;
  enum class State : std::uint8_t { outside, inside, cut };

  [[nodiscard]] State state(Position place) const;

  CellFrame frame_;
  std::vector<State> state_;
  std::vector<Ring> outline_;
  std::size_t cells_ = 0;
  double area_ = 0;
};

/// All built-up land of a source.
class BuiltLand {
 public:
  /// `known`: outer rings and holes of the land that the source covers; empty: the box around the streets.
  /// O(points + cells).
  BuiltLand(std::span<const Ring> streets, std::vector<Ring> known, const BuiltRules& rules = {});

  /// The part inside some rings; empty rings: all of it.
  [[nodiscard]] BuiltGround within(std::span<const Ring> rings) const;
  [[nodiscard]] const std::vector<Ring>& known() const { return known_; }

 private:
  void fill_holes(int largest);

  CellFrame frame_;
  std::vector<Ring> known_;
  std::vector<std::uint8_t> town_;  ///< 1: built up
};

}  // namespace wangge::evaluation
