#pragma once

#include "engine/network/road_graph.h"

#include <array>
#include <span>

namespace wangge::network {

/// How many times as long as on the level a mode takes per metre of road that rises by `slope` metres a metre; negative: falls.
/// Slopes beyond 40 % count as 40 %: no road is as steep, only a raster.
///
/// On foot after Tobler (1993, Three presentations on geographical analysis and modeling), whose walker goes
/// 6 km/h * exp(-3.5 |slope + 0.05|), held against the same walker on the level: fastest where it falls by 5 %.
///
/// By e-bike what the motor yields: 400 W (the most that GB 17761 allows) lift 130 kg, rider and bike, against a rolling
/// resistance of 0.01; where that is less than 18 km/h, above 5.4 %, the e-bike is as much slower than on the level. It goes no
/// faster downhill: the motor is cut off at a speed, and riders brake. 10 %: 0.57 of its speed, 20 %: 0.30. Assumed, not
/// measured.
///
/// Cars: 1.
[[nodiscard]] double slope_factor(Mode mode, double slope);

/// The factors of every edge for walkers and e-bikes, each way, from the heights of the lines; nothing where no line has heights.
/// The ground is that of the points of roads that lie on it. Along a bridge or tunnel, over several lines of such where they
/// follow each other, the height runs evenly from where it leaves the ground to where it comes back. Steps have their own speed
/// (`[travel]`), ferries and lines without heights are level. O(points), beside runs of bridges and tunnels.
/// Precondition: everything of the graph stands but times, arcs and what follows from them.
/// `ground` runs beside `graph.shape`; it is read where the edge's line has heights.
[[nodiscard]] std::array<Column<EdgeId, SlopeFactor>, mode_count> slope_factors(const RoadGraph& graph,
                                                                                std::span<const RoadLine> lines,
                                                                                const core::Csr<EdgeId, Metres>& ground);

}  // namespace wangge::network
