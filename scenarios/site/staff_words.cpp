#include "scenarios/site/staff_words.h"

#include <fmt/format.h>

namespace wangge::scenarios {

core::Text staff_cause_words(const std::string& cause) {
  if (cause == "neighbours") return {.zh = "邻格相互支援", .en = "neighbours help each other"};
  if (cause == "shifts")
    return {.zh = "班次与钟点：事项不均匀，非值班时间的积到上班", .en = "shifts and hours: requests pile up"};
  if (cause == "handling") return {.zh = "办理时间不如公式随机", .en = "handling is not as random as in the formula"};
  return {.zh = "路程：从自己的驻点或途中出发", .en = "travel: from the own post, or sent on from the last door"};
}

core::Text staff_check_words(int replications, double days, std::size_t grids, std::size_t contradicted, std::size_t below) {
  core::Text words{
      .zh = fmt::format("按所提人数模拟 {} 次、每次 {:g} 天：{} 个网格中，{} 个的 95 % 区间不含公式的比例（仅凭运气约有 {:.0f} "
                        "个），{} 个低于要求",
                        replications, days, grids, contradicted, 0.05 * static_cast<double>(grids), below),
      .en = fmt::format(
          "Simulated with the proposed workers, {} times {:g} days: of {} {}, {} with a 95 % interval that does not "
          "hold the formula's share (about {:.0f} by luck alone), {} below the share asked for",
          replications, days, grids, grids == 1 ? "grid" : "grids", contradicted, 0.05 * static_cast<double>(grids), below)};
  return words;
}

}  // namespace wangge::scenarios
