#pragma once

#include "engine/core/csr.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/simulation/day_travel.h"
#include "engine/simulation/house_times.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/travel_times.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::simulation {

/// Where a responder starts from, and how that responder moves.
struct Start {
  network::AccessPoint access;
  network::Mode mode = network::Mode::ebike;

  friend bool operator==(const Start&, const Start&) = default;
};

/// The road network's answers to a simulation, by the hour of departure. Times from posts are tables over the buildings of the
/// responder's grid and of those that the policy may send it to (one search a post, mode and profile of the day, in parallel);
/// times back to the post are searched when first asked and kept; times between buildings are searched whenever asked. The
/// networks of `day` must live longer. Memory: 8 bytes a building, post of its grid or the neighbouring ones, and profile. A
/// responder without an access point (off any road) reaches nothing.
///
///   inputs.travel = std::make_shared<RoadTravel>(DayTravel(travel), inputs, starts, threads);
class RoadTravel final : public TravelTimes {
 public:
  /// Reads of `inputs`: grids, grid_of_building, neighbours, responders, policy.
  RoadTravel(DayTravel day, const SimulationInputs& inputs, const Column<ResponderId, Start>& starts, core::Threads threads);

  [[nodiscard]] std::optional<core::Millis> from_post(ResponderId responder, BuildingId to,
                                                      core::Millis departure) const override;
  [[nodiscard]] std::optional<core::Millis> to_post(ResponderId responder, BuildingId from,
                                                    core::Millis departure) const override;
  [[nodiscard]] std::optional<core::Millis> between(ResponderId responder, BuildingId from, BuildingId to,
                                                    core::Millis departure) const override;
  [[nodiscard]] bool same_all_day() const override { return steady_; }
  void foresee(BuildingId building) const override;

  /// The shortest way from the post, with its length; nothing where there is none. Searched: O(log nodes) and its pieces.
  struct Way {
    core::Millis time{0};
    core::Metres length{0};
  };
  [[nodiscard]] std::optional<Way> way_from_post(ResponderId responder, BuildingId to, core::Millis departure) const;
  [[nodiscard]] network::Mode mode(ResponderId responder) const { return movers_[responder].mode; }

 private:
  using StationId = core::Id<struct StationTag>;  ///< a place and a mode shared by some responders

  void find_stations(const Column<ResponderId, Start>& starts);
  void lay_out(const SimulationInputs& inputs);
  void fill(StationId station, std::span<const GridId> grids, std::size_t profile);
  /// The times from all buildings of a grid to its stations of a mode.
  void fill_home(GridId grid, network::Mode mode, std::size_t profile) const;
  static constexpr std::size_t no_slot = ~std::size_t{0};
  /// Of a building and a post that may serve it, in the tables of a profile; `no_slot` where it does not serve there.
  [[nodiscard]] std::size_t slot(ResponderId responder, BuildingId building, std::size_t profile) const;
  [[nodiscard]] std::size_t profile(ResponderId responder, core::Millis departure) const {
    return steady_ ? 0 : day_.profile(movers_[responder].mode, hour_of_day(departure));
  }

  DayTravel day_;
  bool steady_ = true;  ///< the same speeds all day
  /// Where a building's times stand: one a station of its grid.
  struct Row {
    GridId grid;
    std::uint32_t first = 0;
  };
  core::Csr<GridId, StationId> stations_of_grid_;  ///< that may serve it, rising
  Column<BuildingId, Row> rows_;
  std::size_t slots_ = 0;                   ///< of one profile
  std::vector<network::TravelTime> times_;  ///< profile by profile
  /// As times_, home; milliseconds, `unasked` or `no_way`. Several threads may ask for the same: they find the same.
  mutable std::vector<std::atomic<std::uint32_t>> times_home_;
  struct Mover {
    StationId station;
    network::Mode mode = network::Mode::ebike;
  };
  Column<ResponderId, Mover> movers_;
  Column<StationId, Start> starts_;
  HouseTimes houses_;
};

}  // namespace wangge::simulation
