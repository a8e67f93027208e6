#include "scenarios/schema/keys.h"

/// The rules of grids, what proposals of plans look for, and what is counted beside households.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};

std::vector<KeySpec> rule_keys() {
  return {
      {.path = "planning.households",
       .kind = Kind::range,
       .fallback = "[500, 1000]",
       .fallback_source = {.zh = "韶关市武江区花城社区：每网格 500-1000 户",
                           .en = "Huacheng community, Wujiang district, Shaoguan: 500-1,000 households a grid"},
       .low = 1,
       .high = 1e9,
       .meaning = {.zh = "每个网格户数的下限和上限。", .en = "Least and most households of a grid."}},
      {.path = "planning.points",
       .kind = Kind::number_range,
       .low = 0,
       .high = 1e9,
       .meaning = {.zh = "每个网格工作量的下限和上限，以 planning.measure 的分计（至千分之一，上限至少 0.001，至多 10 "
                         "亿）；给出时取代户数范围：规则 5、网格个数、"
                         "搜索、下界和理由都按分计。",
                   .en = "Least and most work of a grid, in points of planning.measure (to a thousandth; the most at least "
                         "0.001, at most 10^9). Where given it takes the "
                         "place of the range of households: rule 5, the number of grids, the search, bounds and reasons go by "
                         "it."},
       .example = "[600, 1200]"},
      {.path = "planning.source",
       .fallback = "\"\"",
       .meaning = {.zh = "户数（或分数）范围的出处，写入成果。",
                   .en = "Where the range of households or points comes from; written to the outputs."},
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
      {.path = "planning.aims.change",
       .kind = Kind::number,
       .fallback = "0.5",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“少改动现状网格”的权重；有 [grids] 时才起作用。",
                   .en = "Weight of few households that change grid; counts where [grids] is given."}},
      {.path = "planning.aims.spread",
       .kind = Kind::number,
       .fallback = "0.3",
       .fallback_source = assumed,
       .low = 0,
       .meaning = {.zh = "“党员与组织分布均匀”的权重；有相应 [[ledger]] 时才起作用。",
                   .en = "Weight of an even spread of party members and organisations; counts where [[ledger]] gives them."}},
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
      {.path = "planning.staff.enforced",
       .kind = Kind::flag,
       .fallback = "false",
       .meaning = {.zh = "规则 7：没有网格员或网格长的网格是否不合规（check 报错、plan 标明、edit 不予批准）；false 只报告。",
                   .en = "Rule 7: whether a grid without a worker or a leader is out of order (an error of `check`, marked by "
                         "`plan`, not approved by `edit`); false: it is only reported."}},
      {.path = "planning.staff.no_worker",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "没有网格员的网格的编码；其余网格按 responder[].per.grid 配备。只影响规则 7，模拟仍按每网格人数。",
                   .en = "Codes of grids that have no worker; the others have those of responder[].per.grid. Counts for rule 7 "
                         "alone: the simulation staffs every grid."},
       .example = "[\"440203001001003\"]"},
      {.path = "planning.staff.no_leader",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "没有网格长的网格的编码；其余有网格员的网格各一名网格长。",
                   .en = "Codes of grids that have no leader; each other grid with workers has one."},
       .example = "[\"440203001001003\"]"},
  };
}

std::vector<KeySpec> search_keys() {
  return {
      {.path = "planning.plans",
       .kind = Kind::integer,
       .fallback = "5",
       .low = 1,
       .high = 20,
       .meaning = {.zh = "wangge plan 至多给出几个方案。只要 1 "
                         "个时只搜索给定权重和“不劣于现状”两个方向，所得方案可与多方案时的方案 1 不同。",
                   .en = "How many plans `wangge plan` offers at the most. With 1 only two directions are searched, the weights "
                         "as given and no worse than the reference; its plan may differ from plan 1 of several."}},
      {.path = "planning.count.total",
       .kind = Kind::count_range,
       .low = 1,
       .high = 1e6,
       .meaning = {.zh = "全部辖区的网格总数，含固定的网格：按工作量用最大余数法分配，各辖区不超出自身可行的个数；办不到则拒绝。",
                   .en = "How many grids all areas have together: shared out in proportion to work by largest remainders, each "
                         "area within what its sizes allow; refused where that cannot be."},
       .example = "2435"},
      {.path = "planning.count.*",
       .kind = Kind::count_range,
       .low = 1,
       .high = 10000,
       .meaning = {.zh = "每个该层级（最低层级）辖区分为几个网格，或某个辖区（按编码）分为几个；省略则按户数（或分数）范围。",
                   .en = "How many grids each area of that (lowest) level gets, or one area by its code; by the range of "
                         "sizes where left out."},
       .example = "[5, 7]"},
      {.path = "planning.locked",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "保持现状的网格的编码；专属网格总是保持。",
                   .en = "Codes of today's grids that stay as they are; dedicated grids always do."},
       .example = "[\"440203001001003\"]"},
      {.path = "planning.locked_borders",
       .kind = Kind::texts,
       .fallback = "[]",
       .choices = {"lane", "street", "arterial", "river", "railway"},
       .meaning = {.zh = "网格不得跨越的界线种类。", .en = "Kinds of lines that no grid may reach across."},
       .example = "[\"river\", \"railway\"]"},
      {.path = "planning.locked_lines.source",
       .kind = Kind::file,
       .meaning = {.zh = "网格不得跨越的线的图层：两个相邻单元的中心连线与之相交，即视为分在两侧。",
                   .en = "Layer of lines that no grid may reach across: two neighbouring cells lie on different sides where the "
                         "straight line between their middles crosses one."},
       .example = "\"lines.gpkg\""},
      {.path = "planning.locked_lines.layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层。", .en = "Layer of that source."},
       .example = "\"borders\""},
      {.path = "planning.forbidden_borders",
       .kind = Kind::texts,
       .fallback = "[]",
       .choices = {"open land", "lane", "street", "arterial", "river", "railway", "wall"},
       .meaning = {.zh = "网格之间的界线不得经过之处；“open land” 为没有线的地方，“wall” 为两栋楼相接处。",
                   .en = "Where no border between grids may run; \"open land\" is where no line is, \"wall\" where two houses "
                         "touch."},
       .example = "[\"open land\", \"wall\"]"},
      {.path = "planning.keep_whole",
       .kind = Kind::texts,
       .fallback = "[]",
       .choices = {"compound"},
       .meaning = {.zh = "一个网格容得下时绝不拆分的东西。", .en = "What is never split where one grid can hold it."},
       .example = "[\"compound\"]"},
      {.path = "planning.seeds",
       .fallback = "\"fresh\"",
       .choices = {"fresh", "today"},
       .meaning = {.zh = "搜索的起点：全新，或现状网格。", .en = "Where searches start: afresh, or from today's grids."}},
      {.path = "planning.change_at_most",
       .kind = Kind::change,
       .meaning = {.zh = "每个上级区域（如每个社区）内至多多少户改换网格：“300 households”（或 300）指每个区域 300 户，“15 % of "
                         "households”指每个区域户数的 15 %；搜索从现状网格出发。",
                   .en = "How many households of each parent area (each community, say) may change grid: \"300 households\" (or "
                         "300) are 300 in every one of them, \"15 % of households\" that share of each; searches then start from "
                         "today's grids."},
       .example = "\"15 % of households\""},
      {.path = "planning.distinct",
       .kind = Kind::share,
       .fallback = "\"2 %\"",
       .meaning = {.zh = "两个方案至少有这么多户所在网格不同，否则只给出一个。",
                   .en = "Two offered plans differ for at least this share of households."}},
      {.path = "planning.time_limit",
       .kind = Kind::duration,
       .fallback = "\"0 s\"",
       .meaning = {.zh = "到时提前结束并写明；0 为不限。结果只在不提前结束时可重现。",
                   .en = "Ends the search early, which is then recorded; 0: no limit. Only a search that was not ended early "
                         "repeats exactly."}},
  };
}

std::vector<KeySpec> dedicated_keys() {
  return {
      {.path = "planning.dedicated[].buildings",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "这些建筑（来源的标识）所在的单元合成一个专属网格，不受户数范围限制，其余部分另行划分；须相连且同属一个"
                         "上级区域。",
                   .en = "The cells of these buildings (ids of the source) become one dedicated grid, exempt from the range of "
                         "households; the rest is divided without it. They must touch and lie in one parent."},
       .example = "[\"way/28712148\"]"},
      {.path = "planning.dedicated[].compounds",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "同上，按小区、校园、园区等的名称。",
                   .en = "The same by names of compounds: estates, campuses, business parks."},
       .example = "[\"No. 2 middle school\"]"},
      {.path = "planning.dedicated[].use",
       .choices = {"residential", "mixed", "commercial", "industrial", "civic", "agricultural"},
       .meaning = {.zh = "代替名称：每一处主要用途（按建筑面积）为此且够大的地方各成一个专属网格；一处是同一小区内、或都不在小区"
                         "内的相连单元。",
                   .en =
                       "Instead of names: every large enough place mostly of that use (by floor area) becomes a dedicated grid; "
                       "a place is a connected set of such cells within one compound, or in none."},
       .example = "\"industrial\""},
      {.path = "planning.dedicated[].kind",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning =
           {.zh = "代替名称：每一所学校、每一个市场等各成一个专属网格。按建筑来源自己的用词（如 OSM 的 building=school），或按"
                  "写了 kind_field 的 [[ledger]] 中组织、企业的种类。一处是它所在的单元，连同同一小区内相连且用途相同的单元；"
                  "设在居住用房中的组织不另设网格。",
            .en = "Instead of names: every school, every market a dedicated grid of its own, by the source's own word for the "
                  "building (OSM: building=school) or by the kind of an organisation or enterprise of a [[ledger]] with "
                  "kind_field. A place is the cell that holds it, with the cells of the same compound and use that it "
                  "connects to; an organisation that lodges among dwellings makes no grid."},
       .example = "[\"school\", \"hospital\"]"},
      {.path = "planning.dedicated[].land_at_least",
       .kind = Kind::area,
       .fallback = "\"0 m2\"",
       .meaning = {.zh = "与 use 或 kind 同用：至少多少土地。", .en = "With `use` or `kind`: the least land of a place."},
       .example = "\"2 ha\""},
      {.path = "planning.dedicated[].floor_area_at_least",
       .kind = Kind::area,
       .fallback = "\"0 m2\"",
       .meaning = {.zh = "与 use 或 kind 同用：建筑面积（占地乘层数）合计至少多少。",
                   .en = "With `use` or `kind`: the least floor area of its buildings, footprint times floors."},
       .example = "\"10000 m2\""},
      {.path = "planning.dedicated[].residents_at_least",
       .kind = Kind::integer,
       .fallback = "0",
       .low = 0,
       .meaning = {.zh = "与 use 或 kind 同用：至少多少居民。", .en = "With `use` or `kind`: the least residents of a place."},
       .example = "500"},
      {.path = "planning.dedicated[].code",
       .fallback = "\"\"",
       .meaning = {.zh = "网格编码；省略则取下一个空号。", .en = "Its code; the next free number where left out."},
       .example = "\"440203001001901\""},
      {.path = "planning.dedicated[].name",
       .fallback = "\"\"",
       .meaning = {.zh = "网格名称；省略则取所在小区之名，或由编码而来。",
                   .en = "Its name; that of its compound where left out, or made from the number."},
       .example = "\"No. 2 middle school\""},
  };
}

KeySpec measure_key(const char* name, core::Text meaning) {
  return {.path = std::string("planning.measure.") + name,
          .kind = Kind::number,
          .fallback = "0",
          .low = 0,
          .high = 10'000,
          .meaning = std::move(meaning)};
}

std::vector<KeySpec> measure_keys() {
  return {
      measure_key(
          "households",
          {.zh = "工作量中每户的分量：0（不计），或 0.001 至 10000；四项全为零时工作量为办理事项的小时数，无事项时为户数。",
           .en = "Work of a household: 0 where it does not count, or 0.001 to 10,000; where all four are zero work is "
                 "the hours that requests take, or the households where there are no requests."}),
      measure_key("requests", {.zh = "每件事项（按一年的期望件数）的分量，取值同上。",
                               .en = "Work of a request, of those expected in a year; values as for households."}),
      measure_key("enterprises", {.zh = "每家企业的分量，取值同上；须有 [[ledger]]。",
                                  .en = "Work of an enterprise, values as for households; needs its [[ledger]]."}),
      measure_key("in_need", {.zh = "每名困难群众的分量，取值同上；须有 [[ledger]]。",
                              .en = "Work of a person in need, values as for households; needs its [[ledger]]."}),
  };
}

std::vector<KeySpec> ensemble_keys() {
  return {
      {.path = "ensemble.plans",
       .kind = Kind::integer,
       .fallback = "2000",
       .low = 20,
       .high = 1'000'000,
       .meaning = {.zh = "wangge plan 在规则之内随机抽取多少个方案，用来衡量现状网格和各方案处在什么位置；有 [ensemble] "
                         "这一节才抽取。",
                   .en = "How many plans `wangge plan` draws at random under the rules, to show where today's grids and the "
                         "offered plans lie among them; only where the section [ensemble] stands."}},
      {.path = "ensemble.law",
       .fallback = "\"recom\"",
       .choices = {"recom", "reversible"},
       .meaning = {.zh = "抽样的规律：recom 为生成树重组（混合快，分布没有显式公式）；reversible 为可逆重组，方案的概率与各网格"
                         "生成树个数之积成正比（接受率低，thin 宜加大）。",
                   .en = "The law of the draws: recom is recombination over spanning trees (mixes fast, its distribution has no "
                         "closed form); reversible gives a plan a chance in proportion to the product of its grids' numbers of "
                         "spanning trees (accepts less: raise thin)."}},
      {.path = "ensemble.chains",
       .kind = Kind::integer,
       .fallback = "4",
       .fallback_source = {.zh = "Vehtari 等 2021", .en = "Vehtari et al. 2021"},
       .low = 2,
       .high = 64,
       .meaning = {.zh = "独立的链数，各自从不同的方案出发；各链是否一致即为收敛的判据。",
                   .en =
                       "Independent chains, each from a plan of its own; whether they agree tells whether they have converged."}},
      {.path = "ensemble.thin",
       .kind = Kind::integer,
       .fallback = "5",
       .low = 1,
       .high = 1'000'000,
       .meaning = {.zh = "相邻两个抽取的方案之间，平均每个网格抽多少棵生成树。",
                   .en = "Spanning trees drawn for each grid of a parent from one plan to the next."}},
      {.path = "ensemble.burn_in",
       .kind = Kind::integer,
       .fallback = "100",
       .low = 0,
       .high = 10'000'000,
       .meaning = {.zh = "第一个方案之前，平均每个网格抽多少棵生成树。",
                   .en = "Spanning trees drawn for each grid of a parent before the first plan is kept."}},
  };
}

std::vector<KeySpec> ledger_keys() {
  return {
      {.path = "ledger[].kind",
       .required = true,
       .choices = {"in_need", "party_members", "enterprises", "organisations", "objects", "places", "land"},
       .meaning = {.zh = "数的是什么：困难群众、党员、企业、组织、物件、场所或地块；只按单元合计，不读个人。",
                   .en =
                       "What is counted: persons in need, party members, enterprises, organisations, objects, places or parcels "
                       "of land; summed by cell, persons are never read."}},
      {.path = "ledger[].source",
       .kind = Kind::file,
       .required = true,
       .meaning = {.zh = "点或面的图层。", .en = "Layer of points or polygons."},
       .example = "\"town.gpkg\""},
      {.path = "ledger[].layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层。", .en = "Layer of that source."},
       .example = "\"enterprises\""},
      {.path = "ledger[].reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
      {.path = "ledger[].count",
       .fallback = "\"\"",
       .meaning = {.zh = "每个要素代表几个的字段；省略为一个。",
                   .en = "Field that says how many a feature stands for; one where left out."},
       .example = "\"party_members\""},
      {.path = "ledger[].kind_field",
       .fallback = "\"\"",
       .meaning =
           {.zh = "说明组织或企业是哪一种（学校、医院、市场等）的字段，供 planning.dedicated 的 kind 使用。",
            .en = "Field that says what sort of organisation or enterprise a feature is (a school, a hospital, a market), for "
                  "`kind` of planning.dedicated."},
       .example = "\"kind\""},
      {.path = "ledger[].name_field",
       .fallback = "\"name\"",
       .meaning =
           {.zh = "名称字段：按 kind 设立的专属网格以它命名；缺省字段 name 可以没有。",
            .en = "Field of its name, by which a dedicated grid of a `kind` is called; the usual field name may be missing."},
       .example = "\"title\""},
  };
}

}  // namespace

std::vector<KeySpec> planning_keys() {
  std::vector<KeySpec> all = rule_keys();
  for (auto section : {search_keys(), dedicated_keys(), measure_keys(), ensemble_keys(), ledger_keys()})
    all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
