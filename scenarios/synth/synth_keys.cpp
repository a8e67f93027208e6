#include "scenarios/schema/keys.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>
#include <utility>

/// The section `[synth]`: a town that is made, in place of sources.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};
const core::Text census = {.zh = "第七次全国人口普查（2020）", .en = "Seventh national population census of China (2020)"};

std::vector<KeySpec> place_keys() {
  return {
      {.path = "synth.form",
       .fallback = "\"quarter\"",
       .choices = {"quarter", "city", "county"},
       .meaning = {.zh = "整体形态：城中一片（quarter）、整座城市（city）或一个县（county：县城、集镇和沿谷的村庄）。",
                   .en = "Form of the whole: a quarter of a city, a city, or a county (its town, small-town centres, villages "
                         "along valleys)."}},
      {.path = "synth.area",
       .kind = Kind::area,
       .meaning = {.zh = "总面积；与 outline 二选一，都没有时按户数和形态推算。",
                   .en = "Area of the whole; instead of an outline. With neither it follows from form and households."},
       .example = "\"2.4 km2\""},
      {.path = "synth.outline.source",
       .kind = Kind::file,
       .meaning = {.zh = "外轮廓：任何 GDAL 面图层，须只有一个面且没有洞。",
                   .en = "Outline: any polygon layer that GDAL reads, with one part and no hole."},
       .example = "\"outline.geojson\""},
      {.path = "synth.outline.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "该来源中的图层；只有一个图层时可省。",
                   .en = "Layer of that source; may be left out when there is only one."},
       .example = "\"outline\""},
      {.path = "synth.longitude",
       .kind = Kind::number,
       .fallback = "108.0",
       .fallback_source = assumed,
       .low = -180,
       .high = 180,
       .meaning = {.zh = "中心的经度（度）；没有外轮廓时决定坐标系和位置。",
                   .en = "Longitude of the middle in degrees; gives place and reference system where there is no outline."}},
      {.path = "synth.latitude",
       .kind = Kind::number,
       .fallback = "23.5",
       .fallback_source = assumed,
       .low = -80,
       .high = 80,
       .meaning = {.zh = "中心的纬度（度）。", .en = "Latitude of the middle in degrees."}},
      {.path = "synth.year",
       .kind = Kind::integer,
       .fallback = "2025",
       .low = 1950,
       .high = 2200,
       .meaning = {.zh = "城镇呈现哪一年的样子。", .en = "Year that the town is shown as of."}},
      {.path = "synth.stage[].year",
       .kind = Kind::integer,
       .required = true,
       .low = 1900,
       .high = 2200,
       .meaning = {.zh = "较早的年份：另写出当年的城镇（town-年份.gpkg）。",
                   .en = "An earlier year: the town as it was then is written too (town-YEAR.gpkg)."},
       .example = "2015"},
      {.path = "synth.stage[].share",
       .kind = Kind::share,
       .required = true,
       .meaning = {.zh = "当年已有最终户数的多大比例。", .en = "Share of the final households that live there by then."},
       .example = "\"60 %\""},
      {.path = "synth.renewal",
       .kind = Kind::share,
       .meaning = {.zh = "2000 年以后的小区和商业街坊中，有多大比例是拆除老街巷或城中村后建起的，较早的年份里仍是原貌；省略则按"
                         "城区类型：老城 80 %，混合区 35 %，新区 15 %，郊区和工业区 10 %（假定）；0 表示没有。",
                   .en =
                       "Share of the blocks of estates and shops of 2000 or later that stand where old lanes or a village in the "
                       "city were pulled down; earlier years show those. Left out, by fabric: old core 80 %, mixed 35 %, new "
                       "grids 15 %, suburbs and industry 10 % (assumed); 0: none."},
       .example = "\"30 %\""},
  };
}

std::vector<KeySpec> terrain_keys() {
  return {
      {.path = "synth.rivers",
       .kind = Kind::integer,
       .fallback = "1",
       .fallback_source = assumed,
       .low = 0,
       .high = 4,
       .meaning = {.zh = "穿过外轮廓的河流条数。", .en = "Rivers that cross the outline."}},
      {.path = "synth.river_width",
       .kind = Kind::length,
       .fallback = "\"90 m\"",
       .fallback_source = assumed,
       .meaning = {.zh = "河宽。", .en = "Width of a river."}},
      {.path = "synth.bridges",
       .kind = Kind::integer,
       .fallback = "3",
       .fallback_source = assumed,
       .low = 1,
       .high = 50,
       .meaning = {.zh = "每条河在建成区内有几座桥。", .en = "Bridges over each river in built-up land."}},
      {.path = "synth.railway",
       .kind = Kind::flag,
       .fallback = "true",
       .meaning = {.zh = "是否有铁路穿过。", .en = "Whether a railway crosses."}},
      {.path = "synth.crossings",
       .kind = Kind::integer,
       .fallback = "3",
       .fallback_source = assumed,
       .low = 1,
       .high = 50,
       .meaning = {.zh = "道路跨铁路的处数。", .en = "Places where a road crosses the railway."}},
      {.path = "synth.relief",
       .kind = Kind::number,
       .fallback = "0.3",
       .fallback_source = assumed,
       .low = 0,
       .high = 1,
       .meaning = {.zh = "地形起伏：0 平原，1 山地；决定山、谷和道路坡度。",
                   .en = "Relief: 0 plain, 1 mountains; gives hills, valleys and slopes of roads."}},
  };
}

struct LivingKey {
  std::string_view name;
  std::string_view fallback;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array<LivingKey, 4> living{{{"compound", "0.55", "有围墙的小区", "walled compounds"},
                                           {"open_estate", "0.12", "无围墙无物业的楼院", "open estates without management"},
                                           {"lanes", "0.13", "老街巷", "old lane neighbourhoods"},
                                           {"urban_village", "0.20", "城中村", "villages in the city"}}};

std::vector<KeySpec> building_keys() {
  std::vector<KeySpec> all;
  for (const LivingKey& key : living) {
    all.push_back({.path = fmt::format("synth.living.{}", key.name),
                   .kind = Kind::number,
                   .fallback = std::string(key.fallback),
                   .fallback_source = assumed,
                   .low = 0,
                   .meaning = {.zh = fmt::format("居住用地中{}的权重。", key.zh),
                               .en = fmt::format("Weight of {} among land for living.", key.en)}});
  }
  all.push_back({.path = "synth.dwelling",
                 .kind = Kind::area,
                 .fallback = "\"95 m2\"",
                 .fallback_source = assumed,
                 .meaning = {.zh = "每套住房的建筑面积。", .en = "Gross floor area of a flat."}});
  all.push_back({.path = "synth.occupied",
                 .kind = Kind::share,
                 .fallback = "\"88 %\"",
                 .fallback_source = assumed,
                 .meaning = {.zh = "有人居住的住房比例（目标值）。", .en = "Share of flats with a household, aimed at."}});
  all.push_back(
      {.path = "synth.buildings",
       .kind = Kind::integer,
       .low = 1,
       .high = 5e6,
       .meaning = {.zh = "建筑的目标数量，并非精确数：用地随之确定，结果一般相差不超过 10 %。已给出面积的街区和县不用。",
                   .en = "Number of buildings aimed at, not exact: the land is set to it, and the town has it within "
                         "10 % as a rule. Not used for counties, nor for quarters of a given area."},
       .example = "1000000"});
  return all;
}

struct PeopleKey {
  std::string_view name;
  std::string_view fallback;
  bool counted;  ///< the census, else assumed
  std::string_view zh;
  std::string_view en;
};
constexpr std::array<PeopleKey, 11> people{{
    {"ages.child", "\"17.95 %\"", true, "14 岁及以下", "residents under 15"},
    {"ages.adult", "", true, "15-59 岁；省略则为余数", "residents of 15 to 59; the rest where left out"},
    {"ages.old", "\"16.16 %\"", true, "60-79 岁", "residents of 60 to 79"},
    {"ages.very_old", "\"2.54 %\"", true, "80 岁及以上", "residents of 80 and more"},
    {"residences.resident", "", false, "常住；省略则为余数", "registered residents; the rest where left out"},
    {"residences.floating", "\"12 %\"", false, "流动", "floating residents"},
    {"residences.rental", "\"14 %\"", false, "租住", "renting residents"},
    {"in_need", "\"3.5 %\"", false, "困难群众", "persons in need"},
    {"party_members", "\"6.8 %\"", false, "党员", "party members"},
    {"enterprises", "\"1.2 %\"", false, "企业", "enterprises"},
    {"organisations", "\"0.09 %\"", false, "组织", "organisations"},
}};

std::vector<KeySpec> people_keys() {
  std::vector<KeySpec> all = {
      {.path = "synth.households",
       .kind = Kind::integer,
       .low = 1,
       .high = 2e9,
       .meaning = {.zh = "总户数；每一级都精确满足。", .en = "Households of the whole; met exactly at every level."},
       .example = "10000"},
      {.path = "synth.residents",
       .kind = Kind::integer,
       .low = 1,
       .high = 2e9,
       .meaning = {.zh = "总人数；每一级都精确满足。", .en = "Residents of the whole; met exactly at every level."},
       .example = "26200"},
      {.path = "synth.persons_per_household",
       .kind = Kind::number,
       .fallback = "2.62",
       .fallback_source = census,
       .low = 1,
       .high = 8,
       .meaning = {.zh = "户数和人数只给一个时的户均人数。",
                   .en = "Persons a household, where only one of households and residents is given."}},
  };
  for (const PeopleKey& key : people) {
    const bool rest = key.fallback.empty();
    all.push_back({.path = fmt::format("synth.{}", key.name),
                   .kind = Kind::amount,
                   .fallback = std::string(key.fallback),
                   .fallback_source = rest          ? core::Text()
                                      : key.counted ? census
                                                    : assumed,
                   .meaning = {.zh = fmt::format("{}：整数为个数，百分数为占人口的比例。", key.zh),
                               .en = fmt::format(
                                   "Number of {}: an integer counts them, a percentage is a share of the residents.", key.en)},
                   .example = rest ? "\"63 %\"" : ""});
  }
  all.push_back({.path = "synth.rural_share",
                 .kind = Kind::number,
                 .fallback = "0.35",
                 .fallback_source = assumed,
                 .low = 0.01,
                 .high = 100,
                 .meaning = {.zh = "总数往下分时，一个村与一个城市社区的规模之比。",
                             .en = "Size of a village against that of an urban community, where totals are shared out."}});
  return all;
}

std::vector<KeySpec> area_keys() {
  return {
      {.path = "synth.level[].name",
       .required = true,
       .meaning = {.zh = "层级名称，自上而下；也是 town.gpkg 中图层的名称。",
                   .en = "Name of a level, from the top down; also of its layer in town.gpkg."},
       .example = "\"community\""},
      {.path = "synth.level[].count",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 100000,
       .meaning = {.zh = "全城该层级辖区的个数；使用 names 时不用写。",
                   .en = "Areas of this level in the whole town; not wanted with `names`."}},
      {.path = "synth.level[].rural",
       .kind = Kind::integer,
       .fallback = "0",
       .low = 0,
       .high = 100000,
       .meaning = {.zh = "其中有多少个是村。", .en = "How many of them are villages."}},
      {.path = "synth.level[].labels",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "名称；不够的由程序起名。", .en = "Names; those that are missing are made."},
       .example = "[\"东街社区\", \"西街社区\"]"},
      {.path = "synth.code",
       .fallback = "\"990000\"",
       .meaning = {.zh = "最高一级辖区的编码；下级编码在其后各加三位。99 开头不是任何省份。",
                   .en = "Code of the highest area; each level below adds three digits. No province begins with 99."}},
      {.path = "synth.names.source",
       .kind = Kind::file,
       .meaning =
           {.zh = "真实名称和编码：最低一级的 CSV 表，含 code、name、streetCode、areaCode 列。",
            .en = "Real names and codes: a CSV table of the lowest level with the columns code, name, streetCode, areaCode."},
       .example = "\"../data/codes/villages.csv\""},
      {.path = "synth.names.towns",
       .kind = Kind::file,
       .meaning = {.zh = "上一级（乡镇、街道）的 CSV 表，含 code、name、areaCode 列。",
                   .en = "CSV table of the level above (towns), with the columns code, name, areaCode."},
       .example = "\"../data/codes/streets.csv\""},
      {.path = "synth.names.county",
       .fallback = "\"\"",
       .meaning = {.zh = "取哪个县区：六位编码。", .en = "Which county: its six digits."},
       .example = "\"451002\""},
      {.path = "synth.names.label",
       .fallback = "\"\"",
       .meaning = {.zh = "县区的名称（表中没有）。", .en = "Name of the county, which the tables do not hold."},
       .example = "\"右江区\""},
      {.path = "synth.areas",
       .kind = Kind::file,
       .meaning = {.zh =
                       "各辖区的总数：CSV 表，code 列必须有；households、residents、age_*、residence_*、in_need、party_members、"
                       "enterprises、organisations、share 各列可有可无，空格表示未给。",
                   .en = "Totals of single areas: a CSV table with a column code and any of households, residents, age_*, "
                         "residence_*, in_need, party_members, enterprises, organisations, share; an empty cell says nothing."},
       .example = "\"areas.csv\""},
  };
}

std::vector<KeySpec> output_keys() {
  return {
      {.path = "synth.partitions",
       .kind = Kind::texts,
       .fallback = "[]",
       .choices = {"grids_even", "grids_uneven", "police_beats", "unit_grids", "emergency_zones"},
       .meaning = {.zh = "画出哪些现有分区：均匀或不均匀的网格、警务区、城管单元网格、应急片区。",
                   .en = "Partitions of today to draw: even or uneven grids, police beats, unit grids of city management, "
                         "emergency zones."},
       .example = "[\"grids_uneven\"]"},
      {.path = "synth.grids",
       .fallback = "\"\"",
       .meaning = {.zh = "哪个分区作为现状网格（须在 partitions 中）。",
                   .en = "The partition that is today's plan (one of `partitions`)."},
       .example = "\"grids_uneven\""},
      {.path = "synth.people",
       .fallback = "\"persons\"",
       .choices = {"persons", "buildings"},
       .meaning = {.zh = "人口写到多细：persons 逐户逐人（化名编号），buildings 只写每栋的数目。",
                   .en = "How much of the people is written: households and persons under pseudonymous numbers, or counts a "
                         "building."}},
  };
}

}  // namespace

std::vector<KeySpec> synth_keys() {
  std::vector<KeySpec> all = place_keys();
  for (std::vector<KeySpec> section : {terrain_keys(), building_keys(), people_keys(), area_keys(), output_keys()})
    std::move(section.begin(), section.end(), std::back_inserter(all));
  return all;
}

}  // namespace wangge::scenarios
