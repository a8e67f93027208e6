#pragma once

#include "scenarios/scenario.h"

#include <string>
#include <vector>

namespace wangge::scenarios {

/// What levels there are, from below: those of the domain, and the scenario's own.
struct LevelNames {
  std::vector<std::string> usual = {"grid", "compound", "community", "town", "district", "city", "province"};
  std::vector<std::string> own;  ///< from below

  explicit LevelNames(const std::vector<LevelSpec>& levels);
  [[nodiscard]] std::vector<std::string> all() const;
  /// Known to be below, by either list.
  [[nodiscard]] bool below(const std::string& a, const std::string& b) const;
};

}  // namespace wangge::scenarios
