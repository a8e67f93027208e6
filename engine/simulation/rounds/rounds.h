#pragma once

#include "engine/core/units.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/event_log.h"
#include "engine/simulation/loop/luck.h"
#include "engine/simulation/rounds/beats.h"
#include "engine/simulation/rounds/outcomes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::simulation {

/// Scheduled work in one replication: what every responder is to do next, and what has become of every planned visit. Knows no
/// events and no ways: Replication asks what is next, walks there and says what happened.
///
/// A round goes on where it was left. First the visit that was broken off (with what was left of it), then, in the evening
/// (Duty::again), the absent households that were not called on since that window opened, then the next household of the round.
/// Of several duties the one that stands first goes before.
class Rounds {
 public:
  struct Work {
    BeatId beat;
    DutyId duty;
    VisitId visit;
    BuildingId place;  ///< invalid: the post
    friend bool operator==(const Work&, const Work&) = default;
  };
  /// A planned visit that is over without having been paid.
  struct Unpaid {
    VisitId visit;
    EventKind how = EventKind::visit_missed;
  };

  /// Both must live longer. Streets, passes and hours at posts are counted of windows that open at `counted_from` or later.
  Rounds(const SimulationInputs& inputs, const Beats& beats, core::Millis counted_from = core::Millis(0));

  /// An appointment comes; tells the visits that are over with it, by number. `on_shift`: of each responder.
  template <class OnShift>
  [[nodiscard]] std::vector<Unpaid> keep(std::size_t appointment, core::Millis now, const OnShift& on_shift) {
    const Appointment& due = beats_->agenda[appointment];
    if (!due.opens) close(due);
    std::vector<Unpaid> over = due.ends ? end_turn(due.duty, *due.ends, now) : std::vector<Unpaid>();
    if (due.opens) {
      open(due, now);
      for (const BeatId beat : beats_->of_duty[due.duty]) note_shift(beat, on_shift(beats_->beats[beat].responder));
    }
    return over;
  }
  /// A shift begins: what is open has somebody now.
  void note_shift_of(ResponderId id);

  /// What the responder is to do now, if nothing else; nothing where no window is open or all is done.
  [[nodiscard]] std::optional<Work> next(ResponderId id) const;
  /// The urgency that a request needs to call the responder away; nothing where nothing is to be done.
  [[nodiscard]] std::optional<int> yields_to(ResponderId id) const;

  [[nodiscard]] bool working(ResponderId id) const { return going_[id].work.has_value(); }
  [[nodiscard]] bool visiting(ResponderId id) const { return going_[id].visiting; }
  [[nodiscard]] bool ends_now(ResponderId id, core::Millis now) const { return visiting(id) && going_[id].ends == now; }
  /// True: what is under way is ended first, whatever opens or closes; patrols and posts only where they
  /// end at this moment.
  [[nodiscard]] bool visits_on(ResponderId id, core::Millis now) const {
    if (!visiting(id) || ends_now(id, now)) return visiting(id);
    return kind_of(*going_[id].work) != Duty::Kind::patrol && kind_of(*going_[id].work) != Duty::Kind::post;
  }
  /// Precondition: working.
  [[nodiscard]] const Work& work(ResponderId id) const { return *going_[id].work; }
  /// The building that the responder is inside of, beyond gate and stairs.
  [[nodiscard]] BuildingId inside(ResponderId id) const { return going_[id].inside; }
  void step_out(ResponderId id) { going_[id].inside = {}; }

  void set_out(ResponderId id, const Work& work);
  /// At the household's door, the post, or the first street: how long it takes.
  struct Call {
    core::Millis takes{0};
    std::optional<EventKind> how = EventKind::called;  ///< nothing: streets begin
    const Walk* walk = nullptr;                        ///< of a patrol
    std::size_t step = 0;                              ///< to begin at
  };
  [[nodiscard]] Call call(ResponderId id, core::Millis now, const Luck& luck);
  /// The visit under way ends: `visited` or `not_in`, and whether no further call will be made (`visit_given_up`).
  struct Paid {
    VisitId visit;
    EventKind how = EventKind::visited;
    bool given_up = false;
    std::uint32_t walked_cm = 0;  ///< pass_walked: of its last part
  };
  [[nodiscard]] Paid end_visit(ResponderId id, core::Millis now);
  struct Left {
    std::optional<Unpaid> unpaid;  ///< the visit under way, whose turn was over already
    std::uint32_t walked_cm = 0;
    bool walking = false;  ///< a patrol, which is to be halted
  };
  /// Leaves the round; a visit or pass under way is broken off. Precondition: working, and nothing ends at this moment.
  [[nodiscard]] Left leave(ResponderId id, core::Millis now);
  /// No way leads there now: the visit is over, or what is left of the patrol in this window.
  [[nodiscard]] std::optional<Unpaid> give_up(const Work& work, core::Millis now);

  /// At the end of the horizon.
  [[nodiscard]] RoundOutcomes outcomes(core::Millis now) &&;

 private:
  struct DutyState {
    std::optional<std::uint32_t> turn;
    bool open = false;
    bool open_again = false;
    core::Millis again_since{0};
    core::Millis until{0};  ///< closes
    bool counts = false;    ///< the last window
  };
  struct Absent {
    Work work;
    core::Millis called{0};
  };
  /// A visit that was broken off.
  struct Rest {
    Work work;
    core::Millis left{0};
    bool nobody_in = false;
  };
  struct BeatState {
    std::size_t stop = 0;
    std::uint32_t household = 0;  ///< of that stop
    std::vector<Absent> absent;   ///< in the order of the first calls
    std::optional<Rest> rest;
    bool manned = false;       ///< somebody was there while a window was open, in this turn
    std::uint32_t calls = 0;   ///< in this window
    std::uint32_t passes = 0;  ///< in this window
    std::size_t step = 0;      ///< of the pass
  };
  struct Going {
    std::optional<Work> work;
    BuildingId inside{};
    core::Millis ends{0};
    bool visiting = false;
    bool nobody_in = false;
    bool over = false;  ///< the turn of the visit under way has ended
    core::Millis since{0};
  };

  void open(const Appointment& due, core::Millis now);
  void close(const Appointment& due);
  [[nodiscard]] std::vector<Unpaid> end_turn(DutyId duty, std::uint32_t turn, core::Millis now);
  void note_shift(BeatId beat, bool on_shift) { states_[beat].manned = states_[beat].manned || on_shift; }
  [[nodiscard]] std::optional<Work> next_of(BeatId beat) const;
  [[nodiscard]] Call begin_other(ResponderId id, core::Millis now);
  /// Street by street behind the responder, who stops at a moment of the walk.
  [[nodiscard]] std::uint32_t walk_on(BeatId beat, core::Millis after);
  [[nodiscard]] Duty::Kind kind_of(const Work& work) const { return inputs_->duties[work.duty].kind; }
  void leave_post(ResponderId id, core::Millis now);
  [[nodiscard]] bool broken_off(BeatId beat, VisitId visit) const;
  void end(VisitId visit, VisitEnd how, core::Millis now);
  /// Past the household that is next in the round.
  void go_past(BeatId beat);
  [[nodiscard]] std::uint64_t key(const Work& work) const;
  [[nodiscard]] std::uint64_t turn_of(const Work& work) const;

  const SimulationInputs* inputs_;
  const Beats* beats_;
  core::Millis counted_from_;
  Column<DutyId, DutyState> duties_;
  Column<BeatId, BeatState> states_;
  Column<ResponderId, Going> going_;
  Column<DutyId, std::uint64_t> names_;  ///< what luck is keyed by
  Column<BeatId, DutyId> duty_of_;       ///< close together: most of them are closed
  RoundOutcomes outcomes_;
};

}  // namespace wangge::simulation
