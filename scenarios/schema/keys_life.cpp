#include "scenarios/schema/keys.h"

/// The life of a request by its kind: the steps beside dispatch, way and handling, and the levels it may climb.
namespace wangge::scenarios {
namespace {

std::vector<KeySpec> step_keys() {
  return {
      {.path = "request[].urgency",
       .kind = Kind::integer,
       .fallback = "0",
       .low = 0,
       .high = 100,
       .meaning = {.zh = "紧急程度，越大越紧急；派单规则“most urgent first, interrupting”按它打断和排队。",
                   .en = "The higher the more urgent; the policy \"most urgent first, interrupting\" goes by it."}},
      {.path = "request[].needs",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "办理所需的技能（[[responder]] 的 skills）；须写 help.takes，够得着的人都没有时由部门来办。",
                   .en = "Skills that it takes (`skills` of a [[responder]]); goes with help.takes, as a department comes where "
                         "nobody within reach has them."},
       .example = "[\"mediation\"]"},
      {.path = "request[].hear",
       .kind = Kind::law,
       .meaning = {.zh = "受理所需的时间；省略则没有这一步。",
                   .en = "Time until the order is taken down; no such step where left "
                         "out."},
       .example = "\"exponential 1 min\""},
      {.path = "request[].classify",
       .kind = Kind::law,
       .meaning = {.zh = "分类所需的时间；省略则没有这一步。",
                   .en = "Time until it is known what it is; no such step where left "
                         "out."},
       .example = "\"constant 30 s\""},
      {.path = "request[].help.share",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "上门后需要协助才能办理的比例。", .en = "Share of visits that need help before the matter is handled."},
       .example = "\"14 %\""},
      {.path = "request[].help.takes",
       .kind = Kind::law,
       .meaning = {.zh = "呼叫后多久部门到场。", .en = "Time until a department is there, from the call."},
       .example = "\"lognormal 2 h cv 1\""},
      {.path = "request[].help.by",
       .fallback = "\"department\"",
       .choices = {"department", "colleague"},
       .meaning = {.zh = "谁来协助：部门，或最近的空闲同事（没有空闲的仍由部门来）。",
                   .en = "Who helps: a department, or the nearest free colleague (a department where none is free)."}},
      {.path = "request[].council.share",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "处置后还要议事的比例；议事期间人员空闲。",
                   .en = "Share over which a council sits after the visit; the responder is free meanwhile."},
       .example = "\"10 %\""},
      {.path = "request[].council.takes",
       .kind = Kind::law,
       .meaning = {.zh = "议事所需的时间。", .en = "How long the council takes."},
       .example = "\"lognormal 3 d cv 0.5\""},
      {.path = "request[].feed_back",
       .kind = Kind::law,
       .meaning = {.zh = "从办结到反馈给住户的时间；省略则没有这一步。",
                   .en = "Time from the resolution until the household is told; no such step where left out."},
       .example = "\"exponential 4 h\""},
      {.path = "request[].rating.share",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "住户评价的比例。", .en = "Share that the household rates."},
       .example = "\"30 %\""},
      {.path = "request[].rating.stars",
       .kind = Kind::stars,
       .meaning = {.zh = "评一星至五星的相对权重。", .en = "Relative weights of one to five stars."}},
      {.path = "request[].reopen.share",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "住户不满意、要求重办的比例。",
                   .en = "Share with which the household is not content and asks for more."},
       .example = "\"3 %\""},
      {.path = "request[].reopen.after",
       .kind = Kind::law,
       .meaning = {.zh = "反馈（或办结）之后多久重办。",
                   .en = "Time from the feedback (or the resolution) until it is reopened."},
       .example = "\"exponential 2 d\""},
      {.path = "request[].reopen.most",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 20,
       .meaning = {.zh = "最多重办几次。", .en = "How often at most."}},
      {.path = "request[].deadlines.accept",
       .kind = Kind::duration,
       .meaning = {.zh = "从下单起的接单时限。", .en = "Deadline to accept, from the order on."},
       .example = "\"5 min\""},
      {.path = "request[].deadlines.arrive",
       .kind = Kind::duration,
       .meaning = {.zh = "从下单起的到场时限，不早于接单时限。",
                   .en = "Deadline to arrive, from the order on, not before that to "
                         "accept."},
       .example = "\"15 min\""},
      {.path = "request[].deadlines.resolve",
       .kind = Kind::duration,
       .meaning = {.zh = "从下单起的办结时限，不早于到场时限。",
                   .en = "Deadline to resolve, from the order on, not before that "
                         "to arrive."},
       .example = "\"3 d\""},
  };
}

std::vector<KeySpec> escalation_keys() {
  return {
      {.path = "request[].unsettled",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "上门（连同议事）之后仍未解决的比例：这些事项按 escalate 逐级上报。",
                   .en = "Share of visits, with their councils, that leave the matter unsettled: it climbs as `escalate` says."},
       .example = "\"8 %\""},
      {.path = "request[].escalate[].level",
       .meaning = {.zh = "升级链的一级，自下而上：grid、compound、community、town、district、city、province 或场景自己的层级。",
                   .en = "A level of the chain, from below: grid, compound, community, town, district, city, province, or one of "
                         "the scenario's own."},
       .example = "\"community\""},
      {.path = "request[].escalate[].tries",
       .kind = Kind::integer,
       .fallback = "1",
       .low = 1,
       .high = 100,
       .meaning = {.zh = "这一级调解几次。", .en = "How often this level tries."},
       .example = "3"},
      {.path = "request[].escalate[].takes",
       .kind = Kind::law,
       .meaning = {.zh = "一次需要多久；有 level 时必填。", .en = "How long one try takes; needed with `level`."},
       .example = "\"lognormal 3 d cv 0.5\""},
      {.path = "request[].escalate[].settled",
       .kind = Kind::share,
       .meaning = {.zh = "一次解决的概率；有 level 时必填。", .en = "Chance that one try settles it; needed with `level`."},
       .example = "\"40 %\""},
      {.path = "request[].escalate[].within",
       .kind = Kind::duration,
       .meaning = {.zh = "这一级的时限，自到这一级起；到时即上报，正在进行的一次作罢。",
                   .en = "Deadline of this level from when it gets the matter: the next one takes over, and a try under way is "
                         "broken off."},
       .example = "\"15 d\""},
      {.path = "request[].escalate[].hand_back",
       .kind = Kind::share,
       .fallback = "\"0 %\"",
       .meaning = {.zh = "这一级收到即退回的概率，每件至多退一次：下一级再调解一次，最低一级则退给人员再上门一次。",
                   .en = "Chance that this level returns it at once, never twice: the level below tries once more; the lowest "
                         "returns it to a responder, who visits once more."},
       .example = "\"5 %\""},
      {.path = "request[].escalate[].visit_after",
       .kind = Kind::duration,
       .meaning = {.zh = "单独写在链的末尾：各级都未解决时，隔多久回访，回访后了结；省略则以“未解决”告终。",
                   .en = "Alone at the end of the chain: where every level has given up, the time until a return visit, which "
                         "ends it; where left out it ends unsettled."},
       .example = "\"7 d\""},
  };
}

}  // namespace

std::vector<KeySpec> life_keys() {
  std::vector<KeySpec> all = step_keys();
  const std::vector<KeySpec> chain = escalation_keys();
  all.insert(all.end(), chain.begin(), chain.end());
  return all;
}

}  // namespace wangge::scenarios
