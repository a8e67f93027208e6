#include "engine/evaluation/theory/ground.h"

#include <algorithm>

#include <fmt/format.h>

namespace wangge::evaluation {
namespace {

using simulation::DurationLaw;
using simulation::GridId;
using simulation::RequestKind;
using simulation::ResponderId;
using simulation::ResponderKind;

class Gaps {
 public:
  void add(bool so, std::string_view what, std::string zh, std::string en) {
    if (so) found_.push_back({what, {.zh = std::move(zh), .en = std::move(en)}});
  }
  [[nodiscard]] std::vector<TheoryGap> found() && { return std::move(found_); }

 private:
  std::vector<TheoryGap> found_;
};

/// Of all requests, those of households to which nobody who may be sent has a way.
double unreachable_share(const simulation::Simulator& simulator) {
  double all = 0;
  for (const RequestKind& kind : simulator.inputs().kinds) {
    for (const double rate : kind.per_year) all += rate;
  }
  return all > 0 ? simulator.unreachable_per_year() / all : 0;
}

/// Of all requests, those ordered while nobody of the grid is on shift.
double off_shift_share(const simulation::Simulator& simulator, const TheoryGround& ground) {
  const simulation::SimulationInputs& inputs = simulator.inputs();
  std::vector<Column<GridId, double>> rates;
  for (const RequestKind& kind : inputs.kinds) {
    rates.emplace_back(inputs.grids.size(), 0.0);
    for (const simulation::BuildingId building : core::ids<simulation::BuildingId>(kind.per_year.size())) {
      const GridId grid = inputs.grid_of_building[building];
      if (grid.valid()) rates.back()[grid] += kind.per_year[building];
    }
  }
  double all = 0;
  double off = 0;
  for (const Phase& phase : ground.phases) {
    const auto& on = ground.places[phase.place].on;
    for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
      const auto own = simulator.own(grid);
      const bool there =
          std::any_of(own.begin(), own.end(), [&](ResponderId id) { return on[inputs.responders.shifts[id].value()] != 0; });
      for (std::size_t kind = 0; kind < rates.size(); ++kind) {
        const double ordered = rates[kind][grid] * phase.weight[kind] * phase.length;
        all += ordered;
        if (!there) off += ordered;
      }
    }
  }
  return all > 0 ? off / all : 0;
}

template <class Items, class Test>
bool any(const Items& items, Test test) {
  return std::any_of(items.begin(), items.end(), test);
}

void add_people(Gaps& gaps, const simulation::SimulationInputs& inputs) {
  const auto& kinds = inputs.responder_kinds;
  gaps.add(any(inputs.shifts, [](const auto& shifts) { return shifts.next_end(core::Millis(0)).has_value(); }), "shift_changes",
           "班次有起止：超时的走访和积压会带过换班，公式按每个小时的稳态计算",
           "shifts begin and end: visits run over and lines are carried over, where formulas take each hour's steady state");
  gaps.add(any(kinds, [](const ResponderKind& kind) { return kind.breaks.valid(); }), "breaks", "休息时间不计",
           "breaks are left out");
  gaps.add(any(kinds, [](const ResponderKind& kind) { return kind.present < 1; }), "absence", "缺勤不计：人人到岗",
           "absence is left out: everybody comes to work");
  gaps.add(any(kinds, [](const ResponderKind& kind) { return kind.patrols; }), "patrols", "空闲时巡查：出发地不是驻点",
           "responders who patrol while free do not set out from the post");
  gaps.add(!inputs.duties.empty(), "duties", "走访、巡查等计划内工作所占的时间不计，出发地也可能在其途中",
           "the time of scheduled work (visits, patrols, checkpoints) is left out, and that people set out from it");
  gaps.add(any(kinds, [](const ResponderKind& kind) { return kind.decline.value_or(0) > 0; }) || inputs.dispatch.decline > 0 ||
               inputs.dispatch.accept_timeout.has_value(),
           "declines", "拒单和超时未接不计", "declined and unanswered orders are left out");
}

void add_work(Gaps& gaps, const simulation::SimulationInputs& inputs) {
  const auto& kinds = inputs.kinds;
  const auto plain = [](const DurationLaw& law) { return law.kind == DurationLaw::Kind::exponential; };
  gaps.add(kinds.size() > 1 || !any(kinds, [&](const RequestKind& kind) { return plain(kind.handle); }), "service_law",
           "处置时间不是同一个指数分布（多个种类、其他分布或路途）：等待按均值和离散程度修正",
           "times of visits are not one exponential law (several kinds, other laws): waits are corrected for their spread alone");
  gaps.add(any(kinds, [](const RequestKind& kind) { return !kind.life.needs.none(); }), "skills", "不看技能：谁去都能办",
           "skills are left out: whoever comes can handle it");
  gaps.add(any(kinds, [](const RequestKind& kind) { return kind.life.help.share > 0 && kind.life.help.by_colleague; }),
           "colleagues", "同事前来协助所占的时间不计", "the time of colleagues who come to help is left out");
  gaps.add(any(kinds,
               [](const RequestKind& kind) {
                 const auto& levels = kind.life.escalate.levels;
                 return (kind.life.escalate.share > 0 || kind.life.whistle.share > 0) &&
                        (kind.life.escalate.visit_after || any(levels, [](const auto& level) { return level.hand_back > 0; }));
               }),
           "return_visits", "逐级上报后的回访不计", "visits after an escalation are left out");
  gaps.add(
      any(inputs.offices, [](const simulation::OfficeLevel& level) { return level.hours.has_value(); }), "office_hours",
      "机构只在办公时段接办：等席位的时间没有可对照的公式（稳态公式不含开放时段）",
      "offices take matters up in their hours alone: no formula stands beside the wait for a desk, as those of a steady state "
      "know no hours");
  const auto drawn = [](const std::optional<DurationLaw>& law) { return law && law->kind != DurationLaw::Kind::constant; };
  gaps.add(any(kinds, [&](const RequestKind& kind) { return drawn(kind.life.hear) || drawn(kind.life.classify); }), "early_steps",
           "受理和分类按其均值计", "hearing and classifying count with their means");
}

void add_days(Gaps& gaps, const simulation::SimulationInputs& inputs) {
  const auto& kinds = inputs.kinds;
  gaps.add(any(kinds,
               [](const RequestKind& kind) {
                 const auto profile = simulation::week_profile(kind);
                 return any(profile, [&](double weight) { return weight != profile[0]; });
               }),
           "varying_load", "到达率逐时变化：每个小时按其稳态计算，前一小时的积压不带入",
           "the load changes by the hour: each hour is taken as if it lasted, and no line is carried over from the one before");
  gaps.add(!inputs.surges.empty() || any(kinds,
                                         [](const RequestKind& kind) {
                                           return !kind.season_weight.empty() || kind.busy_days > 0 ||
                                                  kind.holiday_weight.has_value();
                                         }),
           "days_differ", "季节、节假日、繁忙日和突发增量不计：按平均一周",
           "seasons, holidays, busy days and surges are left out: a mean week");
}

}  // namespace

std::vector<TheoryGap> theory_gaps(const simulation::Simulator& simulator, const Promise& promise, const Theory& theory,
                                   bool warmed_up) {
  const simulation::SimulationInputs& inputs = simulator.inputs();
  Gaps gaps;
  const double off = off_shift_share(simulator, TheoryGround(simulator, promise, true));
  gaps.add(off > 0, "off_shift",
           fmt::format("{:.1f} % 的事项在班次之外提出：模拟中等到开班一并处理，公式把它们均摊到当班的时间", off * 100),
           fmt::format("{:.1f} % of requests are ordered outside shifts: the simulation does them when the next one begins, "
                       "formulas spread them over the hours on duty",
                       off * 100));
  const double lost = unreachable_share(simulator);
  gaps.add(lost > 0, "unreachable",
           fmt::format("{:.1f} % 的事项所在住户，可派的人员无路可达：模拟中计为未在目标内响应，公式只计可达的住户", lost * 100),
           fmt::format("{:.1f} % of requests are of households to which nobody who may be sent has a way: the simulation counts "
                       "them as not answered in time, formulas are of the households that can be reached",
                       lost * 100));
  add_days(gaps, inputs);
  add_people(gaps, inputs);
  add_work(gaps, inputs);
  gaps.add(simulator.policy().own_requests_first(), "own_first", "先办本网格积压的事项，不是全体先来先办",
           "a grid's own waiting requests are served first, not the oldest of all");
  const bool around = simulator.policy().reach() == simulation::Reach::neighbours;
  gaps.add(
      theory.units && theory.calls_repeat, "lines_apart",
      std::string("等待的事项只由") + (around ? "本网格和相邻网格" : "服务本网格") + "的人员办理：等待概率按反复呼叫估计，为近似",
      std::string("what waits is served by the own grid") + (around ? " and its neighbours" : "'s responders") +
          " alone: the chance to wait is that of repeated calls, an approximation");
  gaps.add(theory.ties, "ties", "同样近的人员在模拟中轮流出动（最久没有接单者先），公式把各户的事项在他们之间大致平分",
           "those who are equally near take turns in the simulation (who has been longest without an order goes); formulas share "
           "each household's requests nearly evenly among them");
  gaps.add(true, "on_the_way", "模拟中人员可从途中直接改派，公式一律从驻点出发",
           "in the simulation responders are sent on from where they are; formulas let everybody set out from the post");
  gaps.add(!warmed_up, "empty_start", "每次模拟从无人在办的周一零时开始，公式为稳态",
           "each replication starts on a Monday with nothing under way; formulas are of the steady state");
  return std::move(gaps).found();
}

}  // namespace wangge::evaluation
