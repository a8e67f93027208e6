#pragma once

#include "engine/core/units.h"
#include "engine/simulation/event_log.h"
#include "engine/simulation/inputs.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Who goes where: the rules by which requests and responders meet.
namespace wangge::simulation {

/// What a policy may look at: the moment as it is.
class Situation {
 public:
  virtual ~Situation() = default;
  /// Responders of the grid, rising.
  [[nodiscard]] virtual std::span<const ResponderId> own(GridId grid) const = 0;
  /// Responders of the grids around it, rising.
  [[nodiscard]] virtual std::span<const ResponderId> around(GridId grid) const = 0;
  [[nodiscard]] virtual std::span<const GridId> neighbours(GridId grid) const = 0;
  /// On shift and without a request.
  [[nodiscard]] virtual bool free(ResponderId responder) const = 0;
  /// From where the responder is now; nothing where there is no way.
  [[nodiscard]] virtual std::optional<core::Millis> time_to(ResponderId responder, BuildingId building) const = 0;
  /// The oldest waiting request of the grid that the responder can reach.
  [[nodiscard]] virtual std::optional<RequestId> oldest_waiting(GridId grid, ResponderId responder) const = 0;
};

class DispatchPolicy {
 public:
  virtual ~DispatchPolicy() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// True: responders of neighbouring grids may be sent.
  [[nodiscard]] virtual bool helps_neighbours() const = 0;
  /// True: where several become free at one moment, each grid's line is offered to its own before anybody helps a neighbour.
  [[nodiscard]] virtual bool own_requests_first() const = 0;
  /// Who takes a new request; nothing: it waits in the line of its grid.
  [[nodiscard]] virtual std::optional<ResponderId> choose(const Situation& situation, GridId grid, BuildingId building) const = 0;
  /// What a responder takes who has just become free; nothing: back to the post.
  [[nodiscard]] virtual std::optional<RequestId> next(const Situation& situation, GridId grid, ResponderId responder) const = 0;
};

/// The policy of that name. Throws Error(usage) that lists the known names.
///
/// "own grid, then neighbours": the nearest free responder of the own grid by travel time, else the nearest free one of the
/// neighbouring grids; a freed responder serves the own grid's line first, then the oldest request of the lines around.
/// "own grid only": nobody crosses a boundary. "nearest of own grid and neighbours": boundaries do not matter among them.
/// Where shifts begin together, the lines are offered by the age of their requests, so that no grid gains by its number.
/// Ties go to the lower id.
[[nodiscard]] const DispatchPolicy& dispatch_policy(std::string_view name);
[[nodiscard]] std::vector<std::string> dispatch_policy_names();

}  // namespace wangge::simulation
