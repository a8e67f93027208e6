#include "tests/support/audit_town.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

namespace wangge::town {

core::Findings audit_campuses(const Town& town, int year) {
  const std::map<LandUse, std::set<std::string>> kinds{{LandUse::school, {"school"}},
                                                       {LandUse::hospital, {"hospital", "clinic"}},
                                                       {LandUse::market, {"market office"}},
                                                       {LandUse::civic, {"government"}}};
  std::set<BlockId> served;
  for (const Establishment& one : town.organisations) {
    const BlockId block = town.buildings[one.building].block;
    const auto kind = kinds.find(town.blocks[block].use);
    if (kind != kinds.end() && kind->second.contains(one.kind)) served.insert(block);
  }
  std::map<BlockId, Position> campuses;
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    if (kinds.contains(town.blocks[block].use)) campuses.emplace(block, middle_of_block(town.vertices, town.blocks[block]));
  }
  std::set<BlockId> closed;  // still to come, or gone
  for (const Building& building : town.buildings) {
    if (building.built > year) closed.insert(building.block);
  }
  core::Findings findings;
  for (const auto& [block, place] : campuses) {
    if (served.contains(block) || closed.contains(block)) continue;
    const std::string_view use = name(town.blocks[block].use);
    findings.add({.rule = "town.campus",
                  .severity = core::Severity::error,
                  .message = {.zh = fmt::format("用地为 {} 的街区没有该类组织", use),
                              .en = fmt::format("a block laid out for {} holds no organisation of that kind", use)},
                  .place = place});
  }
  return findings;
}

}  // namespace wangge::town
