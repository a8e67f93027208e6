#include "engine/territory/territory.h"
#include "scenarios/schema/keys.h"

#include <fmt/format.h>

#include <array>

/// Levels, buildings, population and today's grids.
namespace wangge::scenarios {
namespace {

void append(std::vector<KeySpec>& all, std::vector<KeySpec> more) {
  for (KeySpec& key : more) all.push_back(std::move(key));
}

/// The keys that name a layer of a source, under a table ("level[]") or beside other keys of it.
std::vector<KeySpec> layer_keys(const std::string& table, bool required, const core::Text& what) {
  return {
      {.path = table + ".source",
       .kind = Kind::file,
       .required = required,
       .meaning = {.zh = what.zh + "的来源：任何 GDAL 矢量文件，或 OpenStreetMap 提取文件（.osm.pbf、.osm）。",
                   .en = "Source of " + what.en +
                         ": any vector file that GDAL reads, or an OpenStreetMap extract (.osm.pbf, .osm)."}},
      {.path = table + ".layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层；只有一个图层时可省。",
                   .en = "Layer of the source; may be left out when there is only one."},
       .example = "\"buildings\""},
      {.path = table + ".encoding",
       .fallback = "\"auto\"",
       .meaning = {.zh = "文字编码，如 “GB18030”；“auto” 按文件自述。",
                   .en = "Encoding of its texts, such as \"GB18030\"; \"auto\" takes what the file says."}},
      {.path = table + ".reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
  };
}

std::vector<KeySpec> level_keys() {
  std::vector<KeySpec> all = {{.path = "level[].name",
                               .required = true,
                               .meaning = {.zh = "层级的名称，自上而下排列，如 district、town、community。",
                                           .en = "Name of the level; levels stand from the top down."},
                               .example = "\"community\""}};
  append(all, layer_keys("level[]", true, {.zh = "该层级辖区", .en = "the level's areas"}));
  append(all, {
                  {.path = "level[].admin_level",
                   .kind = Kind::integer,
                   .low = 1,
                   .high = 12,
                   .meaning = {.zh = "OpenStreetMap 来源：取哪一级 admin_level 的边界。",
                               .en = "For OpenStreetMap sources: the admin_level of the boundaries."},
                   .example = "8"},
                  {.path = "level[].code",
                   .fallback = "\"\"",
                   .meaning = {.zh = "编码字段（OpenStreetMap 为标签）；省略则自动编码。",
                               .en = "Field (OpenStreetMap: tag) of the code; codes are made when left out."},
                   .example = "\"code\""},
                  {.path = "level[].code_prefix",
                   .fallback = "\"\"",
                   .meaning = {.zh = "自动编码时最高层级编码的开头。", .en = "What made codes of the top level begin with."},
                   .example = "\"LI\""},
                  {.path = "level[].label",
                   .fallback = "\"name\"",
                   .meaning = {.zh = "名称字段（OpenStreetMap 为标签）。", .en = "Field (OpenStreetMap: tag) of the name."}},
                  {.path = "level[].parent",
                   .fallback = "\"\"",
                   .meaning = {.zh = "上级编码字段；省略则按位置判断。",
                               .en = "Field of the parent's code; found by place when left out."},
                   .example = "\"street_code\""},
                  {.path = "level[].within",
                   .fallback = "\"\"",
                   .meaning = {.zh = "只取这个辖区（名称或编码）。", .en = "Keep only this area (name or code)."},
                   .example = "\"Vaduz\""},
              });
  return all;
}

std::vector<KeySpec> building_keys() {
  std::vector<KeySpec> all = layer_keys("buildings", true, {.zh = "建筑", .en = "the buildings"});
  append(all, {
                  {.path = "buildings.id",
                   .fallback = "\"\"",
                   .meaning = {.zh = "编号字段；省略则用要素号。",
                               .en = "Field of the building's id; the feature's number when left out."},
                   .example = "\"id\""},
                  {.path = "buildings.use.field",
                   .fallback = "\"\"",
                   .meaning = {.zh = "用途字段；OpenStreetMap 来源省略时用 building 标签。",
                               .en = "Field of the use; for OpenStreetMap the tag `building` when left out."},
                   .example = "\"type\""},
              });
  for (std::size_t i = 0; i < territory::building_use_count; ++i) {
    const std::string use(territory::name(static_cast<territory::BuildingUse>(i)));
    all.push_back({.path = "buildings.use." + use,
                   .kind = Kind::texts,
                   .fallback = "[]",
                   .meaning = {.zh = fmt::format("来源中哪些词表示用途 {}。", use),
                               .en = fmt::format("Words of the source that mean the use {}.", use)},
                   .example = "[\"flat\", \"house\"]"});
  }
  append(
      all,
      {
          {.path = "buildings.floors.field",
           .fallback = "\"\"",
           .meaning =
               {.zh = "层数字段；OpenStreetMap 来源省略时用 building:levels。缺失的层数按用途取。",
                .en = "Field of the floors; for OpenStreetMap building:levels when left out. A missing number is taken by use."},
           .example = "\"floors\""},
          {.path = "buildings.compound",
           .fallback = "\"\"",
           .meaning = {.zh = "小区名称字段。", .en = "Field of the compound's name."},
           .example = "\"estate\""},
      });
  return all;
}

struct UseDefault {
  territory::BuildingUse use;
  std::string_view share;
  std::string_view floors;
};
using Use = territory::BuildingUse;
constexpr std::array<UseDefault, territory::building_use_count> use_defaults = {{
    {Use::residential, "100 %", "2.5"},
    {Use::mixed, "50 %", "3"},
    {Use::commercial, "0 %", "2"},
    {Use::industrial, "0 %", "1"},
    {Use::civic, "0 %", "2"},
    {Use::agricultural, "0 %", "1"},
    {Use::minor, "0 %", "1"},
    {Use::unknown, "60 %", "2"},
}};

std::vector<KeySpec> population_keys() {
  const core::Text assumed = {.zh = "假定", .en = "assumed"};
  std::vector<KeySpec> all = {
      {.path = "population.households.field",
       .fallback = "\"\"",
       .meaning = {.zh = "建筑图层中户数的字段；省略则按居住面积分摊。",
                   .en = "Field of the buildings' households; spread by lived-in floor area when left out."},
       .example = "\"dwellings\""},
      {.path = "population.residents.field",
       .fallback = "\"\"",
       .meaning = {.zh = "建筑图层中人数的字段。", .en = "Field of the buildings' residents."},
       .example = "\"people\""},
      {.path = "population.residents.per_household",
       .kind = Kind::number,
       .fallback = "2.62",
       .fallback_source = {.zh = "第七次全国人口普查（2020）：平均每个家庭户 2.62 人",
                           .en = "Seventh national population census of China (2020): 2.62 persons a family household"},
       .low = 0.5,
       .high = 20,
       .meaning = {.zh = "平均每户人数，用于户数与人数的换算。",
                   .en = "Residents a household, to turn one total into the other."}},
      {.path = "population.residents.source",
       .fallback = "\"\"",
       .meaning = {.zh = "户均人数的出处，写入成果。", .en = "Where that number comes from; written to the outputs."},
       .example = "\"2020 census, county mean\""},
      {.path = "population.floor_area_per_household",
       .kind = Kind::area,
       .fallback = "\"110 m2\"",
       .fallback_source = assumed,
       .meaning = {.zh = "每户的居住建筑面积；辖区和建筑都没有给定户数或人数时，由它估计户数。",
                   .en = "Lived-in floor area a household; gives the households where neither area nor building states any."}},
      {.path = "population.year",
       .kind = Kind::integer,
       .low = 1900,
       .high = 2200,
       .meaning = {.zh = "给定总数的年份。", .en = "Year of the given totals."},
       .example = "2020"},
      {.path = "population.total[].level",
       .required = true,
       .meaning = {.zh = "总数给在哪个层级。", .en = "Level on which the totals are given."},
       .example = "\"community\""},
      {.path = "population.total[].field",
       .required = true,
       .meaning = {.zh = "总数字段；OpenStreetMap 来源为地名点或边界上的标签。",
                   .en = "Field of the total; for OpenStreetMap a tag of the boundary or of the place of that name."},
       .example = "\"population\""},
      {.path = "population.total[].is",
       .fallback = "\"residents\"",
       .choices = {"residents", "households"},
       .meaning = {.zh = "总数是人数还是户数；程序保证分摊后与之完全一致。",
                   .en = "What the total counts; the modelled population meets it exactly."}},
  };
  for (const UseDefault& use : use_defaults) {
    const std::string word(territory::name(use.use));
    all.push_back({.path = "population.dwelling_share." + word,
                   .kind = Kind::share,
                   .fallback = fmt::format("\"{}\"", use.share),
                   .fallback_source = assumed,
                   .meaning = {.zh = fmt::format("用途 {} 的建筑面积中用于居住的比例。", word),
                               .en = fmt::format("Share of the floor area of {} buildings that is lived in.", word)}});
  }
  for (const UseDefault& use : use_defaults) {
    const std::string word(territory::name(use.use));
    all.push_back({.path = "population.default_floors." + word,
                   .kind = Kind::number,
                   .fallback = std::string(use.floors),
                   .fallback_source = assumed,
                   .low = 0.5,
                   .high = 200,
                   .meaning = {.zh = fmt::format("用途 {} 的建筑缺层数时取几层。", word),
                               .en = fmt::format("Floors of a {} building whose number is not given.", word)}});
  }
  all.push_back({.path = "population.unknown_is_residential_above",
                 .kind = Kind::area,
                 .fallback = "\"60 m2\"",
                 .fallback_source = assumed,
                 .meaning = {.zh = "用途不明的建筑占地达到多大才可能住人。",
                             .en = "An untyped building with at least this footprint may be lived in."}});
  return all;
}

std::vector<KeySpec> grid_keys() {
  std::vector<KeySpec> all = layer_keys("grids", false, {.zh = "现状网格", .en = "today's grids"});
  append(all, {
                  {.path = "grids.code",
                   .fallback = "\"code\"",
                   .meaning = {.zh = "现状网格的编码字段。", .en = "Field of a grid's code."}},
                  {.path = "grids.label",
                   .fallback = "\"name\"",
                   .meaning = {.zh = "现状网格的名称字段。", .en = "Field of a grid's name."}},
              });
  return all;
}

}  // namespace

std::vector<KeySpec> territory_keys() {
  std::vector<KeySpec> all = level_keys();
  append(all, building_keys());
  append(all, population_keys());
  append(all, grid_keys());
  return all;
}

}  // namespace wangge::scenarios
