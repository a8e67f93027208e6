#pragma once

#include "gis/town/people/balanced_parts.h"
#include "gis/town/people/block_graph.h"
#include "gis/town/people/parcels.h"

#include <span>
#include <string>
#include <vector>

namespace wangge::town {

/// All the land of a town in parcels, ready to be put together to grids. Of the partitions' files only.
struct ParcelMap {
  std::vector<Position> points;
  std::vector<Parcel> parcels;               ///< by lowest-level area, rising
  std::vector<std::vector<VertexId>> rings;  ///< with the vertices that cuts added
  std::vector<AreaId> area;                  ///< of each parcel
  struct Link {
    std::uint32_t a = 0;  ///< a < b
    std::uint32_t b = 0;
    double length_m = 0;
    double strength = 1;  ///< of the strongest line between them
  };
  std::vector<Link> links;  ///< parcels of any areas that share a border
};

/// Completes a map from parcels in any order. O(edges log edges).
[[nodiscard]] ParcelMap parcel_map(const Town& town, const LandCutter& cutter, std::vector<Parcel> parcels,
                                   const BarrierStrengths& strengths);

/// Which parcels lie in one area: a stretch of them.
struct ParcelStretch {
  AreaId area;
  std::size_t first = 0;
  std::size_t last = 0;
};
[[nodiscard]] std::vector<ParcelStretch> stretches(const ParcelMap& map);

/// The parcels of one area as a graph: node i is parcel first + i; weight: households.
[[nodiscard]] std::vector<PartGraph> part_graphs(const ParcelMap& map, const std::vector<ParcelStretch>& parts);

/// The shapes of grids from a grid number for each parcel. Exact.
[[nodiscard]] std::vector<MultiPolygon> grid_shapes(const ParcelMap& map, std::span<const std::uint32_t> grid, std::size_t count);

/// Numbers from 0 in rows from north to south, each from west to east, for parts of one area given by their middles.
[[nodiscard]] std::vector<std::uint32_t> reading_order(const std::vector<Position>& middles);

/// The middle of each part of a stretch of parcels, by land.
[[nodiscard]] std::vector<Position> middles_of(const PartGraph& graph, std::span<const std::uint32_t> part, std::size_t count);

}  // namespace wangge::town
