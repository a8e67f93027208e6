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

/// Cuts land by lanes until every piece is at most two plots deep, and lays the lanes; each joins a street at a vertex of the
/// ring, or another lane. Appends the pieces.
void cut_lanes(Site& site, const Outline& land, const LaneStyle& style, std::vector<Outline>& blocks);

/// Cuts a lane block into parcels of about `target` square metres, each with at least 3 m on a street or lane. Appends them.
void cut_parcels(Site& site, const Outline& block, double target, double jitter, std::vector<Outline>& parcels);

/// Metres of the outline on a street or lane.
[[nodiscard]] double access_length(const Outline& land);
/// The longest side on a street or lane; absent where there is none.
[[nodiscard]] std::optional<std::size_t> front_side(const Outline& land);

}  // namespace wangge::town::plot
