#pragma once

#include "engine/core/csr.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/travel_times.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::simulation {

/// Where a responder starts from, and how that responder moves.
struct Start {
  network::AccessPoint access;
  network::Mode mode = network::Mode::ebike;

  friend bool operator==(const Start&, const Start&) = default;
};

/// The road network's answers to a simulation. Times from posts are a table over the buildings of the responder's grid and the
/// neighbouring ones (one search a post and mode, in parallel); times back to the post are searched when first asked and kept;
/// times between buildings are searched whenever asked. `travel` must live longer. Memory: 8 bytes a building and post of its
/// grid or the neighbouring ones. A responder without an access point (off any road) reaches nothing.
///
///   inputs.travel = std::make_shared<RoadTravel>(travel, inputs, starts, threads);
class RoadTravel final : public TravelTimes {
 public:
  /// Reads of `inputs`: grid_of_building, neighbours, responders.grid.
  RoadTravel(const network::Travel& travel, const SimulationInputs& inputs, const Column<ResponderId, Start>& starts,
             core::Threads threads);

  [[nodiscard]] std::optional<core::Millis> from_post(ResponderId responder, BuildingId to) const override;
  [[nodiscard]] std::optional<core::Millis> to_post(ResponderId responder, BuildingId from) const override;
  [[nodiscard]] std::optional<core::Millis> between(ResponderId responder, BuildingId from, BuildingId to) const override;

 private:
  using StationId = core::Id<struct StationTag>;  ///< a place and a mode shared by some responders

  void find_stations(const Column<ResponderId, Start>& starts);
  void lay_out(const SimulationInputs& inputs);
  /// Of a building and a post that may serve it, in the tables.
  [[nodiscard]] std::optional<std::size_t> slot(ResponderId responder, BuildingId building) const;

  const network::Travel* travel_;
  Column<GridId, std::vector<StationId>> stations_of_grid_;  ///< that may serve it, rising
  Column<BuildingId, GridId> grid_of_building_;
  Column<BuildingId, std::uint32_t> first_;  ///< of the building's times, one a station of its grid
  std::vector<network::TravelTime> times_;
  /// As times_, home; milliseconds, `unasked` or `no_way`. Several threads may search the same one: they find the same.
  mutable std::vector<std::atomic<std::uint32_t>> times_home_;
  Column<ResponderId, StationId> station_;
  Column<StationId, Start> starts_;
};

}  // namespace wangge::simulation
