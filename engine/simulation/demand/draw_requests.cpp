#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "engine/simulation/demand/demand.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace wangge::simulation {
namespace {

template <class Column>
void permute(Column& column, const std::vector<std::uint32_t>& order) {
  Column sorted;
  sorted.reserve(order.size());
  for (const std::uint32_t at : order) sorted.push_back(column.values()[at]);
  column = std::move(sorted);
}

/// Requests come kind by kind, each by time: a stable merge of the runs gives the order (time, kind, number).
void sort_by_time(Requests& requests, const std::vector<std::size_t>& run_ends) {
  if (run_ends.size() < 2) return;
  std::vector<std::uint32_t> order(requests.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto& opened = requests.opened.values();
  const auto earlier = [&](std::uint32_t a, std::uint32_t b) { return opened[a] < opened[b]; };
  const auto at = [&](std::size_t position) { return order.begin() + static_cast<std::ptrdiff_t>(position); };
  for (std::size_t i = 1; i < run_ends.size(); ++i) {
    std::inplace_merge(order.begin(), at(run_ends[i - 1]), at(run_ends[i]), earlier);
  }
  permute(requests.opened, order);
  permute(requests.kind, order);
  permute(requests.number, order);
  permute(requests.building, order);
}

constexpr std::size_t holiday_row = 7;

}  // namespace

double Demand::expected(core::Millis from) const {
  if (past_) {
    return static_cast<double>(
        std::count_if(past_->opened.begin(), past_->opened.end(), [from](core::Millis opened) { return opened >= from; }));
  }
  double total = 0;
  for (Process process : processes_) {
    if (process.refused) continue;
    process.from = std::clamp(from, process.from, process.to);
    if (process.from == process.to) continue;
    if (process.first_number != 0) {  // what a surge adds is not thinned
      total += expected_of(process);
      continue;
    }
    // Between two moments at which a surge begins or ends, one share of the requests is kept.
    std::vector<core::Millis> moments = {process.from, process.to};
    for (const Spared& spared : spared_) {
      if (spared.of_kind[process.kind.value()] == 0) continue;
      moments.push_back(std::clamp(spared.from, process.from, process.to));
      moments.push_back(std::clamp(spared.to, process.from, process.to));
    }
    std::sort(moments.begin(), moments.end());
    Process part = process;
    for (std::size_t i = 1; i < moments.size(); ++i) {
      part.from = moments[i - 1];
      part.to = moments[i];
      if (part.from == part.to) continue;
      double kept = 0;
      for (std::size_t place = 0; place < part.buildings.size(); ++place) {
        double rate = part.cumulative[place] - (place == 0 ? 0 : part.cumulative[place - 1]);
        for (const Spared& spared : spared_) {
          const bool concerned = spared.of_kind[part.kind.value()] != 0 && spared.from <= part.from && part.from < spared.to &&
                                 (spared.inside.empty() || spared.inside[part.buildings[place]] != 0);
          if (concerned) rate *= spared.kept;
        }
        kept += rate;
      }
      total += expected_of(part) * kept / part.cumulative.back();
    }
  }
  return total;
}

std::size_t Demand::row_of(const Process& process, std::size_t day) const {
  const Days& days = days_[process.kind];
  const bool holiday = process.by_day && !days.holiday.empty() && days.holiday[day] != 0;
  return holiday ? holiday_row : day % 7;
}

double Demand::season_of(const Process& process, std::size_t day) const {
  const Days& days = days_[process.kind];
  return !process.by_day || days.season.empty() ? 1.0 : days.season[day];
}

double Demand::expected_of(const Process& process) const {
  double total = 0;
  for (std::int64_t day = process.from.value / day_length.value; day * day_length.value < process.to.value; ++day) {
    const auto index = static_cast<std::size_t>(day);
    const double* rates = process.rate.data() + row_of(process, index) * 24;
    const std::int64_t midnight = day * day_length.value;
    double sum = 0;
    for (std::int64_t hour = 0; hour < 24; ++hour) {
      const std::int64_t start = std::max(midnight + hour * hour_length.value, process.from.value);
      const std::int64_t end = std::min(midnight + (hour + 1) * hour_length.value, process.to.value);
      if (start >= end) continue;
      sum += rates[hour] * static_cast<double>(end - start) / static_cast<double>(hour_length.value);
    }
    total += sum * season_of(process, index);
  }
  return total;
}

/// A gamma factor of mean 1 for each day of the horizon; empty where days differ by chance alone.
std::vector<double> Demand::levels_of(const Process& process, core::Seed seed, std::uint32_t replication) const {
  const double variation = days_[process.kind].busy_days;
  std::vector<double> levels;
  if (!(variation > 0)) return levels;
  for (std::int64_t day = 0; day * day_length.value < horizon_.value; ++day) {
    core::Stream luck(seed, replication, "busy day", std::uint64_t{process.luck} << 32 | static_cast<std::uint64_t>(day));
    levels.push_back(core::gamma(luck, 1, variation));
  }
  return levels;
}

bool Demand::left_out(const Process& process, core::Millis opened, BuildingId building, std::uint32_t number, core::Seed seed,
                      std::uint32_t replication) const {
  if (process.first_number != 0) return false;
  for (std::size_t i = 0; i < spared_.size(); ++i) {
    const Spared& spared = spared_[i];
    const bool concerned = spared.of_kind[process.kind.value()] != 0 && spared.from <= opened && opened < spared.to &&
                           (spared.inside.empty() || spared.inside[building] != 0);
    if (!concerned) continue;
    core::Stream luck(seed, replication, spared.purpose, std::uint64_t{process.luck} << 32 | number);
    if (luck.uniform() >= spared.kept) return true;
  }
  return false;
}

BuildingId Demand::building_at(const Process& process, double rate) {
  const std::vector<double>& cumulative = process.cumulative;
  const std::size_t last = cumulative.size() - 1;
  const auto part = static_cast<std::size_t>(rate / cumulative.back() * static_cast<double>(process.guide.size()));
  std::size_t at = process.guide[std::min(part, process.guide.size() - 1)];
  while (at > 0 && cumulative[at - 1] > rate) --at;
  while (at < last && cumulative[at] <= rate) ++at;
  return process.buildings[at];
}

void Demand::draw_process(Requests& requests, const Process& process, core::Seed seed, std::uint32_t replication) const {
  core::Stream gaps(seed, replication, process.time_purpose, process.luck);
  core::Stream places(seed, replication, process.place_purpose, process.luck);
  const std::vector<double> levels = process.by_day ? levels_of(process, seed, replication) : std::vector<double>();
  const double total = process.cumulative.back();
  double to_come = core::exponential(gaps, 1);  // expected count between the start of the hour and the next request
  std::uint32_t number = process.first_number;
  const std::int64_t first = process.from.value / hour_length.value;
  for (std::int64_t hour = first; hour * hour_length.value < process.to.value; ++hour) {
    const auto day = static_cast<std::size_t>(hour / 24);
    double rate = process.rate[row_of(process, day) * 24 + static_cast<std::size_t>(hour % 24)] * season_of(process, day);
    if (!levels.empty()) rate *= levels[day];
    if (hour == first) {
      const std::int64_t late = process.from.value - first * hour_length.value;
      to_come += rate * static_cast<double>(late) / static_cast<double>(hour_length.value);
    }
    while (to_come < rate) {
      const auto within = static_cast<std::int64_t>(to_come / rate * static_cast<double>(hour_length.value));
      const core::Millis opened(hour * hour_length.value + std::min(within, hour_length.value - 1));
      if (opened >= process.to) return;
      const BuildingId building = building_at(process, places.uniform() * total);
      to_come += core::exponential(gaps, 1);
      const std::uint32_t mine = number++;
      if (left_out(process, opened, building, mine, seed, replication)) continue;
      requests.opened.push_back(opened);
      requests.kind.push_back(process.kind);
      requests.number.push_back(mine);
      requests.building.push_back(building);
    }
    to_come -= rate;
  }
}

Requests Demand::draw(core::Seed seed, std::uint32_t replication) const {
  if (past_) return *past_;
  Requests requests;
  std::vector<std::size_t> run_ends;
  for (const Process& process : processes_) {
    draw_process(requests, process, seed, replication);
    run_ends.push_back(requests.size());
  }
  sort_by_time(requests, run_ends);
  return requests;
}

}  // namespace wangge::simulation
