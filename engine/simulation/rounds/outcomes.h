#pragma once

#include "engine/core/units.h"
#include "engine/simulation/rounds/duty.h"

#include <cstddef>
#include <cstdint>

namespace wangge::simulation {

/// How a planned visit ends.
enum class VisitEnd : std::uint8_t {
  open,        ///< its turn is not over by the end of the horizon
  done,        ///< somebody was in, and was visited; of a post: held to the end
  absent,      ///< nobody was in, however often somebody called
  missed,      ///< its turn was over before anybody called; of a post: left before the end
  unmanned,    ///< and whoever was to come was never on shift, or nobody is to come
  unreachable  ///< no way leads there
};
inline constexpr std::size_t visit_end_count = 6;

/// What became of scheduled work. Empty where there is none.
struct RoundOutcomes {
  Column<VisitId, VisitEnd> end;
  Column<VisitId, core::Millis> ended;  ///< never: open
  Column<VisitId, std::uint8_t> calls;  ///< times that somebody stood at the door; 255 stands for more
  /// Of patrols and posts, by duty: of windows that open when counting has begun (Trace::counted_from).
  struct Walked {
    std::int64_t centimetres = 0;  ///< of streets to patrol, each once a pass
    std::int64_t passes = 0;
    core::Millis manned{0};  ///< all posts together
    friend bool operator==(const Walked&, const Walked&) = default;
  };
  Column<DutyId, Walked> walked{};

  friend bool operator==(const RoundOutcomes&, const RoundOutcomes&) = default;
};

}  // namespace wangge::simulation
