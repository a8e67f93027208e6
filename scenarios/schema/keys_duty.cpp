#include "scenarios/schema/keys.h"

/// Scheduled work beside requests.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};

std::vector<KeySpec> who_and_when() {
  return {
      {.path = "duty[].kind",
       .required = true,
       .choices = {"household visit", "door-knock sweep", "patrol", "checkpoint", "consult"},
       .meaning = {.zh = "计划内工作的种类：入户走访；敲门行动（每户一次，不在家的再敲，直到见到人）；沿街巡查；"
                         "出入口设卡；例会（在各人自己的驻点）。",
                   .en =
                       "Scheduled work: household visits; a door-knock sweep, which calls once on every household, and again on "
                       "those who were not in until it meets them; a patrol of the grid's streets; checkpoints; a consult, "
                       "which each holds at the own post."}},
      {.path = "duty[].name",
       .meaning = {.zh = "名称，唯一；省略则用 kind。", .en = "Its name, unique; `kind` where left out."},
       .example = "\"tuesday visits\""},
      {.path = "duty[].title.zh",
       .meaning = {.zh = "中文名称；缺省用 name。", .en = "Chinese name; `name` where absent."},
       .example = "\"周二入户\""},
      {.path = "duty[].title.en",
       .meaning = {.zh = "英文名称；缺省用 name。", .en = "English name; `name` where absent."},
       .example = "\"Tuesday visits\""},
      {.path = "duty[].by",
       .meaning = {.zh = "由哪种 [[responder]] 做；省略则为第一种。",
                   .en = "Which kind of [[responder]] does it; the first where left out."},
       .example = "\"grid worker\""},
      {.path = "duty[].responders",
       .kind = Kind::integer,
       .low = 1,
       .high = 1000,
       .meaning = {.zh = "每个网格（或微网格）由几人分担；省略则由该种类的全体分担。",
                   .en = "How many in each grid (or microgrid) share it; all of that kind where left out."},
       .example = "1"},
      {.path = "duty[].when",
       .kind = Kind::texts,
       .required = true,
       .meaning =
           {.zh = "何时做，须在班内才有人做：every tuesday 19:00-21:00、mon-fri 09:00-11:00、every 3 days 09:00-11:00、"
                  "first friday of the month 14:00-16:00（需要 "
                  "simulation.start）；同类日子的时段不能重叠，相接的合为一个时段。simulation.holidays "
                  "的日子照常进行。",
            .en = "When it is done, by those who are on shift then: every tuesday 19:00-21:00, mon-fri 09:00-11:00, every 3 "
                  "days 09:00-11:00, first friday of the month 14:00-16:00 (which needs simulation.start). Hours of days of one "
                  "kind must not overlap; hours that touch are one window. It goes on over simulation.holidays."},
       .example = "[\"every tuesday 19:00-21:00\"]"},
      {.path = "duty[].start",
       .kind = Kind::moment,
       .meaning = {.zh = "何时开始；省略则从模拟开始。", .en = "When it begins; with the simulation where left out."}},
      {.path = "duty[].interrupted_by",
       .kind = Kind::integer,
       .low = 0,
       .high = 101,
       .meaning = {.zh = "紧急程度不低于此数的事项可以打断它，其余的等它做完或时段结束；101 则任何事项都不打断。省略则为 "
                         "0，checkpoint 和 consult 为 101。",
                   .en =
                       "Requests of at least this urgency interrupt it, others wait until it is done or its hours are over; with "
                       "101 none does. Where left out 0, and 101 for checkpoint and consult."},
       .example = "2"},
      {.path = "duty[].source",
       .fallback = "\"assumed\"",
       .meaning = {.zh = "数字的出处，或 “assumed”（假定）；一段文字，或 { zh = \"…\", en = \"…\" }。",
                   .en = "Where its figures come from, or \"assumed\"; one text, or { zh = \"…\", en = \"…\" }."}},
      {.path = "duty[].source.zh",
       .meaning = {.zh = "出处的中文说法；与 en 成对，代替一段文字。",
                   .en = "The same in Chinese, with `en` in place of one text."},
       .example = "\"假定：每周一次\""},
      {.path = "duty[].source.en",
       .meaning = {.zh = "同上，英文。", .en = "The same in English."},
       .example = "\"assumed: once a week\""},
  };
}

std::vector<KeySpec> of_households() {
  return {
      {.path = "duty[].each",
       .fallback = "\"household every time\"",
       .meaning = {.zh = "每户多久走访一次：household every time、once、once a day（week、month、quarter、year；后三种需要 "
                         "simulation.start）、every 14 days。",
                   .en =
                       "How often each household is visited: household every time, once, once a day (week, month, quarter, year; "
                       "the last three need simulation.start), every 14 days."},
       .example = "\"household once a quarter\""},
      {.path = "duty[].takes",
       .kind = Kind::law,
       .meaning = {.zh = "走访一户所需的时间；走访和敲门必填。", .en = "How long a visit takes; needed by visits and sweeps."},
       .example = "\"lognormal 12 min cv 0.5\""},
      {.path = "duty[].use",
       .kind = Kind::texts,
       .choices = {"residential", "mixed", "commercial", "industrial", "civic", "agricultural", "minor", "unknown"},
       .meaning = {.zh = "只走访这些用途的建筑；省略则不限。",
                   .en = "Only in buildings of these uses; in all of them where left out."},
       .example = "[\"residential\"]"},
      {.path = "duty[].group",
       .meaning = {.zh = "走访此 [[population.group]] 的每一位成员，而非每一户。",
                   .en = "Visits each member of this [[population.group]] instead of each household."},
       .example = "\"old\""},
      {.path = "duty[].absent",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "上门时无人在家的概率，每次重新抽取；写了 absent_hours 则为其中最高的一小时的概率。",
                   .en =
                       "Chance that nobody is in when somebody calls, drawn anew each time; with absent_hours, at the hour when "
                       "it is greatest."},
       .example = "\"40 %\""},
      {.path = "duty[].absent_hours",
       .kind = Kind::hours,
       .fallback = "\"all day\"",
       .meaning =
           {.zh = "24 小时的相对概率，或曲线名：某一小时的概率＝absent × 权重 ÷ 最大权重。",
            .en = "Relative chance of the 24 hours, or the name of a profile: the chance of an hour is absent × its weight / "
                  "the greatest weight."}},
      {.path = "duty[].knock",
       .kind = Kind::duration,
       .fallback = "\"1 min\"",
       .fallback_source = assumed,
       .meaning = {.zh = "无人在家时在门口停留多久。", .en = "How long somebody stands at the door of who is not in."}},
      {.path = "duty[].again",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning =
           {.zh = "何时再去不在家的住户，写法同 when，当班的人先做这些；每户在每个这样的时段至多一次。省略则不再去。",
            .en = "When households that were not in are called on again, written like `when`, before others, by those who are "
                  "on shift; each at most once in such a window. Never where left out."},
       .example = "[\"daily 18:00-21:00\"]"},
      {.path = "duty[].calls",
       .kind = Kind::integer,
       .low = 1,
       .high = 250,
       .meaning = {.zh = "每轮对一户最多上门几次；省略则不限。",
                   .en = "How often at most somebody calls on a household in a turn; without limit where left out."},
       .example = "3"},
      {.path = "duty[].most",
       .kind = Kind::integer,
       .low = 1,
       .high = 100000,
       .meaning = {.zh = "每人在一个时段里最多上门几户；省略则不限。",
                   .en = "How many calls at most one responder pays in one window; without limit where left out."},
       .example = "8"},
  };
}

std::vector<KeySpec> of_streets_and_places() {
  return {
      {.path = "duty[].passes",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 1000,
       .meaning = {.zh = "巡查：每人每个时段沿本网格的街道走几遍。",
                   .en = "Of a patrol: how often each responder walks the streets of the grid in one window."}},
      {.path = "duty[].at",
       .meaning = {.zh = "设卡于此种类的每个驻点；或写 gates。",
                   .en = "Of checkpoints: one at each [[post]] of this kind; or `gates`."},
       .example = "\"station\""},
      {.path = "duty[].gates",
       .kind = Kind::file,
       .meaning = {.zh = "设卡于此点图层的每个点（出入口）旁的建筑。",
                   .en = "Of checkpoints: one at each point of this layer, by the building nearest to it."},
       .example = "\"town.gpkg\""},
      {.path = "duty[].layer",
       .fallback = "\"\"",
       .meaning = {.zh = "该来源中的图层。", .en = "Layer of that source."},
       .example = "\"gates\""},
      {.path = "duty[].reference",
       .fallback = "\"\"",
       .meaning = {.zh = "来源未声明坐标系时所用的坐标系。", .en = "Reference system to take where the source states none."},
       .example = "\"EPSG:4490\""},
      {.path = "duty[].staff",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 100,
       .meaning = {.zh = "每个卡点几人。", .en = "How many hold each checkpoint."}},
  };
}

}  // namespace

std::vector<KeySpec> duty_keys() {
  std::vector<KeySpec> all = who_and_when();
  for (auto section : {of_households(), of_streets_and_places()}) all.insert(all.end(), section.begin(), section.end());
  return all;
}

}  // namespace wangge::scenarios
