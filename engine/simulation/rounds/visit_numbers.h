#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/rounds/duty.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::simulation {

/// How planned visits are numbered: by duty, turn, building, household; turns of a post by duty, turn, responder. Visits depend
/// on duties, horizon and calendar, and on no plan.
///
///   const VisitNumbers numbers(inputs);   numbers.visit(duty, turn, building, 0)
class VisitNumbers {
 public:
  /// Throws Error(input) for more than `most_visits`. O(duties x buildings + days).
  explicit VisitNumbers(const SimulationInputs& inputs);
  static constexpr std::uint64_t most_visits = 20'000'000;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::vector<Cycle::Turn>& turns(DutyId duty) const { return rows_[duty].turns; }
  /// Of one turn.
  [[nodiscard]] std::size_t households(DutyId duty) const { return rows_[duty].households; }
  /// Precondition: below size(). O(log duties).
  [[nodiscard]] DutyId duty_of(VisitId visit) const;
  [[nodiscard]] VisitId first(DutyId duty) const { return VisitId(rows_[duty].base); }
  [[nodiscard]] VisitId visit(DutyId duty, std::size_t turn, BuildingId building, std::size_t household) const {
    const Row& row = rows_[duty];
    return VisitId(row.base + turn * row.households + row.first[building] + household);
  }
  /// Of a post: by responder.
  [[nodiscard]] VisitId post(DutyId duty, std::size_t turn, ResponderId who) const {
    const Row& row = rows_[duty];
    return VisitId(row.base + turn * row.households + row.slot[who]);
  }

 private:
  struct Row {
    std::vector<Cycle::Turn> turns;
    std::size_t base = 0;
    std::size_t households = 0;
    Column<BuildingId, std::uint32_t> first;
    Column<ResponderId, std::uint32_t> slot;
  };
  Column<DutyId, Row> rows_;
  std::size_t size_ = 0;
};

/// The windows of a duty that begin before the horizon ends, and, to know where turns end, `beyond` it.
[[nodiscard]] std::vector<TimeWindow> windows_of(const SimulationInputs& inputs, const Duty& duty, const Recurrence& when,
                                                 core::Millis beyond = core::Millis(0));

}  // namespace wangge::simulation
