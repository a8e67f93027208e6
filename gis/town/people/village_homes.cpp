#include "gis/town/people/village_homes.h"

#include "gis/town/people/living.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace wangge::town {
namespace {

Column<BlockId, std::int64_t> room_of_blocks(const Town& town) {
  Column<BlockId, std::int64_t> room(town.blocks.size(), 0);
  for (const Building& building : town.buildings) room[building.block] += most_dwellings(building);
  return room;
}

std::int64_t room_of(const Hamlet& hamlet, const Column<BlockId, std::int64_t>& room) {
  return std::accumulate(hamlet.blocks.begin(), hamlet.blocks.end(), std::int64_t{0},
                         [&room](std::int64_t sum, BlockId block) { return sum + room[block]; });
}

/// One for each area that its blocks lie in, in the order of the areas.
std::vector<Hamlet> by_area(const Town& town, const Hamlet& hamlet) {
  std::map<AreaId, Hamlet> parts;
  for (const BlockId block : hamlet.blocks) {
    Hamlet& part = parts[town.blocks[block].area];
    part.town_centre = hamlet.town_centre;
    part.blocks.push_back(block);
  }
  std::vector<Hamlet> found;
  for (auto& [area, part] : parts) found.push_back(std::move(part));
  return found;
}

}  // namespace

std::vector<Hamlet> settled_villages(const Town& town) {
  const Column<BlockId, std::int64_t> room = room_of_blocks(town);
  Column<AreaId, std::size_t> in_area(town.areas.size(), 0);
  std::vector<Hamlet> all;
  for (const Hamlet& hamlet : town.hamlets) {
    for (Hamlet& part : by_area(town, hamlet)) {
      const AreaId area = town.blocks[part.blocks.front()].area;
      if (!area.valid()) continue;
      ++in_area[area];
      all.push_back(std::move(part));
    }
  }
  std::erase_if(all, [&](const Hamlet& hamlet) {
    const AreaId area = town.blocks[hamlet.blocks.front()].area;
    const bool only = town.areas[area].kind == AreaKind::rural && in_area[area] == 1;
    if (hamlet.town_centre || only || room_of(hamlet, room) >= fewest_in_village) return false;
    --in_area[area];
    return true;
  });
  return all;
}

Villages::Villages(const Town& town) : town_(town), village_of_(town.blocks.size(), 0) {
  for (std::size_t i = 0; i < town.hamlets.size(); ++i) {
    if (town.hamlets[i].town_centre) continue;
    for (const BlockId block : town.hamlets[i].blocks) village_of_[block] = static_cast<std::uint32_t>(i) + 1;
  }
}

std::vector<Settlement> Villages::settlements(std::span<const BuildingId> buildings) const {
  std::vector<Settlement> found(1);
  std::map<std::uint32_t, std::size_t> place;
  for (std::size_t i = 0; i < buildings.size(); ++i) {
    const std::uint32_t village = village_of_[town_.buildings[buildings[i]].block];
    const std::size_t at = village == 0 ? 0 : place.emplace(village, found.size()).first->second;
    if (at == found.size()) found.push_back({true, {}});
    found[at].members.push_back(i);
  }
  if (found.front().members.empty() && found.size() > 1) found.erase(found.begin());
  return found;
}

ShareBounds village_bounds(std::int64_t households, std::span<const Settlement> settlements, std::span<const std::int64_t> most) {
  ShareBounds bounds;
  for (std::size_t i = 0; i < settlements.size(); ++i) {
    const bool village = settlements[i].village;
    bounds.high.push_back(village ? std::min(most[i], most_in_village) : most[i]);
    bounds.low.push_back(village ? std::min(most[i], fewest_in_village) : 0);
  }
  const auto sum = [](const std::vector<std::int64_t>& all) { return std::accumulate(all.begin(), all.end(), std::int64_t{0}); };
  if (sum(bounds.high) < households) bounds.high.assign(most.begin(), most.end());
  if (sum(bounds.low) > households) std::fill(bounds.low.begin(), bounds.low.end(), 0);
  return bounds;
}

}  // namespace wangge::town
