#include "gis/town/border_ways.h"

#include "engine/core/parallel.h"
#include "gis/town/road_pieces.h"

#include <algorithm>

namespace wangge::town {
namespace {

struct Piece {
  Position a;
  Position b;
};

bool is_bare(const Line& line) { return !line.line_class || !network::is_road(*line.line_class); }

std::vector<Piece> bare_sides(const StreetPlan& plan, const Block& block) {
  std::vector<Piece> sides;
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    if (!is_bare(plan.lines[block.line_of_edge[i]])) continue;
    sides.push_back({plan.vertices[block.ring[i]], plan.vertices[block.ring[i + 1 < block.ring.size() ? i + 1 : 0]]});
  }
  return sides;
}

/// Of pieces that do not cross.
double apart(const Piece& one, const Piece& other) {
  return std::min({core::distance(nearest_on(other.a, other.b, one.a), one.a),
                   core::distance(nearest_on(other.a, other.b, one.b), one.b),
                   core::distance(nearest_on(one.a, one.b, other.a), other.a),
                   core::distance(nearest_on(one.a, one.b, other.b), other.b)})
      .value;
}

/// Pieces of ways inside blocks whose width reaches over a bare side.
struct BorderWays {
  Column<VertexId, Position> vertices;
  Column<LineId, Line> lines;

  void add(const StreetPlan& plan, const Block& block, const std::vector<Piece>& sides, const BlockFill& fill) {
    const auto at = [&](std::uint32_t node) {
      return node < block.ring.size() ? plan.vertices[block.ring[node]] : fill.nodes[node - block.ring.size()];
    };
    for (const InnerLine& line : fill.lines) {
      if (!network::is_road(line.line_class)) continue;
      for (std::size_t i = 0; i + 1 < line.nodes.size(); ++i) {
        const Piece way{at(line.nodes[i]), at(line.nodes[i + 1])};
        const auto reached = [&](const Piece& side) { return apart(way, side) < line.width_m / 2; };
        if (std::any_of(sides.begin(), sides.end(), reached)) add(way, line);
      }
    }
  }

 private:
  void add(const Piece& way, const InnerLine& of) {
    Line line;
    line.vertices = {vertices.push_back(way.a), vertices.push_back(way.b)};
    line.line_class = of.line_class;
    line.width_m = of.width_m;
    lines.push_back(std::move(line));
  }
};

}  // namespace

void clear_border_ways(const StreetPlan& plan, std::vector<BlockFill>& fills, core::Threads threads) {
  BorderWays ways;
  std::vector<BlockId> beside;
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    const std::vector<Piece> sides = bare_sides(plan, plan.blocks[id]);
    if (sides.empty()) continue;
    beside.push_back(id);
    ways.add(plan, plan.blocks[id], sides, fills[id.value()]);
  }
  if (ways.lines.empty()) return;
  const RoadPieces roads(ways.vertices, ways.lines);
  core::parallel_for(threads, beside.size(), [&](std::size_t i) {
    std::erase_if(fills[beside[i].value()].buildings,
                  [&roads](const Building& building) { return roads.first_within(building.footprint, 0).has_value(); });
  });
}

}  // namespace wangge::town
