#include "engine/simulation/demand/demand.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <string>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

constexpr double hours_a_year = 365.0 * 24;
constexpr double most_requests = 5e7;  // of a replication: they are held in memory, and numbered by 32 bits
constexpr std::uint32_t numbers_of_process = 1U << 26;
static_assert(most_surges + 1 < (1ULL << 32) / numbers_of_process && most_requests < numbers_of_process);
constexpr std::size_t holiday_row = 7;

[[noreturn]] void refuse(const RequestKind& kind, const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("事项“{}”：{}", kind.name, zh), .en = fmt::format("request \"{}\": {}", kind.name, en)});
}

[[noreturn]] void refuse(const Surge& surge, const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("激增“{}”：{}", surge.name, zh), .en = fmt::format("surge \"{}\": {}", surge.name, en)});
}

/// Where in a cumulative column each of as many equal parts of its total begins.
std::vector<std::uint32_t> guide_to(const std::vector<double>& cumulative) {
  const auto parts = static_cast<double>(cumulative.size());
  std::vector<std::uint32_t> guide;
  std::uint32_t at = 0;
  for (std::size_t part = 0; part < cumulative.size(); ++part) {
    while (at + 1 < cumulative.size() && cumulative[at] <= cumulative.back() / parts * static_cast<double>(part)) ++at;
    guide.push_back(at);
  }
  return guide;
}

bool is_rate(double value) { return value >= 0 && std::isfinite(value); }

double in_days(core::Millis time) { return static_cast<double>(time.value) / static_cast<double>(day_length.value); }

std::size_t days_in(core::Millis horizon) {
  return static_cast<std::size_t>((horizon.value + day_length.value - 1) / day_length.value);
}

/// Rates of the hours of a week and of a holiday, in requests an hour, where `total` come in a year.
std::array<double, 192> hourly(const RequestKind& kind, double total) {
  const std::array<double, 168> week = week_profile(kind);
  std::array<double, 192> rate{};
  std::copy(week.begin(), week.end(), rate.begin());
  const double sunday = kind.weekday_weight[6];
  const double holiday = kind.holiday_weight.value_or(sunday);
  const double days = std::accumulate(kind.weekday_weight.begin(), kind.weekday_weight.end(), 0.0);
  const auto& hours = kind.weekend_hour_weight ? *kind.weekend_hour_weight : kind.hour_weight;
  const double scale = 168.0 / (std::accumulate(hours.begin(), hours.end(), 0.0) * days);
  for (std::size_t hour = 0; hour < 24; ++hour) rate[holiday_row * 24 + hour] = holiday * hours[hour] * scale;
  for (double& each : rate) each *= total / hours_a_year;
  return rate;
}

void check_season(const SimulationInputs& inputs, const RequestKind& kind) {
  if (kind.season_weight.empty()) return;
  if (kind.season_weight.size() != 12 && kind.season_weight.size() != 365) {
    refuse(kind, fmt::format("季节权重有 {} 个，应为 12 个月或 365 天", kind.season_weight.size()),
           fmt::format("{} weights of the season: expected 12 months or 365 days", kind.season_weight.size()));
  }
  for (const double weight : kind.season_weight) {
    if (!is_rate(weight)) {
      refuse(kind, fmt::format("季节权重 {} 应为非负数", weight), fmt::format("season's weight {}: expected 0 or more", weight));
    }
  }
  if (!(std::accumulate(kind.season_weight.begin(), kind.season_weight.end(), 0.0) > 0)) {
    refuse(kind, "季节权重全为 0", "the weights of its season are all 0");
  }
  if (!inputs.calendar) {
    refuse(kind, "有季节，但模拟没有开始日期（simulation.start）",
           "it has a season, but the simulation has no date (simulation.start)");
  }
}

void check_surge(const SimulationInputs& inputs, const Surge& surge) {
  if (!is_rate(surge.factor)) {
    refuse(surge, fmt::format("系数 {} 应为非负数", surge.factor), fmt::format("factor {}: expected 0 or more", surge.factor));
  }
  if (surge.from >= surge.to) refuse(surge, "结束不晚于开始", "it ends before it begins");
  if (surge.to <= core::Millis(0) || surge.from >= inputs.horizon) {
    refuse(surge,
           fmt::format("第 {:g} 至 {:g} 天在模拟的 {:g} 天之外", in_days(surge.from), in_days(surge.to), in_days(inputs.horizon)),
           fmt::format("day {:g} to {:g} is outside the {:g} days that are simulated", in_days(surge.from), in_days(surge.to),
                       in_days(inputs.horizon)));
  }
  const bool somewhere = surge.inside.empty() ||
                         std::any_of(surge.inside.begin(), surge.inside.end(), [](std::uint8_t inside) { return inside != 0; });
  if (!somewhere) refuse(surge, "所在范围内没有建筑", "there is no building in its place");
}

}  // namespace

Demand::Demand(const SimulationInputs& inputs) : horizon_(inputs.horizon), days_(inputs.kinds.size()), past_(inputs.past) {
  if (past_) {
    assert(std::is_sorted(past_->opened.begin(), past_->opened.end()));
    return;
  }
  if (inputs.surges.size() > most_surges) {
    refuse(inputs.surges.back(), fmt::format("最多 {} 个", most_surges), fmt::format("at most {} can be simulated", most_surges));
  }
  for (const KindId id : core::ids<KindId>(inputs.kinds.size())) {
    add_days(inputs, id);
    add_kind(inputs, id);
  }
  std::vector<const Surge*> surges;
  for (const Surge& surge : inputs.surges) surges.push_back(&surge);
  std::stable_sort(surges.begin(), surges.end(), [](const Surge* a, const Surge* b) { return a->name < b->name; });
  for (std::size_t i = 0; i < surges.size(); ++i)
    add_surge(inputs, *surges[i], static_cast<std::uint32_t>(i + 1) * numbers_of_process);
  std::stable_sort(processes_.begin(), processes_.end(), [](const Process& a, const Process& b) { return a.kind < b.kind; });
  refuse_too_many(inputs);
  // Of requests of one moment the order must not go by the place of their kinds in a file.
  std::stable_sort(processes_.begin(), processes_.end(), [](const Process& a, const Process& b) { return a.luck < b.luck; });
  for (Process& process : processes_) process.guide = guide_to(process.cumulative);
}

void Demand::add_days(const SimulationInputs& inputs, KindId id) {
  const RequestKind& source = inputs.kinds[id];
  check_season(inputs, source);
  if (!is_rate(source.busy_days) || source.busy_days > 10) {
    refuse(source, fmt::format("逐日变异系数 {} 应在 0 与 10 之间", source.busy_days),
           fmt::format("variation of days {}: expected 0 to 10", source.busy_days));
  }
  if (!is_rate(source.holiday_weight.value_or(0))) {
    refuse(source, fmt::format("假日权重 {} 应为非负数", *source.holiday_weight),
           fmt::format("weight of holidays {}: expected 0 or more", *source.holiday_weight));
  }
  Days& days = days_[id];
  days.busy_days = source.busy_days;
  if (!inputs.calendar) return;
  const std::size_t count = days_in(horizon_);
  if (!inputs.calendar->holidays.empty()) {
    for (std::size_t day = 0; day < count; ++day) days.holiday.push_back(inputs.calendar->holiday(day) ? 1 : 0);
  }
  if (source.season_weight.empty()) return;
  const std::vector<double> year = season_profile(source.season_weight);
  for (std::size_t day = 0; day < count; ++day) days.season.push_back(year[day_of_year(inputs.calendar->date(day))]);
}

void Demand::add_kind(const SimulationInputs& inputs, KindId id) {
  const RequestKind& source = inputs.kinds[id];
  Process process;
  process.kind = id;
  process.luck = luck_of(inputs, id);
  process.to = horizon_;
  process.time_purpose = "order time";
  process.place_purpose = "order place";
  process.refused = !source.refused_per_year.empty();
  const Column<BuildingId, double>& rates = process.refused ? source.refused_per_year : source.per_year;
  double total = 0;
  for (const BuildingId building : core::ids<BuildingId>(rates.size())) {
    const double rate = rates[building];
    if (!is_rate(rate)) {
      refuse(source, fmt::format("第 {} 座建筑每年 {} 件，应为非负数", building.value(), rate),
             fmt::format("{} requests a year in building {}: expected 0 or more", rate, building.value()));
    }
    if (rate <= 0 || !inputs.grid_of_building[building].valid()) continue;
    total += rate;
    process.cumulative.push_back(total);
    process.buildings.push_back(building);
  }
  if (total <= 0) return;
  process.rate = hourly(source, total);
  processes_.push_back(std::move(process));
}

void Demand::add_surge(const SimulationInputs& inputs, const Surge& surge, std::uint32_t first_number) {
  check_surge(inputs, surge);
  const auto to = std::min(surge.to, horizon_);
  const auto from = std::max(surge.from, core::Millis(0));
  const auto inside = [&](BuildingId building) { return surge.inside.empty() || surge.inside[building] != 0; };
  if (surge.factor < 1) {
    Spared spared{
        std::vector<std::uint8_t>(inputs.kinds.size(), 0), from, to, surge.factor, surge.inside, "spared: " + surge.name};
    for (const KindId id : surge.kinds) spared.of_kind[id.value()] = 1;
    spared_.push_back(std::move(spared));
  }
  for (const KindId id : surge.kinds) {
    if (!surge.extra_per_year.empty()) add_extra(inputs, surge, first_number + numbers_of_process / 2, id);
    if (surge.factor <= 1) continue;
    Process process;
    process.kind = id;
    process.luck = luck_of(inputs, id);
    process.from = from;
    process.to = to;
    process.time_purpose = "surge time: " + surge.name;
    process.place_purpose = "surge place: " + surge.name;
    process.first_number = first_number;
    double total = 0;
    for (const BuildingId building : core::ids<BuildingId>(inputs.kinds[id].per_year.size())) {
      const double rate = inputs.kinds[id].per_year[building];
      if (!(rate > 0) || !inputs.grid_of_building[building].valid() || !inside(building)) continue;
      total += rate * (surge.factor - 1);
      process.cumulative.push_back(total);
      process.buildings.push_back(building);
    }
    if (total <= 0) continue;
    process.rate = hourly(inputs.kinds[id], total);
    processes_.push_back(std::move(process));
  }
}

void Demand::add_extra(const SimulationInputs& inputs, const Surge& surge, std::uint32_t first_number, KindId id) {
  Process process;
  process.kind = id;
  process.luck = luck_of(inputs, id);
  process.from = std::max(surge.from, core::Millis(0));
  process.to = std::min(surge.to, horizon_);
  process.by_day = false;
  process.time_purpose = "extra time: " + surge.name;
  process.place_purpose = "extra place: " + surge.name;
  process.first_number = first_number;
  double total = 0;
  for (const BuildingId building : core::ids<BuildingId>(surge.extra_per_year.size())) {
    const double rate = surge.extra_per_year[building];
    if (!is_rate(rate)) {
      refuse(surge, fmt::format("每年另加 {} 件，应为非负数", rate),
             fmt::format("{} extra requests a year: expected 0 or more", rate));
    }
    const bool there = surge.inside.empty() || surge.inside[building] != 0;
    if (rate <= 0 || !there || !inputs.grid_of_building[building].valid()) continue;
    total += rate;
    process.cumulative.push_back(total);
    process.buildings.push_back(building);
  }
  if (total <= 0) return;
  process.rate.fill(total / hours_a_year);
  processes_.push_back(std::move(process));
}

void Demand::refuse_too_many(const SimulationInputs& inputs) const {
  double total = 0;
  for (const Process& process : processes_) {
    const double requests = expected_of(process);
    total += requests;
    const bool ordinary = process.first_number == 0;
    if (total <= most_requests && requests <= (ordinary ? most_requests : most_requests / 2)) continue;
    refuse(inputs.kinds[process.kind],
           fmt::format("每次模拟预计 {:.3g} 件，与前面各类合计 {:.3g} 件，超过上限 {:.0g} 件；请降低频率或缩短模拟时长", requests,
                       total, most_requests),
           fmt::format("{:.3g} requests are expected in a replication, {:.3g} with the kinds before it; at most {:.0g} can be "
                       "simulated: lower the rate or shorten the horizon",
                       requests, total, most_requests));
  }
}

}  // namespace wangge::simulation
