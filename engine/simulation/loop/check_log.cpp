#include "engine/simulation/loop/check_log.h"

#include "engine/simulation/loop/check_rounds.h"
#include "engine/simulation/loop/desks.h"
#include "engine/simulation/loop/event_subject.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

/// Where a request stands.
enum class Stage : std::uint8_t {
  none,
  ordered,
  heard,
  classified,
  waiting,
  asked,
  on_the_way,
  at_the_door,
  waits_for_help,
  helped,
  handled,
  deliberated,
  resolved,
  fed_back,
  rated,
  climbing,
  awaits_visit,
  awaits_reports,
  unreachable,
  unsettled,
  refused
};

class LogCheck {
 public:
  LogCheck(const SimulationInputs& inputs, const Requests& requests, const EventLog& log)
      : inputs_(inputs),
        requests_(requests),
        log_(log),
        rounds_(inputs),
        stays_(inputs, requests),
        lives_(requests.size()),
        people_(inputs.responders.size()) {}

  std::optional<LogFault> run() {
    core::Millis before(0);
    for (std::size_t i = 0; i < log_.size(); ++i) {
      now_ = log_.time[i];
      const bool in_order = now_ >= before && now_ < inputs_.horizon;
      before = now_;
      std::optional<core::Text> wrong =
          in_order ? idle_desk()
                   : core::Text{.zh = "时刻倒退或不在模拟时长之内", .en = "its time runs backwards or is beyond the horizon"};
      if (!wrong) wrong = fault_of(i);
      if (wrong) return LogFault{i, *wrong};
    }
    now_ = inputs_.horizon;
    if (const auto wrong = idle_desk()) return LogFault{std::nullopt, *wrong};
    if (ordered_ < requests_.size()) {
      return LogFault{std::nullopt,
                      {.zh = fmt::format("{} 件事项没有下单事件", requests_.size() - ordered_),
                       .en = fmt::format("{} requests are never ordered", requests_.size() - ordered_)}};
    }
    return std::nullopt;
  }

 private:
  struct Progress {
    ResponderId in_charge{};  ///< asked last
    ResponderId helper{};
    Stage stage = Stage::none;
    std::uint8_t level = 0;  ///< that has it, from 1
    std::uint8_t reopened = 0;
    std::uint8_t reports = 0;  ///< bits: the departments of the whistle that are still to report
    bool missed = false;       ///< one has not
  };
  struct Person {
    RequestId request{};
    bool on_shift = false;
    bool on_break = false;
    bool out = false;  ///< has left the post
  };

  /// Whoever waits takes a free desk at once.
  std::optional<core::Text> idle_desk() {
    const std::optional<RequestId> waits = stays_.passed_over(now_);
    if (!waits) return std::nullopt;
    return core::Text{
        .zh = fmt::format("在它之前，事项 {} 在排队而其机构有空席", waits->value()),
        .en = fmt::format("before it, request {} waits in line although a desk of its office is free", waits->value())};
  }

  std::optional<core::Text> fault_of(std::size_t i) {
    const EventKind kind = log_.kind[i];
    const RequestId request = log_.request[i];
    const ResponderId who = log_.responder[i];
    const Subject subject = subject_of(kind);
    if (subject == Subject::planned) return fault_of_round(kind, request, who);
    const bool with_request = subject != Subject::responder;
    const bool with_responder = subject == Subject::responder || subject == Subject::both;
    const bool right = subject != Subject::nobody && request.valid() == with_request &&
                       (who.valid() == with_responder || subject == Subject::request_and_perhaps_responder);
    if (!right)
      return core::Text{.zh = "没有它所涉的事项或人员（或不应有）",
                        .en = "it lacks the request or the responder that it is about, or has one too many"};
    if (subject == Subject::responder) {
      if (!of_responder(kind, who))
        return core::Text{.zh = fmt::format("人员 {} 此时不可能有此事", who.value()),
                          .en = fmt::format("it cannot happen to responder {} at that moment", who.value())};
      return std::nullopt;
    }
    if (!of_request(i, kind, request, who) || !stays_.take(kind, request, now_))
      return core::Text{.zh = fmt::format("事项 {} 此时不可能有此事", request.value()),
                        .en = fmt::format("it cannot happen to request {} at that moment", request.value())};
    return std::nullopt;
  }

  std::optional<core::Text> fault_of_round(EventKind kind, RequestId request, ResponderId who) {
    const bool free = who.valid() && people_[who].on_shift && !people_[who].on_break && !people_[who].request.valid();
    const bool out = who.valid() && people_[who].out;
    if (told_ < log_.about.size() && rounds_.take(kind, who, free, out, log_.about[told_]) && !request.valid()) {
      if (kind == EventKind::round_begun && !inputs_.duties[DutyId(log_.about[told_])].at_post()) people_[who].out = true;
      ++told_;
      return std::nullopt;
    }
    return core::Text{.zh = "计划工作此时不可能有此事", .en = "it cannot happen to scheduled work at that moment"};
  }

  bool of_responder(EventKind kind, ResponderId who) {
    Person& person = people_[who];
    const WeeklyShifts& shifts = inputs_.shifts[inputs_.responders.shifts[who]];
    switch (kind) {
      case EventKind::shift_started:
        return !std::exchange(person.on_shift, true) && shifts.on(now_);
      case EventKind::shift_ended:
        return std::exchange(person.on_shift, false) && !person.on_break;
      case EventKind::break_started:
        return person.on_shift && !person.request.valid() && !rounds_.on_round(who) && !std::exchange(person.on_break, true);
      case EventKind::break_ended:
        return person.on_shift && std::exchange(person.on_break, false);
      case EventKind::absent:
        return !person.on_shift;
      default:
        person.out = kind != EventKind::returned;
        return !person.request.valid();  // returned, patrolled
    }
  }

  bool of_request(std::size_t i, EventKind kind, RequestId request, ResponderId who) {
    Progress& life = lives_[request];
    switch (kind) {
      case EventKind::ordered:
        return request.value() == ordered_++ && requests_.opened[request] == now_ && pass(life, {Stage::none}, Stage::ordered);
      case EventKind::unreachable:
        return admitted(request) && pass(life, {Stage::ordered}, Stage::unreachable);
      case EventKind::not_admitted:
        return !admitted(request) && pass(life, {Stage::ordered}, Stage::refused);
      case EventKind::heard:
        return admitted(request) && pass(life, {Stage::ordered}, Stage::heard);
      case EventKind::classified:
        return admitted(request) && pass(life, {Stage::ordered, Stage::heard}, Stage::classified);
      case EventKind::declined_by_all:
        return admitted(request) && pass(life, {Stage::ordered, Stage::heard, Stage::classified, Stage::waiting}, Stage::waiting);
      case EventKind::dispatched:
        life.in_charge = who;
        return admitted(request) && take(who, request) &&
               pass(life, {Stage::ordered, Stage::heard, Stage::classified, Stage::waiting}, Stage::asked);
      case EventKind::accepted:
        people_[who].out = true;
        return at_it(life, who, request) && pass(life, {Stage::asked}, Stage::on_the_way);
      case EventKind::declined:
      case EventKind::timed_out:
        return leave(life, who, request) && pass(life, {Stage::asked}, Stage::waiting);
      case EventKind::arrived:
        return at_it(life, who, request) && pass(life, {Stage::on_the_way}, Stage::at_the_door);
      case EventKind::interrupted:
        return !life.helper.valid() && leave(life, who, request) &&
               pass(life, {Stage::asked, Stage::on_the_way, Stage::at_the_door, Stage::helped}, Stage::waiting);
      case EventKind::handed_over:
        return leave(life, who, request) && pass(life, {Stage::at_the_door}, Stage::waiting);
      case EventKind::help_called:
        return at_it(life, who, request) && pass(life, {Stage::at_the_door}, Stage::waits_for_help);
      case EventKind::help_sent:
        people_[who].out = true;
        return life.stage == Stage::waits_for_help && !std::exchange(life.helper, who).valid() && take(who, request);
      case EventKind::helped:
        return who == life.helper && pass(life, {Stage::waits_for_help}, Stage::helped);
      default:
        return of_end(i, kind, request, who);
    }
  }

  bool of_end(std::size_t i, EventKind kind, RequestId request, ResponderId who) {
    Progress& life = lives_[request];
    const Life& rules = inputs_.kinds[requests_.kind[request]].life;
    switch (kind) {
      case EventKind::handled:
        return end_visit(life, who, request) && pass(life, {Stage::at_the_door, Stage::helped}, Stage::handled);
      case EventKind::deliberated:
        return pass(life, {Stage::handled}, Stage::deliberated);
      case EventKind::resolved:
        if (life.stage == Stage::deliberated || life.stage == Stage::climbing || life.stage == Stage::awaits_reports) {
          const bool settled = life.stage != Stage::awaits_reports || (life.reports == 0 && !life.missed);
          life.stage = Stage::resolved;
          return settled && who == life.in_charge;
        }
        return end_visit(life, who, request) && pass(life, {Stage::at_the_door, Stage::helped}, Stage::resolved);
      case EventKind::fed_back:
        return pass(life, {Stage::resolved}, Stage::fed_back);
      case EventKind::rated:
        return who == life.in_charge && stars_given(rules) && pass(life, {Stage::resolved, Stage::fed_back}, Stage::rated);
      case EventKind::reopened:
        life.level = 0;
        return ++life.reopened <= rules.reopen.most &&
               pass(life, {Stage::resolved, Stage::fed_back, Stage::rated}, Stage::waiting);
      case EventKind::escalated:
        return escalate(i, life, rules, request);
      case EventKind::whistled:
        return whistle(i, life, rules.whistle, request);
      case EventKind::reported:
      case EventKind::report_missed:
        return report(life, rules.whistle, kind == EventKind::reported);
      case EventKind::tried:
      case EventKind::overdue:
      case EventKind::desk_taken:
        return life.stage == Stage::climbing;
      case EventKind::handed_back:
        if (life.stage != Stage::climbing || life.level == 0) return false;
        return pass(life, {Stage::climbing}, --life.level == 0 ? Stage::waiting : Stage::climbing);
      case EventKind::given_up:
        return at_the_top(life, rules) && rules.escalate.visit_after && gives_up(life, Stage::awaits_visit);
      case EventKind::return_visit:
        life.level = 0;
        return pass(life, {Stage::awaits_visit}, Stage::waiting);
      case EventKind::unsettled:
        return at_the_top(life, rules) && !rules.escalate.visit_after && gives_up(life, Stage::unsettled);
      default:
        return false;
    }
  }

  [[nodiscard]] bool admitted(RequestId request) const { return inputs_.kinds[requests_.kind[request]].refused_per_year.empty(); }
  static bool pass(Progress& life, std::initializer_list<Stage> from, Stage to) {
    const bool can = std::find(from.begin(), from.end(), life.stage) != from.end();
    life.stage = to;
    return can;
  }
  /// What a visit left is told by what comes right after it.
  bool escalate(std::size_t i, Progress& life, const Life& rules, RequestId request) {
    if (!right_after_visit(i, life, request) || life.level >= rules.escalate.levels.size()) return false;
    if (life.stage == Stage::awaits_reports && !failed(life)) return false;
    ++life.level;
    return pass(life, {Stage::handled, Stage::deliberated, Stage::climbing, Stage::awaits_reports}, Stage::climbing);
  }
  bool right_after_visit(std::size_t i, const Progress& life, RequestId request) const {
    return life.stage != Stage::handled || (i > 0 && log_.kind[i - 1] == EventKind::handled && log_.request[i - 1] == request);
  }
  /// A whistle is over, and one who was called has not come.
  static bool failed(const Progress& life) { return life.reports == 0 && life.missed; }
  static bool gives_up(Progress& life, Stage to) {
    const bool can = life.stage == Stage::climbing || (life.stage == Stage::awaits_reports && failed(life));
    life.stage = to;
    return can;
  }
  bool whistle(std::size_t i, Progress& life, const Life::Whistle& rules, RequestId request) {
    if (rules.share <= 0 || !right_after_visit(i, life, request)) return false;
    const bool by_level = rules.after && life.stage == Stage::climbing && life.level == *rules.after + 1;
    const bool by_visit = !rules.after && life.level == 0;
    life.reports = static_cast<std::uint8_t>((1U << rules.departments.size()) - 1U);
    life.missed = false;
    return (by_level || by_visit) && pass(life, {Stage::handled, Stage::deliberated, Stage::climbing}, Stage::awaits_reports);
  }
  bool report(Progress& life, const Life::Whistle& rules, bool comes) {
    if (told_ >= log_.about.size() || life.stage != Stage::awaits_reports) return false;
    const std::uint32_t department = log_.about[told_++];
    for (std::size_t i = 0; i < rules.departments.size(); ++i) {
      const auto bit = static_cast<std::uint8_t>(1U << i);
      if (rules.departments[i].value() != department || (life.reports & bit) == 0) continue;
      life.reports = static_cast<std::uint8_t>(life.reports & ~bit);
      life.missed = life.missed || !comes;
      return true;
    }
    return false;
  }
  static bool at_the_top(const Progress& life, const Life& rules) {
    return life.level > 0 && life.level == rules.escalate.levels.size();
  }
  bool stars_given(const Life& rules) {
    if (stars_ >= log_.stars.size()) return false;
    const std::uint8_t stars = log_.stars[stars_++];
    return stars >= 1 && stars <= rules.rate.stars.size() && rules.rate.stars[stars - 1U] > 0;
  }

  bool take(ResponderId who, RequestId request) {
    Person& person = people_[who];
    return person.on_shift && !person.on_break && !rounds_.on_round(who) && !std::exchange(person.request, request).valid();
  }
  [[nodiscard]] bool at_it(const Progress& life, ResponderId who, RequestId request) const {
    return life.in_charge == who && people_[who].request == request;
  }
  bool leave(Progress& life, ResponderId who, RequestId request) {
    const bool right = at_it(life, who, request);
    people_[who].request = {};
    life.in_charge = {};
    return right;
  }
  bool end_visit(Progress& life, ResponderId who, RequestId request) {
    const bool right = at_it(life, who, request);
    people_[who].request = {};
    const ResponderId helper = std::exchange(life.helper, ResponderId());
    if (helper.valid()) people_[helper].request = {};
    return right;
  }

  const SimulationInputs& inputs_;
  const Requests& requests_;
  const EventLog& log_;
  core::Millis now_{0};
  RoundCheck rounds_;
  StaysTold stays_;
  Column<RequestId, Progress> lives_;
  Column<ResponderId, Person> people_;
  std::size_t ordered_ = 0;
  std::size_t stars_ = 0;
  std::size_t told_ = 0;  ///< of EventLog::about
};

std::optional<LogFault> request_fault(const SimulationInputs& inputs, const Requests& requests) {
  core::Millis before(0);
  for (const RequestId id : core::ids<RequestId>(requests.size())) {
    const core::Millis opened = requests.opened[id];
    if (opened < before || opened >= inputs.horizon || !inputs.grid_of_building[requests.building[id]].valid()) {
      return LogFault{
          std::nullopt,
          {.zh = fmt::format("事项 {}：时刻倒退、不在模拟时长之内，或所在建筑不属任何网格", id.value()),
           .en = fmt::format("request {}: its time runs backwards or is beyond the horizon, or its building is in no grid",
                             id.value())}};
    }
    before = opened;
  }
  return std::nullopt;
}

}  // namespace

std::optional<LogFault> log_fault(const SimulationInputs& inputs, const Requests& requests, const EventLog& log,
                                  const Column<ResponderId, core::Millis>& under_way) {
  for (const ResponderId id : core::ids<ResponderId>(under_way.size())) {
    if (under_way[id].value >= 0 && under_way[id] <= inputs.horizon) continue;
    return LogFault{std::nullopt,
                    {.zh = fmt::format("人员 {} 在途的时间超出模拟时长", id.value()),
                     .en = fmt::format("responder {} is under way for longer than the horizon", id.value())}};
  }
  if (const auto fault = request_fault(inputs, requests)) return fault;
  return LogCheck(inputs, requests, log).run();
}

}  // namespace wangge::simulation
