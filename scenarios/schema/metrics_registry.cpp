#include "scenarios/schema/metrics_registry.h"

#include "scenarios/schema/admission_figures.h"
#include "scenarios/schema/coverage_figures.h"
#include "scenarios/schema/duty_time_figures.h"
#include "scenarios/schema/life_figures.h"
#include "scenarios/schema/office_figures.h"
#include "scenarios/schema/plan_figures.h"
#include "scenarios/schema/round_figures.h"
#include "scenarios/schema/simulation_figures.h"
#include "scenarios/schema/theory_figures.h"
#include "scenarios/schema/whistle_figures.h"

namespace wangge::scenarios {
namespace {

const std::string definition = "definition";

std::vector<MetricSpec> territory_metrics() {
  return {
      {"territory.levels",
       {.zh = "各层级及其辖区个数，自上而下。", .en = "The levels from the top down, with their areas."},
       "",
       "",
       definition},
      {"territory.levels[].areas", {.zh = "该层级辖区的个数。", .en = "Number of areas of the level."}, "", "", definition},
      {"territory.cells",
       {.zh = "单元个数：一栋建筑或相连建筑及其分得的土地为一单元。",
        .en = "Number of cells: a building or touching buildings with their share of the land."},
       "",
       "",
       "enclosed tessellation (Arribas-Bel, Fleischmann 2022)"},
      {"territory.cells_without_building",
       {.zh = "没有建筑的单元个数。", .en = "Number of cells that hold no building."},
       "",
       "",
       definition},
      {"territory.buildings.total",
       {.zh = "来源中标为建筑的对象总数。", .en = "Objects of the source that are tagged as buildings."},
       "",
       "assigned + unassigned = nodes + ways + relations",
       definition},
      {"territory.buildings.assigned",
       {.zh = "归入某个单元的建筑数。", .en = "Buildings that lie in a cell."},
       "",
       "",
       definition},
      {"territory.buildings.unassigned",
       {.zh = "不在任何辖区内或几何不可用的建筑数，原因见 unassigned 图层。",
        .en = "Buildings in no area or without usable geometry; layer `unassigned` gives the reasons."},
       "",
       "",
       definition},
      {"territory.buildings.nodes",
       {.zh = "其中为点的个数（OpenStreetMap）。", .en = "Of these, OpenStreetMap nodes."},
       "",
       "",
       definition},
      {"territory.buildings.ways",
       {.zh = "其中为闭合线的个数（OpenStreetMap）。", .en = "Of these, OpenStreetMap ways."},
       "",
       "",
       definition},
      {"territory.buildings.relations",
       {.zh = "其中为关系的个数（OpenStreetMap）。", .en = "Of these, OpenStreetMap relations."},
       "",
       "",
       definition},
      {"territory.households", {.zh = "总户数。", .en = "Households in all."}, "", "sum over buildings", definition},
      {"territory.residents", {.zh = "总人数。", .en = "Residents in all."}, "", "sum over buildings", definition},
      {"territory.population_modelled_share",
       {.zh = "由模型分摊（而非给定）的居民比例。", .en = "Share of residents whose building is modelled, not given."},
       "0..1",
       "modelled residents / residents",
       "largest remainder (Hamilton 1792) over lived-in floor area"},
      {"territory.unreachable",
       {.zh = "各出行方式到不了的建筑数。", .en = "Buildings that a mode cannot reach."},
       "",
       "",
       definition},
  };
}

std::vector<MetricSpec> plan_metrics() {
  return {
      {"repartition",
       {.zh = "[repartition] 重划的层级与区域数，改属别的区域的户数，以及大小合规的任何划分至少要动的户数。",
        .en = "What [repartition] drew anew: level, areas, households that come under another area, and the least that any "
              "division "
              "in range moves."},
       "",
       "",
       definition},
      {"plan.grids", {.zh = "网格个数。", .en = "Number of grids."}, "", "", definition},
      {"plan.households",
       {.zh = "网格户数的最小值、中位数和最大值。", .en = "Least, median and most households of a grid."},
       "households",
       "",
       definition},
      {"plan.balance.deviation_median",
       {.zh = "各网格工作量相对其上级辖区平均值之偏差的中位数。",
        .en = "Median deviation of a grid's work from the mean of its parent."},
       "0..1",
       "median |w - mean| / mean",
       definition},
      {"plan.balance.deviation_max",
       {.zh = "上述偏差的最大值。", .en = "Largest such deviation."},
       "0..1",
       "max |w - mean| / mean",
       definition},
      {"plan.balance.gini",
       {.zh = "网格间工作量的基尼系数，0 为完全均衡。", .en = "Gini coefficient of work over grids; 0 is perfectly even."},
       "0..1",
       "sum |wi - wj| / (2 n^2 mean)",
       "Gini 1912"},
      {"plan.elements",
       {.zh = "全覆盖核查：人口、土地、建筑、事项和各台账（组织、企业、物件、场所、地块）有多少、有多少不在任何网格内（遗漏）、多"
              "少网格一个也没"
              "有（空白），以及每网格的最少、中位和最多。",
        .en = "The audit of full coverage: of people, land, buildings, matters and each ledger (organisations, enterprises, "
              "objects, "
              "places, parcels) how much there is, how much lies in no grid (omitted), how many grids hold none (blind), and the "
              "least, median and most of a grid."},
       "",
       "sums over the cells of a grid; a cell belongs to one grid; land: areas' outlines less their cells",
       definition},
      {"plan.compactness",
       {.zh = "网格的紧凑度，圆为 1。", .en = "Compactness of grids; a disc has 1."},
       "0..1",
       "4 pi area / perimeter^2",
       "Polsby, Popper 1991"},
      {"plan.border",
       {.zh = "网格之间的边界按沿线地物分类的长度；一段边界沿线有多类时，计入占主导的一类。",
        .en = "Length of the borders between grids by what lies on them; a border with several classes is booked under its "
              "dominant one."},
       "m",
       "",
       definition},
      {"plan.valid", {.zh = "符合全部规则的网格数。", .en = "Grids that keep every rule."}, "", "", definition},
      {"plan.invalid",
       {.zh = "违反规则的网格数，含有算术理由者（另见 plan.excused）。",
        .en = "Grids that break a rule, those excused by arithmetic included (plan.excused counts them)."},
       "",
       "",
       definition},
      {"plan.violations",
       {.zh = "违反的规则：每个网格违反几条就有几项，各有理由和数字。",
        .en = "The rules broken: an entry for each rule that a grid breaks, with the reason and the numbers."},
       "",
       "",
       definition},
      {"plan.excused",
       {.zh = "大小超出范围但有理由的网格数，例如没有任何 k 使 k·下限 <= 户数（或分数）<= k·上限。",
        .en = "Grids outside the range for a proven reason: no k with k min <= households (or points) <= k max, for one."},
       "",
       "",
       definition},
  };
}

std::vector<MetricSpec> head_metrics() {
  return {
      {"schema", {.zh = "本文件格式的版本。", .en = "Version of the file's format."}, "", "", definition},
      {"wangge.version",
       {.zh = "生成本文件的程序版本。", .en = "Version of the program that wrote the file."},
       "",
       "",
       definition},
      {"attribution",
       {.zh = "数据署名，展示指标时须一并列出。", .en = "Credits to show wherever the figures are shown."},
       "",
       "",
       definition},
      {"scenario",
       {.zh = "场景的名称、标题、日期、目标和合并后文件的 SHA-256。",
        .en = "Name, title, date and target of the scenario, and the SHA-256 of the merged file."},
       "",
       "",
       definition},
      {"synthetic", {.zh = "几何是否由程序生成。", .en = "Whether the geometry is made up."}, "", "", definition},
      {"seed", {.zh = "随机数种子。", .en = "Seed of all randomness."}, "", "", definition},
      {"inputs", {.zh = "读取的文件及其 SHA-256。", .en = "Files that were read, with their SHA-256."}, "", "", definition},
      {"findings",
       {.zh = "发现的缺陷，按规则计数，各附一例。", .en = "Defects found, counted by rule, each with an example."},
       "",
       "",
       definition},
  };
}

}  // namespace

core::Text formula_of(const MetricSpec& metric) {
  return {.zh = metric.formula_zh.empty() ? metric.formula : metric.formula_zh, .en = metric.formula};
}

const std::vector<MetricSpec>& metrics() {
  static const std::vector<MetricSpec> all = [] {
    std::vector<MetricSpec> joined;
    for (auto section : {head_metrics(), territory_metrics(), plan_metrics(), plan_figures(), element_figures(),
                         coverage_figures(), simulation_figures(), life_figures(), round_figures(), duty_time_figures(),
                         theory_figures(), whistle_figures(), office_figures(), admission_figures()})
      joined.insert(joined.end(), section.begin(), section.end());
    return joined;
  }();
  return all;
}

}  // namespace wangge::scenarios
