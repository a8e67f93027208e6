#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/event_log.h"

#include <array>
#include <cstdint>
#include <vector>

namespace wangge::simulation {

/// The requests of one replication by rising time of order (ties: kind, then number within the kind).
struct Requests {
  Column<RequestId, core::Millis> opened;
  Column<RequestId, KindId> kind;
  Column<RequestId, std::uint32_t> number;  ///< within its kind: with the kind, what its luck is keyed by
  Column<RequestId, BuildingId> building;

  [[nodiscard]] std::size_t size() const { return opened.size(); }
};

/// Where and when requests of every kind arise: cumulative rates, built once and used by all replications.
///
/// A kind is a Poisson process with a rate that is constant within an hour of the week: unit-rate exponential gaps are laid
/// along the cumulative rate (Cinlar 1975), which is exact. Each request is in a building with chance proportional to its
/// rate. Requests depend on (seed, replication, kind) alone, not on any plan: two plans meet the same requests.
/// Build O(kinds * buildings); draw O(requests * log buildings).
///
///   const Demand demand(inputs);   Requests requests = demand.draw(seed, replication);
class Demand {
 public:
  /// Throws Error(input) for a rate or weight that is negative or not finite, for weights that are all 0, and where more than
  /// 5e7 requests are to be expected of a replication.
  explicit Demand(const SimulationInputs& inputs);

  [[nodiscard]] Requests draw(core::Seed seed, std::uint32_t replication) const;
  /// Expected requests within the horizon, all kinds.
  [[nodiscard]] double expected() const;

 private:
  struct Kind {
    std::vector<double> cumulative;     ///< over `buildings`, in requests a year
    std::vector<BuildingId> buildings;  ///< those with a rate above 0
    std::array<double, 168> rate{};     ///< requests an hour, for each hour of the week
  };
  [[nodiscard]] double expected_of(const Kind& kind) const;
  void refuse_too_many(const SimulationInputs& inputs) const;
  void draw_kind(Requests& requests, KindId kind, core::Seed seed, std::uint32_t replication) const;

  core::Millis horizon_{0};
  Column<KindId, Kind> kinds_;
};

}  // namespace wangge::simulation
