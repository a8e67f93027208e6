#include "scenarios/schema/keys.h"

/// Levels drawn anew, sector partitions merged into one, microgrids.
namespace wangge::scenarios {
namespace {

std::vector<KeySpec> repartition_keys() {
  return {
      {.path = "repartition.level",
       .required = true,
       .meaning = {.zh = "重划哪一级辖区；上级边界不变，网格和下级辖区随之归属。",
                   .en = "Level whose areas are drawn anew; areas above keep their outlines, grids and lower areas follow."},
       .example = "\"community\""},
      {.path = "repartition.into",
       .kind = Kind::integer,
       .low = 1,
       .high = 100000,
       .meaning = {.zh = "重划为几个；省略则按 people 或 households 推算。",
                   .en = "Into how many; from `people` or `households` when left out."},
       .example = "19"},
      {.path = "repartition.people",
       .kind = Kind::integer,
       .low = 1,
       .high = 1e9,
       .meaning = {.zh = "每个辖区约多少居民；省略则取平均数。",
                   .en = "About how many residents an area has; the mean when left out."},
       .example = "10000"},
      {.path = "repartition.households",
       .kind = Kind::integer,
       .low = 1,
       .high = 1e9,
       .meaning = {.zh = "改按户数：每个辖区约多少户；与 people 只写其一。",
                   .en = "The same in households; instead of `people`."},
       .example = "3800"},
      {.path = "repartition.tolerance",
       .kind = Kind::share,
       .fallback = "\"15 %\"",
       .fallback_source = {.zh = "假定", .en = "assumed"},
       .meaning = {.zh = "人数可上下偏离多少。", .en = "How far an area may lie from that size, either way."}},
      {.path = "repartition.smooth",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "在所找到的最少改属户数之外，可再有多少比例的户改属，以使界线更短更平直；人数不得更差。",
                   .en =
                       "How many more of the households than the fewest found may come under another area so that borders become "
                       "shorter; sizes get no worse."},
       .example = "\"3 %\""},
      {.path = "repartition.atoms",
       .fallback = "\"grids\"",
       .choices = {"grids", "cells"},
       .meaning =
           {.zh = "以什么为整块：现状网格（网格不拆散），或单元。最低一级以上的层级总以下级辖区为整块。",
            .en = "What stays whole: today's grids, or single cells. Levels above the lowest are drawn from whole areas below."}},
      {.path = "repartition.attempts",
       .kind = Kind::integer,
       .fallback = "8",
       .low = 1,
       .high = 1000,
       .meaning = {.zh = "独立搜索几次，取最好的。", .en = "Independent searches; the best is kept."}},
      {.path = "repartition.effort",
       .kind = Kind::integer,
       .fallback = "4000",
       .low = 1,
       .high = 1e6,
       .meaning = {.zh = "每次搜索平均每个整块尝试多少次调整。",
                   .en = "Proposals a piece in each search; the same on any machine."}},
  };
}

std::vector<KeySpec> sector_keys() {
  return {
      {.path = "sector[].name",
       .required = true,
       .meaning =
           {.zh = "部门网格的名称，唯一，如 police；有 [[sector]] 时综合网格沿各部门边界划出。",
            .en = "Name of the department's partition, unique. Where there are sectors, grids are drawn along their borders."},
       .example = "\"police\""},
      {.path = "sector[].source",
       .kind = Kind::file,
       .required = true,
       .meaning = {.zh = "部门网格图层的来源；[synth] 造出的城镇写 “town.gpkg”。",
                   .en = "Source of its layer; \"town.gpkg\" for the town of [synth]."},
       .example = "\"sectors.gpkg\""},
      {.path = "sector[].layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层。", .en = "Layer of that source."},
       .example = "\"police_beats\""},
      {.path = "sector[].encoding",
       .fallback = "\"auto\"",
       .meaning = {.zh = "文字编码；“auto” 按文件自述。", .en = "Encoding of its texts; \"auto\" takes what the file says."}},
      {.path = "sector[].reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
      {.path = "sector[].code", .fallback = "\"code\"", .meaning = {.zh = "编码字段。", .en = "Field of the code."}},
      {.path = "sector[].label", .fallback = "\"name\"", .meaning = {.zh = "名称字段。", .en = "Field of the name."}},
      {.path = "sector[].weight",
       .kind = Kind::number,
       .fallback = "1",
       .low = 0,
       .high = 1000,
       .meaning = {.zh = "各部门边界不一致时该部门的分量。", .en = "How much its borders count where the sectors disagree."}},
  };
}

std::vector<KeySpec> microgrid_keys() {
  return {
      {.path = "microgrids.count",
       .kind = Kind::integer,
       .low = 1,
       .high = 1e7,
       .meaning = {.zh = "微网格（楼栋组）总数，按户数分给各网格；省略则按 households 推算。",
                   .en = "Microgrids in all, shared among the grids by households; from `households` when left out."},
       .example = "85"},
      {.path = "microgrids.households",
       .kind = Kind::integer,
       .low = 1,
       .high = 1e6,
       .meaning = {.zh = "每个微网格约多少户。", .en = "About how many households a microgrid has."},
       .example = "40"},
      {.path = "microgrids.captains",
       .kind = Kind::integer,
       .low = 1,
       .high = 1e7,
       .meaning = {.zh = "楼栋长总数，按户数分给各微网格；省略则每个一名。",
                   .en = "Building captains in all, shared among the microgrids by households; one each when left out."},
       .example = "152"},
      {.path = "microgrids.code_digits",
       .kind = Kind::integer,
       .fallback = "2",
       .low = 1,
       .high = 9,
       .meaning = {.zh = "微网格编码在网格编码之后追加几位数字。",
                   .en = "Digits that a microgrid's code appends to its grid's."}},
  };
}

}  // namespace

std::vector<KeySpec> redraw_keys() {
  std::vector<KeySpec> all;
  for (auto section : {repartition_keys(), sector_keys(), microgrid_keys()})
    all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
