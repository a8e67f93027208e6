#include "scenarios/schema/keys.h"

/// The head of a scenario file and what it exports.
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
      {.path = "without",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "不要从 extends 的文件继承的内容：一节（[ensemble]、[[sector]]）、列表中的一项（“responder.grid "
                         "worker”），或其中一个键（“responder.grid worker.post”）；本文件自己写的照用。",
                   .en =
                       "What is not taken over from the file that is extended: a section ([ensemble], [[sector]]), an item of a "
                       "list (\"responder.grid worker\") or a key of it (\"responder.grid worker.post\"); what this file "
                       "writes of them stands."},
       .example = "[\"ensemble\", \"sector\"]"},
      {.path = "add",
       .kind = Kind::tables,
       .meaning =
           {.zh = "加在所继承列表之后的项，写作 [[add.post]]、[[add.responder]] 等；不写 add 的 [[post]] 则整个取代所继承的。",
            .en = "Items that go behind those of an inherited list, written as [[add.post]], [[add.responder]] and so on; "
                  "without add, [[post]] replaces the inherited list as a whole."}},
      {.path = "change",
       .kind = Kind::tables,
       .meaning = {.zh = "对所继承列表中某一项的改动，写作 [[change.responder]] 等：按 name（没有时按 kind，再没有按 "
                         "level）找到该项，逐键覆盖，"
                         "其余各键照旧。",
                   .en =
                       "Changes of an item of an inherited list, written as [[change.responder]] and so on: the item is the one "
                       "of the same name (or kind, or level, where it has none); its other keys stay."},
       .example = "{ responder = [{ kind = \"grid worker\", mode = \"walk\" }] }"},
      {.path = "variant[].name",
       .required = true,
       .meaning = {.zh = "一种假设的名字，也进入其运行文件夹名：字母、数字、空格、“-”和“_”。用 --variant 运行。",
                   .en = "Name of a what-if, which goes into the name of its run folder: letters, digits, blanks, - and _. It is "
                         "run by --variant."},
       .example = "\"one worker ill in three\""},
      {.path = "variant[].title.zh",
       .meaning = {.zh = "接在场景中文标题之后；缺省用 name。",
                   .en = "Goes behind the scenario's Chinese title; name where absent."},
       .example = "\"三人中一人生病\""},
      {.path = "variant[].title.en",
       .meaning = {.zh = "接在场景英文标题之后；缺省用 name。",
                   .en = "Goes behind the scenario's English title; name where absent."},
       .example = "\"one worker in three ill\""},
      {.path = "variant[].set",
       .kind = Kind::tables,
       .required = true,
       .meaning = {.zh = "要改的键，与 --set 的写法相同。", .en = "The keys that it changes, written as for --set."},
       .example = "{ \"responder.grid worker.present\" = \"67 %\" }"},
  };
}

std::vector<KeySpec> further_head_keys() {
  return {
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

std::vector<KeySpec> export_keys() {
  return {
      {.path = "export.map[].theme",
       .fallback = "\"grids\"",
       .choices = {"grids", "response", "households", "effective", "responders"},
       .meaning = {.zh = "图件主题：网格、响应时间、户数、有效响应圈（人员可能正忙），或各类人员的响应圈（须 "
                         "coverage.by_responder）。",
                   .en = "What the sheet shows: grids, response times, households, the effective circle (with workers who may be "
                         "busy), or the circles of all kinds of responder (with coverage.by_responder)."}},
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
  for (const auto& section : {assumption_keys(), further_head_keys(), export_keys()})
    all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
