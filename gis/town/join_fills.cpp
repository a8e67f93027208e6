#include "gis/town/join_fills.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace wangge::town {
namespace {

using network::Direction;
using network::LineClass;

/// Who may use a way inside a block.
network::Access inner_access(LineClass line_class) {
  const Direction wheels = line_class == LineClass::steps ? Direction::closed : Direction::both;
  const Direction cars = line_class >= LineClass::track ? Direction::both : Direction::closed;
  return {Direction::both, wheels, cars};
}

/// Gives the things of one block their ids in the town.
class BlockJoin {
 public:
  BlockJoin(Town& town, BlockId block) : town_(town), block_(block) {}

  void take(BlockFill&& fill) {
    first_node_ = town_.vertices.size();
    first_compound_ = town_.compounds.size();
    for (const Position node : fill.nodes) town_.vertices.push_back(node);
    for (const InnerLine& line : fill.lines) take_line(line);
    for (Compound& compound : fill.compounds) take_compound(std::move(compound));
    for (Building& building : fill.buildings) take_building(std::move(building));
    for (Polygon& water : fill.waters) town_.waters.push_back(std::move(water));
  }

 private:
  [[nodiscard]] VertexId vertex(std::size_t node) const {
    const std::vector<VertexId>& ring = town_.blocks[block_].ring;
    return node < ring.size() ? ring[node] : VertexId(first_node_ + node - ring.size());
  }

  void take_line(const InnerLine& inner) {
    Line line;
    for (const std::uint32_t node : inner.nodes) line.vertices.push_back(vertex(node));
    line.block = block_;
    line.line_class = inner.line_class;
    line.access = inner_access(inner.line_class);
    line.width_m = inner.width_m;
    town_.lines.push_back(std::move(line));
  }

  void take_compound(Compound&& compound) {
    compound.block = block_;
    for (Gate& gate : compound.gates) gate.vertex = vertex(gate.vertex.value());
    town_.compounds.push_back(std::move(compound));
  }

  void take_building(Building&& building) {
    building.block = block_;
    if (building.compound.valid()) building.compound = CompoundId(first_compound_ + building.compound.value());
    town_.buildings.push_back(std::move(building));
  }

  Town& town_;
  BlockId block_;
  std::size_t first_node_ = 0;
  std::size_t first_compound_ = 0;
};

}  // namespace

std::vector<double> closeness_of_blocks(const StreetPlan& plan, const TownSpec& /*spec*/) {
  std::vector<double> reach(plan.regions.size(), 1);
  std::vector<double> away(plan.blocks.size());
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    const Block& block = plan.blocks[id];
    if (block.region >= plan.regions.size()) continue;
    away[id.value()] = core::distance(middle_of_block(plan.vertices, block), plan.regions[block.region].centre).value;
    reach[block.region] = std::max(reach[block.region], away[id.value()]);
  }
  std::vector<double> closeness(plan.blocks.size());
  for (std::size_t at = 0; at < closeness.size(); ++at) {
    const Block& block = plan.blocks[BlockId(at)];
    if (block.region < reach.size()) closeness[at] = 1 - away[at] / reach[block.region];
  }
  return closeness;
}

BlockGround bare_ground(const Column<VertexId, Position>& vertices, const Column<LineId, Line>& lines, BlockId id,
                        const Block& block) {
  BlockGround ground{.id = id, .ring = {}, .half_width_m = {}, .line_class = {}};
  for (std::size_t at = 0; at < block.ring.size(); ++at) {
    const Line& line = lines[block.line_of_edge[at]];
    ground.ring.push_back(vertices[block.ring[at]]);
    ground.half_width_m.push_back(line.width_m / 2);
    ground.line_class.push_back(line.line_class);
  }
  ground.use = block.use;
  ground.fabric = block.fabric;
  return ground;
}

BlockGround block_ground(const StreetPlan& plan, BlockId id, double households, double closeness, int year) {
  BlockGround ground = bare_ground(plan.vertices, plan.lines, id, plan.blocks[id]);
  ground.households = households;
  ground.closeness = closeness;
  ground.year = year;
  return ground;
}

void join_fill(Town& town, BlockId block, BlockFill fill) { BlockJoin(town, block).take(std::move(fill)); }

Town join_fills(StreetPlan plan, std::vector<BlockFill> fills, const TownSpec& spec) {
  assert(fills.size() == plan.blocks.size());
  Town town;
  town.level_names = spec.level_names;
  town.outline = std::move(plan.outline);
  town.vertices = std::move(plan.vertices);
  town.lines = std::move(plan.lines);
  town.restrictions = std::move(plan.restrictions);
  town.waters = std::move(plan.waters);
  town.blocks = std::move(plan.blocks);
  town.areas = spec.areas;
  for (std::size_t at = 0; at < fills.size(); ++at) {
    join_fill(town, BlockId(at), std::move(fills[at]));
    fills[at] = {};
  }
  return town;
}

}  // namespace wangge::town
