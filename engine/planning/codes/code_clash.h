#pragma once

#include "engine/planning/plan.h"

#include <optional>
#include <string>

namespace wangge::planning {

/// Two grids of one area of which one code is the beginning of the other: whoever reads the shorter one in full text finds both.
struct CodeClash {
  std::string shorter;
  std::string longer;
  int digits = 0;  ///< after the area's code, with which all numbers of the area have the same length
};

/// The first such pair by code; nothing where no code begins another. O(grids of the area log of them).
[[nodiscard]] std::optional<CodeClash> code_clash(const Plan& plan, AreaId area);

}  // namespace wangge::planning
