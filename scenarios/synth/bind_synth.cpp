#include "scenarios/synth/bind_synth.h"

#include "gis/town/write_town.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

namespace wangge::scenarios {
namespace {

constexpr std::array<std::string_view, 3> form_names{"quarter", "city", "county"};
constexpr std::array<std::string_view, town::age_count> age_keys{"ages.child", "ages.adult", "ages.old", "ages.very_old"};
constexpr std::array<std::string_view, town::residence_count> residence_keys{"residences.resident", "residences.floating",
                                                                             "residences.rental"};

Amount amount(const Reader& synth, std::string_view key) {
  const auto written = synth.optional_amount(key);
  return written.value_or(Amount());
}

void bind_ground(const Reader& synth, SynthSpec& spec) {
  const std::string form = synth.text("form");
  spec.form = static_cast<town::Form>(std::find(form_names.begin(), form_names.end(), form) - form_names.begin());
  if (synth.has("area")) spec.area_km2 = synth.area("area").value / 1e6;
  if (spec.area_km2 && *spec.area_km2 <= 0) {
    throw synth.error("area", {.zh = "面积为零；写一个大于零的面积，例如 \"2 km2\"，或删去此键由程序推算",
                               .en = "is zero; say an area above zero such as \"2 km2\", or leave it out and it follows from the "
                                     "households"});
  }
  spec.longitude = synth.number("longitude");
  spec.latitude = synth.number("latitude");
  spec.outline = synth.optional_text("outline.source").value_or("");
  spec.outline_layer = synth.text("outline.layer");
  if (spec.area_km2 && !spec.outline.empty()) {
    throw synth.error("area", {.zh = "与 outline 不能同时给出：有外轮廓时面积由它决定",
                               .en = "stands beside an outline, which has an area of its own: leave one of them out"});
  }
  spec.terrain.rivers = static_cast<int>(synth.integer("rivers"));
  spec.terrain.river_width_m = synth.length("river_width").value;
  spec.terrain.bridges = static_cast<int>(synth.integer("bridges"));
  spec.terrain.railway = synth.flag("railway");
  spec.terrain.rail_crossings = static_cast<int>(synth.integer("crossings"));
  spec.terrain.relief = synth.number("relief");
  spec.living = {.compound = synth.number("living.compound"),
                 .open_estate = synth.number("living.open_estate"),
                 .lanes = synth.number("living.lanes"),
                 .urban_village = synth.number("living.urban_village")};
  if (spec.living.compound + spec.living.open_estate + spec.living.lanes + spec.living.urban_village <= 0) {
    throw synth.error("living", {.zh = "四种居住用地的权重都是零；至少一种须大于零",
                                 .en = "is zero throughout; at least one kind of land for living must be above zero"});
  }
  spec.dwelling_m2 = synth.area("dwelling").value;
  if (spec.dwelling_m2 < 15)
    throw synth.error("dwelling", {.zh = "太小；最小为 15 m2", .en = "is too small; the least is 15 m2"});
  spec.occupied = synth.share("occupied");
  if (spec.occupied <= 0) throw synth.error("occupied", {.zh = "必须大于零", .en = "must be above zero"});
  spec.buildings = synth.optional_integer("buildings");
}

void bind_stages(const Reader& synth, SynthSpec& spec) {
  spec.year = static_cast<int>(synth.integer("year"));
  constexpr int first_year = 1950;  // older houses are of kinds that are not drawn
  int before = 0;
  double share_before = 0;
  for (const Reader& stage : synth.items("stage")) {
    const int year = static_cast<int>(stage.integer("year"));
    if (year <= before || year >= spec.year) {
      throw stage.error("year",
                        {.zh = fmt::format("{} 须晚于前一个阶段、早于 synth.year = {}", year, spec.year),
                         .en = fmt::format("{} must be after the stage before and before synth.year = {}", year, spec.year)});
    }
    if (year < first_year) {
      throw stage.error("year", {.zh = fmt::format("{} 太早：最早为 {} 年", year, first_year),
                                 .en = fmt::format("{} is too early: the first year is {}", year, first_year)});
    }
    const double share = stage.share("share");
    if (share <= share_before) {
      throw stage.error("share", {.zh = fmt::format("{:g} % 须大于零，并大于前一个阶段", 100 * share),
                                  .en = fmt::format("{:g} % must be above zero and above the stage before", 100 * share)});
    }
    before = year;
    share_before = share;
    spec.stages.push_back({year, share});
  }
  if (synth.has("renewal")) spec.renewal = synth.share("renewal");
}

void bind_people(const Reader& synth, SynthSpec& spec) {
  spec.households = synth.optional_integer("households");
  spec.residents = synth.optional_integer("residents");
  spec.persons_per_household = synth.number("persons_per_household");
  for (std::size_t i = 0; i < age_keys.size(); ++i) spec.ages[i] = amount(synth, age_keys[i]);
  for (std::size_t i = 0; i < residence_keys.size(); ++i) spec.residences[i] = amount(synth, residence_keys[i]);
  spec.in_need = amount(synth, "in_need");
  spec.party_members = amount(synth, "party_members");
  spec.enterprises = amount(synth, "enterprises");
  spec.organisations = amount(synth, "organisations");
  spec.rural_share = synth.number("rural_share");
  spec.areas = synth.optional_text("areas").value_or("");
  if (!spec.households && !spec.residents && spec.areas.empty()) {
    throw synth.error("households",
                      {.zh = "缺少 synth.households 或 synth.residents：没有人数就无从造城；例如 households = 10000",
                       .en = "is missing: the town needs synth.households or synth.residents (or synth.areas), such "
                             "as households = 10000"});
  }
}

/// In a GeoPackage and as the name of a file: letters of any script.
bool names_a_layer(const std::string& name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::string small;
  for (const char c : name) small += lower(c);
  for (const char* taken : {"gpkg", "rtree", "sqlite"}) {
    if (small.starts_with(taken)) return false;
  }
  return std::all_of(small.begin(), small.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

void refuse_layer_name(const Reader& at, std::string_view key, const std::string& name, std::set<std::string>& taken) {
  const std::vector<std::string>& reserved = town::reserved_layers();
  const bool is_reserved = std::find(reserved.begin(), reserved.end(), name) != reserved.end();
  if (name.empty() || !names_a_layer(name)) {
    throw at.error(
        key, {.zh = fmt::format("“{}”不能作图层名；应为字母、汉字、数字、下划线或连字符，不以 gpkg、rtree、sqlite 开头", name),
              .en = fmt::format("\"{}\" cannot name a layer; expected letters, digits, - or _, not beginning with gpkg, "
                                "rtree or sqlite",
                                name)});
  }
  if (!is_reserved && taken.insert(name).second) return;
  throw at.error(key, {.zh = fmt::format("“{}”不可用：它是另一个图层的名称", name),
                       .en = fmt::format("\"{}\" is not allowed: another layer has that name", name)});
}

void bind_areas(const Reader& synth, SynthSpec& spec) {
  std::set<std::string> taken;
  for (const Reader& level : synth.items("level")) {
    SynthLevel one{level.text("name"), level.integer("count"), level.integer("rural"), level.texts("labels")};
    refuse_layer_name(level, "name", one.name, taken);
    if (static_cast<std::int64_t>(one.labels.size()) > one.count) {
      throw level.error("labels", {.zh = fmt::format("有 {} 个名称，而该级只有 {} 个辖区：请删去多余的名称，或增大 count",
                                                     one.labels.size(), one.count),
                                   .en = fmt::format("has {} names for {} areas of the level: leave names out, or raise `count`",
                                                     one.labels.size(), one.count)});
    }
    if (one.rural > one.count) {
      throw level.error("rural", {.zh = fmt::format("{} 多于总数 {}", one.rural, one.count),
                                  .en = fmt::format("{} are more than the {} areas of the level", one.rural, one.count)});
    }
    if (!spec.levels.empty() && one.count < spec.levels.back().count) {
      throw level.error(
          "count", {.zh = fmt::format("{} 少于上一级的 {} 个：每个上级至少要有一个下级", one.count, spec.levels.back().count),
                    .en = fmt::format("{} are fewer than the {} areas above: each needs at least one below it", one.count,
                                      spec.levels.back().count)});
    }
    spec.levels.push_back(std::move(one));
    // Of several numbers of areas the one of the command line is told, else that of the lowest level.
    std::string& place = spec.places["synth.level.count"];
    if (!place.starts_with("--set ")) place = text_of(level.place("count"));
  }
  spec.code = synth.text("code");
  const bool digits = std::all_of(spec.code.begin(), spec.code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (spec.code.empty() || !digits) {
    throw synth.error("code", {.zh = fmt::format("“{}”不是编码；应为数字，例如 \"990000\"", spec.code),
                               .en = fmt::format("\"{}\" is no code; expected digits, such as \"990000\"", spec.code)});
  }
  if (synth.has("names.source")) {
    spec.names = SynthNames{synth.text("names.source"), synth.optional_text("names.towns").value_or(""),
                            synth.text("names.county"), synth.text("names.label")};
    if (spec.names->county.empty())
      throw synth.error("names.county", {.zh = "缺少此键；应为六位县区编码，例如 \"451002\"",
                                         .en = "is missing; expected the six digits of a county, such as \"451002\""});
  } else {
    for (const char* key : {"names.county", "names.towns", "names.label"}) {
      if (!synth.has(key)) continue;
      throw synth.error(key, {.zh = "只有同时给出 synth.names.source 才有作用；应写明名称表，例如 source = \"villages.csv\"",
                              .en = "has no effect without synth.names.source; expected the table of names, such as source = "
                                    "\"villages.csv\""});
    }
  }
  if (spec.levels.empty()) {
    for (const char* name : {"district", "town", "community"}) spec.levels.push_back({name, 1, 0, {}});
  }
  if (spec.names && spec.levels.size() != 3) {
    throw synth.error("level", {.zh = "使用 names 时须有三级：县区、乡镇街道、社区村",
                                .en = "must have three levels with `names`: district, town, community"});
  }
  if (spec.levels.front().count != 1) {
    throw synth.error("level[0].count",
                      {.zh = "最高一级须只有一个辖区：整个城镇", .en = "must be 1: the highest level is the whole town"});
  }
  if (spec.levels.size() > 8) throw synth.error("level", {.zh = "至多八级", .en = "may have eight levels at the most"});
}

void bind_outputs(const Reader& synth, SynthSpec& spec) {
  spec.partitions = synth.texts("partitions");
  spec.grids = synth.text("grids");
  const bool drawn = std::find(spec.partitions.begin(), spec.partitions.end(), spec.grids) != spec.partitions.end();
  if (!spec.grids.empty() && !drawn) {
    throw synth.error("grids", {.zh = fmt::format("“{}”不在 synth.partitions 中", spec.grids),
                                .en = fmt::format("\"{}\" is not among synth.partitions", spec.grids)});
  }
  spec.people = synth.text("people") == "persons" ? town::PeopleDetail::persons : town::PeopleDetail::buildings;
}

void note_places(const Reader& root, const Reader& synth, SynthSpec& spec) {
  spec.places["synth"] = text_of(root.place("synth"));
  for (const char* key :
       {"area",          "outline.source", "households",    "residents",   "ages",         "residences",  "in_need",
        "party_members", "enterprises",    "organisations", "level",       "names.source", "names.towns", "names.county",
        "areas",         "buildings",      "rivers",        "river_width", "bridges",      "relief",      "dwelling",
        "occupied",      "longitude",      "latitude",      "stage"})
    if (synth.has(key)) spec.places[std::string("synth.") + key] = text_of(synth.place(key));
}

}  // namespace

std::string place_of(const SynthSpec& spec, const std::string& key) {
  const auto found = spec.places.find(key);
  return found != spec.places.end() ? found->second : spec.places.at("synth");
}

core::Text behind_place(const SynthSpec& spec, const std::string& key, const core::Text& words) {
  const std::string place = place_of(spec, key);
  return {.zh = fmt::format("{}: {}: {}", place, key, words.zh), .en = fmt::format("{}: {}: {}", place, key, words.en)};
}

std::optional<SynthSpec> bind_synth(const Reader& root) {
  if (!root.has("synth")) return std::nullopt;
  const Reader synth = root.table("synth");
  SynthSpec spec;
  note_places(root, synth, spec);
  bind_ground(synth, spec);
  bind_stages(synth, spec);
  bind_people(synth, spec);
  bind_areas(synth, spec);
  bind_outputs(synth, spec);
  return spec;
}

}  // namespace wangge::scenarios
