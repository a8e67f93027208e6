#include "engine/simulation/demand.h"

#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "engine/core/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

constexpr double hours_a_year = 365.0 * 24;
constexpr double most_requests = 5e7;  // of a replication: they are held in memory, and numbered by 32 bits

[[noreturn]] void refuse(const RequestKind& kind, const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("事项“{}”：{}", kind.name, zh), .en = fmt::format("request \"{}\": {}", kind.name, en)});
}

template <std::size_t size>
double checked_sum(const RequestKind& kind, const std::array<double, size>& weights) {
  double total = 0;
  for (const double weight : weights) {
    if (!(weight >= 0) || !std::isfinite(weight)) {
      refuse(kind, fmt::format("权重 {} 应为非负数", weight), fmt::format("weight {}: expected 0 or more", weight));
    }
    total += weight;
  }
  if (total <= 0) refuse(kind, "各时段的权重全为 0", "its weights by hour or weekday are all 0");
  return total;
}

/// A share of the year's rate for each hour of the week; their mean is 1.
std::array<double, 168> profile(const RequestKind& kind) {
  const double scale = 168.0 / (checked_sum(kind, kind.hour_weight) * checked_sum(kind, kind.weekday_weight));
  std::array<double, 168> shares{};
  for (std::size_t hour = 0; hour < shares.size(); ++hour) {
    shares[hour] = kind.weekday_weight[hour / 24] * kind.hour_weight[hour % 24] * scale;
  }
  return shares;
}

template <class Column>
void permute(Column& column, const std::vector<std::uint32_t>& order) {
  Column sorted;
  sorted.reserve(order.size());
  for (const std::uint32_t at : order) sorted.push_back(column.values()[at]);
  column = std::move(sorted);
}

/// Requests come kind by kind, each by time: a stable merge of the runs gives the order (time, kind, number).
void sort_by_time(Requests& requests, const std::vector<std::size_t>& run_ends) {
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

}  // namespace

Demand::Demand(const SimulationInputs& inputs) : horizon_(inputs.horizon), kinds_(inputs.kinds.size()) {
  for (const KindId id : core::ids<KindId>(kinds_.size())) {
    const RequestKind& source = inputs.kinds[id];
    Kind& kind = kinds_[id];
    double total = 0;
    for (const BuildingId building : core::ids<BuildingId>(source.per_year.size())) {
      const double rate = source.per_year[building];
      if (!(rate >= 0) || !std::isfinite(rate)) {
        refuse(source, fmt::format("第 {} 座建筑每年 {} 件，应为非负数", building.value(), rate),
               fmt::format("{} requests a year in building {}: expected 0 or more", rate, building.value()));
      }
      if (rate <= 0 || !inputs.grid_of_building[building].valid()) continue;
      total += rate;
      kind.cumulative.push_back(total);
      kind.buildings.push_back(building);
    }
    if (total <= 0) continue;
    kind.rate = profile(source);
    for (double& rate : kind.rate) rate *= total / hours_a_year;
  }
  refuse_too_many(inputs);
}

void Demand::refuse_too_many(const SimulationInputs& inputs) const {
  double total = 0;
  for (const KindId id : core::ids<KindId>(kinds_.size())) {
    const double requests = expected_of(kinds_[id]);
    total += requests;
    if (total <= most_requests) continue;
    refuse(inputs.kinds[id],
           fmt::format("每次模拟预计 {:.3g} 件，与前面各类合计 {:.3g} 件，超过上限 {:.0g} 件；请降低频率或缩短模拟时长", requests,
                       total, most_requests),
           fmt::format("{:.3g} requests are expected in a replication, {:.3g} with the kinds before it; at most {:.0g} can be "
                       "simulated: lower the rate or shorten the horizon",
                       requests, total, most_requests));
  }
}

double Demand::expected() const {
  double total = 0;
  for (const Kind& kind : kinds_) total += expected_of(kind);
  return total;
}

double Demand::expected_of(const Kind& kind) const {
  const auto whole_weeks = static_cast<double>(horizon_.value / week_length.value);
  const std::int64_t rest = horizon_.value % week_length.value;
  double total = whole_weeks > 0 ? whole_weeks * std::accumulate(kind.rate.begin(), kind.rate.end(), 0.0) : 0;
  for (std::int64_t hour = 0; hour * hour_length.value < rest; ++hour) {
    const std::int64_t length = std::min(hour_length.value, rest - hour * hour_length.value);
    total += kind.rate[static_cast<std::size_t>(hour)] * static_cast<double>(length) / static_cast<double>(hour_length.value);
  }
  return total;
}

void Demand::draw_kind(Requests& requests, KindId id, core::Seed seed, std::uint32_t replication) const {
  const Kind& kind = kinds_[id];
  if (kind.buildings.empty()) return;
  core::Stream gaps(seed, replication, "order time", id.value());
  core::Stream places(seed, replication, "order place", id.value());
  const double total = kind.cumulative.back();
  double to_come = core::exponential(gaps, 1);  // expected count between the start of the hour and the next request
  std::uint32_t number = 0;
  for (std::int64_t hour = 0; hour * hour_length.value < horizon_.value; ++hour) {
    const double rate = kind.rate[static_cast<std::size_t>(hour % 168)];
    while (to_come < rate) {
      const auto within = static_cast<std::int64_t>(to_come / rate * static_cast<double>(hour_length.value));
      const core::Millis opened(hour * hour_length.value + std::min(within, hour_length.value - 1));
      if (opened >= horizon_) return;
      const auto found = std::upper_bound(kind.cumulative.begin(), kind.cumulative.end() - 1, places.uniform() * total);
      requests.opened.push_back(opened);
      requests.kind.push_back(id);
      requests.number.push_back(number++);
      requests.building.push_back(kind.buildings[static_cast<std::size_t>(found - kind.cumulative.begin())]);
      to_come += core::exponential(gaps, 1);
    }
    to_come -= rate;
  }
}

Requests Demand::draw(core::Seed seed, std::uint32_t replication) const {
  Requests requests;
  std::vector<std::size_t> run_ends;
  for (const KindId kind : core::ids<KindId>(kinds_.size())) {
    draw_kind(requests, kind, seed, replication);
    run_ends.push_back(requests.size());
  }
  sort_by_time(requests, run_ends);
  return requests;
}

}  // namespace wangge::simulation
