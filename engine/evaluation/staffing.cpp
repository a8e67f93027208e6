#include "engine/evaluation/staffing.h"

#include "engine/core/math.h"
#include "engine/queueing/formulas.h"

#include <cmath>

namespace wangge::evaluation {
namespace {

double offered(const StaffingQuestion& question) { return question.requests_per_hour * core::in_hours(question.busy_time); }

/// Share of the requests whose wait and way are within the time, where P(wait > t) = waiting * exp(-drain * t / busy time).
double answered(const StaffingQuestion& question, double waiting, double drain) {
  const std::vector<TravelShare> at_once = {{core::Millis(0), 1}};
  double all = 0;
  double good = 0;
  for (const TravelShare& way : question.travel.empty() ? at_once : question.travel) {
    all += way.weight;
    if (way.time > question.within) continue;
    const double left = static_cast<double>((question.within - way.time).value);
    const double busy = static_cast<double>(question.busy_time.value);
    good += way.weight * (1 - (busy > 0 ? waiting * core::exp(-drain * left / busy) : 0));
  }
  return all > 0 ? good / all : 1;
}

}  // namespace

std::optional<double> waiting_beyond(double offered, int servers, double time) {
  const std::optional<double> waiting = queueing::erlang_c(offered, servers);
  if (!waiting) return std::nullopt;
  return *waiting * core::exp(-(servers - offered) * time);
}

std::optional<Staffing> staffing_of(const StaffingQuestion& question, int workers) {
  const double load = offered(question);
  const std::optional<double> waiting = queueing::erlang_c(load, workers);
  if (!waiting || workers < 1) return std::nullopt;
  Staffing staffing{.workers = workers};
  staffing.wait_probability = *waiting;
  staffing.within_share = answered(question, *waiting, workers - load);
  const double wait = *waiting / (workers - load) * static_cast<double>(question.busy_time.value);
  staffing.mean_wait = core::Millis(std::llround(wait));
  staffing.utilisation = load / workers;
  return staffing;
}

std::optional<Staffing> workers_needed(const StaffingQuestion& question) {
  if (answered(question, 0, 1) < question.share) return std::nullopt;
  for (int workers = static_cast<int>(offered(question)) + 1;; ++workers) {
    const std::optional<Staffing> staffing = staffing_of(question, workers);
    if (staffing && staffing->within_share >= question.share) return staffing;
  }
}

}  // namespace wangge::evaluation
