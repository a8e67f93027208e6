#include "scenarios/command/ensemble_text.h"

#include "scenarios/command/text_table.h"
#include "scenarios/report/ensemble_section.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <vector>

namespace wangge::scenarios {
namespace {

using core::Language;
using report::Json;
using Row = std::vector<std::string>;

constexpr std::size_t warnings_shown = 10;

std::string place(const Json* found, int digits) {
  if (found == nullptr || !found->is_object()) return "-";
  return fmt::format("{:.{}f} ({})", found->at("value").get<double>(), digits, report::percent(found->at("worse").get<double>()));
}

Row aim_row(const Json& aim, const Json& spec, Language language) {
  const auto said = [&](const char* key) { return core::in(report::text(spec, key).value_or(core::Text{}), language); };
  const int digits = static_cast<int>(report::number(spec, "digits").value_or(1));
  const std::string unit = said("unit");
  Row row{said("name") + (unit.empty() ? "" : fmt::format(" ({})", unit))};
  const Json& quantiles = report::list(aim, "quantiles");
  for (const std::size_t i : {0U, 2U, 4U}) row.push_back(fmt::format("{:.{}f}", quantiles.at(i).get<double>(), digits));
  row.push_back(place(report::find(aim, "reference"), digits));
  const Json& plans = report::list(aim, "plans");
  row.push_back(plans.empty() ? "-" : place(&plans.front(), digits));
  const auto effective = report::number(aim, "effective");
  const auto r_hat = report::number(aim, "r_hat");
  row.push_back(!effective ? "-" : r_hat ? fmt::format("{:.3f}", *r_hat) : "inf");
  row.push_back(effective ? fmt::format("{:.0f}", *effective) : "-");
  row.push_back(effective ? fmt::format("{:.0f}", report::number(aim, "effective_tail").value_or(0)) : "-");
  return row;
}

}  // namespace

std::string ensemble_text(const std::string& plans_json, Language language) {
  const Json body = Json::parse(plans_json);
  if (report::find(body, "ensemble") == nullptr) return {};
  const bool zh = language == Language::zh;
  if (report::list(body, "ensemble.aims").empty())
    return zh ? "随机方案：没有可抽取的，每个区域只有一个网格或全部锁定\n"
              : "plans drawn at random: nothing to draw, every area has one grid or all are locked\n";
  const auto figure = [&](const char* path) { return report::number(body, path).value_or(0); };
  std::string out =
      zh ? fmt::format("随机抽取 {:.0f} 个方案（{:.0f} 条链，每个 {:.0f} 个网格；{:.0f} 棵生成树，接受率 {:.1f} %）\n",
                       figure("ensemble.plans"), figure("ensemble.chains"), figure("ensemble.grids"), figure("ensemble.trees"),
                       100 * figure("ensemble.acceptance"))
         : fmt::format("{:.0f} plans drawn at random ({:.0f} chains, {:.0f} grids each; {:.0f} trees, {:.1f} % accepted)\n",
                       figure("ensemble.plans"), figure("ensemble.chains"), figure("ensemble.grids"), figure("ensemble.trees"),
                       100 * figure("ensemble.acceptance"));
  const bool today = report::word(body, "reference.kind") == "today";
  std::vector<Row> rows{zh ? Row{"目标", "2.5 %", "中位数", "97.5 %", today ? "现状（优于）" : "初划方案（优于）",
                                 "方案 1（优于）", "R̂", "有效样本", "尾部"}
                           : Row{"aim", "2.5 %", "median", "97.5 %", today ? "today (better than)" : "run's plan (better than)",
                                 "plan 1 (better than)", "R-hat", "effective", "in tails"}};
  for (const Json& aim : report::list(body, "ensemble.aims")) {
    if (!report::is_placed(aim)) continue;
    for (const Json& spec : report::list(body, "aims")) {
      if (spec.at("key") == aim.at("key")) rows.push_back(aim_row(aim, spec, language));
    }
  }
  out += text_table(rows);
  if (today)
    out += zh ? "“改换网格的户”不在其中比较：现状相对自身没有改动\n"
              : "households that change grid are not placed: today's grids change nothing against themselves\n";
  for (const core::Text& words : report::convergence_words()) out += core::in(words, language) + "\n";
  const std::vector<core::Text> warnings = report::ensemble_warnings(body);
  for (std::size_t i = 0; i < warnings.size() && i < warnings_shown; ++i)
    out += fmt::format("{}{}\n", zh ? "警告：" : "warning: ", core::in(warnings[i], language));
  if (warnings.size() > warnings_shown) {
    const std::size_t more = warnings.size() - warnings_shown;
    out += zh ? fmt::format("另有 {} 条警告，见 plans.json\n", more) : fmt::format("{} more warnings are in plans.json\n", more);
  }
  return out;
}

}  // namespace wangge::scenarios
