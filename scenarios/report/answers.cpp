#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

struct Answer {
  core::Text question;
  core::Text verdict;  ///< a word or a figure, large
  core::Text words;    ///< one or two plain sentences
  const char* mood;    ///< good, fair or poor: a mark beside the words, never colour alone
};

void write_answer(Markup& page, const Answer& answer) {
  page.html(fmt::format("<article class=\"answer {}\">\n<h3>{}</h3>\n<p class=\"verdict\">{}</p>\n<p>{}</p>\n</article>\n",
                        answer.mood, both(answer.question), both(answer.verdict), both(answer.words)));
}

std::size_t excused_count(const RunFigures& run) {
  const Json* excused = find(run.metrics, "plan.excused");
  if (excused == nullptr) return 0;
  return excused->is_array() ? excused->size() : excused->is_number() ? excused->get<std::size_t>() : 0;
}

void answer_plan(Markup& page, const RunFigures& run) {
  const std::optional<double> grids = number(run.metrics, "plan.grids");
  const std::optional<double> invalid = number(run.metrics, "plan.invalid");
  if (!grids || !invalid) return;
  const auto excused = static_cast<double>(excused_count(run));
  const double broken = std::max(0.0, *invalid - excused);
  Answer answer{.question = {.zh = "方案是否站得住？", .en = "Is the plan sound?"}, .verdict = {}, .words = {}, .mood = "good"};
  if (*invalid == 0) {
    answer.verdict = {.zh = "是", .en = "Yes"};
    answer.words = {
        .zh = fmt::format("{}符合规则：无缝、嵌套、不切建筑、连片、户数达标、编码唯一。",
                          *grids == 1 ? std::string("唯一的网格") : fmt::format("全部 {} 个网格都", count(*grids))),
        .en = fmt::format("{} every rule: seamless, nested, no building cut, connected, sized, coded.",
                          *grids == 1 ? std::string("The only grid keeps") : fmt::format("All {} grids keep", count(*grids)))};
  } else if (broken == 0) {
    answer.verdict = {.zh = "是，算术上已尽力", .en = "Yes, as far as arithmetic allows"};
    answer.words = {.zh = fmt::format("{} 个网格中有 {} 个符合全部规则。其余 {} "
                                      "个有正当理由：没有一种网格数能使其上级的户数落入范围，或单个单元已超上限；明细见下。",
                                      count(*grids), count(*grids - *invalid), count(*invalid)),
                    .en = fmt::format("{} of {} grids keep every rule. Excused: {}, since no number of grids fits their parent's "
                                      "households or one cell alone is over the maximum. The reasons stand below.",
                                      count(*grids - *invalid), count(*grids), count(*invalid))};
  } else {
    answer.verdict = {.zh = "尚未", .en = "Not yet"};
    answer.mood = "poor";
    answer.words = {.zh = fmt::format("{} 个网格中有 {} 个违反规则且无正当理由（另有 {} 个有理由），明细见下。", count(*grids),
                                      count(broken), count(excused)),
                    .en = fmt::format("{} of {} grids break a rule without excuse ({} more are excused): listed below.",
                                      count(broken), count(*grids), count(excused))};
  }
  write_answer(page, answer);
}

void answer_circle(Markup& page, const RunFigures& run) {
  const std::optional<double> share = number(run.metrics, "coverage.households_share");
  const std::optional<double> minutes_limit = number(run.metrics, "coverage.minutes");
  if (!share || !minutes_limit) return;
  const core::Text mode = mode_words(word(run.metrics, "coverage.mode").value_or(""));
  const std::optional<double> inside = number(run.metrics, "coverage.households");
  const std::optional<double> all = number(run.metrics, "territory.households");
  Answer answer{.question = {.zh = fmt::format("多少户在 {:g} 分钟之内？", *minutes_limit),
                             .en = fmt::format("How many households are within {:g} minutes?", *minutes_limit)},
                .verdict = same(percent(*share)),
                .words = {},
                .mood = *share >= 0.95  ? "good"
                        : *share >= 0.8 ? "fair"
                                        : "poor"};
  const std::string how = word(run.metrics, "coverage.mode").value_or("");
  const std::string by_zh = how == "ebike" ? "骑" : how == "car" ? "乘" : "";
  const std::string of_zh = inside && all ? fmt::format("（{} 户中的 {} 户）", count(*all), count(*inside)) : "";
  const std::string of_en = inside && all ? fmt::format(" ({} of {})", count(*inside), count(*all)) : "";
  answer.words = {.zh = fmt::format("{}的住户{}从所属驻点出发，{}可在 {:g} 分钟内到达，含出门与上楼时间；不计排队等候。",
                                    percent(*share), of_zh, by_zh + mode.zh, *minutes_limit),
                  .en = fmt::format("{} of households{} are reached {} from their post in {:g} minutes, gate and stairs "
                                    "included; waiting for a free worker is not counted here.",
                                    percent(*share), of_en, mode.en, *minutes_limit)};
  write_answer(page, answer);
}

/// "（95 % 区间 … 至 …）" for a share; empty where none was computed.
core::Text interval_words(const RunFigures& run, const std::string& path) {
  const auto ci = interval(run.metrics, path);
  if (!ci) return {};
  return {.zh = fmt::format("（95\u00a0% 区间 {} 至 {}）", percent(ci->first), percent(ci->second)),
          .en = fmt::format(" (95\u00a0% interval {} to {})", percent(ci->first), percent(ci->second))};
}

core::Text verdict_words(double share) {
  if (share >= 0.95) return {.zh = "是", .en = "Yes"};
  return share >= 0.8 ? core::Text{.zh = "多数情况下", .en = "Mostly"} : core::Text{.zh = "常常不及时", .en = "Often not"};
}

/// What holds for requests made while workers are on duty, beside what holds round the clock.
void answer_by_shift(Answer& answer, const RunFigures& run, double share, double on_duty, double of_all) {
  const core::Text word_now = verdict_words(on_duty);
  answer.verdict = {.zh = fmt::format("当班时{}（{}），全天 {}", on_duty >= 0.8 ? word_now.zh : "也" + word_now.zh,
                                      percent(on_duty), percent(share)),
                    .en = fmt::format("On duty {} ({}), round the clock {}",
                                      on_duty >= 0.95  ? "yes"
                                      : on_duty >= 0.8 ? "mostly"
                                                       : "often not",
                                      percent(on_duty), percent(share))};
  const core::Text ci = interval_words(run, "simulation.within_shift.within_target_share.ci95");
  const auto mean = number(run.metrics, "simulation.within_shift.response_minutes.mean");
  const auto p90 = number(run.metrics, "simulation.within_shift.response_minutes.p90");
  const std::string more_zh =
      mean && p90 ? fmt::format("，平均 {} 分钟，十分之一超过 {} 分钟", minutes(*mean), minutes(*p90)) : "";
  const std::string more_en =
      mean && p90 ? fmt::format(", on average in {} minutes, one in ten in more than {}", minutes(*mean), minutes(*p90)) : "";
  const core::Text target = target_words(word(run.metrics, "simulation.target").value_or("arrive"));
  answer.words = {
      .zh = fmt::format(
          "当班时提出的事项（占 {}）有 {}{}在 {:g} 分钟内{}{}；夜间与周末提出的要等下一班，因此全部事项只有 {} 及时。",
          percent(of_all), percent(on_duty), ci.zh, target_minutes(run), target.zh, more_zh, percent(share)),
      .en = fmt::format("Of requests made while workers are on duty ({} of all) {}{} were {} within {:g} minutes{}. What comes "
                        "in at night or on days off waits for the next shift: over all requests the share is {}.",
                        percent(of_all), percent(on_duty), ci.en, target.en, target_minutes(run), more_en, percent(share))};
}

void answer_response(Markup& page, const RunFigures& run) {
  const std::optional<double> share = number(run.metrics, "simulation.within_target_share.value");
  if (!share) return;
  const core::Text target =
      target_words(word(run.metrics, "simulation.target").value_or(word(run.metrics, "scenario.target").value_or("arrive")));
  const double limit = target_minutes(run);
  Answer answer{.question = {.zh = "帮助来得及时吗？", .en = "Does help arrive in time?"},
                .verdict = {},
                .words = {},
                .mood = *share >= 0.95  ? "good"
                        : *share >= 0.8 ? "fair"
                                        : "poor"};
  const std::optional<double> on_duty = number(run.metrics, "simulation.within_shift.within_target_share.value");
  const std::optional<double> of_all = number(run.metrics, "simulation.within_shift.requests_share");
  if (on_duty && of_all && *of_all < 0.995) {
    answer_by_shift(answer, run, *share, *on_duty, *of_all);
    if (*on_duty >= 0.8 && *share < 0.95) answer.mood = "fair";
  } else {
    const core::Text word_now = verdict_words(*share);
    answer.verdict = {.zh = word_now.zh + " · " + percent(*share), .en = word_now.en + " · " + percent(*share)};
    const core::Text ci = interval_words(run, "simulation.within_target_share.ci95");
    const std::optional<double> mean = number(run.metrics, "simulation.response_minutes.mean");
    const std::optional<double> p90 = number(run.metrics, "simulation.response_minutes.p90");
    const std::string more_zh =
        mean && p90 ? fmt::format("平均 {} 分钟，十分之一的事项超过 {} 分钟。", minutes(*mean), minutes(*p90)) : "";
    const std::string more_en =
        mean && p90 ? fmt::format(" On average {} minutes; one in ten takes longer than {}.", minutes(*mean), minutes(*p90)) : "";
    answer.words = {
        .zh = fmt::format("模拟中 {} 的事项{}在 {:g} 分钟内{}，已计入排队、班次与忙闲。{}", percent(*share), ci.zh, limit,
                          target.zh, more_zh),
        .en = fmt::format(
            "In the simulation {} of requests{} were {} within {:g} minutes, queues, shifts and busy workers included.{}",
            percent(*share), ci.en, target.en, limit, more_en)};
  }
  write_answer(page, answer);
}

/// What gets done of a duty, as its table in the chapter on scheduled work shows it.
struct Done {
  core::Text duty;
  double share = 1;
  core::Text of;  ///< what the share is of
};

core::Text name_of(const Json& duty) { return text(duty, "title").value_or(same(word(duty, "duty").value_or(""))); }

/// There is work to do, and no responder to do it.
bool is_for_nobody(const Json& duty) {
  const std::string kind = word(duty, "kind").value_or("");
  const bool work =
      kind == "consult" || kind == "patrol" || number(duty, "planned").value_or(0) > 0 || number(duty, "places").value_or(0) > 0;
  return work && number(duty, "responders").value_or(1) <= 0;
}

/// Of streets to which a way leads, of visits that have come due. Nothing where there is nothing to do.
std::optional<Done> done_of(const Json& duty) {
  const core::Text name = name_of(duty);
  if (const std::optional<double> manned = number(duty, "manned_share.value"))
    return Done{name, *manned, {.zh = "的小时有人值守", .en = "of its hours held"}};
  if (const std::optional<double> planned = number(duty, "streets_m_planned")) {
    const double within_reach = *planned - number(duty, "streets_m_cut_off").value_or(0);
    if (within_reach <= 0) return std::nullopt;
    const double share = std::min(1.0, number(duty, "streets_m").value_or(0) / within_reach);
    return Done{name, share, {.zh = "的街道走过", .en = "of its streets walked"}};
  }
  const double due = 1 - number(duty, "open_share.value").value_or(0);
  const std::optional<double> share = number(duty, "done_share.value");
  if (!share || due <= 0) return std::nullopt;
  return Done{name, std::min(1.0, *share / due), {.zh = "的到期走访完成", .en = "of its visits due paid"}};
}

std::optional<Done> least_done(const RunFigures& run) {
  std::optional<Done> least;
  for (const Json& duty : list(run.metrics, "simulation.duties")) {
    if (is_for_nobody(duty)) continue;
    std::optional<Done> done = done_of(duty);
    if (done && (!least || done->share < least->share)) least = std::move(done);
  }
  return least;
}

core::Text left_to_nobody(const RunFigures& run) {
  core::Text names;
  for (const Json& duty : list(run.metrics, "simulation.duties")) {
    if (!is_for_nobody(duty)) continue;
    const core::Text name = name_of(duty);
    names.zh += (names.zh.empty() ? "" : "、") + name.zh;
    names.en += (names.en.empty() ? "" : ", ") + name.en;
  }
  return names;
}

/// Time with requests is `simulation.utilisation`, time on scheduled work `simulation.rounds_share`, each of those who are no
/// volunteers where there are both: they do not overlap.
void answer_workers(Markup& page, const RunFigures& run) {
  const std::optional<double> of_all = number(run.metrics, "simulation.utilisation.value");
  const std::optional<double> of_workers = number(run.metrics, "simulation.utilisation_of_workers.value");
  const std::optional<double> busy = of_workers ? of_workers : of_all;
  if (!busy || number(run.metrics, "simulation.requests.mean").value_or(0) <= 0) return;  // nobody asked for anything
  const std::optional<double> rounds =
      number(run.metrics, of_workers ? "simulation.rounds_share_of_workers.value" : "simulation.rounds_share.value");
  const core::Text apart = of_workers ? core::Text{.zh = "（不含待命的志愿者）", .en = ", that of volunteers on call apart,"}
                                      : core::Text{.zh = "", .en = ""};
  const std::optional<Done> least = rounds ? least_done(run) : std::nullopt;
  const core::Text nobody = left_to_nobody(run);
  const bool enough = !least || least->share >= 0.8;
  const std::optional<double> backlog = number(run.metrics, "simulation.backlog.value");
  const double left = 1 - *busy - rounds.value_or(0);
  const double open = backlog.value_or(0) / number(run.metrics, "simulation.requests.mean").value_or(1);
  Answer answer{.question = {.zh = "网格员忙得过来吗？", .en = "Are there enough workers?"},
                .verdict = {},
                .words = {},
                .mood = !nobody.en.empty()                                                             ? "poor"
                        : *busy < 0.6 && least && least->share >= 0.95 && left >= 0.05 && open <= 0.05 ? "good"
                        : *busy < 0.85 && enough && open <= 0.2                                        ? "fair"
                                                                                                       : "poor"};
  const std::string open_zh = backlog ? fmt::format("期末平均有 {} 件未办结。", decimal(*backlog, 1)) : "";
  const std::string open_en =
      backlog ? fmt::format(" At the end {} requests are still open on average.", decimal(*backlog, 1)) : "";
  if (!rounds) {
    answer.verdict = {.zh = "事项占当班 " + percent(*busy), .en = "Requests take " + percent(*busy) + " of the shifts"};
    answer.words = {
        .zh = fmt::format("当班时间{}的 {} 用于处置事项，自派单至离开，含路途。走访、巡查等计划内工作不在本次模拟中，须另加："
                          "仅凭这一比例不能说人手足够。{}",
                          apart.zh, percent(*busy), open_zh),
        .en = fmt::format("{} of the time on shift{} goes to requests, from the order to the end of the visit, ways included. "
                          "Visits, patrols and other scheduled work are not in this run and come on top: the share alone does "
                          "not say that workers are enough.{}",
                          percent(*busy), apart.en, open_en)};
    return write_answer(page, answer);
  }
  answer.verdict = {.zh = fmt::format("事项 {}，计划内工作 {}", percent(*busy), percent(*rounds)),
                    .en = fmt::format("Requests {}, scheduled work {}", percent(*busy), percent(*rounds))};
  std::string least_zh = nobody.zh.empty() ? "" : fmt::format("无人去做：{}。", nobody.zh);
  std::string least_en = nobody.en.empty() ? "" : fmt::format(" Nobody does: {}.", nobody.en);
  if (least) {
    least_zh += fmt::format("计划内工作完成最少的：{}，{}{}。", least->duty.zh, percent(least->share), least->of.zh);
    least_en += fmt::format(" Least done of the scheduled work: {}, {} {}.", least->duty.en, percent(least->share), least->of.en);
  }
  answer.words = {.zh = fmt::format("当班时间{}的 {} 用于处置事项（自派单至离开，含路途），{} 用于走访、巡查等计划内工作，"
                                    "其余 {} 两者都不是。{}{}",
                                    apart.zh, percent(*busy), percent(*rounds), percent(std::max(0.0, 1 - *busy - *rounds)),
                                    least_zh, open_zh),
                  .en = fmt::format("Of the time on shift{} {} goes to requests, from the order to the end of the visit, ways "
                                    "included, and {} to scheduled work; the other {} is neither.{}{}",
                                    apart.en, percent(*busy), percent(*rounds), percent(std::max(0.0, 1 - *busy - *rounds)),
                                    least_en, open_en)};
  write_answer(page, answer);
}

}  // namespace

double target_minutes(const RunFigures& run) {
  if (const auto value = number(run.metrics, "scenario.target_minutes")) return *value;
  return number(run.metrics, "coverage.minutes").value_or(15);
}

void write_answers(Markup& page, const RunFigures& run) {
  page.begin_section("answers", {.zh = "结论", .en = "The answers"});
  page.html("<div class=\"answers\">\n");
  answer_plan(page, run);
  answer_circle(page, run);
  answer_response(page, run);
  answer_workers(page, run);
  page.html("</div>\n");
  page.paragraph(
      {.zh = "判语的界限：及时率与覆盖率达到 95\u00a0% 为“是”（✓），80\u00a0% 以上为“多数”（○），否则为“常常不”（✗）；当班时达到 "
             "80\u00a0% "
             "而全天不足 95\u00a0% 的记 ○。人手：事项占当班时间不到 60\u00a0% 且已到期的每项计划内工作完成 95\u00a0% 以上为 "
             "✓，不到 "
             "85\u00a0% 且 "
             "80\u00a0% 以上为 ○，模拟不含计划内工作或都未到期的最多为 ○，有计划内工作无人去做的为 ✗；当班时间余下不到 5\u00a0% "
             "或期末未办结超过事项的 5\u00a0% 的至多为 ○，超过 20\u00a0% 的为 ✗。走访按到期的次数计，"
             "例会和卡口按计划的小时计，巡查按有路可到的街道计。",
       .en = "How the words were chosen: a share of 95\u00a0% or more is a yes (✓), 80\u00a0% or more mostly (○), less often not "
             "(✗); at "
             "least 80\u00a0% on duty but under 95\u00a0% round the clock is ○. Workers: ✓ where requests take less than "
             "60\u00a0% of the time on shift "
             "and at least 95\u00a0% of each kind of scheduled work that has come due gets done, ○ for 85\u00a0% and 80\u00a0%; "
             "at most ○ where no "
             "scheduled work is in the run or none has come due, ✗ where nobody is there to do some of it; at most ○ where less "
             "than 5\u00a0% of the time on shift is left or over 5\u00a0% of the requests are open at the end, ✗ over 20\u00a0%. "
             "Counted are visits "
             "due, planned hours of meetings and checkpoints, and streets of patrols that a way leads to."},
      "note");
  page.end_section();
}

}  // namespace wangge::scenarios::report
