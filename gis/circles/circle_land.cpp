#include "gis/circles/circle_land.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wangge::gis {
namespace {

using core::Metres;
using network::EdgeId;

constexpr double stretch_length = 16;

/// A short piece of road: reached as a whole when its middle is.
struct Stretches {
  std::vector<LineString> lines;
  std::vector<network::AccessPoint> middles;
};

Stretches stretches_of(const network::RoadGraph& graph, network::Mode mode) {
  Stretches all;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (!graph.is_main(mode, edge) || graph.crossing[edge].value > 0 || graph.is_passage(edge)) continue;
    const double length = graph.length[edge].value;
    const double count = std::max(1.0, std::floor(length / stretch_length + 0.5));
    for (double i = 0; i < count; ++i) {
      const Metres from(length * (i / count));
      const Metres to(length * ((i + 1) / count));
      all.lines.push_back(line_of(graph, {edge, from, to}));
      all.middles.push_back({edge, Metres((from.value + to.value) / 2), Metres(0)});
    }
  }
  return all;
}

std::vector<circles::Footing> footings_of(const territory::Territory& territory,
                                          std::span<const MultiPolygon* const> footprints) {
  std::vector<circles::Footing> footings;
  for (std::size_t i = 0; i < footprints.size(); ++i)
    footings.push_back({footprints[i], territory.buildings.position[territory::BuildingId(i)]});
  for (const territory::CellId cell : siting::derived_cells(territory))
    footings.push_back({nullptr, territory.cells.centroid[cell]});
  return footings;
}

}  // namespace

LineString line_of(const network::RoadGraph& graph, const network::ReachedPiece& piece) {
  LineString line = {graph.position(piece.edge, piece.from)};
  for (const network::ShapePoint& point : graph.shape[piece.edge]) {
    if (point.offset > piece.from && point.offset < piece.to) line.push_back(point.position);
  }
  line.push_back(graph.position(piece.edge, piece.to));
  return line;
}

CircleLand::CircleLand(const network::Travel& travel, network::Mode mode, const territory::Territory& territory,
                       std::span<const MultiPolygon* const> footprints, const siting::EntryRules& entry)
    : places(siting::reach_places(travel, mode, territory, entry)), owners([&] {
        const Stretches stretches = stretches_of(travel.graph(), mode);
        circles::LandOwners land(footings_of(territory, footprints), stretches.lines);
        for (const std::uint32_t kept : land.kept_stretches()) places.push_back({stretches.middles[kept], {}, 0, 0, 0});
        return land;
      }()) {}

}  // namespace wangge::gis
