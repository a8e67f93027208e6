#include "scenarios/report/sections.h"
#include "scenarios/schema/metrics_registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace wangge::scenarios::report {

core::Text severity_words(const std::string& severity) {
  if (severity == "error") return {.zh = "错误", .en = "error"};
  if (severity == "warning") return {.zh = "警告", .en = "warning"};
  if (severity == "note") return {.zh = "提示", .en = "note"};
  return same(severity);
}

namespace {

/// How the people came into the buildings, and what may be said of totals: only what was given can be met.
core::Text people_words(const RunFigures& run, double share) {
  if (share == 0)
    return {.zh = "各建筑的户数和人数均为给定，没有推算。",
            .en = "Households and residents of buildings are given: none are modelled."};
  const Json* given = find(run.manifest, "totals_given");
  core::Text words{.zh = fmt::format("{} 的居民由模型分摊到建筑", percent(share)),
                   .en = fmt::format("{} of residents were placed in buildings by a model", percent(share))};
  const bool met = given != nullptr && given->is_boolean() && given->get<bool>();
  const bool none = given != nullptr && given->is_boolean() && !given->get<bool>();
  words.zh += met ? "；给定的总数逐一严格满足。" : none ? "；来源没有给出总数，户数按居住面积推算，做法见下表。" : "。";
  words.en += met    ? "; every given total is met exactly."
              : none ? "; the sources give no totals, so households are estimated from floor area as the table says."
                     : ".";
  return words;
}

/// A town without any source: nothing of it is to be credited.
bool made(const RunFigures& run) {
  const Json* synthetic = find(run.metrics, "synthetic");
  return synthetic != nullptr && synthetic->is_boolean() && synthetic->get<bool>() && list(run.manifest, "attribution").empty();
}

void write_totals(Markup& page, const RunFigures& run) {
  const auto total = number(run.metrics, "territory.buildings.total");
  const auto assigned = number(run.metrics, "territory.buildings.assigned");
  const auto unassigned = number(run.metrics, "territory.buildings.unassigned");
  if (total && assigned && unassigned) {
    page.paragraph({.zh = fmt::format("来源中的 {} 个建筑对象：{} 个已归入单元，{} 个不在任何辖区内或形状不可用（见 plan.gpkg 的 "
                                      "unassigned 图层）。一个不漏。",
                                      count(*total), count(*assigned), count(*unassigned)),
                    .en = fmt::format("Of {} objects tagged as buildings {} lie in a cell and {} lie in no area or have no "
                                      "usable shape (layer \"unassigned\" of plan.gpkg). None is lost.",
                                      count(*total), count(*assigned), count(*unassigned))});
  }
  std::vector<core::Text> items;
  for (const char* mode : {"walk", "ebike", "car"}) {
    if (const auto unreachable = number(run.metrics, std::string("territory.unreachable.") + mode)) {
      const core::Text words = mode_words(mode);
      items.push_back({.zh = fmt::format("{}不可达的建筑：{}", words.zh, count(*unreachable)),
                       .en = fmt::format("buildings not reached {}: {}", words.en, count(*unreachable))});
    }
  }
  if (!items.empty()) page.list(items);
}

/// The figures of this run with meaning, unit and formula, from the one registry that `wangge explain` uses.
void write_formulas(Markup& page, const RunFigures& run) {
  std::vector<std::vector<std::string>> rows;
  for (const MetricSpec& spec : metrics()) {
    const std::string head = spec.path.substr(0, spec.path.find("[]"));
    if (find(run.metrics, head) == nullptr) continue;
    rows.push_back({"<code>" + escaped(spec.path) + "</code>", both(spec.meaning), escaped(spec.unit), both(formula_of(spec)),
                    escaped(spec.source)});
  }
  if (rows.empty()) return;
  page.html("<details>\n<summary>" +
            both({.zh = "所有数字的含义、单位、公式与出处", .en = "Every figure: meaning, unit, formula and source"}) +
            "</summary>\n");
  page.table({{{.zh = "数字", .en = "Figure"}},
              {{.zh = "含义", .en = "Meaning"}},
              {{.zh = "单位", .en = "Unit"}},
              {{.zh = "公式", .en = "Formula"}},
              {{.zh = "出处", .en = "Source"}}},
             rows);
  page.html("</details>\n");
}

void write_inputs(Markup& page, const RunFigures& run) {
  const Json& inputs = list(run.metrics, "inputs").empty() ? list(run.manifest, "inputs") : list(run.metrics, "inputs");
  std::vector<std::vector<std::string>> rows;
  for (const Json& input : inputs) {
    std::vector<std::string> row = {"<code>" + escaped(word(input, "path").value_or("")) + "</code>",
                                    "<code class=\"hash\">" + escaped(word(input, "sha256").value_or("")) + "</code>"};
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(std::move(row));
  }
  if (!rows.empty()) page.table({{{.zh = "输入文件", .en = "Input file"}}, {same("SHA-256")}}, rows);
}

std::string command_text(const RunFigures& run) {
  const Json* command = find(run.manifest, "command");
  if (command == nullptr) command = find(run.manifest, "reproduce");
  if (command == nullptr) return {};
  if (command->is_string()) return command->get<std::string>();
  std::string words;
  if (command->is_array()) {
    for (const Json& part : *command) {
      if (part.is_string()) words += (words.empty() ? "" : " ") + part.get<std::string>();
    }
  }
  return words;
}

core::Text element_words(const std::string& element) {
  static const std::map<std::string, core::Text> known{
      {"people", {.zh = "人：居民", .en = "People: residents"}},
      {"land", {.zh = "地：土地（km²）", .en = "Land (km²)"}},
      {"land parcels", {.zh = "地：地块", .en = "Land: parcels"}},
      {"buildings", {.zh = "物：建筑", .en = "Objects: buildings"}},
      {"objects", {.zh = "物：物件", .en = "Objects"}},
      {"places", {.zh = "物：场所", .en = "Places"}},
      {"matters", {.zh = "事：每年事项（期望）", .en = "Matters: requests a year (expected)"}},
      {"organisations", {.zh = "组织", .en = "Organisations"}},
      {"enterprises", {.zh = "企业", .en = "Enterprises"}},
  };
  const auto found = known.find(element);
  return found != known.end() ? found->second : core::Text{.zh = element, .en = element};
}

/// People, land, objects, matters, organisations, enterprises: what each grid answers for, and what none does.
void write_elements(Markup& page, const RunFigures& run) {
  const Json& elements = list(run.metrics, "plan.elements");
  if (elements.empty()) return;
  page.heading({.zh = "人、地、物、事、组织、企业：全覆盖核查",
                .en = "People, land, objects, matters, organisations, enterprises: all covered?"});
  std::vector<std::vector<std::string>> rows;
  double outside = 0;
  bool unknown = false;
  bool blind = false;
  for (const Json& element : elements) {
    const std::string name = word(element, "element").value_or("");
    const double scale = name == "land" ? 1e-6 : 1;
    const auto shown = [&](const Json& holder, const char* key) {
      const double value = number(holder, key).value_or(0) * scale;
      return name == "land" || name == "matters" ? decimal(value, value < 10 ? 2 : 1) : count(value);
    };
    const Json* grid = find(element, "of_a_grid");
    outside += number(element, "outside").value_or(0);
    unknown = unknown || find(element, "outside") == nullptr;
    blind = blind || number(element, "grids_without").value_or(0) > 0;
    rows.push_back({both(element_words(name)), shown(element, "total"),
                    find(element, "outside") == nullptr ? "–" : shown(element, "outside"),
                    count(number(element, "grids_without").value_or(0)), grid == nullptr ? "" : shown(*grid, "min"),
                    grid == nullptr ? "" : shown(*grid, "median"), grid == nullptr ? "" : shown(*grid, "max")});
  }
  page.table({{{.zh = "要素", .en = "Element"}},
              {{.zh = "总数", .en = "In all"}, true},
              {{.zh = "不在任何网格内", .en = "In no grid"}, true},
              {{.zh = "一个也没有的网格", .en = "Grids without any"}, true},
              {{.zh = "每网格最少", .en = "Least of a grid"}, true},
              {{.zh = "中位", .en = "Median"}, true},
              {{.zh = "最多", .en = "Most"}, true}},
             rows);
  page.paragraph(outside > 0 || unknown
                     ? core::Text{.zh = "有遗漏：有要素不在任何网格内，见上表；土地一行是各辖区界线与其单元面积之差。",
                                  .en = "Something is left out: some elements lie in no grid, as the table says; of land that is "
                                        "by how much the outlines of areas and their cells differ."}
                     : core::Text{.zh = "没有遗漏：每个要素都在一个网格内；网格由单元拼成，单元不重叠，因此也没有重复计算。",
                                  .en = "Nothing is left out: every element lies in one grid, and since cells do not overlap "
                                        "nothing is counted twice."});
  if (unknown) {
    page.paragraph({.zh = "不属于任何单元的建筑里住着多少人、有多少事项，无从得知：这两行记为“–”。",
                    .en = "How many live in buildings without a cell, and with what matters, is not known: “–” in these rows."});
  }
  page.paragraph(
      blind
          ? core::Text{.zh = "有空白：有的网格没有某种要素，见“一个也没有的网格”一列。",
                       .en =
                           "There are blind spots: some grids hold none of an element, as the column \"Grids without any\" says."}
          : core::Text{.zh = "没有空白：每个网格都有表中的每种要素。",
                       .en = "There is no blind spot: every grid holds some of each."});
  page.paragraph(
      {.zh = "没有 [[ledger]] 的要素不在表中；台账里的面状地块按一个点计入一个网格。",
       .en = "What no [[ledger]] gives is not in the table; a parcel of a ledger is counted at one point, in one grid."});
}

}  // namespace

void write_audit(Markup& page, const RunFigures& run) {
  const Json& findings = list(run.metrics, "findings");
  if (findings.empty() && find(run.metrics, "territory") == nullptr) return;
  page.begin_section("audit", {.zh = "输入数据的检查", .en = "What the check of the input found"});
  write_totals(page, run);
  write_elements(page, run);
  std::vector<std::vector<std::string>> rows;
  for (const Json& finding : findings) {
    rows.push_back({both(severity_words(word(finding, "severity").value_or(""))),
                    "<code>" + escaped(word(finding, "rule").value_or("")) + "</code>",
                    count(number(finding, "count").value_or(0)), both(text(finding, "example").value_or(core::Text{}))});
  }
  if (rows.empty()) {
    page.paragraph({.zh = "没有发现问题。", .en = "Nothing was found amiss."});
  } else {
    page.table({{{.zh = "程度", .en = "Severity"}},
                {{.zh = "规则", .en = "Rule"}},
                {{.zh = "次数", .en = "Count"}, true},
                {{.zh = "举例", .en = "For example"}}},
               rows);
  }
  page.end_section();
}

void write_sources(Markup& page, const RunFigures& run) {
  const Json& modelled = list(run.manifest, "modelled");
  const auto share = number(run.metrics, "territory.population_modelled_share");
  if (modelled.empty() && !share) return;
  page.begin_section("real", {.zh = "哪些是真实的，哪些是模型给出的", .en = "What is real and what is modelled"});
  page.paragraph(
      made(run) ? core::Text{.zh = "这里没有真实的东西：辖区边界、建筑、道路、地名和居民全是生成的，不描述任何实际地方。",
                             .en = "Nothing here is real: boundaries, buildings, roads, names and people are all made, and "
                                   "describe no place that exists."}
                : core::Text{.zh = "辖区边界、建筑、道路与地名取自下列来源，未作改动；下表各项为模型给出，改变它们会改变结论。",
                             .en = "Boundaries, buildings, roads and names come from the sources below, as they are. What "
                                   "the table lists is modelled: change it and the answers change."});
  if (share && !made(run)) page.paragraph(people_words(run, *share));
  std::vector<std::vector<std::string>> rows;
  for (const Json& item : modelled) {
    rows.push_back({both(text(item, "what").value_or(core::Text{})), both(text(item, "how").value_or(core::Text{})),
                    both(text(item, "source").value_or(core::Text{}))});
  }
  if (!rows.empty())
    page.table({{{.zh = "内容", .en = "What"}}, {{.zh = "做法", .en = "How"}}, {{.zh = "依据", .en = "Source"}}}, rows);
  page.end_section();
}

void write_method(Markup& page, const RunFigures& run) {
  page.begin_section("method", {.zh = "方法与不确定性", .en = "Method and uncertainty"});
  const double target = target_minutes(run);
  std::vector<core::Text> items;
  items.push_back({.zh = "网格由单元拼成：一栋或相连的建筑及其分得的土地为一个单元，因此网格之间无缝、不切建筑。长度单位为米，面"
                         "积在投影坐标系中计算。",
                   .en = "Grids are made of cells: a building, or touching buildings, with their share of the land. So grids "
                         "leave no gap and cut no building. Lengths are metres, areas are taken in the projected system."});
  items.push_back({.zh = "路程时间 = 出门时间 + 沿道路的最短时间（各等级道路各有速度）+ 每层楼的上楼时间 × 楼层。",
                   .en = "Time of a way = time at the gate + shortest time along the roads (a speed for each class of road) + "
                         "time a floor × floors climbed."});
  if (find(run.metrics, "simulation") != nullptr) {
    items.push_back(
        {.zh = fmt::format("响应时间 = 等待接单 + 等待空闲的网格员 + 路程；{:g} "
                           "分钟之内算及时。模拟按小时与星期的强弱随机产生事项，先派本网格，再派相邻网格中最近的空闲人员。",
                           target),
         .en = fmt::format("Response time = waiting for acceptance + waiting for a free worker + the way; within {:g} minutes it "
                           "is in time. Requests arise at random, stronger and weaker by hour and weekday; "
                           "the grid's own worker goes first, then the nearest free one of its neighbours.",
                           target)});
    items.push_back(
        {.zh = "95\u00a0% 区间：整个模拟重复多次，每次运气不同；区间是各次结果平均值的学生 t "
               "区间。它只说明随机性，不说明输入的误差：速率与速度若不准，结论会一起偏移。",
         .en = "95\u00a0% interval: the whole simulation is repeated, each time with other luck; the interval is Student's "
               "t interval of the mean over the repetitions. It speaks of chance alone, not of errors in the input: "
               "where rates or speeds are wrong, the answers move with them."});
  }
  page.list(items);
  write_formulas(page, run);
  page.end_section();
}

void write_imprint(Markup& page, const RunFigures& run) {
  page.begin_section("reproduce", {.zh = "如何重现，出处与许可", .en = "How to reproduce it; credits and licence"});
  const std::string command = command_text(run);
  if (!command.empty()) page.html("<pre><code>" + escaped(command) + "</code></pre>\n");
  std::vector<std::vector<std::string>> rows;
  const auto row = [&](const core::Text& name, const std::string& value) {
    if (!value.empty()) rows.push_back({both(name), "<code>" + escaped(value) + "</code>"});
  };
  row({.zh = "场景", .en = "Scenario"}, word(run.metrics, "scenario.name").value_or(""));
  row({.zh = "场景散列", .en = "Hash of the scenario"}, word(run.metrics, "scenario.hash").value_or(""));
  const Json* seed = find(run.metrics, "seed");
  row({.zh = "随机种子", .en = "Seed"}, seed == nullptr ? "" : seed->dump());
  row({.zh = "程序版本", .en = "Version"}, word(run.metrics, "wangge.version").value_or(""));
  row({.zh = "坐标系", .en = "Reference system"},
      run.plan.reference.name + (run.plan.reference.epsg ? fmt::format(" (EPSG:{})", *run.plan.reference.epsg) : ""));
  page.table({{{.zh = "项目", .en = "Item"}}, {{.zh = "值", .en = "Value"}}}, rows);
  page.paragraph({.zh = "同样的输入与种子得到同样的结果，与线程数无关。",
                  .en = "The same inputs and seed give the same results, whatever the number of threads."});
  write_inputs(page, run);
  bool osm = false;
  page.heading({.zh = "数据来源", .en = "Credits"});
  if (made(run)) {
    page.paragraph({.zh = "全部为生成的数据，没有须注明的来源。", .en = "All data is made: there is no source to credit."});
  }
  page.html("<ul>\n");
  for (const Json& credit : list(run.manifest, "attribution")) {
    if (!credit.is_string()) continue;
    osm = osm || credit.get<std::string>().find("OpenStreetMap") != std::string::npos;
    page.html("<li>" + escaped(credit.get<std::string>()) + "</li>\n");
  }
  page.html("</ul>\n");
  if (osm) {
    page.html("<p>" +
              both({.zh = "由 OpenStreetMap 数据得出的网格与建筑图层属于衍生数据库，按 ODbL 1.0 许可使用：",
                    .en = "Layers derived from OpenStreetMap data (plan.gpkg) are a derived database under the ODbL 1.0: "}) +
              "<a href=\"https://www.openstreetmap.org/copyright\">openstreetmap.org/copyright</a>, <a "
              "href=\"https://opendatacommons.org/licenses/odbl/1-0/\">opendatacommons.org</a></p>\n");
  }
  page.end_section();
}

}  // namespace wangge::scenarios::report
