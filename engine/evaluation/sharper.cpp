#include "engine/evaluation/sharper.h"

#include "engine/simulation/people/shifts.h"
#include "engine/statistics/warm_up.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace wangge::evaluation {
namespace {

using simulation::RequestId;

core::Millis moment_of(const simulation::Outcomes& outcomes, RequestId request, Response target) {
  switch (target) {
    case Response::accept:
      return outcomes.accepted[request];
    case Response::arrive:
      return outcomes.arrived[request];
    case Response::resolve:
      return outcomes.resolved[request];
  }
  return simulation::never;
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

namespace {

/// Minutes until the response, and the orders they are of.
struct Series {
  std::vector<double> minutes;
  std::vector<core::Millis> ordered;
};

Series series_of(const simulation::Trace& trace, const Promise& promise) {
  Series series;
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    const core::Millis moment = moment_of(trace.outcomes, request, promise.target);
    if (moment == simulation::never) continue;
    series.ordered.push_back(trace.requests.opened[request]);
    series.minutes.push_back(core::in_minutes(moment - series.ordered.back()));
  }
  return series;
}

}  // namespace

std::optional<DetectedWarmUp> detected_warm_up(const simulation::Trace& trace, const Promise& promise, core::Millis horizon) {
  const Series series = series_of(trace, promise);
  const std::optional<statistics::WarmUp> cut = statistics::warm_up(series.minutes);
  if (!cut) return std::nullopt;
  if (cut->left_out == 0) return DetectedWarmUp{.end = core::Millis(0), .settled = cut->settled};
  const core::Millis first = series.ordered[cut->left_out];
  const std::int64_t hour = simulation::hour_length.value;
  const core::Millis full((first.value + hour - 1) / hour * hour);
  return DetectedWarmUp{.end = full < horizon ? full : first, .settled = cut->settled};
}

std::optional<Steadiness> steadiness(const simulation::Trace& trace, const Promise& promise) {
  const auto [series, ordered] = series_of(trace, promise);
  const std::optional<statistics::WarmUp> cut = statistics::warm_up(series);
  if (!cut) return std::nullopt;
  const std::span<const double> after = std::span(series).subspan(cut->left_out);
  Steadiness found;
  found.answered = series.size();
  found.batches = statistics::batch_means(after);
  found.settled = cut->settled;
  if (cut->left_out > 0) found.left_out_days = core::in_hours(ordered[cut->left_out]) / 24;
  found.mean = mean(series);
  found.mean_after = mean(after);
  return found;
}

std::optional<Controlled> controlled(std::span<const Measures> replications, const Promise& promise, double expected_requests) {
  std::vector<double> requests;
  std::vector<double> minutes;
  std::vector<double> shares;
  for (const Measures& measures : replications) {
    const ResponseTally& response = measures.all.responses[static_cast<std::size_t>(promise.target)];
    const Tally& tally = measures.all.tally;
    requests.push_back(static_cast<double>(tally.requests));
    if (response.count > 0) minutes.push_back(static_cast<double>(response.sum) / static_cast<double>(response.count) / 60'000);
    if (tally.decided > 0) shares.push_back(static_cast<double>(tally.kept) / static_cast<double>(tally.decided));
  }
  Controlled found;
  found.expected_requests = expected_requests;
  if (minutes.size() == requests.size())
    found.response_minutes = statistics::controlled_mean(minutes, requests, expected_requests);
  if (shares.size() == requests.size())
    found.within_target_share = statistics::controlled_mean(shares, requests, expected_requests);
  if (found.within_target_share) {
    core::Estimate::Interval& interval = *found.within_target_share->mean.ci95;
    interval.low = std::max(0.0, interval.low);
    interval.high = std::min(1.0, interval.high);
  }
  if (!found.response_minutes && !found.within_target_share) return std::nullopt;
  return found;
}

}  // namespace wangge::evaluation
