#include "scenarios/command/staff_text.h"

#include "scenarios/command/text_table.h"
#include "scenarios/site/staff_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <vector>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// A county has thousands of grids; the file has them all.
constexpr std::size_t most_rows = 40;

std::string share(double value) { return fmt::format("{:.1f} %", 100 * value); }

std::string verdict(const json& simulated, bool zh) {
  std::string words;
  if (simulated.at("contradicts").get<bool>()) {
    const core::Text cause = staff_cause_words(simulated.value("cause", std::string()));
    words = zh ? "不符：" + cause.zh : "contradicts: " + cause.en;
  }
  if (simulated.at("below").get<bool>()) words += std::string(words.empty() ? "" : "; ") + (zh ? "低于要求" : "below the share");
  return words.empty() ? (zh ? "相符" : "agrees") : words;
}

}  // namespace

std::string staff_check_text(const json& staff, core::Language language) {
  if (!staff.contains("check")) return {};
  const bool zh = language == core::Language::zh;
  const json& check = staff.at("check");
  const core::Text words =
      staff_check_words(check.at("replications").get<int>(), check.at("days").get<double>(), check.at("grids").get<std::size_t>(),
                        check.at("contradicted").get<std::size_t>(), check.at("below").get<std::size_t>());
  std::vector<std::vector<std::string>> rows;
  if (zh) {
    rows.push_back({"网格", "人数", "公式", "模拟", "95 % 区间", "核对"});
  } else {
    rows.push_back({"grid", "workers", "formula", "simulated", "95 % interval", "check"});
  }
  std::size_t more = 0;
  for (const json& grid : staff.at("grids")) {
    if (!grid.contains("simulated")) continue;
    if (rows.size() > most_rows) {
      ++more;
      continue;
    }
    const json& simulated = grid.at("simulated");
    const json& found = simulated.at("share");
    rows.push_back(
        {grid.at("code").get<std::string>(), fmt::format("{}", grid.at("workers_needed").get<int>()),
         share(grid.at("share").get<double>()), share(found.at("value").get<double>()),
         fmt::format("{} - {}", share(found.at("ci95").at(0).get<double>()), share(found.at("ci95").at(1).get<double>())),
         verdict(simulated, zh)});
  }
  std::string text = (zh ? words.zh : words.en) + "\n" + text_table(rows, {5});
  if (more > 0)
    text += fmt::format(fmt::runtime(zh ? "另有 {} 个网格见 site.json\n" : "{} more grids stand in site.json\n"), more);
  return text;
}

}  // namespace wangge::scenarios
