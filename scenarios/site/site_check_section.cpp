#include "scenarios/site/site_report_sections.h"
#include "scenarios/site/staff_words.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios::report {
namespace {

constexpr std::size_t most_rows = 400;

bool said(const Json& simulated, const char* what) {
  const Json* found = find(simulated, what);
  return found != nullptr && found->get<bool>();
}

std::string verdict(const Json& simulated) {
  std::string words;
  if (said(simulated, "contradicts")) {
    const core::Text cause = staff_cause_words(word(simulated, "cause").value_or(""));
    words = both({.zh = "与公式不符：" + cause.zh, .en = "contradicts the formula: " + cause.en});
  }
  if (said(simulated, "below")) {
    words += (words.empty() ? "" : "; ") + both({.zh = "低于要求", .en = "below the share asked for"});
  }
  return words.empty() ? both({.zh = "相符", .en = "agrees"}) : words;
}

}  // namespace

void write_staff_check(Markup& page, const Json& staff) {
  const Json* check = find(staff, "check");
  if (check == nullptr) return;
  const auto at = [&](const char* key) { return number(*check, key).value_or(0); };
  const core::Text words =
      staff_check_words(static_cast<int>(at("replications")), at("days"), static_cast<std::size_t>(at("grids")),
                        static_cast<std::size_t>(at("contradicted")), static_cast<std::size_t>(at("below")));
  page.heading({.zh = "用模拟核对", .en = "Checked by simulation"});
  page.paragraph(
      {.zh = words.zh + "。比例按值班时间下单的事项计。", .en = words.en + ". Shares are of the requests ordered on duty."});
  std::vector<std::vector<std::string>> rows;
  for (const Json& grid : list(staff, "grids")) {
    const Json* simulated = find(grid, "simulated");
    if (simulated == nullptr || rows.size() == most_rows) continue;
    const auto range = interval(*simulated, "share.ci95").value_or(std::pair(0.0, 1.0));
    rows.push_back({escaped(word(grid, "code").value_or("")), escaped(word(grid, "name").value_or("")),
                    decimal(number(grid, "workers_needed").value_or(0), 0), percent(number(grid, "share").value_or(0)),
                    percent(number(*simulated, "share.value").value_or(0)),
                    fmt::format("{} – {}", percent(range.first), percent(range.second)), verdict(*simulated)});
  }
  page.table({{{.zh = "网格", .en = "Grid"}, false, true},
              {{.zh = "名称", .en = "Name"}},
              {{.zh = "人数", .en = "Workers"}, true},
              {{.zh = "公式", .en = "Formula"}, true},
              {{.zh = "模拟", .en = "Simulated"}, true},
              {{.zh = "95 % 区间", .en = "95 % interval"}, true},
              {{.zh = "核对", .en = "Check"}}},
             rows);
}

}  // namespace wangge::scenarios::report
