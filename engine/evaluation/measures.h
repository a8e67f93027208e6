#pragma once

#include "engine/core/estimate.h"
#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/evaluation/admission_tally.h"
#include "engine/evaluation/duty_time.h"
#include "engine/evaluation/life_tally.h"
#include "engine/evaluation/office_tally.h"
#include "engine/evaluation/report_tally.h"
#include "engine/evaluation/round_tally.h"
#include "engine/simulation/loop/simulator.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What is counted in one replication: whole numbers only, so that they add up the same in any order.
namespace wangge::evaluation {

using core::Column;
using simulation::GridId;
using simulation::KindId;

/// The three times after the order. `accept`: a responder says yes; `arrive`: at the household's door, gate and stairs
/// included; `resolve`: the matter is done.
enum class Response : std::uint8_t { accept, arrive, resolve };
inline constexpr std::size_t response_count = 3;

struct Promise {
  struct OfKind {
    Response target = Response::arrive;
    core::Millis within{15 * 60000};
  };
  Response target = Response::arrive;
  core::Millis within{15 * 60000};
  Column<KindId, OfKind> kinds{};  ///< empty: the same for all

  [[nodiscard]] OfKind of(KindId kind) const { return kinds.empty() ? OfKind{target, within} : kinds[kind]; }
};

/// How often each duration occurred; exact below 32.8 s, then in steps of at most 1/16384 of the value.
class DurationCounts {
 public:
  struct Entry {
    std::uint32_t step = 0;
    std::uint64_t count = 0;
  };

  DurationCounts() = default;
  /// O(n log n). Precondition: no duration is negative.
  explicit DurationCounts(std::vector<core::Millis> durations);
  /// O(steps of both).
  void add(const DurationCounts& other);

  [[nodiscard]] std::uint64_t total() const;
  /// The least duration that at least `share` of all do not exceed. Precondition: total() > 0.
  [[nodiscard]] core::Millis quantile(double share) const;
  /// How many lie in [from, to), by the middle of their step.
  [[nodiscard]] std::uint64_t between(core::Millis from, core::Millis to) const;

 private:
  std::vector<Entry> entries_;  ///< by step
};

/// Sums over some requests.
struct Tally {
  std::int64_t requests = 0;
  std::int64_t responded = 0;     ///< the promised response came
  std::int64_t response_sum = 0;  ///< ms, over those
  std::int64_t decided = 0;       ///< ordered at least the promised time before the end, or unreachable
  std::int64_t kept = 0;          ///< of the decided
  std::int64_t dispatched = 0;
  std::int64_t helped = 0;  ///< dispatched to a responder of another grid

  void add(const Tally& other);
};

/// Time of some responders.
struct WorkTally {
  std::int64_t on_shift = 0;     ///< ms
  std::int64_t busy = 0;         ///< ms, within shifts
  std::int64_t overtime = 0;     ///< ms
  std::int64_t under_way = 0;    ///< ms
  std::int64_t break_taken = 0;  ///< ms
  std::int64_t break_lost = 0;   ///< ms
  std::int64_t on_rounds = 0;    ///< ms, within shifts, on scheduled work

  void add(const WorkTally& other);
};

/// Durations of one response: count, sum and distribution.
struct ResponseTally {
  std::int64_t count = 0;
  std::int64_t sum = 0;  ///< ms
  DurationCounts durations;
};

/// Requests of one part of the day: all of them, or those ordered while a responder of the grid was on shift.
struct Part {
  Tally tally;
  std::array<ResponseTally, response_count> responses;
};

/// Requests ordered in the warm-up: of other figures, in those of the end alone.
struct WarmUpTally {
  std::int64_t requests = 0;
  std::array<std::int64_t, simulation::final_count> finals{};  ///< by simulation::Final
};

struct Measures {
  Part all;
  Part within_shift;
  WarmUpTally warm_up;
  std::array<std::int64_t, simulation::final_count> finals{};  ///< by simulation::Final
  std::int64_t open_at_end = 0;                                ///< those of the warm-up too
  WorkTally work;
  WorkTally work_of_volunteers;     ///< a part of `work`
  std::array<Tally, 24> by_hour{};  ///< of the order
  Column<KindId, Tally> by_kind;
  Column<GridId, Tally> by_grid;  ///< of the building
  Column<GridId, Tally> within_shift_by_grid;
  Column<GridId, WorkTally> work_by_grid;
  Column<simulation::CommunityId, WorkTally> work_by_community;  ///< of who serves no grid but its own
  Column<simulation::ResponderId, WorkTally> work_by_responder;
  std::optional<double> work_gini;  ///< of the busy shares of those who were on shift
  LifeTally life;
  std::array<LifeTally, 24> life_by_hour{};
  Column<KindId, LifeTally> life_by_kind;
  Column<GridId, LifeTally> life_by_grid;
  Column<KindId, std::array<ResponseTally, response_count>> responses_by_kind;
  Column<simulation::TeamId, TeamTally> teams;  ///< empty: the inputs name none
  RoundTallies rounds;                          ///< empty: nothing is scheduled
  ReportTallies reports;                        ///< empty: no kind whistles for departments
  AdmissionTallies admission;                   ///< empty: no department hands matters down
  OfficeTallies offices;                        ///< empty: no level has desks
  DutyTimeTallies duty_time;                    ///< from counted_from on
};

/// Wilson's 95 % interval (1927) of a share of so many independent cases. Precondition: whole > 0.
[[nodiscard]] core::Estimate::Interval wilson_interval(double share, double whole);

/// The mean of the shares of replications. Where they are all alike (none of few, say), Student's interval would have no width:
/// then Wilson's, of all cases together.
[[nodiscard]] std::optional<core::Estimate> share_of_counts(std::span<const double> shares, std::int64_t part,
                                                            std::int64_t whole);

/// The share of the decided requests that were kept, of all replications together. The interval is the wider one of Student's
/// for a ratio, from how replications differ (Cochran 1977, "Sampling Techniques", 6.19), and Wilson's (1927) for as many
/// independent requests: where hardly any is late, replications are alike by chance. Nothing where none is decided. O(n).
[[nodiscard]] std::optional<core::Estimate> kept_share(std::span<const Tally> replications);

/// Counts what one replication has from its `counted_from` on: requests that are ordered, turns of scheduled work that begin, and
/// hours then or later; what is open or waits at the end counts whenever it was ordered. What is refused is no request.
/// O(requests log requests).
///
///   const Measures measures = measure(inputs, trace, {.target = Response::arrive, .within = core::minutes(15)});
[[nodiscard]] Measures measure(const simulation::SimulationInputs& inputs, const simulation::Trace& trace,
                               const Promise& promise);

}  // namespace wangge::evaluation
