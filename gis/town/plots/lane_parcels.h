#pragma once

#include "gis/town/plots/site.h"

/// Recursive subdivision of land into lane blocks and parcels: Vanegas, Kelly, Weber, Halatsch, Aliaga, Mueller 2012,
/// "Procedural generation of parcels in urban modeling", by splits across the longer side of the smallest box.
namespace wangge::town::plot {

struct LaneStyle {
  double plot_depth = 13;     ///< a lane block is at most two plots and a bit deep
  double longest_block = 80;  ///< along the lanes
  double lane_width = 3;
  double jitter = 0.12;  ///< how far from the middle cuts fall, as a share
  network::LineClass line_class = network::LineClass::footway;
};

/// How land between lanes is shared out.
struct ParcelStyle {
  double target = 150;  ///< square metres of a usual parcel
  double jitter = 0.12;
  double variety = 0;  ///< spread of the logarithm of the size at which a piece is left whole
};

/// Land cut by lanes until every piece is at most two plots deep. Lays the lanes; each joins a street at a vertex of the ring,
/// or another lane.
[[nodiscard]] std::vector<Outline> lane_blocks(Site& site, const Outline& land, const LaneStyle& style);

/// A lane block cut into parcels, each with at least 3 m on a street or lane.
[[nodiscard]] std::vector<Outline> parcels_of(Site& site, const Outline& block, const ParcelStyle& style);

/// The block, or its two halves along its longer side where it is more than one plot deep and both keep a street or lane.
[[nodiscard]] std::vector<Outline> back_to_back(const Outline& block, double plot_depth);

/// Metres of the outline on a street or lane.
[[nodiscard]] double access_length(const Outline& land);
/// The longest side on a street or lane; absent where there is none.
[[nodiscard]] std::optional<std::size_t> front_side(const Outline& land);

}  // namespace wangge::town::plot
