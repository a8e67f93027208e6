#include "scenarios/schema/keys.h"
#include "scenarios/site/siting_spec.h"

/// Where posts are to stand, groups of residents, organisations paired with grids.
namespace wangge::scenarios {
namespace {

const std::vector<std::string> modes = {"walk", "ebike", "car"};

std::vector<std::string> problem_names() {
  std::vector<std::string> names;
  for (const SitingProblem problem : all_siting_problems) names.emplace_back(name(problem));
  return names;
}

/// The keys that name a layer.
std::vector<KeySpec> layer_of(const std::string& table, bool required, const core::Text& what) {
  return {
      {.path = table + ".source",
       .kind = Kind::file,
       .required = required,
       .meaning = {.zh = what.zh + "的来源：任何 GDAL 矢量文件，面取其内一点。",
                   .en = "Source of " + what.en + ": any vector file that GDAL reads; a point inside stands for an area."}},
      {.path = table + ".layer",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的图层；只有一个图层时可省。",
                   .en = "Layer of the source; may be left out when there is only one."},
       .example = "\"rooms\""},
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

std::vector<KeySpec> question_keys() {
  return {
      {.path = "siting.problem",
       .required = true,
       .choices = problem_names(),
       .meaning = {.zh = "求什么：p-median 总路程最短；p-centre 最远者最近；maximal-cover 时限内覆盖最多；set-cover "
                         "用最少的点全部覆盖；maximal-expected-cover 考虑岗位忙碌的期望覆盖；capacitated "
                         "有容量的 p-median；nested 逐级设点。",
                   .en = "What is sought: p-median, the shortest ways in all; p-centre, the farthest as near as can be; "
                         "maximal-cover, most people within the standard; set-cover, all of them from the fewest sites; "
                         "maximal-expected-cover, the same with posts that may be busy; capacitated, p-median with capacities; "
                         "nested, centres level by level."}},
      {.path = "siting.number",
       .kind = Kind::integer,
       .low = 0,
       .high = 1e6,
       .meaning = {.zh =
                       "选几个点，固定的点计算在内；nested 为各级中心之外至多再设几个，省略则预算够几个设几个，无预算不设。给了 "
                       "budget 时可省。",
                   .en = "How many sites, fixed ones included; with nested, how many at most beyond the centres of the levels: "
                         "when left out as many as the budget pays for, none without one. May be left out where a budget is "
                         "given."},
       .example = "5"},
      {.path = "siting.standard",
       .kind = Kind::duration,
       .meaning = {.zh = "路程时限，含出门与上楼；省略则用 target 的时间。",
                   .en = "The way may take so long, gate and stairs included; the time of `target` when left out."},
       .example = "\"15 min\""},
      {.path = "siting.mode",
       .choices = modes,
       .meaning = {.zh = "出行方式；省略则用第一种响应人员的。",
                   .en = "How one travels; as the first kind of responder where left out."}},
      {.path = "siting.direction",
       .fallback = "\"to people\"",
       .choices = {"to people", "to site"},
       .meaning = {.zh = "to people：人从驻点出发上门；to site：居民到点办事。单行道使两者不同。",
                   .en = "to people: somebody sets out from the site; to site: people go there. One-way roads tell them apart."}},
      {.path = "siting.demand",
       .fallback = "\"households\"",
       .meaning = {.zh = "为谁而设：households、residents、requests（按事项频率），或某个 [[population.group]] 的名称。",
                   .en = "Who counts: households, residents, requests (by their rates), or the name of a "
                         "[[population.group]]."}},
      {.path = "siting.merge",
       .kind = Kind::length,
       .fallback = "\"0 m\"",
       .meaning = {.zh = "求解时把这么大方格内的住处并作一个需求点：覆盖类问题只合并各候选点同样可及的住处，不损失什么；p-median "
                         "取平均时间，p-centre 取最长时间，界相应放宽。答案与各项数字逐栋计算。0 为不合并。",
                   .en = "For the search, homes in a square of this side become one demand point: in covering problems only "
                         "those that the same candidates reach, at no loss; their mean time in p-median, their longest in "
                         "p-centre, with a bound that allows for it. Answer and figures are counted door by door. 0: no "
                         "merging."},
       .example = "\"100 m\""},
      {.path = "siting.busy",
       .kind = Kind::share,
       .meaning = {.zh = "maximal-expected-cover：一个岗位忙碌的时间比例。",
                   .en = "maximal-expected-cover: the share of time in which a post is busy."},
       .example = "\"30 %\""},
      {.path = "siting.posts_per_site",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 1000,
       .meaning = {.zh = "maximal-expected-cover：一个点最多几个岗位。",
                   .en = "maximal-expected-cover: posts that may stand at one site."}},
      {.path = "siting.budget",
       .kind = Kind::number,
       .low = 0,
       .meaning =
           {.zh = "所选各点费用之和的上限，固定的点计算在内；货币单位同 cost 字段。nested 为各级合计，同一点兼作几级只计一次。",
            .en = "What the chosen sites may cost together, fixed ones included; in the currency of the costs. With "
                  "nested of all levels together; a site of several levels is paid once."},
       .example = "3000000"},
      {.path = "siting.floor_area",
       .kind = Kind::area,
       .meaning = {.zh = "面积标准：不足的或面积不详的候选点不可用。",
                   .en = "Floor-area standard: candidates that are smaller, or of unknown size, cannot be chosen."},
       .example = "\"500 m2\""},
      {.path = "siting.fixed",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "必须选的候选点，按名称。", .en = "Candidates that must be chosen, by name."}},
      {.path = "siting.forbidden",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "不得选的候选点，按名称。", .en = "Candidates that must not be chosen, by name."}},
      {.path = "siting.keep_today",
       .kind = Kind::flag,
       .fallback = "false",
       .meaning = {.zh = "保留现有驻点：作为固定点，计入个数，不计费用和面积。",
                   .en = "Keep today's posts: as fixed sites that count in the number, without cost and whatever their size."}},
      {.path = "siting.out_of_reach",
       .fallback = "\"refuse\"",
       .choices = {"refuse", "leave out"},
       .meaning = {.zh = "set-cover：任何候选点都不能在时限内到达的住处：refuse 报错；leave out 排除并列明。",
                   .en = "set-cover: homes that no candidate reaches within the standard: refuse, or leave them out and name "
                         "them."}},
      {.path = "siting.kind",
       .fallback = "\"station\"",
       .meaning = {.zh = "所设驻点的种类；与同类的现有驻点比较。",
                   .en = "Kind of the posts to site; they are compared with today's of that kind."}},
      {.path = "siting.levels",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "nested：哪些层级的每个辖区各设一个中心，自上而下；省略则为最高和最低一级。",
                   .en = "nested: the levels whose areas get a centre each, from the top down; the highest and the lowest when "
                         "left out."},
       .example = "[\"district\", \"community\"]"},
      {.path = "siting.blind_spots",
       .kind = Kind::integer,
       .fallback = "20",
       .low = 0,
       .high = 100000,
       .meaning = {.zh = "报告列出多少处盲点；sites.gpkg 中全部都有。",
                   .en = "How many blind spots the report lists; sites.gpkg has them all."}},
      {.path = "siting.effort",
       .kind = Kind::integer,
       .fallback = "500",
       .low = 1,
       .high = 1e9,
       .meaning = {.zh = "求解的工作量上限，单位为百万次查看“点对”（每 CPU 秒约 100 至 300）；各机器结果相同。",
                   .en = "Limit of the search in million looks at a pair of site and demand point (100 to 300 a CPU-second); the "
                         "answer is the same on every machine."}},
      {.path = "siting.time_limit",
       .kind = Kind::duration,
       .fallback = "\"0 s\"",
       .meaning = {.zh = "求解的时间上限：只会提前结束，因而未必可重现；0 为不限。",
                   .en = "Limit of time: only ends the search early, which may then not repeat; 0: none."},
       .example = "\"10 s\""},
  };
}

std::vector<KeySpec> candidate_keys() {
  std::vector<KeySpec> all = layer_of("siting.candidates", false, {.zh = "候选点", .en = "the candidates"});
  const std::vector<KeySpec> more = {
      {.path = "siting.candidates.generate",
       .choices = {"buildings", "road nodes", "compounds", "gates"},
       .meaning = {.zh = "自动生成候选点：建筑、道路交点、小区（每个小区一处）或大门（由 source 给出）；没有 source 时缺省为 "
                         "buildings。",
                   .en = "Candidates that are made: at buildings, at road junctions, one a compound, or at gates (which `source` "
                         "gives); at buildings where there is no source."}},
      {.path = "siting.candidates.spacing",
       .kind = Kind::length,
       .fallback = "\"300 m\"",
       .meaning = {.zh = "生成的候选点之间至少的直线距离；户数多者优先。",
                   .en = "Least straight distance between candidates that are made; those with most households come first."}},
      {.path = "siting.candidates.label", .fallback = "\"name\"", .meaning = {.zh = "名称字段。", .en = "Field of the name."}},
      {.path = "siting.candidates.floor_area",
       .fallback = "\"\"",
       .meaning = {.zh = "面积字段（平方米）。", .en = "Field of the floor area, in square metres."},
       .example = "\"floor_area\""},
      {.path = "siting.candidates.cost",
       .fallback = "\"\"",
       .meaning = {.zh = "费用字段。", .en = "Field of the cost."},
       .example = "\"cost\""},
      {.path = "siting.candidates.capacity",
       .fallback = "\"\"",
       .meaning = {.zh = "capacitated、nested：容量字段，单位同 demand；nested 只在最低一级及另设的点上起作用。",
                   .en =
                       "capacitated and nested: field of the capacity, in units of `demand`; with nested it holds for the lowest "
                       "level and the further sites alone."},
       .example = "\"capacity\""},
      {.path = "siting.candidates.level",
       .fallback = "\"\"",
       .meaning = {.zh = "nested：该点可作哪一级的中心（层级名称）；空值为任何一级。",
                   .en = "nested: field of the level whose centre it may be; empty: any."},
       .example = "\"level\""},
      {.path = "siting.candidates.room.field",
       .fallback = "\"\"",
       .meaning = {.zh = "用房来源字段。", .en = "Field of how the room is got."},
       .example = "\"room\""},
      {.path = "siting.candidates.room.idle",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "哪些词表示闲置国有资产（idle 总是）。",
                   .en = "Words that mean idle state property (idle always does)."},
       .example = "[\"闲置国有\"]"},
      {.path = "siting.candidates.room.rebuilt",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "哪些词表示改建。", .en = "Words that mean rebuilt."},
       .example = "[\"改建\"]"},
      {.path = "siting.candidates.room.new",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "哪些词表示新建。", .en = "Words that mean new."},
       .example = "[\"新建\"]"},
      {.path = "siting.candidates.room.shared",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "哪些词表示与单位共建共用。", .en = "Words that mean shared with a firm."},
       .example = "[\"共建\"]"},
      {.path = "siting.candidates.choice.field",
       .fallback = "\"\"",
       .meaning = {.zh = "固定或禁用字段。", .en = "Field that says fixed or forbidden."},
       .example = "\"choice\""},
      {.path = "siting.candidates.choice.fixed",
       .kind = Kind::texts,
       .fallback = "[\"fixed\"]",
       .meaning = {.zh = "哪些词表示必须选。", .en = "Words that mean it must be chosen."}},
      {.path = "siting.candidates.choice.forbidden",
       .kind = Kind::texts,
       .fallback = "[\"forbidden\"]",
       .meaning = {.zh = "哪些词表示不得选。", .en = "Words that mean it must not be chosen."}},
      {.path = "siting.each.cost",
       .kind = Kind::number,
       .fallback = "0",
       .low = 0,
       .meaning = {.zh = "未给费用的候选点的费用。", .en = "Cost of a candidate for which none is given."}},
      {.path = "siting.each.floor_area",
       .kind = Kind::area,
       .meaning = {.zh = "未给面积的候选点的面积。", .en = "Floor area of a candidate for which none is given."},
       .example = "\"120 m2\""},
      {.path = "siting.each.capacity",
       .kind = Kind::number,
       .low = 0,
       .meaning = {.zh = "capacitated、nested：未给容量的候选点的容量，单位同 demand。",
                   .en = "capacitated and nested: capacity of a candidate for which none is given, in units of `demand`."},
       .example = "4000"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

std::vector<KeySpec> group_keys() {
  std::vector<KeySpec> all = {
      {.path = "population.group[].name",
       .required = true,
       .meaning = {.zh = "人群的名称，如 old、disabled、floating；不同于 households、residents、requests。",
                   .en = "Name of a group of residents, such as old, disabled or floating."},
       .example = "\"old\""},
      {.path = "population.group[].title.zh",
       .meaning = {.zh = "中文名称；缺省用 name。", .en = "Chinese name; `name` where absent."},
       .example = "\"老年人\""},
      {.path = "population.group[].title.en",
       .meaning = {.zh = "英文名称；缺省用 name。", .en = "English name; `name` where absent."},
       .example = "\"Old people\""},
      {.path = "population.group[].share",
       .kind = Kind::share,
       .meaning = {.zh = "占居民的比例，各处相同；与 source 只写其一。",
                   .en = "Their share of the residents, alike everywhere; instead of a source."},
       .example = "\"18 %\""},
      {.path = "population.group[].count",
       .fallback = "\"\"",
       .meaning = {.zh = "来源中的人数字段；省略则每个要素一人。",
                   .en = "Field of the source with their number; one a feature when left out."},
       .example = "\"persons\""}};
  const std::vector<KeySpec> layer = layer_of("population.group[]", false, {.zh = "该人群", .en = "the group"});
  all.insert(all.begin() + 4, layer.begin(), layer.end());
  return all;
}

std::vector<KeySpec> siting_keys() {
  std::vector<KeySpec> all = question_keys();
  for (const std::vector<KeySpec>& more : {siting_measure_keys(), candidate_keys()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<KeySpec> pairing_keys() {
  std::vector<KeySpec> all = layer_of("pairing", true, {.zh = "组织", .en = "the organisations"});
  const std::vector<KeySpec> more = {
      {.path = "pairing.label", .fallback = "\"name\"", .meaning = {.zh = "名称字段。", .en = "Field of the name."}},
      {.path = "pairing.skills_field",
       .fallback = "\"\"",
       .meaning = {.zh = "技能字段，用逗号分隔。", .en = "Field of its skills, separated by commas."},
       .example = "\"skills\""},
      {.path = "pairing.grids_field",
       .fallback = "\"\"",
       .meaning = {.zh = "可结对几个网格的字段。", .en = "Field of how many grids it can be paired with."},
       .example = "\"grids\""},
      {.path = "pairing.grids",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 0,
       .high = 100000,
       .meaning = {.zh = "未给出时可结对几个网格。", .en = "How many where nothing is given."}},
      {.path = "pairing.organisations",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 1000,
       .meaning = {.zh = "每个网格要几个组织。", .en = "How many organisations each grid asks for."}},
      {.path = "pairing.skills",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "网格所求的技能，具备其一即可；省略则不限。",
                   .en = "Skills that a grid asks for, any one of which will do; any organisation when left out."},
       .example = "[\"mediation\"]"},
      {.path = "pairing.mode",
       .fallback = "\"walk\"",
       .choices = modes,
       .meaning = {.zh = "路程按哪种出行方式计。", .en = "How ways are measured."}},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace wangge::scenarios
