#pragma once

#include "engine/simulation/dispatch/policy.h"
#include "engine/simulation/loop/desks.h"
#include "engine/simulation/loop/event_queue.h"
#include "engine/simulation/loop/journeys.h"
#include "engine/simulation/loop/lines.h"
#include "engine/simulation/loop/luck.h"
#include "engine/simulation/loop/simulator.h"
#include "engine/simulation/loop/town.h"
#include "engine/simulation/rounds/rounds.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wangge::simulation {

/// One replication under way: the state of every responder and every line, one handler an event. Used by Simulator alone.
/// replication.cpp holds the course of events, replication_people.cpp shifts, breaks and patrols, replication_orders.cpp who is
/// asked, replication_visits.cpp what happens from acceptance on, replication_levels.cpp what climbs, replication_whistles.cpp
/// whom departments call, replication_rounds.cpp scheduled work, replication_view.cpp what policies see.
class Replication final : public Situation {
 public:
  Replication(const Town& town, Requests requests, core::Seed seed, std::uint32_t replication, KeepLog keep,
              core::Millis counted_from);
  [[nodiscard]] Trace run(const core::Progress* progress);

  [[nodiscard]] std::span<const Candidate> free(const Call& call, Ring ring) const override;
  [[nodiscard]] std::span<const Candidate> nearly_free(const Call& call, Ring ring) const override;
  [[nodiscard]] std::span<const Candidate> less_urgent(const Call& call, Ring ring) const override;
  [[nodiscard]] double lot(const Call& call, ResponderId responder) const override;
  [[nodiscard]] double coverage_lost(ResponderId responder) const override;
  [[nodiscard]] core::Millis in_time() const override { return town_->inputs.dispatch.in_time; }
  [[nodiscard]] std::optional<core::Millis> claims_after(const Call& call, ResponderId responder, std::size_t n) const override;
  [[nodiscard]] std::optional<RequestId> oldest_waiting(ResponderId responder, Ring ring) const override;
  [[nodiscard]] std::span<const Waiting> waiting(ResponderId responder, Ring ring) const override;

 private:
  enum class Doing : std::uint8_t { nothing, asked, on_the_way, waits_for_help, handling, helping };
  /// Two lines of the cache; choosing looks at the first.
  struct alignas(64) Responder {
    RequestId request{};   ///< invalid: none
    RequestId promised{};  ///< waits for this responder
    bool freed = false;    ///< of scheduled work at this moment, and not yet offered what waits
    Doing doing = Doing::nothing;
    bool on_shift = false;
    bool on_break = false;
    bool out = false;                          ///< has left the post, and is not back yet
    std::uint32_t step = 0;                    ///< ticket of its next event; older ones are void
    std::uint32_t back_from_break = 0;         ///< likewise
    std::uint32_t moves = 0;                   ///< on patrol, so far
    std::optional<core::Millis> last_order{};  ///< when it was over; as in Candidate
    core::Millis counted{0};                   ///< up to here its hours are in the books
    core::Millis sent{0};                      ///< when it was asked
    Journeys::Way way{};                       ///< to the request, as it was chosen then
    core::Millis break_owed{0};                ///< to be taken after the visit
    core::Millis break_ends{0};                ///< of the one under way
    core::Millis began{0};                     ///< the handling
    core::Millis ends{0};                      ///< and when it ends
    core::Millis asked_busy{0};                ///< of its hours, what a decline takes back
    core::Millis asked_overtime{0};            ///< likewise
  };
  /// A matter on its way through the levels.
  struct Climb {
    core::Millis since{0};     ///< when the level got it
    std::uint32_t draws = 0;   ///< so far
    std::uint32_t due = 0;     ///< ticket of its next event; older ones are void
    std::uint32_t stay = 0;    ///< at an office: the last
    std::uint32_t visits = 0;  ///< beyond the first
    std::uint8_t level = 0;
    std::uint8_t tries = 0;        ///< of the level, made
    std::uint8_t handed_back = 0;  ///< bits: the levels that did so
    bool with_responder = false;   ///< handed back by the first level
    bool last_visit = false;       ///< after which it is over
    bool whistled = false;         ///< a level's whistle was blown
  };
  /// Departments that were whistled for and have not reported yet.
  struct Called {
    std::size_t open = 0;
    bool missed = false;  ///< by one of the others
  };
  /// Who has declined a request since all were asked last, and how often all were asked once more.
  struct Refusals {
    std::vector<ResponderId> who;
    core::Millis last{0};                   ///< when the last of them did
    std::optional<core::Millis> next_turn;  ///< when all are asked once more; absent: not yet to be expected
    std::uint32_t turns = 0;
  };
  enum class Among : std::uint8_t { own, all };
  using Buffers = std::array<std::vector<Candidate>, 2>;  ///< by ring

  void handle(const DueEvent& event);
  void handle_of_responder(const DueEvent& event);
  void handle_order(RequestId request);
  void foresee_events() const;
  void foresee_order(RequestId request) const;
  void foresee(std::span<const ResponderId> ring) const;
  void note(EventKind kind, RequestId request, ResponderId responder);
  [[nodiscard]] std::uint32_t push(core::Millis at, EventKind kind, ResponderId id) {
    return due_.push(at, kind, town_->rank[id]);
  }
  void push(core::Millis at, EventKind kind, RequestId request) { static_cast<void>(due_.push(at, kind, request.value())); }
  void start_counting();
  void finish();

  // People.
  void start_days();
  void start_shift(ResponderId id);
  void end_shift(ResponderId id);
  void break_due(ResponderId id);
  void owe_break(ResponderId id, core::Millis length);
  [[nodiscard]] core::Millis break_left(ResponderId id) const;
  void begin_break(ResponderId id, core::Millis length);
  void end_break(ResponderId id, std::uint32_t ticket);
  void become_available(ResponderId id);
  void offer_lines();
  void offer_lines_after_rounds();
  void offer_lines_to(const std::vector<ResponderId>& people);
  void offer(RequestId request, Among among);
  [[nodiscard]] std::vector<RequestId> waiting_near(const std::vector<ResponderId>& people) const;
  void come_home(ResponderId id);
  void patrol(ResponderId id);
  void reach_patrol_place(ResponderId id);
  void release(ResponderId id);
  void look_for_work(ResponderId id);
  void go_idle(ResponderId id);
  void count_hours(ResponderId id);
  void spend(ResponderId id, core::Millis time);
  [[nodiscard]] Occupation free_time(ResponderId id) const;
  [[nodiscard]] TimeSpent& spent_by(ResponderId id) { return trace_.hours.spent[kind_id_of(id)]; }
  [[nodiscard]] ResponderKindId kind_id_of(ResponderId id) const {
    const auto& kinds = town_->inputs.responders.kind;
    return kinds.empty() ? ResponderKindId(0) : kinds[id];
  }
  [[nodiscard]] bool is_free(ResponderId id) const {
    const Responder& responder = responders_[id];
    return responder.on_shift && !responder.on_break && !responder.request.valid();
  }

  // Orders.
  void hear(RequestId request);
  void classify(RequestId request);
  [[nodiscard]] Choice choose(RequestId request);
  void seek(RequestId request);
  void wait(RequestId request);
  void refuse(RequestId request, ResponderId id);
  void expect_another_turn(RequestId request);
  void ask_again(RequestId request);
  void dispatch(RequestId request, ResponderId id, std::optional<core::Millis> takes, bool must);
  void dispatch_waiting(RequestId request, ResponderId id);
  void decline(ResponderId id, EventKind how);
  void interrupt(ResponderId id, RequestId by);
  [[nodiscard]] Candidate candidate(ResponderId id, core::Millis time, int priority = 0) const {
    return {.responder = id,
            .time = time,
            .priority = priority,
            .scope = town_->kind_of(id).scope,
            .last_order = responders_[id].last_order};
  }
  void expect_gathering();
  void assign_gathered();
  [[nodiscard]] std::vector<ResponderId> in_turn(std::vector<Candidate> people, const Call& call) const;
  [[nodiscard]] Call call_of(RequestId request) const;

  // Visits.
  void accept(ResponderId id);
  void arrive(ResponderId id);
  void at_the_door(RequestId request, ResponderId id);
  void hand_over(RequestId request, ResponderId id);
  void call_help(RequestId request, ResponderId id, bool colleague);
  void help_comes(RequestId request, ResponderId helper);
  void begin_handling(RequestId request, ResponderId id);
  void end_visit(ResponderId id);
  void deliberated(RequestId request);
  void leave_unsettled(RequestId request);
  void resolve(RequestId request);
  void settle(RequestId request);
  void hear_back(RequestId request);
  void reopen(RequestId request);
  void mark(RequestId request, Mark mark) { trace_.outcomes.marks[request] |= static_cast<std::uint8_t>(mark); }

  // Rounds: nothing where there are none.
  void round_due(std::uint32_t appointment);
  void keep_appointments();
  [[nodiscard]] bool do_round(ResponderId id);
  [[nodiscard]] bool awaits_offers(ResponderId id);
  core::Millis head_home(ResponderId id);
  void leave_round(ResponderId id);
  void leave_round_at_shift_end(ResponderId id);
  void call_on(ResponderId id);
  void end_call(ResponderId id);
  void finish_call(ResponderId id);
  void note_round(EventKind kind, ResponderId id, std::uint32_t about);
  [[nodiscard]] bool has_round(ResponderId id) const { return rounds_ && !town_->beats.of_responder[id].empty(); }
  [[nodiscard]] bool on_round(ResponderId id) const { return rounds_ && rounds_->working(id); }

  // Levels.
  [[nodiscard]] bool settles(RequestId request) const;
  void escalate(RequestId request);
  void receive(RequestId request, Climb& climb);
  void hand_back(RequestId request, Climb& climb);
  void begin_tries(RequestId request, Climb& climb);
  void begin_try(RequestId request, Climb& climb);
  void end_try(RequestId request);
  void level_overdue(RequestId request);
  void fill_desk(std::uint32_t level, std::uint32_t office);
  void open_offices(std::uint32_t level);
  void expect_opening(std::uint32_t level, core::Millis from);
  void leave_office(RequestId request, const Climb& climb);
  [[nodiscard]] bool at_its_turn(const DueEvent& event) const;
  void pass_up(RequestId request, Climb& climb);
  void go_up(RequestId request, Climb& climb);
  void return_visit(RequestId request);
  void visit_again(RequestId request);
  /// Which visit this is: a number that its luck is drawn by.
  [[nodiscard]] std::uint64_t turn(RequestId request) const;

  // Whistles.
  [[nodiscard]] bool whistles(RequestId request) const;
  void whistle(RequestId request);
  void end_report(std::uint32_t report, bool comes);
  void settle_jointly(RequestId request);

  // View.
  [[nodiscard]] bool may_take(ResponderId id, const Call& call) const { return !picky_ || suits(id, call); }
  [[nodiscard]] bool suits(ResponderId id, const Call& call) const;
  /// Null: nobody has declined it since all were asked last.
  [[nodiscard]] const Refusals* refused(RequestId request) const;
  [[nodiscard]] std::span<const ResponderId> responders_in(GridId grid, Ring ring) const {
    return ring == Ring::own ? town_->own[grid] : town_->around[grid];
  }
  [[nodiscard]] std::span<const GridId> grids_in(ResponderId id, Ring ring) const {
    return ring == Ring::own ? town_->serves[id] : town_->helps[id];
  }
  [[nodiscard]] core::Millis expected_rest(ResponderId id) const;

  [[nodiscard]] GridId grid_of(RequestId request) const {
    return town_->inputs.grid_of_building[trace_.requests.building[request]];
  }
  [[nodiscard]] const RequestKind& kind_of(RequestId request) const { return town_->inputs.kinds[trace_.requests.kind[request]]; }
  [[nodiscard]] const Life& life_of(RequestId request) const { return kind_of(request).life; }
  [[nodiscard]] std::uint64_t key(RequestId request) const {
    return Luck::key(town_->luck_of_kind[trace_.requests.kind[request]], trace_.requests.number[request]);
  }
  void count_on_kind(RequestId request, core::Millis passed) {
    if (!trace_.hours.on_kind.empty()) trace_.hours.on_kind[trace_.requests.kind[request]] += passed;
  }

  const Town* town_;
  Luck luck_;
  bool keep_log_;
  bool picky_ = false;  ///< not everybody may take everything: skills, parts of grids, declined orders
  core::Millis now_{0};
  core::Millis count_at_{never};  ///< the end of the warm-up, while it lasts
  Trace trace_;
  EventQueue due_;
  Column<ResponderId, Responder> responders_;
  Journeys journeys_;
  Lines lines_;
  Desks desks_;
  Column<GridId, std::uint32_t> on_shift_;        ///< how many who serve the grid
  Column<ResponderId, core::Millis> way_before_;  ///< under way in the warm-up; empty: there was none
  std::vector<ResponderId> started_;              ///< whose shift began, or whose break ended, at this moment
  std::vector<ResponderId> freed_;                ///< whose scheduled work that held requests back ended at this moment
  bool gathering_ = false;                        ///< an assignment is due
  std::optional<Rounds> rounds_;                  ///< absent: nothing is scheduled
  std::size_t appointments_ = 0;                  ///< of the agenda, kept
  // Looked up by request, never gone through.
  std::unordered_map<std::uint32_t, Refusals> refusals_;           ///< since the request was last sent for
  std::unordered_map<std::uint32_t, core::Millis> handling_left_;  ///< of interrupted visits
  std::unordered_map<std::uint32_t, ResponderId> helpers_;         ///< who was called, by request
  std::unordered_map<std::uint32_t, Climb> climbs_;                ///< since the request was last reopened
  std::unordered_map<std::uint32_t, Called> called_;               ///< departments, by request
  mutable Buffers free_;
  mutable Buffers nearly_free_;
  mutable Buffers less_urgent_;
  mutable std::array<std::vector<Waiting>, 2> waiting_;
};

}  // namespace wangge::simulation
