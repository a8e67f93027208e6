#include "scenarios/schema/keys.h"

/// Departments, and the whistles that call them.
namespace wangge::scenarios {

std::vector<KeySpec> department_keys() {
  return {
      {.path = "department[].name",
       .required = true,
       .meaning = {.zh = "部门，唯一；事项吹哨时按此名称呼叫。", .en = "A department, unique; whistles call it by this name."},
       .example = "\"fire brigade\""},
      {.path = "department[].title.zh",
       .meaning = {.zh = "中文名称；缺省用 name。", .en = "Chinese name; name where absent."},
       .example = "\"消防\""},
      {.path = "department[].title.en",
       .meaning = {.zh = "英文名称；缺省用 name。", .en = "English name; name where absent."},
       .example = "\"Fire brigade\""},
      {.path = "department[].reports",
       .kind = Kind::law,
       .meaning = {.zh = "从吹哨（或其下一个办公时段开始）到报到所需的时间；有事项吹哨呼叫它时必填。",
                   .en = "Time from the whistle, or from the start of its next hours, until it reports; needed where a request "
                         "whistles for it."},
       .example = "\"lognormal 4 h cv 1\""},
      {.path = "department[].hours",
       .kind = Kind::shifts,
       .meaning = {.zh = "听得到哨的时段，写法同班次，节假日照常；省略则随时。时限总是从吹哨算起。",
                   .en = "When it hears a whistle, written as shifts, on holidays as on other days; at any time where left out. "
                         "Deadlines count from the whistle all the same."},
       .example = "[\"mon-fri 08:00-18:00\"]"},
      {.path = "department[].matters[].kind",
       .required = true,
       .meaning = {.zh = "部门想下派给网格的一种事项（某个 [[request]] 的 kind）：处置、升级、时段曲线都按该事项，频率另写。",
                   .en = "A kind of matter that the department would hand down to the grids (`kind` of a [[request]], whose "
                         "handling, chain and hours it has); at a rate of its own."},
       .example = "\"ledger check\""},
      {.path = "department[].matters[].rate",
       .kind = Kind::rates,
       .required = true,
       .meaning = {.zh = "想下派的频率，写法同 request[].rate，按所在建筑抽取。",
                   .en = "How often it would, written as request[].rate; drawn by building."},
       .example = "\"2 per 1000 residents per year\""},
      {.path = "department[].hands_down",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "准入清单：matters 中准予下派的种类，成为网格的事项，与居民的事项同队；不在清单上的退回部门，只计数。",
                   .en = "Its admission list (准入清单): the kinds of its `matters` that it may hand down, which become requests "
                         "of the grids in the same lines as residents'; what is not on it goes back and is counted."},
       .example = "[\"ledger check\"]"},
  };
}

std::vector<KeySpec> whistle_keys() {
  return {
      {.path = "request[].whistle.share",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "吹哨的比例：首次上门（连同议事）之后，或 after 那一级调解未成之后，呼叫各部门报到。",
                   .en = "Share that departments are whistled for: of first visits, with their councils, or of what the level of "
                         "`after` has given up."},
       .example = "\"30 %\""},
      {.path = "request[].whistle.departments",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "须报到的部门（[[department]]），1 至 8 个；全部报到后共同解决。",
                   .en = "Departments ([[department]]) that must report, 1 to 8; when all have they settle it together."},
       .example = "[\"housing\", \"fire brigade\"]"},
      {.path = "request[].whistle.within",
       .kind = Kind::duration,
       .meaning = {.zh = "报到时限，从吹哨算起。", .en = "Deadline to report, from the whistle."},
       .example = "\"1 d\""},
      {.path = "request[].whistle.grace",
       .kind = Kind::duration,
       .fallback = "\"0 s\"",
       .meaning = {.zh = "超过时限多久之内报到仍算数，记为迟到；再晚即为未报到，事项沿升级链上报。",
                   .en = "How long after the deadline a report still counts, as late; beyond it the report is missed and the "
                         "matter goes up the chain."},
       .example = "\"12 h\""},
      {.path = "request[].whistle.takes",
       .kind = Kind::law,
       .meaning = {.zh = "最后一个部门报到后，共同解决所需的时间。",
                   .en = "Time from the last report until the matter is settled."},
       .example = "\"lognormal 1 d cv 0.5\""},
      {.path = "request[].whistle.after",
       .meaning = {.zh = "升级链中的一级：其调解次数用尽或超过时限后才吹哨；省略则上门之后吹哨。",
                   .en =
                       "A level of the chain: the whistle is blown when its tries are used up, or its deadline has passed; after "
                       "the visit where left out."},
       .example = "\"community\""},
  };
}

}  // namespace wangge::scenarios
