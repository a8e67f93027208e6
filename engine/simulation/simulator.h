#pragma once

#include "engine/core/csr.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/demand.h"
#include "engine/simulation/dispatch.h"
#include "engine/simulation/event_log.h"
#include "engine/simulation/inputs.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>

namespace wangge::simulation {

/// A moment that did not come within the horizon.
inline constexpr core::Millis never{std::numeric_limits<std::int64_t>::max()};

/// How a request ends; `open`: still waiting or under way at the end of the horizon.
enum class Final : std::uint8_t { open, resolved, unreachable };

/// What became of each request.
struct Outcomes {
  Column<RequestId, core::Millis> dispatched;  ///< or never, like the next three
  Column<RequestId, core::Millis> accepted;
  Column<RequestId, core::Millis> arrived;
  Column<RequestId, core::Millis> resolved;
  Column<RequestId, ResponderId> responder;  ///< invalid: not dispatched
  Column<RequestId, Final> final;
  Column<RequestId, std::uint8_t> within_shift;  ///< 1: ordered while a responder of the own grid was on shift
};

/// How responders spent the horizon.
struct Hours {
  Column<ResponderId, core::Millis> on_shift;
  Column<ResponderId, core::Millis> busy;      ///< within shifts, from dispatch to the end of the matter
  Column<ResponderId, core::Millis> overtime;  ///< busy after the end of a shift
};

/// One replication.
struct Trace {
  Requests requests;
  Outcomes outcomes;
  Hours hours;
  std::uint64_t events = 0;  ///< handled, kept or not
  EventLog log;              ///< empty unless asked for
};

enum class KeepLog : std::uint8_t { no, yes };

struct Town;

/// The life of requests in a town, event by event, from Monday 00:00 with nobody waiting.
///
/// order -> dispatch (by policy, or wait in the grid's line) -> accept (a random delay) -> travel from where the responder is
/// + gate and stairs -> arrive -> handle -> resolve. A responder without a further request goes home to the post (by the time
/// of the way out) and may be sent on meanwhile: the responder halts until acceptance, then takes the shorter of turning round
/// and going on by way of the post. A way takes the speeds of the hour in which it begins, also where the next one comes before
/// its end; who is sent is chosen by the speeds of the moment of dispatch. The end of a shift interrupts no request and no way
/// home; orders outside shifts wait. A request whose building no responder of its grid and the neighbouring ones can reach is
/// `unreachable` at once. What happens at or after the horizon is not simulated.
///
/// Immutable and safe to use from several threads; a replication depends on (inputs, seed, replication) alone. Accept and
/// handle draws are keyed by request, so two plans run under the same luck.
/// One event costs O(log responders + candidates of the grid).
/// Source of the model: discrete-event simulation with one handler an event (Law 2015, "Simulation Modeling and Analysis").
///
///   const Simulator simulator(inputs);   Trace day = simulator.run(seed, 0, KeepLog::yes);
class Simulator {
 public:
  /// Throws Error(usage) for an unknown policy, Error(input) for a horizon that is not positive or rates that are not rates.
  explicit Simulator(SimulationInputs inputs);
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  ~Simulator();

  [[nodiscard]] Trace run(core::Seed seed, std::uint32_t replication, KeepLog keep) const;
  /// The same with given requests instead of drawn ones: a log of past requests, or a case worked out by hand.
  /// Precondition: by rising `opened`, kinds and buildings in range, every building in a grid.
  [[nodiscard]] Trace replay(Requests requests, core::Seed seed, std::uint32_t replication, KeepLog keep) const;
  [[nodiscard]] const SimulationInputs& inputs() const;
  [[nodiscard]] const DispatchPolicy& policy() const;
  /// Responders of a grid, and those of the grids around it, rising.
  [[nodiscard]] std::span<const ResponderId> own(GridId grid) const;
  [[nodiscard]] std::span<const ResponderId> around(GridId grid) const;
  /// Requests expected within the horizon.
  [[nodiscard]] double expected_requests() const;
  /// Expected requests a year in buildings that no responder of their grid or its neighbours can reach.
  [[nodiscard]] double unreachable_per_year() const;

 private:
  std::unique_ptr<const Town> town_;
};

/// One replication with its full log, prepared from scratch.
[[nodiscard]] Trace simulate(const SimulationInputs& inputs, core::Seed seed, std::uint32_t replication);

}  // namespace wangge::simulation
