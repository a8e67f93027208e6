#include "gis/town/extract_tags.h"

#include "gis/read/road_words.h"
#include "gis/town/line_words.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace wangge::town {
namespace {

using network::Direction;
using network::Mode;
using territory::BuildingUse;

constexpr std::array<std::string_view, 3> slope_names{"", "rolling", "steep"};

struct LandWord {
  std::string_view key;
  std::string_view value;
};
constexpr std::array<LandWord, land_use_count> land_words{{{"landuse", "residential"},
                                                           {"landuse", "residential"},
                                                           {"landuse", "residential"},
                                                           {"landuse", "residential"},
                                                           {"landuse", "residential"},
                                                           {"landuse", "commercial"},
                                                           {"landuse", "industrial"},
                                                           {"amenity", "school"},
                                                           {"amenity", "hospital"},
                                                           {"amenity", "marketplace"},
                                                           {"landuse", "institutional"},
                                                           {"leisure", "park"},
                                                           {"", ""},
                                                           {"landuse", "railway"},
                                                           {"landuse", "farmland"},
                                                           {"landuse", "forest"}}};

Direction access(const Line& line, Mode mode) { return line.access[static_cast<std::size_t>(mode)]; }

/// Who may use it, where that differs from what the word alone says.
void add_access(const Line& line, std::string_view word, Tags& tags) {
  constexpr std::array<const char*, network::mode_count> keys{"foot", "bicycle", "motor_vehicle"};
  const auto meaning = gis::road_meaning(word);
  if (!meaning) return;
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    const auto at = static_cast<std::size_t>(mode);
    const bool usual = meaning->access[at] != Direction::closed;
    const bool open = line.access[at] != Direction::closed;
    if (usual != open) tags.emplace_back(keys[at], open ? "yes" : "no");
  }
  if (oneway_word(line) == "no") return;
  tags.emplace_back("oneway", oneway_word(line));
  if (access(line, Mode::ebike) == Direction::both) tags.emplace_back("oneway:bicycle", "no");
}

std::string_view building_word(const Building& building) {
  switch (building.use) {
    case BuildingUse::residential:
      return building.dwellings > 2 ? "apartments" : "house";
    case BuildingUse::minor:
      return "shed";
    case BuildingUse::unknown:
      return "yes";
    default:
      return territory::name(building.use);
  }
}

}  // namespace

Tags line_tags(const Line& line) {
  if (!line.line_class) return {};
  const std::string word(class_word(line));
  Tags tags;
  if (is_road(line)) {
    tags.emplace_back("highway", word);
    add_access(line, word, tags);
    if (line.width_m > 0) tags.emplace_back("width", fmt::format("{:.1f}", line.width_m));
    if (line.slope > 0) tags.emplace_back("wangge:slope", slope_names[line.slope]);
  } else {
    tags.emplace_back(is_railway(line) ? "railway" : "waterway", word);
  }
  if (!line.name.empty()) tags.emplace_back("name", line.name);
  if (line.bridge) tags.insert(tags.end(), {{"bridge", "yes"}, {"layer", "1"}});
  if (line.tunnel) tags.insert(tags.end(), {{"tunnel", "yes"}, {"layer", "-1"}});
  return tags;
}

Tags building_tags(const TownIndex& index, BuildingId id) {
  const Building& building = index.town.buildings[id];
  Tags tags{{"building", std::string(building_word(building))}, {"building:levels", fmt::format("{}", building.floors)}};
  if (building.dwellings > 0) {
    tags.emplace_back("building:flats", fmt::format("{}", building.dwellings));
  }
  tags.emplace_back("wangge:households", fmt::format("{}", building.households));
  tags.emplace_back("wangge:residents", fmt::format("{}", building.residents));
  if (building.compound.valid()) tags.emplace_back("addr:place", index.compound_names[building.compound.value()]);
  if (building.built) tags.emplace_back("start_date", fmt::format("{}", *building.built));
  return tags;
}

Tags land_tags(LandUse use) {
  const LandWord& word = land_words[static_cast<std::size_t>(use)];
  if (word.key.empty()) return {};
  return {{std::string(word.key), std::string(word.value)}};
}

Tags boundary_tags(const Area& area, int admin_level) {
  return {{"type", "boundary"},
          {"boundary", "administrative"},
          {"admin_level", fmt::format("{}", admin_level)},
          {"name", area.name},
          {"ref", area.code},
          {"population", fmt::format("{}", area.totals.residents)},
          {"wangge:households", fmt::format("{}", area.totals.households)}};
}

}  // namespace wangge::town
