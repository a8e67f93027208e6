#pragma once

#include "engine/evaluation/planar_shape.h"
#include "engine/network/road_graph.h"

#include <cstdint>
#include <span>
#include <vector>

/// Streets as a planner counts them: a junction is one place although a map draws a divided road or a roundabout as many.
namespace wangge::evaluation {

/// How a drawn network becomes one of junctions (after Boeing 2022, "Street network models and indicators for every urban
/// area in the world", and 2025, "Topological graph simplification solutions to the street intersection miscount problem").
struct ConsolidationRules {
  core::Metres near{15};      ///< junctions nearer than this to each other are one
  core::Metres one_way{30};   ///< so are the ends of one-way pieces shorter than this: roundabouts, openings of divided roads
  core::Metres inside{60};    ///< pieces from a junction to itself up to this length are part of it
  core::Metres carriage{40};  ///< one-way pieces between the same junctions are one street where their middles are this near
};

struct StreetPiece {
  std::uint32_t tail = 0;  ///< junction or end
  std::uint32_t head = 0;
  double length = 0;  ///< m, along the points
  bool one_way = false;
  std::vector<Position> points;  ///< as drawn, from tail to head; may end up to `near` beside a joined junction
};

/// Junctions (degree 3 and more) and ends (degree 1) with the pieces of street between them; a loop without junction has a
/// node of degree 2.
struct StreetNet {
  std::vector<Position> nodes;
  std::vector<std::uint32_t> degree;  ///< how many pieces meet; a loop counts twice; 0: nothing is left here
  std::vector<StreetPiece> pieces;
};

/// Lines meet where they share nodes, as build_road_graph says. O(points log points).
[[nodiscard]] StreetNet build_street_net(std::span<const network::RoadLine> streets, const ConsolidationRules& rules = {});

/// Streets: roads of classes residential to primary. Motorways, service ways, tracks and footways are none.
[[nodiscard]] constexpr bool is_street(network::LineClass line_class) {
  return line_class >= network::LineClass::residential && line_class <= network::LineClass::primary;
}

}  // namespace wangge::evaluation
