#pragma once

#include "gis/town/streets/noise.h"
#include "gis/town/streets/plane.h"

#include <vector>

namespace wangge::town::streets {

/// Where streets want to run: a field of crosses, a weighted sum of basis fields (grids, a centre with rings and radials, lines),
/// so that quarters of different directions pass smoothly into one another. After the tensor fields of Chen, Esch, Wonka,
/// Mueller, Zhang 2008, "Interactive procedural street modeling", ACM TOG 27(3); but with the fourfold symmetry of Palacios and
/// Zhang 2007, "Rotational symmetry field design on surfaces", ACM TOG 26(3): tensors of a street and of its cross street would
/// cancel, crosses of four equal arms add up.
struct GridBasis {
  Position centre;
  double angle = 0;  ///< of one axis, radians
  double reach = 0;  ///< metres at which it has lost half its weight; 0: the same everywhere
  double weight = 1;
};
struct RadialBasis {
  Position centre;
  double reach = 0;
  double weight = 1;
};
/// Along a line: river banks, a railway, the outline.
struct LineBasis {
  std::vector<Position> line;
  double reach = 0;
  double weight = 1;
};
/// Turns the field by noise, most at `centre`: the irregular lanes of an old core.
struct Turning {
  Position centre;
  double reach = 0;  ///< 0: nowhere
  double angle = 0;  ///< most, radians
  double wavelength = 220;
  double everywhere = 0;  ///< turning outside, radians
};
struct FieldPlan {
  std::vector<GridBasis> grids;
  std::vector<RadialBasis> radials;
  std::vector<LineBasis> lines;
  Turning turning;
};

/// The field sampled on a square raster; between samples crosses are interpolated. Build O(samples x bases).
class DirectionField {
 public:
  /// `box`: where it is asked; `cell`: side of the raster in metres.
  DirectionField(const FieldPlan& plan, const Noise& noise, const Box& box, double cell);

  /// Of the four street directions at a place (unit vectors) the one nearest to `heading`.
  [[nodiscard]] Position along(Position place, Position heading) const;

 private:
  struct Cross {
    float a = 0;  ///< cos of four times the angle
    float b = 0;  ///< sin of four times the angle
  };
  Position low_;
  double cell_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<Cross> samples_;
};

}  // namespace wangge::town::streets
