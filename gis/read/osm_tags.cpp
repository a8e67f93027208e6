#include "gis/read/osm_tags.h"

#include "gis/read/building_words.h"
#include "gis/read/count_text.h"
#include "gis/read/osm_road_use.h"
#include "gis/read/road_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string text_of(const osmium::TagList& tags, const std::string& key) {
  return key.empty() ? std::string() : std::string(tag(tags, key.c_str()));
}

std::optional<std::int64_t> count_in(const osmium::TagList& tags, const std::string& key, const SourceSpec& source,
                                     const std::string& source_id) {
  if (key.empty()) return std::nullopt;
  return count_of(tag(tags, key.c_str()), {.file = source.path, .layer = {}, .feature = source_id, .field = key},
                  most_in_building);
}

/// A public register of anyone's making: an odd population is no reason to stop, it is as good as absent.
std::optional<std::int64_t> population_of(const osmium::TagList& tags, const std::string& key) {
  const std::string text = text_of(tags, key);
  std::int64_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc() || end != text.data() + text.size() || count < 0 || count > most_in_area) return std::nullopt;
  return count;
}

territory::BuildingUse use_of(const osmium::TagList& tags, const std::string& type, const BuildingLayerSpec& spec) {
  const auto listed = spec.use_of_type.find(type);
  if (listed != spec.use_of_type.end()) return territory::building_use(listed->second).value_or(territory::BuildingUse::unknown);
  const territory::BuildingUse use = use_of_building_word(type);
  if (use != territory::BuildingUse::unknown) return use;
  for (const char* key :
       {"amenity", "shop", "office", "tourism", "craft", "industrial", "man_made", "power", "leisure", "historic"}) {
    const auto other = use_of_other_tag(key, tag(tags, key));
    if (other) return *other;
  }
  return territory::BuildingUse::unknown;
}

bool said_yes(std::string_view word) { return !word.empty() && word != "no"; }

std::optional<RoadMeaning> road_of(const osmium::TagList& tags, const LineSpec& spec) {
  const std::string type(tag(tags, "highway"));
  if (type.empty()) return std::nullopt;
  const auto listed = spec.class_of_type.find(type);
  std::optional<RoadMeaning> meaning = road_meaning(type);
  if (listed != spec.class_of_type.end()) {
    const auto named = network::line_class(listed->second);
    if (named) meaning = RoadMeaning{*named, meaning ? meaning->access : usual_access(*named)};
  }
  if (meaning && tag(tags, "motorroad") == "yes") meaning = RoadMeaning{LineClass::motorway, usual_access(LineClass::motorway)};
  return meaning;
}

}  // namespace

std::string_view tag(const osmium::TagList& tags, const char* key) { return tags.get_value_by_key(key, ""); }

bool is_building(const osmium::TagList& tags) {
  const std::string_view word = tag(tags, "building");
  return !word.empty() && word != "no";
}

BuildingFeature building_of(const osmium::TagList& tags, const BuildingLayerSpec& spec, const std::string& source_id) {
  BuildingFeature building;
  building.source_id = source_id;
  building.type = tag(tags, spec.use_field.empty() ? "building" : spec.use_field.c_str());
  building.use = use_of(tags, building.type, spec);
  building.name = tag(tags, spec.name_field.empty() ? "name" : spec.name_field.c_str());
  building.compound = text_of(tags, spec.compound_field);
  building.floors = floors_of(tag(tags, spec.floors_field.empty() ? "building:levels" : spec.floors_field.c_str()));
  building.households = count_in(tags, spec.households_field, spec.source, source_id);
  building.residents = count_in(tags, spec.residents_field, spec.source, source_id);
  return building;
}

std::optional<LineFeature> line_of(const osmium::TagList& tags, const LineSpec& spec, const std::string& source_id) {
  LineFeature line;
  line.source_id = source_id;
  line.name = tag(tags, spec.name_field.empty() ? "name" : spec.name_field.c_str());
  line.tunnel = said_yes(tag(tags, "tunnel"));
  line.passage = tag(tags, "tunnel") == "building_passage";
  line.bridge = said_yes(tag(tags, "bridge"));
  line.conditional = has_unread_conditions(tags);
  if (const auto road = road_of(tags, spec)) {
    line.line_class = road->line_class;
    set_use(line, tags, *road, spec.moment);
    line.type = tag(tags, "highway");
    return line;
  }
  if (tag(tags, "route") == "ferry") {
    line.line_class = LineClass::footway;
    set_ferry_use(line, tags, spec.moment);
    line.type = "ferry";
    return line;
  }
  for (const char* key : {"railway", "waterway"}) {
    const std::string_view word = tag(tags, key);
    const auto line_class = std::string_view(key) == "railway" ? rail_class(word) : waterway_class(word);
    if (!line_class) continue;
    line.line_class = *line_class;
    line.access = usual_access(*line_class);
    line.type = word;
    return line;
  }
  return std::nullopt;
}

bool is_water(const osmium::TagList& tags) {
  return tag(tags, "natural") == "water" || one_of(tag(tags, "waterway"), {"riverbank", "dock"}) ||
         one_of(tag(tags, "landuse"), {"reservoir", "basin"});
}

std::optional<int> admin_level_of(const osmium::TagList& tags) {
  if (tag(tags, "boundary") != "administrative") return std::nullopt;
  const std::string_view text = tag(tags, "admin_level");
  int level = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), level);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return level;
}

AreaFeature area_of(const osmium::TagList& tags, const AreaSpec& spec, const std::string& source_id) {
  AreaFeature area;
  area.source_id = source_id;
  area.code = text_of(tags, spec.code_field);
  area.name = tag(tags, spec.label_field.empty() ? "name" : spec.label_field.c_str());
  area.parent_code = text_of(tags, spec.parent_field);
  area.residents = population_of(tags, spec.residents_field);
  area.households = count_in(tags, spec.households_field, spec.source, source_id);
  return area;
}

std::optional<PlaceFeature> place_of(const osmium::TagList& tags, const std::string& source_id) {
  PlaceFeature place;
  const std::string_view kind = tag(tags, "place");
  if (one_of(kind, {"country", "state", "region", "province", "district", "county", "municipality", "city", "borough", "town",
                    "suburb", "quarter", "neighbourhood", "village", "hamlet", "isolated_dwelling"})) {
    place.kind = kind;
  } else if (tag(tags, "amenity") == "townhall") {
    place.kind = "townhall";
  } else {
    return std::nullopt;
  }
  place.source_id = source_id;
  place.name = tag(tags, "name");
  place.name_zh = tag(tags, "name:zh");
  if (place.name_zh.empty()) place.name_zh = tag(tags, "name:zh-Hans");
  place.residents = population_of(tags, "population");
  return place;
}

}  // namespace wangge::gis
