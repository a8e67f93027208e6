#pragma once

#include "engine/territory/territory.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::planning {

using territory::AreaId;

/// Numbers for areas that are drawn anew. A code that any area had is not given again.
class AreaCodes {
 public:
  explicit AreaCodes(const territory::Territory& territory);

  /// The next number beside those siblings (not none): their common beginning (the code of the area above where all begin with
  /// it), then as many digits as they have, one more than the greatest. Where their ends are not digits: the first one's code,
  /// "-" and a number.
  [[nodiscard]] std::string next(const std::vector<AreaId>& siblings);
  /// The next number under a parent with so many digits.
  [[nodiscard]] std::string next_under(std::string_view parent, std::size_t digits);

 private:
  const territory::Territory* territory_;
  std::set<std::string> taken_;
};

/// "花城社区（二）" where the name is written in Chinese characters, else "Vaduz (2)".
[[nodiscard]] std::string divided_name(std::string_view name, int number);

}  // namespace wangge::planning
