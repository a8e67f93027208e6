#pragma once

#include "engine/core/units.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/people/skills.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::simulation {

/// The steps that a request of a kind goes through besides dispatch, way and handling. A step that is absent, or has a share of
/// 0, does not happen: no event, no time, no draw. Shares are chances in [0, 1]; every request draws for itself.
struct Life {
  /// Somebody comes to help after the responder has arrived and before the matter is handled.
  struct Help {
    double share = 0;
    DurationLaw takes{};        ///< until a department is there, from the call
    bool by_colleague = false;  ///< true: the nearest free colleague is called, a department only where nobody is free
  };
  /// A council sits over the matter after it was handled on the spot; the responder is free meanwhile.
  struct Deliberation {
    double share = 0;
    DurationLaw takes{};
  };
  struct Rating {
    double share = 0;
    std::array<double, 5> stars{};  ///< relative weights of one to five stars
  };
  /// The household is not content: the request is dispatched once more.
  struct Reopening {
    double share = 0;
    DurationLaw after{};    ///< from the feedback (or the resolution) on
    std::uint8_t most = 1;  ///< times
  };
  /// From the order on; rising.
  struct Deadlines {
    std::optional<core::Millis> accept{};
    std::optional<core::Millis> arrive{};
    std::optional<core::Millis> resolve{};
  };

  /// A matter that the visit leaves unsettled climbs from level to level: the council of the community, of the town, of the
  /// city. Each level tries so often, one try after the other; a try settles it or not. After the last try, or when the deadline
  /// of the level has passed, the next level takes over. After the last level the request goes back to a responder for a return
  /// visit, which ends it; without one it ends unsettled.
  struct Escalation {
    struct Level {
      std::string name;
      std::uint8_t tries = 1;                ///< at least 1
      DurationLaw takes{};                   ///< one try
      double settled = 0;                    ///< the chance of one try
      std::optional<core::Millis> within{};  ///< from the moment the level has it; a try that lasts longer is broken off
      /// The chance that the level, when it first gets the matter, returns it at once to where it came from: the level below
      /// tries once more, the responder visits once more. Never twice.
      double hand_back = 0;
      std::optional<std::uint32_t> offices{};  ///< place in SimulationInputs::offices; nothing: whatever comes has a desk
    };
    double share = 0;                           ///< of visits (with their councils) that leave the matter unsettled
    std::vector<Level> levels;                  ///< from below; at most 8, no name twice
    std::optional<core::Millis> visit_after{};  ///< the return visit, after the last level has given up
  };

  /// A grid whistles for departments, which must report to it by a deadline; when all have, they settle the matter together.
  /// Where one has not, it goes up the chain: from a visit to the first level, from a level to the next. Once, until it is
  /// reopened.
  struct Whistle {
    double share = 0;  ///< of first visits (with their councils), or of what the level leaves, that call them
    std::vector<DepartmentId> departments{};  ///< at most 8, none twice; all must report
    core::Millis within{0};                   ///< the deadline to report, from the whistle
    core::Millis grace{0};                    ///< so much later a report still counts, as late; then it is missed
    DurationLaw takes{};                      ///< from the last report until the matter is settled
    std::optional<std::uint8_t> after{};      ///< called when this level of the chain has given up; nothing: after the visit
  };

  int priority = 0;                       ///< the higher the more urgent
  std::optional<DurationLaw> hear{};      ///< until somebody has taken the order down
  std::optional<DurationLaw> classify{};  ///< until it is known what it is
  Skills needs{};                         ///< to handle it
  Help help{};
  Deliberation deliberate{};
  std::optional<DurationLaw> feed_back{};  ///< from the resolution until the household is told
  Rating rate{};
  Reopening reopen{};
  Deadlines deadlines{};
  Escalation escalate{};
  Whistle whistle{};
};

}  // namespace wangge::simulation
