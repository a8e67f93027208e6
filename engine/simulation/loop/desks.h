#pragma once

#include "engine/core/units.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/event_log.h"
#include "engine/simulation/loop/stay.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wangge::simulation {

/// The desks of all offices and the lines before them: who sits, who waits. Cost O(log line) a step.
class Desks {
 public:
  /// The inputs must live longer.
  explicit Desks(const SimulationInputs& inputs);

  /// Precondition: neither waiting nor at a desk there.
  void wait(std::uint32_t level, std::uint32_t office, int priority, RequestId request);
  /// False: it does not wait there.
  bool give_up(std::uint32_t level, std::uint32_t office, int priority, RequestId request);
  /// Who is next where the office is open and a desk free.
  [[nodiscard]] std::optional<RequestId> next(std::uint32_t level, std::uint32_t office, core::Millis now) const;
  /// Takes the first of the line to a free desk. Precondition: `next` is somebody.
  void sit(std::uint32_t level, std::uint32_t office);
  void leave(std::uint32_t level, std::uint32_t office) { --of(level, office).taken; }

 private:
  /// The most urgent first, of equals the one ordered first.
  struct Place {
    int priority = 0;
    RequestId request{};
    friend bool operator<(const Place& a, const Place& b) {
      return a.priority > b.priority || (a.priority == b.priority && a.request < b.request);
    }
  };
  struct Office {
    std::uint32_t desks = 0;
    std::uint32_t taken = 0;
    std::set<Place> line;
  };
  [[nodiscard]] Office& of(std::uint32_t level, std::uint32_t office) { return offices_[level][office]; }

  std::vector<std::vector<Office>> offices_;  ///< by level
  std::vector<const WeeklyShifts*> hours_;    ///< by level, of the inputs; null: always open
};

/// Where a matter's chain has it, told from the events of a log alone; stays are in the order in which they began.
class StaysTold {
 public:
  StaysTold(const SimulationInputs& inputs, const Requests& requests);

  /// False: an event that cannot be, by the rules of the offices. Precondition: it is about a request, which exists.
  [[nodiscard]] bool take(EventKind kind, RequestId request, core::Millis now);
  /// Who waits although a desk of its office is free, as time goes on to `now`; nothing: nobody. For every moment that comes, and
  /// the end.
  [[nodiscard]] std::optional<RequestId> passed_over(core::Millis now);
  [[nodiscard]] std::vector<Stay> stays() && { return std::move(stays_); }

 private:
  /// A matter on its way through the levels.
  struct Climb {
    std::uint8_t level = 0;             ///< that has it, from 1
    std::uint32_t tries = 0;            ///< that are left there
    std::optional<std::size_t> stay{};  ///< at an office, not over
  };
  void open(std::uint32_t level);
  [[nodiscard]] bool come(RequestId request, Climb& climb, std::uint32_t tries, core::Millis now);
  [[nodiscard]] bool hand_back(RequestId request, Climb& climb, core::Millis now);
  [[nodiscard]] bool sit(const Climb& climb, core::Millis now);
  /// `from_line`: also who still waits.
  [[nodiscard]] bool leave(Climb& climb, core::Millis now, bool from_line);
  [[nodiscard]] int priority(RequestId request) const { return inputs_->kinds[requests_->kind[request]].life.priority; }

  const SimulationInputs* inputs_;
  const Requests* requests_;
  Desks desks_;
  std::unordered_map<std::uint32_t, Climb> climbs_;
  std::vector<Stay> stays_;
  core::Millis moment_{0};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> changed_;  ///< offices at this moment
  std::vector<std::optional<core::Millis>> opens_;                ///< by level: next, after this moment
};

}  // namespace wangge::simulation
