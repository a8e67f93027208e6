#include "gis/town/area_borders.h"

#include <algorithm>
#include <array>

namespace wangge::town {
namespace {

/// The lowest-level areas beside a line: left and right of it in no order; invalid outside the town.
struct Beside {
  std::array<AreaId, 2> areas;
  std::uint8_t known = 0;
  BlockId last;
  std::size_t edges = 0;  ///< of rings that run along the line
};

/// The area itself and those above it, from the bottom.
std::vector<AreaId> chain(const Town& town, AreaId area) {
  std::vector<AreaId> all;
  for (; area.valid(); area = town.areas[area].parent) all.push_back(area);
  return all;
}

}  // namespace

Column<AreaId, std::vector<LineId>> border_lines(const Town& town) {
  Column<LineId, Beside> beside(town.lines.size());
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    const Block& block = town.blocks[id];
    for (const LineId line : block.line_of_edge) {
      if (!line.valid()) continue;
      Beside& sides = beside[line];
      ++sides.edges;
      // Several edges of one line follow each other round a block.
      if (sides.known == 2 || (sides.known == 1 && sides.last == id)) continue;
      sides.areas[sides.known++] = block.area;
      sides.last = id;
    }
  }
  Column<AreaId, std::vector<LineId>> borders(town.areas.size());
  for (const LineId line : core::ids<LineId>(town.lines.size())) {
    const Beside& sides = beside[line];
    // A block that runs along both sides of a line, there and back, has it inside; one on the outline runs along one side.
    const bool inside = sides.known == 1 && sides.edges >= town.lines[line].vertices.size();
    if (sides.known == 0 || inside) continue;
    const std::vector<AreaId> one = chain(town, sides.areas[0]);
    const std::vector<AreaId> other = chain(town, sides.areas[1]);
    const auto has = [](const std::vector<AreaId>& areas, AreaId area) {
      return std::find(areas.begin(), areas.end(), area) != areas.end();
    };
    for (const AreaId area : one) {
      if (!has(other, area)) borders[area].push_back(line);
    }
    for (const AreaId area : other) {
      if (!has(one, area)) borders[area].push_back(line);
    }
  }
  return borders;
}

}  // namespace wangge::town
