#include "engine/simulation/demand/request_kind.h"

#include "engine/core/error.h"

#include <cmath>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

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

}  // namespace

std::array<double, 168> week_profile(const RequestKind& kind) {
  constexpr std::size_t saturday = 5;
  const double days = checked_sum(kind, kind.weekday_weight);
  const double scale = 168.0 / (checked_sum(kind, kind.hour_weight) * days);
  const double weekend_scale = kind.weekend_hour_weight ? 168.0 / (checked_sum(kind, *kind.weekend_hour_weight) * days) : scale;
  std::array<double, 168> shares{};
  for (std::size_t hour = 0; hour < shares.size(); ++hour) {
    const std::size_t day = hour / 24;
    const bool weekend = kind.weekend_hour_weight && day >= saturday;
    const double weight = weekend ? (*kind.weekend_hour_weight)[hour % 24] : kind.hour_weight[hour % 24];
    shares[hour] = kind.weekday_weight[day] * weight * (weekend ? weekend_scale : scale);
  }
  return shares;
}

}  // namespace wangge::simulation
