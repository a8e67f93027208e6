#pragma once

#include "engine/core/units.h"

#include <cstdint>
#include <optional>

namespace wangge::simulation {

/// What holds under every dispatch policy.
struct DispatchRules {
  double decline = 0;                            ///< the chance that whoever is asked declines, in [0, 1]
  std::optional<core::Millis> accept_timeout{};  ///< whoever has not answered by then is passed over
  core::Millis ask_again{600'000};               ///< after everybody has declined: until they are asked once more
  core::Millis batch{60'000};                    ///< between two assignments of a policy that gathers orders
  bool match_skills = false;                     ///< true: only who has the skills is sent; false: it turns out at the door
  /// What becomes of handling that was interrupted: false: the next visit goes on with what was left, true: it begins anew.
  bool restart_interrupted = false;
  core::Millis in_time{900'000};  ///< a way of at most this long keeps the promise, for the policies that ask
};

}  // namespace wangge::simulation
