#pragma once

#include "engine/core/units.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/rounds/walk.h"
#include "engine/simulation/travel_times.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace wangge::simulation {

/// Where every responder is, and how each goes on from there. A responder stands at a place (the post or a building) or is on the
/// way between two. Between two places a way is not followed street by street: from the middle of it one goes on to its end and
/// from there, or turns round, which takes as long as one has gone: the shorter of both.
class Journeys {
 public:
  struct Way {
    core::Millis time{0};
    bool turned = false;
  };

  /// Everybody at the post. `travel` must live longer; null where there is nobody.
  Journeys(const TravelTimes* travel, std::size_t responders);

  /// From where the responder is (or was stopped), setting out now; nothing where there is no way, or none from the post.
  [[nodiscard]] std::optional<Way> way(ResponderId id, BuildingId to, core::Millis now) const;
  /// True: between two places. Precondition: not stopped.
  [[nodiscard]] bool moving(ResponderId id, core::Millis now) const { return now < end_of(journeys_[id].legs); }
  [[nodiscard]] bool heading_home(ResponderId id) const {
    return !journeys_[id].legs.to.valid() && !journeys_[id].legs.then.valid();
  }
  /// Where the way under way ends, in time.
  [[nodiscard]] core::Millis there(ResponderId id) const { return end_of(journeys_[id].legs); }

  /// Will be asked about soon: a hint to the cache.
  void foresee(ResponderId id) const { __builtin_prefetch(&journeys_[id].legs); }

  /// How long the responder has been under way by now.
  [[nodiscard]] core::Millis under_way(ResponderId id, core::Millis now) const {
    return journeys_[id].under_way + on_leg(id, now);
  }

  /// Stops on the spot to read an order.
  void stop(ResponderId id, core::Millis now) { journeys_[id].legs.stopped = now; }
  /// Goes on where it stopped, as if no time had passed.
  void go_on(ResponderId id, core::Millis now);
  /// Sets out along a way asked for at this moment; says when it is there. No longer stopped.
  core::Millis set_out(ResponderId id, BuildingId to, Way way, core::Millis now);
  /// From the building where it stands; says when it is at the post. Whoever got there comes back: where no way home is known, it
  /// takes as long as the way out.
  core::Millis set_out_home(ResponderId id, core::Millis now);
  /// From the post or the building where it stands; nothing, and no step taken, where there is no way.
  std::optional<core::Millis> walk_to(ResponderId id, BuildingId to, core::Millis now);
  /// Along a walk from the start of one of its steps, where it stands already; says when it is over. The walk must live longer.
  core::Millis set_out_along(ResponderId id, const Walk& walk, std::size_t step, core::Millis now);
  /// Ends a walk where it is. Precondition: not stopped.
  void halt(ResponderId id, core::Millis now);
  /// Is called off: from the place that it had gone on to by way of another, only that next place is left.
  void call_off(ResponderId id, core::Millis now);

 private:
  static constexpr std::int64_t not_stopped = std::numeric_limits<std::int64_t>::max();

  /// `from` and `to`: invalid is the post. Standing: ends <= now. `then`: a second way joined to the first.
  struct Legs {
    BuildingId from{};
    BuildingId to{};
    BuildingId then{};
    core::Millis began{0};
    core::Millis ends{0};
    core::Millis then_ends{0};
    core::Millis stopped{not_stopped};
    const Walk* walk = nullptr;  ///< a way along streets
    core::Millis walked{0};      ///< of it, when it began
  };
  /// The last way between buildings that was asked for: choosing a responder and sending it ask the same.
  struct Asked {
    BuildingId from{};
    BuildingId to{};
    std::size_t hour = 0;  ///< of the departure
    std::optional<core::Millis> time{};
  };
  /// Two lines of the cache; choosing looks at the first.
  struct alignas(64) Journey {
    Legs legs{};
    core::Millis under_way{0};  ///< up to `set_out`
    core::Millis set_out{0};
    mutable Asked asked{};
  };

  /// Of the way since the responder last set out.
  [[nodiscard]] core::Millis on_leg(ResponderId id, core::Millis now) const {
    const core::Millis last = std::min(std::min(now, journeys_[id].legs.stopped), end_of(journeys_[id].legs));
    return std::max(core::Millis(0), last - journeys_[id].set_out);
  }
  void count_way(ResponderId id, core::Millis now) {
    journeys_[id].under_way += on_leg(id, now);
    journeys_[id].set_out = now;
  }
  [[nodiscard]] static core::Millis end_of(const Legs& legs) { return legs.then.valid() ? legs.then_ends : legs.ends; }
  /// The one leg that it is on at a moment.
  [[nodiscard]] static Legs at(const Legs& legs, core::Millis moment);
  [[nodiscard]] std::optional<core::Millis> between(ResponderId id, BuildingId from, BuildingId to, core::Millis now) const;

  const TravelTimes* travel_;
  Column<ResponderId, Journey> journeys_;
};

}  // namespace wangge::simulation
