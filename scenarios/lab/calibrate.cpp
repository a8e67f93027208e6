#include "scenarios/lab/calibrate.h"

#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/simulation/people/shifts.h"
#include "engine/statistics/gamma_poisson.h"
#include "gis/read/reference_choice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::size_t least_requests = 50;

struct Log {
  std::vector<gis::LogRow> rows;
  std::string reference;
};

/// Positions in metres, if the log has any: degrees are taken to the projected system of the place.
Log read(const CalibrationQuestion& question, core::Progress& progress) {
  core::Findings findings;
  Log log{gis::read_log(question.log, std::nullopt, progress, findings), {}};
  gis::Box box;
  bool first = true;
  for (const gis::LogRow& row : log.rows) {
    if (!row.position) continue;
    if (first) box = {*row.position, *row.position};
    first = false;
    box.low = {std::min(box.low.x, row.position->x), std::min(box.low.y, row.position->y)};
    box.high = {std::max(box.high.x, row.position->x), std::max(box.high.y, row.position->y)};
  }
  const bool degrees = box.low.x >= -180 && box.high.x <= 180 && box.low.y >= -90 && box.high.y <= 90;
  if (first || !degrees || question.square.value <= 0) return log;
  gis::LogTableSpec spec = question.log;
  if (spec.source.reference.empty()) spec.source.reference = "EPSG:4326";
  const gis::ReferenceSystem reference = gis::choose_reference("auto", box);
  core::Findings again;
  return {gis::read_log(spec, reference, progress, again), fmt::format("EPSG:{}", reference.epsg.value_or(0))};
}

/// Rows by rising time with what they are rounded to.
struct Times {
  std::vector<const gis::LogRow*> rows;
  double to_the_minute = 0;
};

Times times_of(const std::vector<gis::LogRow>& rows) {
  Times times;
  std::size_t whole = 0;
  for (const gis::LogRow& row : rows) {
    if (!row.opened) continue;
    times.rows.push_back(&row);
    whole += row.opened->since_1970.value % minute == 0 ? 1 : 0;
  }
  std::stable_sort(times.rows.begin(), times.rows.end(),
                   [](const gis::LogRow* a, const gis::LogRow* b) { return a->opened->since_1970 < b->opened->since_1970; });
  const double share = times.rows.empty() ? 0 : static_cast<double>(whole) / static_cast<double>(times.rows.size());
  times.to_the_minute = share > 0.1 ? share : 0;
  return times;
}

core::Millis rounding_of(const gis::LogTime& time, bool minutes_told) {
  const bool whole = minutes_told && time.since_1970.value % minute == 0;
  return whole ? core::Millis(minute) : time.rounding;
}

/// By the likelihood of either law; its mean and spread by moments, which is what a simulation's load depends on.
std::optional<DurationLaw> handling_law(const std::vector<double>& durations) {
  if (durations.size() < least_requests) return std::nullopt;
  const auto n = static_cast<double>(durations.size());
  const double mean = std::accumulate(durations.begin(), durations.end(), 0.0) / n;
  double logs = 0;
  double squares = 0;
  for (const double duration : durations) {
    logs += core::log(duration) / n;
    squares += (duration - mean) * (duration - mean) / n;
  }
  double log_variance = 0;
  for (const double duration : durations) {
    const double off = core::log(duration) - logs;
    log_variance += off * off / n;
  }
  const double exponential = -core::log(mean) - 1;
  const double lognormal = -logs - 0.5 * core::log(2 * 3.14159265358979323846 * std::max(log_variance, 1e-12)) - 0.5;
  DurationLaw law;
  law.mean = core::Millis(static_cast<std::int64_t>(mean + 0.5));
  law.kind = lognormal > exponential ? DurationLaw::Kind::lognormal : DurationLaw::Kind::exponential;
  law.cv = law.kind == DurationLaw::Kind::lognormal ? std::sqrt(squares) / mean : 1;
  return law;
}

CalibratedKind calibrate(const std::string& kind, const std::vector<const gis::LogRow*>& rows, bool minutes_told,
                         const simulation::DaySplit& split, const std::vector<std::int64_t>& all_days,
                         const CalibrationQuestion& question) {
  simulation::PastTimes past;
  std::vector<double> durations;
  for (const gis::LogRow* row : rows) {
    past.opened.push_back(row->opened->since_1970);
    past.rounding.push_back(rounding_of(*row->opened, minutes_told));
    if (!row->closed) continue;
    const double duration = static_cast<double>(row->closed->since_1970.value - row->opened->since_1970.value);
    if (duration > 0) durations.push_back(duration);
  }
  const std::vector<core::Millis> opened = simulation::spread_over_rounding(past, question.seed);
  CalibratedKind result;
  result.kind = kind;
  result.requests = rows.size();
  result.profile = simulation::fit_profile(opened, all_days);
  const simulation::FittedProfile fitted = simulation::fit_profile(opened, split.fit);
  result.test = simulation::test_profile(fitted, opened, split.test);
  double mean = 0;
  for (const std::int64_t day : split.fit) mean += fitted.of_day(day) / static_cast<double>(split.fit.size());
  result.flat = simulation::test_profile(simulation::flat_profile(mean), opened, split.test);
  if (question.handling) {
    result.handle = handling_law(durations);
    result.handled = durations.size();
  }
  return result;
}

void add_squares(Calibration& calibration, const Times& times, double side) {
  std::map<std::pair<std::int64_t, std::int64_t>, double> counts;
  for (const gis::LogRow* row : times.rows) {
    if (!row->position) continue;
    counts[{static_cast<std::int64_t>(std::floor(row->position->x / side)),
            static_cast<std::int64_t>(std::floor(row->position->y / side))}] += 1;
  }
  std::vector<double> numbers;
  for (const auto& [square, count] : counts) numbers.push_back(count);
  const double years = static_cast<double>(calibration.last_day - calibration.first_day + 1) / 365;
  const std::vector<double> exposures(numbers.size(), years);
  const statistics::ShrunkRates rates = statistics::shrink_rates(numbers, exposures);
  calibration.square_spread = rates.spread;
  std::size_t at = 0;
  for (const auto& [square, count] : counts) {
    calibration.squares.push_back({{static_cast<double>(square.first) * side, static_cast<double>(square.second) * side},
                                   static_cast<std::size_t>(count),
                                   rates.rates[at++]});
  }
  std::stable_sort(calibration.squares.begin(), calibration.squares.end(),
                   [](const SquareRate& a, const SquareRate& b) { return a.requests > b.requests; });
}

std::int64_t day_of(core::Millis time) {
  const std::int64_t day = simulation::day_length.value;
  return time.value >= 0 ? time.value / day : -((-time.value + day - 1) / day);
}

[[noreturn]] void refuse(const std::string& source, const core::Text& problem) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("“{}”：{}", source, problem.zh), .en = fmt::format("'{}': {}", source, problem.en)});
}

}  // namespace

Calibration lab_calibrate(const CalibrationQuestion& question, core::Progress& progress) {
  const Log log = read(question, progress);
  const Times times = times_of(log.rows);
  Calibration calibration;
  calibration.source = question.log.source.path;
  calibration.rows = log.rows.size();
  calibration.bad_dates = log.rows.size() - times.rows.size();
  calibration.to_the_minute = times.to_the_minute;
  calibration.square_reference = log.reference;
  if (times.rows.empty()) {
    refuse(calibration.source,
           {.zh = fmt::format("{} 行中没有可读的时刻（应如 2026-11-23 08:15）", log.rows.size()),
            .en = fmt::format("none of its {} rows has a time that can be read (such as 2026-11-23 08:15)", log.rows.size())});
  }
  calibration.first_day = day_of(times.rows.front()->opened->since_1970);
  calibration.last_day = day_of(times.rows.back()->opened->since_1970);
  const std::int64_t days = calibration.last_day - calibration.first_day + 1;
  if (days < 14)
    refuse(calibration.source, {.zh = fmt::format("只有 {} 天；至少要 14 天", days),
                                .en = fmt::format("tells {} days; at least 14 are needed", days)});
  const simulation::DaySplit split =
      simulation::split_days(calibration.first_day, calibration.last_day, question.test_share, question.seed);
  const simulation::DaySplit all = simulation::split_days(calibration.first_day, calibration.last_day, 0, question.seed);
  if (split.fit.empty() || split.test.empty()) {
    refuse(calibration.source, {.zh = "拟合与检验的天数须都不为零", .en = "no days are left to fit on or to test on"});
  }
  calibration.fit_days = split.fit.size();
  calibration.test_days = split.test.size();
  std::map<std::string, std::vector<const gis::LogRow*>> by_kind;
  for (const gis::LogRow* row : times.rows) {
    by_kind[row->kind].push_back(row);
    calibration.without_position += row->position ? 0 : 1;
  }
  for (const auto& [kind, rows] : by_kind) {
    progress.check();
    if (rows.size() < least_requests) {
      calibration.too_few.push_back(kind);
      continue;
    }
    calibration.kinds.push_back(calibrate(kind, rows, times.to_the_minute > 0, split, all.fit, question));
  }
  std::stable_sort(calibration.kinds.begin(), calibration.kinds.end(),
                   [](const CalibratedKind& a, const CalibratedKind& b) { return a.requests > b.requests; });
  if (question.square.value > 0) add_squares(calibration, times, question.square.value);
  return calibration;
}

}  // namespace wangge::scenarios
