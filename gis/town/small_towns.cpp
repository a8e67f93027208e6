#include "gis/town/small_towns.h"

#include "gis/town/move_town.h"

#include <utility>

namespace wangge::town {

SmallTowns::SmallTowns(const Town& town) : town_(town), has_centre_(town.areas.size(), 0), centre_of_(town.blocks.size()) {
  for (const Hamlet& hamlet : town.hamlets) {
    const AreaId village = town.blocks[hamlet.blocks.front()].area;
    const AreaId above = village.valid() ? town.areas[village].parent : AreaId();
    if (!hamlet.town_centre || !above.valid()) continue;
    has_centre_[above] = 1;
    for (const BlockId block : hamlet.blocks) centre_of_[block] = above;
  }
}

std::vector<AreaId> SmallTowns::all() const {
  std::vector<AreaId> found;
  for (const AreaId area : core::ids<AreaId>(has_centre_.size())) {
    if (has_centre_[area] != 0) found.push_back(area);
  }
  return found;
}

std::optional<Position> SmallTowns::bus_stop(AreaId area) const {
  std::optional<Position> best;
  // The strongest class of road first, then the longest piece.
  std::pair<network::LineClass, double> most{network::LineClass::footway, 0};
  for (const BlockId id : core::ids<BlockId>(town_.blocks.size())) {
    if (centre_of_[id] != area) continue;
    const Block& block = town_.blocks[id];
    for (std::size_t i = 0; i < block.ring.size(); ++i) {
      const std::optional<network::LineClass> line_class = town_.lines[block.line_of_edge[i]].line_class;
      if (!line_class || *line_class > network::LineClass::primary) continue;
      const Position a = town_.vertices[block.ring[i]];
      const Position b = town_.vertices[block.ring[(i + 1) % block.ring.size()]];
      const std::pair<network::LineClass, double> own{*line_class, core::distance(a, b).value};
      if (own <= most) continue;
      most = own;
      best = in_millimetres({(a.x + b.x) / 2, (a.y + b.y) / 2});
    }
  }
  return best;
}

}  // namespace wangge::town
