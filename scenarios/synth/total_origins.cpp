#include "scenarios/synth/total_origins.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace wangge::scenarios {
namespace {

struct TotalKey {
  const char* key;
  const char* word;  ///< in words about it
};

constexpr std::array<TotalKey, 8> total_keys{{{"synth.households", "households"},
                                              {"synth.residents", "residents"},
                                              {"synth.ages", "ages"},
                                              {"synth.residences", "residences"},
                                              {"synth.in_need", "persons in need"},
                                              {"synth.party_members", "party members"},
                                              {"synth.enterprises", "enterprises"},
                                              {"synth.organisations", "organisations"}}};

}  // namespace

std::vector<std::string> total_origins(const std::string& problem, const SynthSpec& spec, const std::string& top,
                                       const std::optional<AreaTableWords>& table) {
  const auto says = [&](std::string_view words) { return problem.find(words) != std::string::npos; };
  const bool of_whole = says("(" + top + ")");
  // Persons a household bind the two numbers to each other, whichever the words name.
  const bool both = says("persons a household");
  const bool of_areas_below = says("areas below it") || says("others");
  std::vector<std::string> found;
  const auto add = [&](const std::string& place) {
    if (std::find(found.begin(), found.end(), place) == found.end()) found.push_back(place);
  };
  if (table && table->row) add(*table->row);
  for (const TotalKey& total : total_keys) {
    const bool bound = both && (std::string_view(total.word) == "households" || std::string_view(total.word) == "residents");
    if (of_whole && (bound || says(total.word)) && spec.places.contains(total.key)) add(place_of(spec, total.key));
  }
  if (table && (of_areas_below || (!table->row && !of_whole))) add(table->shown);
  if (!table && of_areas_below && spec.places.contains("synth.level.count")) add(place_of(spec, "synth.level.count"));
  if (found.empty()) add(place_of(spec, "synth.households"));
  std::stable_partition(found.begin(), found.end(), [](const std::string& place) { return place.starts_with("--set "); });
  return found;
}

}  // namespace wangge::scenarios
