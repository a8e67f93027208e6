#include "gis/town/place_names.h"

#include "gis/town/people/names.h"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace wangge::town {

void name_compounds(Town& town, const TownSpec& spec) {
  std::set<std::string> taken;
  for (const Compound& compound : town.compounds) taken.insert(compound.name);
  FreshNames names;
  for (const std::string& name : taken) names.take(name);
  taken.clear();
  for (const CompoundId id : core::ids<CompoundId>(town.compounds.size())) {
    Compound& compound = town.compounds[id];
    if (!compound.name.empty() && taken.insert(compound.name).second) continue;
    core::Stream luck(spec.seed, 0, "compound names", id.value());
    const bool old = compound.management != Management::property;
    compound.name = names.fresh(old ? NameKind::old_compound : NameKind::compound, luck);
    taken.insert(compound.name);
  }
}

void name_hamlets(Town& town, const TownSpec& spec) {
  constexpr int draws = 30;
  constexpr std::array<std::string_view, 8> sides{"上", "下", "大", "小", "新", "老", "东", "西"};
  Column<AreaId, std::set<std::string>> taken(town.areas.size());
  for (std::size_t i = 0; i < town.hamlets.size(); ++i) {
    const AreaId area = town.blocks[town.hamlets[i].blocks.front()].area;
    if (!area.valid()) continue;
    core::Stream luck(spec.seed, 0, "names of natural villages", i);
    std::string name = made_hamlet(town.areas[area].code, luck);
    for (int draw = 0; draw < draws && taken[area].contains(name); ++draw) name = made_hamlet(town.areas[area].code, luck);
    while (!taken[area].insert(name).second) name.insert(0, sides[luck.below(sides.size())]);
    town.hamlets[i].name = std::move(name);
  }
}

}  // namespace wangge::town
