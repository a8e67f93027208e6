#include "engine/simulation/loop/name_key.h"
#include "engine/simulation/loop/replication.h"

namespace wangge::simulation {

/// Whether the first visit, with its council, calls departments.
bool Replication::whistles(RequestId request) const {
  const Life::Whistle& rules = life_of(request).whistle;
  if (rules.share <= 0 || rules.after || climbs_.find(request.value()) != climbs_.end()) return false;
  return luck_.happens(rules.share, "whistle", key(request), turn(request));
}

/// Each department takes its own time; who would come after the grace has missed it then.
void Replication::whistle(RequestId request) {
  note(EventKind::whistled, request, {});
  const Life::Whistle& rules = life_of(request).whistle;
  const core::Millis last = now_ + rules.within + rules.grace;
  for (const DepartmentId id : rules.departments) {
    const Department& department = town_->inputs.departments[id];
    const bool hears = !department.hours || department.hours->on(now_);
    const std::optional<core::Millis> heard = hears ? now_ : department.hours->next_start(now_);
    const std::uint64_t n = name_key(department.name) + turn(request);
    const core::Millis takes = luck_.duration(department.reports, "report", key(request), n);
    const bool comes = heard && *heard + takes <= last;
    const auto report = static_cast<std::uint32_t>(trace_.reports.size());
    trace_.reports.push_back({.request = request, .department = id, .whistled = now_});
    static_cast<void>(due_.push(comes ? *heard + takes : last, comes ? EventKind::reported : EventKind::report_missed, report));
  }
  called_[request.value()] = {.open = rules.departments.size()};
}

/// When all have reported they settle it; where one has not, the next level takes over.
void Replication::end_report(std::uint32_t number, bool comes) {
  Report& report = trace_.reports[number];
  const RequestId request = report.request;
  note(comes ? EventKind::reported : EventKind::report_missed, request, {});
  if (keep_log_) trace_.log.about.push_back(static_cast<std::uint32_t>(report.department.value()));
  report.missed = !comes;
  if (comes) report.reported = now_;
  Called& called = called_.at(request.value());
  called.missed = called.missed || !comes;
  if (--called.open > 0) return;
  const bool missed = called.missed;
  called_.erase(request.value());
  const Life::Whistle& rules = life_of(request).whistle;
  if (!missed)
    return push(now_ + luck_.duration(rules.takes, "joint work", key(request), turn(request)), EventKind::settled_jointly,
                request);
  rules.after ? go_up(request, climbs_.at(request.value())) : escalate(request);
}

void Replication::settle_jointly(RequestId request) {
  trace_.outcomes.settled_by[request] = by_departments;
  resolve(request);
}

}  // namespace wangge::simulation
