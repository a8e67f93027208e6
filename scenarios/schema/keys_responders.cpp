#include "scenarios/schema/keys.h"

/// Responders, and the rules by which requests and responders meet.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};
const std::vector<std::string> modes = {"walk", "ebike", "car"};

}  // namespace

std::vector<KeySpec> responder_keys() {
  return {
      {.path = "responder[].kind",
       .fallback = "\"grid worker\"",
       .meaning = {.zh = "人员种类：专职、兼职、楼栋长、志愿者、社区值班……各写一张 [[responder]]。",
                   .en = "Kind of responder: full-time, part-time, building captain, volunteer, staff of a community…, a "
                         "[[responder]] each."}},
      {.path = "responder[].title.zh",
       .meaning = {.zh = "中文名称；省略则用 kind。", .en = "Chinese name; `kind` where absent."},
       .example = "\"网格员\""},
      {.path = "responder[].title.en",
       .meaning = {.zh = "英文名称；省略则用 kind。", .en = "English name; `kind` where absent."},
       .example = "\"Grid worker\""},
      {.path = "responder[].per.grid",
       .kind = Kind::number,
       .fallback = "1",
       .low = 0,
       .high = 1000,
       .meaning = {.zh = "每个网格平均几人；可带小数：按编码顺序前 n 个网格合计 n 倍（舍去小数）。",
                   .en = "How many for each grid in the mean; with a fraction the first n grids by code have n times as many, "
                         "rounded down."}},
      {.path = "responder[].per.*",
       .kind = Kind::number,
       .low = 0,
       .high = 1000,
       .meaning = {.zh = "改按微网格（microgrid）或某个层级的每个辖区平均几人，也可带小数；per 里只能写一项。",
                   .en = "Instead of that, how many for each `microgrid` or for each area of a level, in the mean; `per` has one "
                         "entry."},
       .example = "1"},
      {.path = "responder[].scope",
       .meaning = {.zh = "每人服务多大范围：microgrid、grid 或某个层级的名称；省略则与 per 相同。派单规则“smallest scope "
                         "first”先找范围最小的。",
                   .en = "How far each serves: microgrid, grid, or the name of a level; as `per` says where left out. The policy "
                         "\"smallest scope first\" asks those of the smallest scope first."},
       .example = "\"community\""},
      {.path = "responder[].post",
       .fallback = "\"station\"",
       .meaning = {.zh = "从哪种驻点出发；per.microgrid 的人员可写 “home”，即从本微网格中央的一栋住宅出发。",
                   .en = "Kind of the post that they start from; those of per.microgrid may have \"home\", a house in the middle "
                         "of their microgrid."}},
      {.path = "responder[].mode",
       .fallback = "\"ebike\"",
       .choices = modes,
       .meaning = {.zh = "出行方式。", .en = "How they travel."}},
      {.path = "responder[].shift",
       .kind = Kind::shifts,
       .required = true,
       .meaning = {.zh = "班次：星期（mon-fri、sat、mon,wed 或 daily）和起止时刻；止早于起表示跨过午夜。",
                   .en = "Shifts: days (mon-fri, sat, mon,wed or daily) and hours; an end before its start is after midnight."},
       .example = "[\"mon-fri 08:00-12:00\", \"mon-fri 14:30-18:00\"]"},
      {.path = "responder[].breaks",
       .kind = Kind::shifts,
       .fallback = "[]",
       .meaning = {.zh = "班中休息，写法同班次；到点即休，正在办事则办完再休，时长不减，不计入当班时间。",
                   .en =
                       "Breaks within shifts, written alike: each begins when it is due or after the visit, has its full length, "
                       "and is no time on shift."},
       .example = "[\"mon-fri 10:00-10:15\"]"},
      {.path = "responder[].present",
       .kind = Kind::share,
       .fallback = "\"100 %\"",
       .meaning = {.zh = "某一天来上班的概率，每人每天抽一次；缺勤则缺那一天开始的各班。",
                   .en =
                       "Chance to come to work on a day, drawn once a person and day; who is absent misses the shifts that begin "
                       "on it."}},
      {.path = "responder[].skills",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "技能、语种、资质等标签，全场景最多 64 种。",
                   .en = "What they can do, as tags: skills, languages, licences; at most 64 in a scenario."},
       .example = "[\"mediation\", \"zhuang\"]"},
      {.path = "responder[].decline",
       .kind = Kind::share,
       .meaning = {.zh = "拒单的概率；省略则用 dispatch.decline。",
                   .en = "Chance to decline an order; dispatch.decline where "
                         "left out."},
       .example = "\"10 %\""},
      {.path = "responder[].while_free",
       .fallback = "\"at the post\"",
       .choices = {"at the post", "patrol"},
       .meaning = {.zh = "空闲时在驻点等候，或在本网格内逐栋巡查。",
                   .en = "While free: waits at the post, or walks from building to building of the grid."}},
      {.path = "responder[].volunteer",
       .kind = Kind::flag,
       .meaning = {.zh = "志愿者：空闲时间是待命，不是上班工时，报告分开列出；省略则 post = \"home\" 的为 true。",
                   .en =
                       "Volunteers: their free time is on call, no paid hours, and reports keep it apart; where left out, those "
                       "with post = \"home\"."},
       .example = "true"},
      {.path = "responder[].stay",
       .kind = Kind::duration,
       .fallback = "\"10 min\"",
       .fallback_source = assumed,
       .meaning = {.zh = "巡查时在每栋建筑停留多久。", .en = "How long a patrol stays at each building."}},
  };
}

std::vector<KeySpec> dispatch_keys() {
  return {
      {.path = "dispatch.policy",
       .fallback = "\"own grid, then neighbours\"",
       .choices = {"own grid, then neighbours", "own grid only", "nearest of own grid and neighbours", "nearest free",
                   "nearest free or soon free", "most urgent first, interrupting", "keep coverage", "assignment each minute",
                   "claims from an open list", "smallest scope first"},
       .meaning =
           {.zh = "派单规则：缺省为先本网格最近的空闲人员，再相邻网格的，都忙则排队；同样近的，服务范围小的先去，再最久没有接单的"
                  "；其余见 docs/zh/simulation.md。",
            .en = "Who is sent: by default the nearest free worker of the grid, then of its neighbours, else the request waits; "
                  "of those equally near the smaller scope, then who has been longest without an order; for the others see "
                  "docs/simulation.md."}},
      {.path = "dispatch.accept",
       .kind = Kind::law,
       .fallback = "\"exponential 2 min\"",
       .fallback_source = assumed,
       .meaning = {.zh = "从派单到接单的时间。", .en = "Time from order to acceptance."}},
      {.path = "dispatch.source",
       .fallback = "\"assumed\"",
       .meaning = {.zh = "接单时间的出处；一段文字，或 { zh = \"…\", en = \"…\" }。",
                   .en = "Where the accept time comes from; one text, or { zh = \"…\", en = \"…\" }."}},
      {.path = "dispatch.source.zh",
       .meaning = {.zh = "出处的中文说法；与 en 成对，代替一段文字。",
                   .en = "The same in Chinese, with `en` in place of one text."},
       .example = "\"假定：每周一次\""},
      {.path = "dispatch.source.en",
       .meaning = {.zh = "同上，英文。", .en = "The same in English."},
       .example = "\"assumed: once a week\""},
      {.path = "dispatch.decline",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "被派单的人拒单的概率；拒单后改派下一位。",
                   .en = "Chance that whoever is asked declines; the next one is asked then."}},
      {.path = "dispatch.answer_within",
       .kind = Kind::duration,
       .meaning = {.zh = "超过此时间未接单即改派下一位；省略则一直等。",
                   .en = "Whoever has not accepted by then is passed over; where left out everybody is waited for."},
       .example = "\"5 min\""},
      {.path = "dispatch.ask_again",
       .kind = Kind::duration,
       .fallback = "\"10 min\"",
       .fallback_source = assumed,
       .meaning = {.zh = "空闲的人都拒单后，隔多久再问一遍；问过 1,000 遍后只等未拒单的人。",
                   .en = "After everybody who is free has declined: until they are asked once more; after 1,000 times a request "
                         "waits for those alone who have not declined it."}},
      {.path = "dispatch.match_skills",
       .kind = Kind::flag,
       .fallback = "true",
       .meaning = {.zh = "只派有所需技能的人；false 则到了门口才发现，再移交。",
                   .en = "Only who has the skills that the kind needs is sent; false: it turns out at the door, and is handed "
                         "over."}},
      {.path = "dispatch.interrupted",
       .fallback = "\"goes on\"",
       .choices = {"goes on", "begins anew"},
       .meaning = {.zh = "被更紧急的事项打断的办理，下次上门时接着办（goes on）或从头办（begins anew）。",
                   .en = "Handling that something more urgent interrupted: the next visit goes on with what was left, or begins "
                         "anew."}},
      {.path = "dispatch.batch",
       .kind = Kind::duration,
       .fallback = "\"1 min\"",
       .meaning = {.zh = "规则“assignment each minute”每隔多久集中派单一次。",
                   .en = "How often the policy \"assignment each minute\" assigns what has gathered."}},
  };
}

std::vector<KeySpec> scoring_keys() {
  return {
      {.path = "scoring.by",
       .meaning = {.zh = "星级和积分按谁合计：层级名、grid 或 responder（个人，须依法依规）；省略则为最低一级辖区。",
                   .en = "Whose stars and points are added up: those of an area of a level, of a grid, or of a responder, which "
                         "tells of persons; of an area of the lowest level where left out."},
       .example = "\"community\""},
      {.path = "scoring.least_team",
       .kind = Kind::integer,
       .low = 1,
       .high = 1e6,
       .meaning = {.zh = "人数少于此数的班组不给出数字；省略则为 5，按 responder（个人）合计时为 1。",
                   .en = "Teams of fewer people are left out of every output; where left out 5, and 1 by responder."},
       .example = "3"},
      {.path = "scoring.resolved",
       .kind = Kind::number,
       .fallback = "1",
       .fallback_source = assumed,
       .low = -1e6,
       .high = 1e6,
       .meaning = {.zh = "上门办结一件得几分。", .en = "Points for each request that a visit settled."}},
      {.path = "scoring.star",
       .kind = Kind::number,
       .fallback = "1",
       .fallback_source = assumed,
       .low = -1e6,
       .high = 1e6,
       .meaning = {.zh = "每得一星几分。", .en = "Points for each star."}},
      {.path = "scoring.late",
       .kind = Kind::number,
       .fallback = "-1",
       .fallback_source = assumed,
       .low = -1e6,
       .high = 1e6,
       .meaning = {.zh = "错过任一时限的每件几分。", .en = "Points for each request that missed a deadline."}},
  };
}

}  // namespace wangge::scenarios
