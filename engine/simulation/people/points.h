#pragma once

#include <cstddef>

namespace wangge::simulation {

/// What a team gets points for; read by the evaluation alone.
struct PointRules {
  double resolved = 1;         ///< for each request settled by a visit
  double star = 1;             ///< for each star
  double late = -1;            ///< for each request that missed a deadline
  bool asked = false;          ///< wanted even where nobody rates
  std::size_t least_team = 1;  ///< figures of fewer people are nobody's business
};

}  // namespace wangge::simulation
