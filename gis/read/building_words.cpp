#include "gis/read/building_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace wangge::gis {
namespace {

using territory::BuildingUse;

struct UseWords {
  BuildingUse use;
  std::string_view words;  ///< between blanks, with one before the first and one after the last
};

constexpr std::array<UseWords, 7> building_words = {{
    {BuildingUse::residential,
     " apartments house detached residential semidetached_house semi terrace terraced_house bungalow dormitory cabin farm "
     "farmhouse "
     "villa duplex flat flats houseboat static_caravan ger stilt_house tree_house residence "},
    {BuildingUse::mixed, " mixed mixed_use "},
    {BuildingUse::commercial,
     " commercial retail office offices hotel supermarket kiosk shop bank restaurant mall pub guest_house hostel "},
    {BuildingUse::industrial, " industrial warehouse factory manufacture works hangar brewery sawmill power_plant "},
    {BuildingUse::civic,
     " civic public government school kindergarten university college hospital clinic church chapel cathedral mosque temple "
     "monastery "
     "synagogue shrine religious convent presbytery fire_station police train_station station transportation sports_hall "
     "sports_centre "
     "stadium grandstand riding_hall museum library castle townhall pavilion community_centre theatre military barracks prison "},
    {BuildingUse::agricultural,
     " agricultural barn farm_auxiliary stable cowshed sty greenhouse glasshouse livestock slurry_tank silo granary "},
    {BuildingUse::minor,
     " garage garages shed carport roof hut parking transformer_tower service bunker toilets ruins construction collapsed "
     "container "
     "tent guardhouse storage_tank shelter allotment_house boathouse bridge tower water_tower gatehouse canopy porch "
     "conservatory "
     "elevator summer_house ship bus pumping_station substation digester chimney cooling_tower "},
}};

bool holds(std::string_view words, std::string_view word) {
  std::size_t at = words.find(word);
  while (at != std::string_view::npos) {
    if (words[at - 1] == ' ' && words[at + word.size()] == ' ') return true;
    at = words.find(word, at + 1);
  }
  return false;
}

constexpr std::string_view civic_amenities =
    " school kindergarten university college hospital clinic townhall place_of_worship fire_station police library "
    "community_centre "
    "public_building bus_station courthouse theatre arts_centre social_centre prison childcare monastery music_school "
    "post_office ";
constexpr std::string_view commercial_amenities =
    " restaurant cafe bar pub fast_food bank fuel pharmacy cinema nightclub casino marketplace doctors dentist veterinary "
    "car_wash "
    "car_rental biergarten food_court studio ";
constexpr std::string_view homes = " nursing_home retirement_home social_facility student_accommodation ";
constexpr std::string_view minor_amenities = " parking shelter toilets bicycle_parking recycling waste_disposal parking_space ";

std::optional<BuildingUse> use_of_amenity(std::string_view word) {
  if (holds(civic_amenities, word)) return BuildingUse::civic;
  if (holds(commercial_amenities, word)) return BuildingUse::commercial;
  if (holds(homes, word)) return BuildingUse::residential;
  if (holds(minor_amenities, word)) return BuildingUse::minor;
  return std::nullopt;
}

}  // namespace

BuildingUse use_of_building_word(std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return BuildingUse::unknown;
  for (const UseWords& entry : building_words) {
    if (holds(entry.words, word)) return entry.use;
  }
  return territory::building_use(word).value_or(BuildingUse::unknown);
}

std::optional<BuildingUse> use_of_other_tag(std::string_view key, std::string_view word) {
  if (word.empty() || word == "no" || word.find(' ') != std::string_view::npos) return std::nullopt;
  if (key == "amenity") return use_of_amenity(word);
  if (key == "shop") return BuildingUse::commercial;
  if (key == "office") return word == "government" ? BuildingUse::civic : BuildingUse::commercial;
  if (key == "tourism") return holds(" museum gallery ", word) ? BuildingUse::civic : BuildingUse::commercial;
  if (key == "leisure") return BuildingUse::civic;
  if (key == "craft" || key == "industrial") return BuildingUse::industrial;
  if (key == "man_made") return word == "works" ? BuildingUse::industrial : BuildingUse::minor;
  if (key == "power") return BuildingUse::minor;
  if (key == "historic" && holds(" castle monastery church ", word)) return BuildingUse::civic;
  return std::nullopt;
}

std::optional<double> floors_of(std::string_view text) {
  double floors = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), floors);
  if (failure != std::errc() || end != text.data() + text.size() || !(floors > 0) || floors > 200) return std::nullopt;
  return floors;
}

}  // namespace wangge::gis
