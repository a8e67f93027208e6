#include "scenarios/schema/keys.h"

/// What a scenario takes for granted, and the figure by which that is judged.
namespace wangge::scenarios {

std::vector<KeySpec> assumption_keys() {
  return {
      {.path = "assumption[].name",
       .meaning = {.zh = "假定的名字，供 --set 和 [[change.assumption]] 指明；可省略。",
                   .en = "Name of the assumption, by which --set and [[change.assumption]] know it; may be left out."},
       .example = "\"acceptance\""},
      {.path = "assumption[].title",
       .required = true,
       .meaning = {.zh = "图表中的说法：一段文字，或 { zh, en }。", .en = "What the chart calls it: one text, or { zh, en }."},
       .example = "\"time to accept, mean (1 or 4 min)\""},
      {.path = "assumption[].title.zh", .meaning = {.zh = "中文说法。", .en = "The same in Chinese."}, .example = "\"到岗率\""},
      {.path = "assumption[].title.en", .meaning = {.zh = "英文说法。", .en = "The same in English."}, .example = "\"presence\""},
      {.path = "assumption[].key",
       .required = true,
       .meaning = {.zh = "所假定的键，写法同 --set。`wangge run --assumptions` 把它先后取 low 和 "
                         "high，其余不变，边界与场景本身的方案相同；决定地面、边界和模拟本身的键不可用；有 [log] "
                         "时，决定如何抽取事项的键不起作用，不模拟并给出警告。",
                   .en = "The key that is assumed, written as for --set. `wangge run --assumptions` sets it to low, then to "
                         "high, with all else as it is and the borders of the scenario's own plan; keys that make the ground, "
                         "the borders or the simulation itself are refused; beside a [log] those that say how requests are drawn "
                         "have no effect, are "
                         "not simulated and are warned of."},
       .example = "\"responder.grid worker.present\""},
      {.path = "assumption[].low",
       .kind = Kind::setting,
       .required = true,
       .meaning = {.zh = "假定的低值，按该键的写法。", .en = "The low value, as the key takes it."},
       .example = "\"67 %\""},
      {.path = "assumption[].high",
       .kind = Kind::setting,
       .required = true,
       .meaning = {.zh = "假定的高值，按该键的写法。", .en = "The high value, as the key takes it."},
       .example = "\"100 %\""},
      {.path = "assumption[].source",
       .fallback = "\"\"",
       .meaning = {.zh = "两个值的依据。", .en = "On whose authority the two values stand."},
       .example = "\"assumed\""},
      {.path = "sensitivity.figure",
       .fallback = "\"simulation.within_shift.within_target_share\"",
       .meaning = {.zh = "看哪一个数：metrics.json 中带区间的模拟指标。",
                   .en = "The figure that is watched: one of the simulation's in metrics.json that has an interval."},
       .example = "\"simulation.response_minutes\""},
      {.path = "sensitivity.replications",
       .kind = Kind::integer,
       .low = 2,
       .high = 100000,
       .meaning = {.zh = "这些运行的重复次数；缺省与场景本身相同。",
                   .en = "Replications of these runs; as many as the scenario's own where absent."},
       .example = "20"},
      {.path = "sensitivity.horizon",
       .kind = Kind::duration,
       .meaning = {.zh = "这些运行的模拟时长；缺省与场景本身相同。",
                   .en = "How long these runs simulate; as the scenario's own where absent."},
       .example = "\"28 d\""},
  };
}

}  // namespace wangge::scenarios
