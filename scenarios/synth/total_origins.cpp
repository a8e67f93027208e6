#include "scenarios/synth/total_origins.h"

#include <algorithm>
#include <array>

namespace wangge::scenarios {
namespace {

/// By Total.
constexpr std::array<const char*, 8> total_keys{"synth.households",  "synth.residents",    "synth.ages",
                                                "synth.residences",  "synth.in_need",      "synth.party_members",
                                                "synth.enterprises", "synth.organisations"};

bool concerns(const town::TotalsClash::Subject& clash, town::Total total) {
  const bool people =
      total == town::Total::residents || (total == town::Total::households && clash.total == town::Total::residents);
  return clash.total == total || (people && clash.bound_by_people);
}

}  // namespace

std::vector<std::string> total_origins(const town::TotalsClash::Subject* clash, const SynthSpec& spec, const std::string& top,
                                       const std::optional<AreaTableWords>& table) {
  const bool of_whole = clash != nullptr && clash->code == top;
  const bool of_areas_below = clash != nullptr && clash->areas_below;
  std::vector<std::string> found;
  const auto add = [&](const std::string& place) {
    if (std::find(found.begin(), found.end(), place) == found.end()) found.push_back(place);
  };
  if (table && table->row) add(*table->row);
  for (std::size_t i = 0; i < total_keys.size(); ++i) {
    if (of_whole && concerns(*clash, static_cast<town::Total>(i)) && spec.places.contains(total_keys[i]))
      add(place_of(spec, total_keys[i]));
  }
  if (table && (of_areas_below || (!table->row && !of_whole))) add(table->shown);
  if (!table && of_areas_below && spec.places.contains("synth.level.count")) add(place_of(spec, "synth.level.count"));
  if (found.empty()) add(place_of(spec, "synth.households"));
  std::stable_partition(found.begin(), found.end(), [](const std::string& place) { return place.starts_with("--set "); });
  return found;
}

}  // namespace wangge::scenarios
