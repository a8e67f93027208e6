#pragma once

#include "engine/core/csr.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/demand.h"
#include "engine/simulation/dispatch/policy.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/event_log.h"
#include "engine/simulation/loop/stay.h"
#include "engine/simulation/loop/time_spent.h"
#include "engine/simulation/rounds/outcomes.h"

#include <cstdint>
#include <memory>
#include <span>

namespace wangge::simulation {

/// How a request ends; `open`: still waiting or under way at the end of the horizon; `unsettled`: every level has given up;
/// `refused`: a matter of a department that is not on its admission list, which no grid gets.
enum class Final : std::uint8_t { open, resolved, unreachable, unsettled, refused };
inline constexpr std::size_t final_count = 5;

/// What a request met with on its way, as bits of Outcomes::marks.
enum class Mark : std::uint8_t {
  helped = 1,        ///< somebody had to come to help
  deliberated = 2,   ///< a council sat over it
  handed_over = 4,   ///< who came first lacked a skill
  interrupted = 8,   ///< a visit, or the way to it
  late_accept = 16,  ///< the deadline of its kind passed within the horizon, and it had not been accepted
  late_arrive = 32,
  late_resolve = 64,  ///< of a reopened request: by its first resolution
};

/// Outcomes::settled_by of what departments settled that were whistled for.
inline constexpr std::uint8_t by_departments = 255;

/// What became of each request.
struct Outcomes {
  Column<RequestId, core::Millis> dispatched;  ///< the first time, or never, like the next two
  Column<RequestId, core::Millis> accepted;
  Column<RequestId, core::Millis> arrived;
  Column<RequestId, core::Millis> resolved;  ///< the last time; never: has not been, or was reopened since
  Column<RequestId, core::Millis> first_resolved;
  Column<RequestId, ResponderId> responder;  ///< asked last; invalid: nobody, or that one declined
  Column<RequestId, Final> final;
  Column<RequestId, std::uint8_t> within_shift;  ///< 1: ordered while a responder of the own grid was on shift
  Column<RequestId, std::uint32_t> asked;        ///< how often somebody was
  Column<RequestId, std::uint32_t> declined;     ///< of them, those who declined or did not answer in time
  Column<RequestId, std::uint32_t> timed_out;    ///< of these, those who did not answer in time
  Column<RequestId, std::uint8_t> stars;         ///< of the last rating; 0: not rated
  /// Whose work that rating is of: who made the visit that settled it; invalid: not rated, or a level above settled it.
  Column<RequestId, ResponderId> rated;
  Column<RequestId, std::uint8_t> reopened;    ///< times
  Column<RequestId, std::uint8_t> marks;       ///< of Mark
  Column<RequestId, std::uint8_t> level;       ///< the highest that had it, counted from 1; 0: none
  Column<RequestId, std::uint8_t> settled_by;  ///< that level at last; 0: a responder, or nobody; or `by_departments`
};

/// One department's part in one whistle.
struct Report {
  RequestId request;
  DepartmentId department;
  core::Millis whistled{0};
  core::Millis reported{never};  ///< never: has not, by now
  bool missed = false;           ///< has not by the end of the grace

  friend bool operator==(const Report&, const Report&) = default;
};

/// How responders spent the horizon, or what of it is counted.
struct Hours {
  Column<ResponderId, core::Millis> on_shift;  ///< without breaks
  Column<ResponderId, core::Millis> busy;      ///< within shifts, from dispatch to the end of the matter; not of who declines
  Column<ResponderId, core::Millis> overtime;  ///< busy after the end of a shift
  Column<ResponderId, core::Millis> break_taken{};
  Column<ResponderId, core::Millis> break_lost{};  ///< due within a shift, and not taken when it ended
  Column<ResponderId, core::Millis> under_way{};   ///< out, home, between households and on patrol, on shift or not; no stairs
  Column<ResponderId, core::Millis> on_rounds{};   ///< within shifts, on scheduled work; beyond them it is overtime
  /// Within shifts, of all together, by the kind they were busy with; empty: no department hands matters down.
  Column<KindId, core::Millis> on_kind{};
  Column<ResponderKindId, TimeSpent> spent{};  ///< by kind of responder; one where the inputs tell no kinds
};

/// One replication.
struct Trace {
  Requests requests;
  Outcomes outcomes;
  Hours hours;
  std::uint64_t events = 0;       ///< handled, kept or not
  EventLog log;                   ///< empty unless asked for
  RoundOutcomes rounds{};         ///< empty where there are no duties
  std::vector<Report> reports{};  ///< by whistle, then as the kind names departments
  std::vector<Stay> stays{};      ///< at offices, as they began
  core::Millis counted_from{0};   ///< what was ordered before is no part of figures; hours are of this moment on
};

/// So often those who declined are asked once more; without an end a request that nobody wants would be asked for ever.
inline constexpr std::uint32_t most_turns = 1000;

enum class KeepLog : std::uint8_t { no, yes };

struct Town;
struct Beats;

/// The life of requests in a town, event by event, from Monday 00:00 with nobody waiting.
///
/// order -> heard -> classified -> dispatch (by policy, or wait in the grid's line) -> accept (a random delay) -> travel from
/// where the responder is + gate and stairs -> arrive -> (help comes) -> handle -> (a council deliberates) -> resolve -> feed
/// back -> rate
/// -> (reopen -> dispatch). What a visit leaves unsettled climbs from level to level, each with its tries and its deadline, until
/// one settles it, or all give up and a return visit ends it (Life::Escalation); or departments are whistled for, which settle it
/// when all have reported in time (Life::Whistle). Steps that the kind leaves out (loop/life.h) take no time and leave no event.
///
/// Whoever is asked may decline, or not answer in time; then the policy chooses among those who were not asked yet, and where all
/// who are free have declined the request waits until somebody else is free or all are asked again (`most_turns` times: after
/// that only for somebody else). Who lacks a skill that the matter needs finds out at the door and hands over to one who has it
/// (or, where nobody within reach has, calls a department). A responder without a further request goes home to the post (by the
/// time of the way out), or on patrol, and may be sent on meanwhile: the responder halts until acceptance, then takes the shorter
/// of turning round and going on. A way takes the speeds of the hour in which it begins, also where the next one comes before its
/// end; who is sent is chosen by the speeds of the moment of dispatch. The end of a shift and the beginning of a break interrupt
/// no request and no way home (a break begins after the visit, at its full length; what falls due meanwhile is added; what is
/// left when the shift ends is lost; of a break that began before the shift what is left is due at its start); orders outside
/// shifts wait. Whoever is absent on a day misses the shifts that begin on it. An interrupted request waits at its old place;
/// handling goes on with what was left, or begins anew. A request whose building no responder of its grid and the neighbouring
/// ones can reach is `unreachable` at once. What happens at or after the horizon is not simulated.
///
/// Immutable and safe to use from several threads; a replication depends on (inputs, seed, replication) alone. Draws are keyed by
/// request and, where several are asked, by the order of asking, so two plans run under the same luck; responders draw by the
/// code of their grid, their kind and their place among both. Renumbering grids, kinds and responders changes nothing but the
/// numbers. One event costs
/// O(log responders + candidates of the grid). Source of the model: discrete-event simulation with one handler an event (Law
/// 2015, "Simulation Modeling and Analysis").
///
///   const Simulator simulator(inputs);   Trace day = simulator.run(seed, 0, KeepLog::yes);
class Simulator {
 public:
  /// Throws Error(usage) for an unknown policy, Error(input) for rates that are not rates and what check_inputs.h names.
  /// `threads`: for the order of rounds.
  explicit Simulator(SimulationInputs inputs, core::Threads threads = core::Threads(1));
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  ~Simulator();

  /// `progress`: asked every 65,536 events whether to stop; null: nobody is asked. Throws Error(interrupted).
  /// `counted_from`: hours of responders are of this moment on; the warm-up before it is simulated all the same.
  [[nodiscard]] Trace run(core::Seed seed, std::uint32_t replication, KeepLog keep, const core::Progress* progress = nullptr,
                          core::Millis counted_from = core::Millis(0)) const;
  /// The same with given requests instead of drawn ones: a log of past requests, or a case worked out by hand.
  /// Precondition: by rising `opened`, kinds and buildings in range, every building in a grid.
  [[nodiscard]] Trace replay(Requests requests, core::Seed seed, std::uint32_t replication, KeepLog keep,
                             const core::Progress* progress = nullptr, core::Millis counted_from = core::Millis(0)) const;
  [[nodiscard]] const SimulationInputs& inputs() const;
  [[nodiscard]] const DispatchPolicy& policy() const;
  /// Responders of a grid, and the others whom the policy may send there, by code of their grid, kind and place.
  [[nodiscard]] std::span<const ResponderId> own(GridId grid) const;
  [[nodiscard]] std::span<const ResponderId> around(GridId grid) const;
  /// Who goes on which round.
  [[nodiscard]] const Beats& beats() const;
  /// Requests expected within the horizon, from a moment on.
  [[nodiscard]] double expected_requests(core::Millis from = core::Millis(0)) const;
  /// Expected requests a year in buildings that no responder of their grid or its neighbours can reach.
  [[nodiscard]] double unreachable_per_year() const;

 private:
  std::unique_ptr<const Town> town_;
};

/// One replication with its full log, prepared from scratch.
[[nodiscard]] Trace simulate(const SimulationInputs& inputs, core::Seed seed, std::uint32_t replication);

}  // namespace wangge::simulation
