#include "gis/town/place_names.h"

#include "gis/town/people/names.h"

#include <set>
#include <string>

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

}  // namespace wangge::town
