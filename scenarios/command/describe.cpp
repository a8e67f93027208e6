#include "scenarios/command/describe.h"

#include "scenarios/command/text_table.h"
#include "scenarios/run/stage_names.h"
#include "scenarios/schema/repairs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace wangge::scenarios {
namespace {

using core::in;
using core::Language;
using nlohmann::json;
using Rows = std::vector<std::vector<std::string>>;

std::string_view severity_word(core::Severity severity, Language language) {
  constexpr std::array<std::string_view, 3> zh = {"提示", "警告", "错误"};
  return language == Language::zh ? zh[static_cast<std::size_t>(severity)] : name(severity);
}

/// A number of metrics.json by its path; nothing where the figure is absent.
std::optional<double> figure(const json& metrics, const char* path) {
  const json::json_pointer at(path);
  if (!metrics.contains(at) || !metrics[at].is_number()) return std::nullopt;
  return metrics[at].get<double>();
}

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

std::string interval(const json& metrics, const char* path, double scale, const char* unit) {
  const json::json_pointer at(path);
  if (!metrics.contains(at) || !metrics[at].is_array() || metrics[at].size() != 2 || !metrics[at][0].is_number()) return {};
  return fmt::format(" [{:.1f}, {:.1f}]{}", metrics[at][0].get<double>() * scale, metrics[at][1].get<double>() * scale, unit);
}

class Summary {
 public:
  Summary(const json& metrics, Language language) : metrics_(metrics), zh_(language == Language::zh) {}

  void line(const char* zh, const char* en, std::string value) {
    if (!value.empty()) rows_.push_back({zh_ ? zh : en, std::move(value)});
  }
  [[nodiscard]] std::string count(const char* path) const {
    const auto value = figure(metrics_, path);
    return value ? fmt::format("{:.0f}", *value) : std::string();
  }
  [[nodiscard]] std::string share(const char* path) const {
    const auto value = figure(metrics_, path);
    return value ? percent(*value) : std::string();
  }
  [[nodiscard]] std::string text() const { return text_table(rows_, {1}); }

 private:
  const json& metrics_;
  bool zh_;
  Rows rows_;
};

std::string estimate_share(const json& metrics, const std::string& path) {
  const auto value = figure(metrics, (path + "/value").c_str());
  return value ? percent(*value) + interval(metrics, (path + "/ci95").c_str(), 100, " %") : std::string();
}

/// "5.1 % (simulated 5.3 %, difference -0.2 points)"
std::string beside(const json& metrics, const std::string& path, bool share, Language language) {
  const auto theory = figure(metrics, (path + "/theory").c_str());
  const auto found = figure(metrics, (path + "/simulated").c_str());
  if (!theory || !found) return {};
  const double scale = share ? 100 : 1;
  const bool zh = language == Language::zh;
  const char* unit = share ? " %" : zh ? " 分钟" : " min";
  return zh ? fmt::format("{:.1f}{}（模拟 {:.1f}{}，差 {:+.2f}{}）", *theory * scale, unit, *found * scale, unit,
                          (*theory - *found) * scale, share ? " 个百分点" : unit)
            : fmt::format("{:.1f}{} (simulated {:.1f}{}, difference {:+.2f}{})", *theory * scale, unit, *found * scale, unit,
                          (*theory - *found) * scale, share ? " percentage points" : unit);
}

/// Formulas beside the simulation: all responders, else grids alone; or why there are none.
void add_theory(Summary& summary, const json& metrics, Language language) {
  const bool units = metrics.contains(json::json_pointer("/simulation/theory/units"));
  const std::string path = std::string("/simulation/theory/compared/") + (units ? "units" : "grids");
  summary.line(units ? "公式（超立方体）：忙碌" : "公式（各网格）：忙碌",
               units ? "formula (hypercube): busy" : "formula (grids): busy",
               beside(metrics, path + "/utilisation", true, language));
  summary.line("公式：当班时提出到上门", "formula: order on shift to door",
               beside(metrics, path + "/arrive_minutes", false, language));
  summary.line("公式：其中时限内响应", "formula: in time, of those on shift",
               beside(metrics, path + "/within_target_share", true, language));
  const json::json_pointer why(std::string("/simulation/theory/no_units/") + (language == Language::zh ? "zh" : "en"));
  if (metrics.contains(why) && metrics[why].is_string())
    summary.line("没有超立方体公式", "no formula (hypercube)", metrics[why].get<std::string>());
}

/// File, layer, feature and place, as far as the finding has them.
std::string where_of(const core::Finding& finding) {
  std::string where = finding.file;
  for (const std::string* part : {&finding.layer, &finding.feature}) {
    if (!part->empty()) where += (where.empty() ? "" : " ") + *part;
  }
  if (finding.place) where += fmt::format("{}({:.1f}, {:.1f})", where.empty() ? "" : " ", finding.place->x, finding.place->y);
  return where;
}

std::string repair_line(const std::string& rule, Language language) {
  const core::Text repair = repair_of(rule);
  if (in(repair, language).empty()) return {};
  return fmt::format("    {}{}\n", language == Language::zh ? "修复：" : "repair: ", in(repair, language));
}

}  // namespace

std::string stage_table(const std::vector<Stage>& stages, Language language) {
  const bool zh = language == Language::zh;
  Rows rows = {zh ? std::vector<std::string>{"阶段", "秒", "CPU 秒", "峰值 MiB", "规模", ""}
                  : std::vector<std::string>{"stage", "seconds", "CPU-s", "peak MiB", "size", ""}};
  Stage sum;
  for (const Stage& stage : stages) {
    rows.push_back({in(stage_title(stage.name), language), fmt::format("{:.2f}", stage.seconds),
                    fmt::format("{:.2f}", stage.cpu_seconds), fmt::format("{:.0f}", stage.peak_mib),
                    fmt::format("{}", stage.size), in(stage.unit, language)});
    sum.seconds += stage.seconds;
    sum.cpu_seconds += stage.cpu_seconds;
    sum.peak_mib = std::max(sum.peak_mib, stage.peak_mib);
  }
  rows.push_back({zh ? "合计" : "all", fmt::format("{:.2f}", sum.seconds), fmt::format("{:.2f}", sum.cpu_seconds),
                  fmt::format("{:.0f}", sum.peak_mib), "", ""});
  return text_table(rows, {5});
}

std::string finding_text(const core::Finding& finding, Language language) {
  const std::string where = where_of(finding);
  return fmt::format("{} {}{}{}\n    {}\n{}", severity_word(finding.severity, language), finding.rule, where.empty() ? "" : "  ",
                     where, in(finding.message, language), repair_line(finding.rule, language));
}

std::string listed_findings(const core::Findings& findings, Language language, std::size_t each) {
  std::string out;
  for (const core::Findings::Group& group : findings.groups()) {
    out += fmt::format("{} {} x{}\n", severity_word(group.severity, language), group.rule, group.count);
    std::size_t shown = 0;
    for (const core::Finding& finding : findings.all()) {
      if (shown == each) break;
      if (finding.rule != group.rule) continue;
      ++shown;
      const std::string where = where_of(finding);
      out += fmt::format("    {}{}{}\n", where, where.empty() ? "" : "  ", in(finding.message, language));
    }
    if (shown < group.count) {
      out += language == Language::zh ? fmt::format("    另有 {} 处\n", group.count - shown)
                                      : fmt::format("    and {} more\n", group.count - shown);
    }
    out += repair_line(group.rule, language);
  }
  return out;
}

std::string findings_text(const core::Findings& findings, Language language, bool every) {
  std::string out;
  for (const core::Findings::Group& group : findings.groups()) {
    if (every) {
      for (const core::Finding& finding : findings.all()) {
        if (finding.rule == group.rule) out += finding_text(finding, language);
      }
      continue;
    }
    const core::Finding& first = findings.all()[group.first];
    out += fmt::format("{} {} x{}\n    {}{}\n", severity_word(group.severity, language), group.rule, group.count,
                       group.count > 1 ? (language == Language::zh ? "例如：" : "such as: ") : "", in(first.message, language));
  }
  return out;
}

std::size_t error_count(const core::Findings& findings) {
  const auto& all = findings.all();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [](const core::Finding& finding) { return finding.severity == core::Severity::error; }));
}

std::string error_findings_text(const core::Findings& findings, Language language) {
  std::string out;
  for (const core::Finding& finding : findings.all()) {
    if (finding.severity == core::Severity::error) out += finding_text(finding, language);
  }
  return out;
}

json finding_json(const core::Finding& finding) {
  const core::Text repair = repair_of(finding.rule);
  json entry = {{"rule", finding.rule},
                {"severity", name(finding.severity)},
                {"message", {{"zh", finding.message.zh}, {"en", finding.message.en}}},
                {"repair", {{"zh", repair.zh}, {"en", repair.en}}}};
  if (!finding.file.empty()) entry["file"] = finding.file;
  if (!finding.layer.empty()) entry["layer"] = finding.layer;
  if (!finding.feature.empty()) entry["feature"] = finding.feature;
  if (!finding.value.empty()) entry["value"] = finding.value;
  if (finding.place) entry["place"] = {finding.place->x, finding.place->y};
  return entry;
}

json stages_json(const std::vector<Stage>& stages) {
  json list = json::array();
  for (const Stage& stage : stages) {
    list.push_back({{"stage", stage.name},
                    {"seconds", stage.seconds},
                    {"cpu_seconds", stage.cpu_seconds},
                    {"peak_mib", stage.peak_mib},
                    {"size", stage.size},
                    {"unit", stage.unit.en}});
  }
  return list;
}

std::string key_figures(const std::string& text, Language language) {
  const json metrics = json::parse(text, nullptr, false);
  if (!metrics.is_object()) return {};
  Summary summary(metrics, language);
  const auto grids = figure(metrics, "/plan/grids");
  if (grids) {
    summary.line("网格", "grids",
                 fmt::format("{:.0f} ({}: {:.0f}, {}: {:.0f})", *grids, language == Language::zh ? "合规" : "valid",
                             figure(metrics, "/plan/valid").value_or(0), language == Language::zh ? "有理由的例外" : "excused",
                             figure(metrics, "/plan/excused").value_or(0)));
  }
  const auto moved = figure(metrics, "/repartition/households_moved");
  if (moved) {
    const double at_least = figure(metrics, "/repartition/households_moved_at_least").value_or(0);
    summary.line("重划后改属的户", "households under another area",
                 language == Language::zh ? fmt::format("{:.0f}（至少 {:.0f}）", *moved, at_least)
                                          : fmt::format("{:.0f} (at least {:.0f})", *moved, at_least));
  }
  const auto least = figure(metrics, "/plan/households/min");
  const auto most = figure(metrics, "/plan/households/max");
  if (least && most)
    summary.line("每网格户数", "households a grid",
                 fmt::format("{:.0f} - {:.0f} - {:.0f}", *least, figure(metrics, "/plan/households/median").value_or(0), *most));
  summary.line("居民", "residents", summary.count("/territory/residents"));
  summary.line("建筑", "buildings", summary.count("/territory/buildings/total"));
  summary.line("静态响应圈内的户", "households in the static circle", summary.share("/coverage/households_share"));
  summary.line("每天事项", "requests a day",
               figure(metrics, "/simulation/requests_per_day")
                   ? fmt::format("{:.1f}", *figure(metrics, "/simulation/requests_per_day"))
                   : std::string());
  if (const auto days = figure(metrics, "/simulation/warm_up/days"))
    summary.line("预热段（天，不计数）", "warm-up (days, not counted)", fmt::format("{:.3g}", *days));
  const auto mean = figure(metrics, "/simulation/response_minutes/mean");
  if (mean)
    summary.line("平均响应（分钟）", "mean response (min)",
                 fmt::format("{:.1f}{}", *mean, interval(metrics, "/simulation/response_minutes/ci95", 1, "")));
  summary.line("时限内响应", "answered within the target", estimate_share(metrics, "/simulation/within_target_share"));
  summary.line("其中当班时提出的", "of those ordered on shift",
               estimate_share(metrics, "/simulation/within_shift/within_target_share"));
  summary.line("忙碌比例", "utilisation", estimate_share(metrics, "/simulation/utilisation"));
  summary.line("部门下派事项占人员时间", "workers' time on departments' matters",
               estimate_share(metrics, "/simulation/admission/worker_share"));
  summary.line("吹哨按时报到", "whistles reported in time", estimate_share(metrics, "/simulation/whistles/in_time_share"));
  summary.line("吹哨未报到", "whistles missed", estimate_share(metrics, "/simulation/whistles/missed_share"));
  add_theory(summary, metrics, language);
  return summary.text();
}

}  // namespace wangge::scenarios
