#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/requests.h"
#include "engine/simulation/inputs.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace wangge::simulation {

/// What the luck of a kind is keyed by.
[[nodiscard]] inline std::uint32_t luck_of(const SimulationInputs& inputs, KindId kind) {
  return inputs.kinds[kind].luck.value_or(static_cast<std::uint32_t>(kind.value()));
}

/// True where some department has matters for the grids, admitted or not.
[[nodiscard]] inline bool hands_down(const SimulationInputs& inputs) {
  return std::any_of(inputs.kinds.begin(), inputs.kinds.end(),
                     [](const RequestKind& kind) { return kind.handed_down_by.has_value(); });
}

/// Where and when requests of every kind arise: cumulative rates, built once and used by all replications.
///
/// A kind is a Poisson process with a rate that is constant within an hour: unit-rate exponential gaps are laid along the
/// cumulative rate (Cinlar 1975), which is exact. Each request is in a building with chance proportional to its rate. A surge is
/// a further process on top, or a chance to leave a request out, which is exact too (superposition and thinning of Poisson
/// processes: Lewis and Shedler 1979). Where days differ beyond chance (`busy_days`), the process is Poisson given the day's
/// level. Requests depend on (seed, replication, kind, surge) alone, not on any plan: two plans meet the same requests, and
/// those of ordinary days are the same with a surge and without.
/// Build O((kinds + surges) * buildings + kinds * days); draw O(requests * log buildings + kinds * hours).
///
///   const Demand demand(inputs);   Requests requests = demand.draw(seed, replication);
class Demand {
 public:
  /// Throws Error(input), naming the kind or surge: a rate or weight that is negative or not finite, weights that are all 0, a
  /// season or holiday without a calendar, a surge outside the horizon or in no building, and where more than 5e7 requests are to
  /// be expected of a replication. Of `inputs.past` nothing is checked but its order (asserted).
  explicit Demand(const SimulationInputs& inputs);

  /// The requests of a log where one is given, the same in every replication.
  [[nodiscard]] Requests draw(core::Seed seed, std::uint32_t replication) const;
  /// Expected requests within the horizon from a moment on, all kinds, without those that surges leave out or an admission list
  /// refuses; of a log: how many it has.
  [[nodiscard]] double expected(core::Millis from = core::Millis(0)) const;

 private:
  /// One Poisson process: that of a kind, or what a surge adds to a kind.
  struct Process {
    KindId kind;
    std::uint32_t luck = 0;             ///< luck_of the kind
    bool refused = false;               ///< by the admission list
    std::vector<double> cumulative;     ///< over `buildings`, in requests a year
    std::vector<BuildingId> buildings;  ///< those with a rate above 0
    std::vector<std::uint32_t> guide;   ///< where the search for a place begins, by equal parts of the total rate
    std::array<double, 8 * 24> rate{};  ///< requests an hour, for each hour of the week and of a holiday
    core::Millis from{0};
    core::Millis to{0};
    bool by_day = true;        ///< the days of the kind are in it
    std::string time_purpose;  ///< of its luck, which is keyed by the kind
    std::string place_purpose;
    std::uint32_t first_number = 0;
  };
  /// A surge that leaves requests out.
  struct Spared {
    std::vector<std::uint8_t> of_kind;
    core::Millis from{0};
    core::Millis to{0};
    double kept = 1;
    Column<BuildingId, std::uint8_t> inside;
    std::string purpose;
  };
  struct Days {
    std::vector<std::uint8_t> holiday;  ///< by day of the horizon; empty: none
    std::vector<double> season;         ///< factor by day of the horizon; empty: all 1
    double busy_days = 0;
  };

  void add_kind(const SimulationInputs& inputs, KindId id);
  void add_days(const SimulationInputs& inputs, KindId id);
  void add_surge(const SimulationInputs& inputs, const Surge& surge, std::uint32_t first_number);
  void add_extra(const SimulationInputs& inputs, const Surge& surge, std::uint32_t first_number, KindId id);
  void refuse_too_many(const SimulationInputs& inputs) const;
  [[nodiscard]] double expected_of(const Process& process) const;
  [[nodiscard]] std::size_t row_of(const Process& process, std::size_t day) const;
  [[nodiscard]] double season_of(const Process& process, std::size_t day) const;
  [[nodiscard]] std::vector<double> levels_of(const Process& process, core::Seed seed, std::uint32_t replication) const;
  void draw_process(Requests& requests, const Process& process, core::Seed seed, std::uint32_t replication) const;
  /// Of the first building whose cumulative rate is above, the last of all at most. O(1) expected (Chen and Asau 1974).
  [[nodiscard]] static BuildingId building_at(const Process& process, double rate);
  [[nodiscard]] bool left_out(const Process& process, core::Millis opened, BuildingId building, std::uint32_t number,
                              core::Seed seed, std::uint32_t replication) const;

  core::Millis horizon_{0};
  Column<KindId, Days> days_;
  std::vector<Process> processes_;  ///< by the luck of their kinds, that of the ordinary days first, then surges by name
  std::vector<Spared> spared_;
  std::shared_ptr<const Requests> past_;
};

}  // namespace wangge::simulation
