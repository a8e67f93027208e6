#include "gis/town/people/block_graph.h"

#include "gis/town/people/plane_shapes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>
#include <utility>

namespace wangge::town {
namespace {

constexpr double water_resistance = 6;
constexpr double rail_resistance = 5;
constexpr double wild_resistance = 1.5;

double resistance(LandUse use) {
  if (use == LandUse::water) return water_resistance;
  if (use == LandUse::railway) return rail_resistance;
  return use == LandUse::hills ? wild_resistance : 1;
}

struct Side {
  std::uint32_t low;
  std::uint32_t high;
  BlockId block;
  LineId line;
};

/// Each edge of each block; edges of two blocks between the same vertices stand side by side.
std::vector<Side> sorted_sides(const Town& town) {
  std::vector<Side> sides;
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    const auto& ring = town.blocks[block].ring;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto [low, high] = std::minmax({ring[i].value(), ring[(i + 1) % ring.size()].value()});
      sides.push_back({low, high, block, town.blocks[block].line_of_edge[i]});
    }
  }
  std::sort(sides.begin(), sides.end(),
            [](const Side& a, const Side& b) { return std::tie(a.low, a.high, a.block) < std::tie(b.low, b.high, b.block); });
  return sides;
}

/// Every common edge of two blocks, sorted by the two.
std::vector<BlockBorder> common_edges(const Town& town) {
  const std::vector<Side> sides = sorted_sides(town);
  std::vector<BlockBorder> pieces;
  for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
    const Side& a = sides[i];
    const Side& b = sides[i + 1];
    if (a.low != b.low || a.high != b.high || a.block == b.block) continue;
    const double length = core::distance(town.vertices[VertexId(a.low)], town.vertices[VertexId(a.high)]).value;
    pieces.push_back({a.block, b.block, length, a.line});
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const BlockBorder& a, const BlockBorder& b) { return std::tie(a.a, a.b) < std::tie(b.a, b.b); });
  return pieces;
}

}  // namespace

BlockBorders block_borders(const Town& town) {
  BlockBorders borders;
  const BarrierStrengths plain;
  for (const BlockBorder& piece : common_edges(town)) {
    if (borders.all.empty() || borders.all.back().a != piece.a || borders.all.back().b != piece.b) {
      borders.all.push_back(piece);
      continue;
    }
    BlockBorder& last = borders.all.back();
    last.length_m += piece.length_m;
    if (strength(town, piece.line, plain) > strength(town, last.line, plain)) last.line = piece.line;
  }
  std::vector<std::pair<BlockId, std::uint32_t>> entries;
  for (std::size_t i = 0; i < borders.all.size(); ++i) {
    entries.emplace_back(borders.all[i].a, static_cast<std::uint32_t>(i));
    entries.emplace_back(borders.all[i].b, static_cast<std::uint32_t>(i));
  }
  borders.of_block = core::Csr<BlockId, std::uint32_t>::build(town.blocks.size(), entries);
  return borders;
}

double strength(const Town& town, LineId line, const BarrierStrengths& strengths) {
  using network::LineClass;
  if (!line.valid() || !town.lines[line].line_class) return strengths.bare;
  switch (*town.lines[line].line_class) {
    case LineClass::motorway:
    case LineClass::primary:
      return strengths.primary;
    case LineClass::secondary:
      return strengths.secondary;
    case LineClass::tertiary:
      return strengths.tertiary;
    case LineClass::residential:
      return strengths.street;
    case LineClass::rail:
      return strengths.rail;
    case LineClass::river:
    case LineClass::canal:
      return strengths.river;
    case LineClass::stream:
      return strengths.tertiary;
    default:
      return strengths.lane;
  }
}

PartGraph part_graph(const Town& town, const BlockBorders& borders, std::span<const BlockId> members,
                     const BarrierStrengths& strengths) {
  assert(std::is_sorted(members.begin(), members.end()));
  PartGraph graph;
  std::vector<double> slow;
  for (const BlockId block : members) {
    const Ring ring = ring_of(town, block);
    graph.at.push_back(centroid(ring));
    graph.land.push_back(std::abs(signed_area(ring)));
    const LandUse use = town.blocks[block].use;
    slow.push_back(resistance(use));
    graph.dividing.push_back(use == LandUse::water || use == LandUse::railway ? 1 : 0);
  }
  graph.weight.assign(members.size(), 0);
  for (std::size_t a = 0; a < members.size(); ++a) {
    for (const std::uint32_t index : borders.of_block[members[a]]) {
      const BlockBorder& border = borders.all[index];
      if (border.a != members[a]) continue;
      const auto found = std::lower_bound(members.begin(), members.end(), border.b);
      if (found == members.end() || *found != border.b) continue;
      const auto b = static_cast<std::size_t>(found - members.begin());
      const double barrier = strength(town, border.line, strengths);
      const double way = std::max(1.0, core::distance(graph.at[a], graph.at[b]).value) * barrier * (slow[a] + slow[b]) / 2;
      graph.links.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), way, border.length_m / barrier});
    }
  }
  return graph;
}

Ring ring_of(const Town& town, BlockId block) {
  Ring ring;
  ring.reserve(town.blocks[block].ring.size());
  for (const VertexId vertex : town.blocks[block].ring) ring.push_back(town.vertices[vertex]);
  return ring;
}

}  // namespace wangge::town
