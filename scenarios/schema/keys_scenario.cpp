#include "scenarios/schema/keys.h"

/// The head of a scenario file, its planning rules and what it exports.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};

std::vector<KeySpec> head_keys() {
  return {
      {.path = "name",
       .required = true,
       .meaning = {.zh = "场景的短名，也是运行文件夹的名字；只用字母、数字、“-”和“_”。",
                   .en = "Short name of the scenario, and of its run folder: letters, digits, - and _ only."},
       .example = "\"huacheng\""},
      {.path = "title.zh",
       .meaning = {.zh = "印在图件和报告上的中文标题；缺省用 name。",
                   .en = "Chinese title on maps and reports; name where absent."},
       .example = "\"花城社区\""},
      {.path = "title.en",
       .meaning = {.zh = "印在图件和报告上的英文标题；缺省用 name。",
                   .en = "English title on maps and reports; name where absent."},
       .example = "\"Huacheng community\""},
      {.path = "extends",
       .kind = Kind::file,
       .meaning = {.zh = "本文件所依据的另一场景文件：表逐键合并，其余（包括数组）以本文件为准。",
                   .en = "Another scenario file on which this one is laid: tables merge key by key, everything else, arrays too, "
                         "is replaced."},
       .example = "\"defaults/urban.toml\""},
      {.path = "seed",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 0,
       .meaning = {.zh = "随机数种子；同样的输入和种子得到同样的结果。",
                   .en = "Seed of all randomness; equal inputs and seed give equal results."}},
      {.path = "date",
       .kind = Kind::date,
       .required = true,
       .meaning = {.zh = "印在图件和报告上的日期；结果不依赖系统时钟。",
                   .en = "Date printed on maps and reports; nothing depends on the clock."}},
      {.path = "target",
       .kind = Kind::target,
       .fallback = "\"arrive within 15 min\"",
       .fallback_source = {.zh = "右江区“15分钟智能服务响应圈”", .en = "Youjiang district's 15-minute response circle"},
       .meaning = {.zh = "哪一种响应（accept 接单、arrive 到场、resolve 办结）须在多久之内。",
                   .en = "Which response (accept, arrive or resolve) is due within which time after the order."}},
      {.path = "reference",
       .fallback = "\"auto\"",
       .meaning = {.zh = "米制投影坐标系：“auto”由数据选定（UTM；中国境内为 CGCS2000 高斯-克吕格），或写明如 “EPSG:4547”。",
                   .en = "Projected reference system in metres: \"auto\" chooses one from the data (UTM; CGCS2000 Gauss-Krueger "
                         "inside China), or a code such as \"EPSG:4547\"."},
       .example = "\"EPSG:32632\""},
      {.path = "synthetic",
       .kind = Kind::flag,
       .fallback = "false",
       .meaning = {.zh = "几何是否由程序生成；为真时每份成果都会注明。",
                   .en = "Whether the geometry is made up; every output then says so."}},
      {.path = "attribution",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "除数据自带之外还须注明的来源。", .en = "Credits to print beside those that the sources carry."},
       .example = "[\"© City survey office\"]"},
  };
}

std::vector<KeySpec> planning_keys() {
  return {
      {.path = "planning.households",
       .kind = Kind::range,
       .fallback = "[500, 1000]",
       .fallback_source = {.zh = "韶关市武江区花城社区：每网格 500-1000 户",
                           .en = "Huacheng community, Wujiang district, Shaoguan: 500-1,000 households a grid"},
       .low = 1,
       .meaning = {.zh = "每个网格户数的下限和上限。", .en = "Least and most households of a grid."}},
      {.path = "planning.source",
       .fallback = "\"\"",
       .meaning = {.zh = "户数范围的出处，写入成果。", .en = "Where the range of households comes from; written to the outputs."},
       .example = "\"district norm of 2024\""},
      {.path = "planning.aims.work",
       .kind = Kind::number,
       .fallback = "1.0",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“工作量均衡”的权重。", .en = "Weight of even workload."}},
      {.path = "planning.aims.compact",
       .kind = Kind::number,
       .fallback = "0.4",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“形状紧凑”的权重。", .en = "Weight of compact shape."}},
      {.path = "planning.aims.barriers",
       .kind = Kind::number,
       .fallback = "0.6",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“沿道路、河流、铁路划界”的权重。", .en = "Weight of boundaries along roads, rivers and railways."}},
      {.path = "planning.aims.travel",
       .kind = Kind::number,
       .fallback = "0.4",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“网格员路程短”的权重。", .en = "Weight of short travel inside a grid."}},
      {.path = "planning.aims.compounds",
       .kind = Kind::number,
       .fallback = "0.5",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“小区不拆分”的权重。", .en = "Weight of keeping compounds whole."}},
      {.path = "planning.effort",
       .kind = Kind::integer,
       .fallback = "200",
       .low = 0,
       .high = 1e6,
       .meaning = {.zh = "搜索预算：平均每个单元尝试多少次调整；与机器快慢无关。",
                   .en = "Search budget in proposals per cell; the same on any machine."}},
      {.path = "planning.code_digits",
       .kind = Kind::integer,
       .fallback = "3",
       .low = 1,
       .high = 9,
       .meaning = {.zh = "网格编码在上级编码之后追加几位数字。", .en = "Digits that a grid's code appends to its parent's."}},
      {.path = "planning.code_layout",
       .fallback = "\"\"",
       .meaning =
           {.zh = "编码格式：各级位数自上而下，末段为网格，如 “12+3”、“6+3+3+2”、“6+3+3+3”，或 20 位的 "
                  "“6+6+3+3+2”；上级编码须与之相符，网格编码一律按此格式；省略则只用 code_digits。",
            .en = "Layout of codes: digits of the levels from the top down, the last for the grid, such as \"12+3\", "
                  "\"6+3+3+2\", \"6+3+3+3\" or, with 20 digits, \"6+6+3+3+2\". Codes of areas must fit it, and every grid gets "
                  "a code of that layout. Left out: code_digits alone."},
       .example = "\"6+3+3+3\""},
  };
}

std::vector<KeySpec> export_keys() {
  return {
      {.path = "export.map[].theme",
       .fallback = "\"grids\"",
       .choices = {"grids", "response", "households"},
       .meaning = {.zh = "图件主题：网格、响应时间或户数。", .en = "What the sheet shows: grids, response times or households."}},
      {.path = "export.map[].paper",
       .fallback = "\"A3\"",
       .choices = {"A4", "A3", "A2", "A1", "A0"},
       .meaning = {.zh = "纸张大小，横放。", .en = "Paper size, landscape."}},
      {.path = "export.map[].as",
       .kind = Kind::texts,
       .fallback = "[\"pdf\", \"png\"]",
       .choices = {"pdf", "png", "svg"},
       .meaning = {.zh = "输出哪些格式。", .en = "Formats to write."},
       .example = "[\"pdf\", \"png\"]"},
      {.path = "export.map[].review",
       .fallback = "\"\"",
       .meaning = {.zh = "审图号；没有则图上印“内部用图”。",
                   .en = "Map review number (审图号); without one the sheet is stamped for internal use."},
       .example = "\"GS(2026)0001\""},
      {.path = "export.data",
       .kind = Kind::texts,
       .fallback = "[]",
       .choices = {"geojson", "shp", "fgb", "csv"},
       .meaning = {.zh = "运行结束时另外写出的数据格式（放在运行文件夹的 export/ 下）。",
                   .en = "Further formats that a run writes into its folder export/."},
       .example = "[\"geojson\"]"},
  };
}

}  // namespace

std::vector<KeySpec> scenario_keys() {
  std::vector<KeySpec> all = head_keys();
  for (auto section : {planning_keys(), export_keys()}) all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
