#include "scenarios/report/redrawn_words.h"

#include <fmt/format.h>

namespace wangge::scenarios::report {

core::Text redrawn_words(const Json& body) {
  const auto moved = number(body, "repartition.households_moved");
  const auto least = number(body, "repartition.households_moved_at_least");
  const auto areas = number(body, "repartition.areas");
  if (!moved || !least || !areas) return {};
  const std::string level = word(body, "repartition.level").value_or("");
  const double made = number(body, "repartition.new_areas").value_or(0);
  return {.zh = fmt::format("{} 一级重划为 {} 个区域（其中新设 {} 个）：{} 户改属别的区域；大小合规的任何划分至少要动 {} 户。",
                            level, count(*areas), count(made), count(*moved), count(*least)),
          .en = fmt::format(
              "Level {} is drawn anew: {} areas, {} of them new. {} households come under another area; any division in "
              "range moves {} at least.",
              level, count(*areas), count(made), count(*moved), count(*least))};
}

}  // namespace wangge::scenarios::report
