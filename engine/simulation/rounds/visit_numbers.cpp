#include "engine/simulation/rounds/visit_numbers.h"

#include "engine/core/error.h"
#include "engine/simulation/people/shifts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::simulation {

std::vector<TimeWindow> windows_of(const SimulationInputs& inputs, const Duty& duty, const Recurrence& when,
                                   core::Millis beyond) {
  return when.windows(duty.from, inputs.horizon + beyond, inputs.calendar);
}

VisitNumbers::VisitNumbers(const SimulationInputs& inputs) {
  constexpr core::Millis over_a_year(400 * day_length.value);
  for (const Duty& duty : inputs.duties) {
    Row row;
    row.base = size_;
    row.turns = duty.each.turns(windows_of(inputs, duty, duty.when, over_a_year), inputs.horizon, inputs.calendar);
    std::uint64_t households = 0;
    for (const BuildingId building : core::ids<BuildingId>(duty.households.size())) {
      row.first.push_back(static_cast<std::uint32_t>(households));
      if (inputs.grid_of_building[building].valid()) households += duty.households[building];
    }
    const std::size_t posts = duty.at_post() ? duty.own_post.size() : duty.places.size();
    for (const ResponderId who : core::ids<ResponderId>(posts)) {
      row.slot.push_back(static_cast<std::uint32_t>(households));
      if (duty.holds(who)) ++households;
    }
    const std::uint64_t visits = households * row.turns.size();
    if (size_ + visits > most_visits) {
      throw core::Error(core::ErrorCode::input,
                        {.zh = fmt::format("任务“{}”：{} 户乘 {} 轮，计划的走访超过 {} 次", duty.name, households,
                                           row.turns.size(), most_visits),
                         .en = fmt::format("duty \"{}\": {} households in {} turns make more than {} planned visits", duty.name,
                                           households, row.turns.size(), most_visits)});
    }
    row.households = static_cast<std::size_t>(households);
    size_ += static_cast<std::size_t>(visits);
    rows_.push_back(std::move(row));
  }
}

DutyId VisitNumbers::duty_of(VisitId visit) const {
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), std::size_t{visit.value()},
                                      [](std::size_t number, const Row& row) { return number < row.base; });
  return DutyId(static_cast<std::size_t>(after - rows_.begin()) - 1);
}

}  // namespace wangge::simulation
