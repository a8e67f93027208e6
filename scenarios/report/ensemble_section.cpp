#include "scenarios/report/ensemble_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace wangge::scenarios::report {
namespace {

constexpr std::size_t warnings_shown = 6;

const Json* spec_of(const Json& body, const std::string& key) {
  for (const Json& aim : list(body, "aims")) {
    if (word(aim, "key") == key) return &aim;
  }
  return nullptr;
}

std::optional<EnsembleChart::Mark> mark_of(const Json& place) {
  const auto value = number(place, "value");
  const auto worse = number(place, "worse");
  if (!value || !worse) return std::nullopt;
  return EnsembleChart::Mark{*value, *worse};
}

std::optional<EnsembleChart::Mark> reference_of(const Json& aim) {
  const Json* place = find(aim, "reference");
  return place == nullptr ? std::nullopt : mark_of(*place);
}

EnsembleChart::Row row_of(const Json& aim, const Json& spec) {
  EnsembleChart::Row row;
  row.title = text(spec, "name").value_or(core::Text{});
  row.unit = text(spec, "unit").value_or(core::Text{});
  row.digits = static_cast<int>(number(spec, "digits").value_or(1));
  const Json* more = find(spec, "more_is_better");
  row.more_is_better = more != nullptr && more->is_boolean() && more->get<bool>();
  row.low = number(aim, "low").value_or(0);
  row.high = number(aim, "high").value_or(0);
  const Json& quantiles = list(aim, "quantiles");
  for (std::size_t i = 0; i < row.quantiles.size() && i < quantiles.size(); ++i) row.quantiles[i] = quantiles[i].get<double>();
  double all = 0;
  for (const Json& bin : list(aim, "bins")) all += bin.get<double>();
  for (const Json& bin : list(aim, "bins")) row.bins.push_back(bin.get<double>() / std::max(1.0, all));
  row.reference = reference_of(aim);
  for (const Json& place : list(aim, "plans")) row.plans.push_back(mark_of(place));
  return row;
}

/// A strip on which everything stands in one place tells nothing.
bool tells(const EnsembleChart::Row& row) {
  if (row.bins.size() > 1) return true;
  const auto elsewhere = [&](const std::optional<EnsembleChart::Mark>& mark) {
    return mark && (mark->value < row.low || mark->value > row.high);
  };
  return elsewhere(row.reference) || std::any_of(row.plans.begin(), row.plans.end(), elsewhere);
}

/// The value, and below it how many drawn plans are worse.
std::string standing_cell(const std::optional<EnsembleChart::Mark>& mark, int digits) {
  return mark ? fmt::format("{}<br/><small>{}</small>", decimal(mark->value, digits), percent(mark->worse)) : "–";
}

std::string aim_cell(const EnsembleChart::Row& row) {
  if (row.unit.en.empty()) return both(row.title);
  return both({.zh = row.title.zh + "（" + row.unit.zh + "）", .en = row.title.en + " (" + row.unit.en + ")"});
}

/// Absent where all plans are alike; without bound where no chain moved.
std::string r_hat_cell(const Json& aim) {
  const auto value = number(aim, "r_hat");
  if (value) return fmt::format("{:.3f}", *value);
  return find(aim, "effective") != nullptr ? "∞" : "–";
}

std::string draws_cell(const Json& aim, const char* key) {
  const auto value = number(aim, key);
  return value ? count(*value) : "–";
}

core::Text reference_name(const Json& body) {
  return word(body, "reference.kind") == "today" ? core::Text{.zh = "现状", .en = "Today"}
                                                 : core::Text{.zh = "初划方案", .en = "Run's plan"};
}

/// The aims that are placed among the drawn plans, each beside its row.
std::vector<std::pair<const Json*, EnsembleChart::Row>> placed_aims(const Json& body) {
  std::vector<std::pair<const Json*, EnsembleChart::Row>> aims;
  for (const Json& aim : list(body, "ensemble.aims")) {
    const Json* spec = spec_of(body, word(aim, "key").value_or(""));
    if (spec != nullptr && is_placed(aim)) aims.emplace_back(&aim, row_of(aim, *spec));
  }
  return aims;
}

void write_aims(Markup& page, const Json& body) {
  std::vector<TableColumn> columns{{{.zh = "目标", .en = "Aim"}},
                                   {{.zh = "95 % 的抽取方案", .en = "95 % of the drawn plans"}, true},
                                   {{.zh = "中位数", .en = "Median"}, true},
                                   {reference_name(body), true}};
  for (std::size_t i = 0; i < list(body, "plans").size(); ++i)
    columns.push_back({{.zh = fmt::format("方案 {}", i + 1), .en = fmt::format("Plan {}", i + 1)}, true});
  std::vector<std::vector<std::string>> rows;
  for (const auto& [aim, own] : placed_aims(body)) {
    std::vector<std::string> row{aim_cell(own),
                                 decimal(own.quantiles[0], own.digits) + " – " + decimal(own.quantiles[4], own.digits),
                                 decimal(own.quantiles[2], own.digits), standing_cell(own.reference, own.digits)};
    for (const auto& plan : own.plans) row.push_back(standing_cell(plan, own.digits));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
  page.paragraph({.zh = "小字为“优于百分之几的抽取方案”。", .en = "In small type: the share of drawn plans that are worse."},
                 "note");
}

/// Whether the chains agree, aim by aim.
void write_convergence(Markup& page, const Json& body) {
  const std::vector<TableColumn> columns{{{.zh = "目标", .en = "Aim"}},
                                         {{.zh = "R̂", .en = "R-hat"}, true},
                                         {{.zh = "有效样本", .en = "Effective draws"}, true},
                                         {{.zh = "尾部有效样本", .en = "Effective in the tails"}, true}};
  std::vector<std::vector<std::string>> rows;
  for (const auto& [aim, own] : placed_aims(body))
    rows.push_back({aim_cell(own), r_hat_cell(*aim), draws_cell(*aim, "effective"), draws_cell(*aim, "effective_tail")});
  page.html("<details><summary>" + both({.zh = "各链是否收敛", .en = "Whether the chains have converged"}) + "</summary>\n");
  page.table(columns, rows);
  for (const core::Text& words : convergence_words())
    page.paragraph({.zh = words.zh + "（Vehtari 等 2021）。", .en = words.en + " (Vehtari et al. 2021)."}, "note");
  page.html("</details>\n");
}

/// The parents by how the reference stands in each aim.
void write_parents(Markup& page, const Json& body) {
  if (list(body, "ensemble.parents").empty()) return;
  const core::Text reference = reference_name(body);
  page.html("<details><summary>" +
            both({.zh = "各区域：" + reference.zh + "优于百分之几的抽取方案",
                  .en = "Each area: the share of drawn plans that are worse than " +
                        std::string(reference.en == "Today" ? "today's" : "the run's")}) +
            "</summary>\n");
  std::vector<TableColumn> columns{{{.zh = "区域", .en = "Area"}}, {{.zh = "网格", .en = "Grids"}, true}};
  std::vector<std::string> keys;
  for (const Json& aim : list(body, "ensemble.aims")) {
    const Json* spec = spec_of(body, word(aim, "key").value_or(""));
    if (spec == nullptr || !is_placed(aim) || !tells(row_of(aim, *spec))) continue;
    keys.push_back(word(aim, "key").value_or(""));
    columns.push_back({text(*spec, "name").value_or(core::Text{}), true});
  }
  columns.push_back({{.zh = "接受率", .en = "Accepted"}, true});
  columns.push_back({{.zh = "最大 R̂", .en = "Worst R-hat"}, true});
  std::vector<std::vector<std::string>> rows;
  for (const Json& parent : list(body, "ensemble.parents")) {
    std::vector<std::string> row{escaped(word(parent, "name").value_or("")), count(number(parent, "grids").value_or(0))};
    double worst = 1;
    for (const Json& aim : list(parent, "aims")) worst = std::max(worst, number(aim, "r_hat").value_or(1));
    for (const std::string& key : keys) {
      std::string cell = "–";
      for (const Json& aim : list(parent, "aims")) {
        if (word(aim, "key") != key) continue;
        if (const auto mark = reference_of(aim)) cell = percent(mark->worse);
      }
      row.push_back(std::move(cell));
    }
    row.push_back(percent(number(parent, "acceptance").value_or(0)));
    row.push_back(fmt::format("{:.3f}", worst));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
  page.html("</details>\n");
}

}  // namespace

EnsembleChart ensemble_chart(const Json& body) {
  EnsembleChart chart;
  chart.reference = reference_name(body);
  for (const Json& aim : list(body, "ensemble.aims")) {
    const Json* spec = spec_of(body, word(aim, "key").value_or(""));
    if (spec == nullptr || !is_placed(aim)) continue;
    EnsembleChart::Row row = row_of(aim, *spec);
    if (tells(row)) chart.rows.push_back(std::move(row));
  }
  return chart;
}

void write_ensemble_section(Markup& page, const Json& body) {
  if (find(body, "ensemble") == nullptr) return;
  page.begin_section("ensemble", {.zh = "与随机方案相比", .en = "Against plans drawn at random"});
  const EnsembleChart chart = ensemble_chart(body);
  if (list(body, "ensemble.aims").empty()) {
    page.paragraph({.zh = "没有可抽取的：每个区域只有一个网格，或全部锁定。",
                    .en = "There is nothing to draw: every area has one grid, or all are locked."});
    page.end_section();
    return;
  }
  const std::vector<core::Text> warnings = ensemble_warnings(body);
  for (std::size_t i = 0; i < std::min(warnings.size(), warnings_shown); ++i)
    page.paragraph({.zh = "⚠ " + warnings[i].zh, .en = "⚠ " + warnings[i].en});
  if (warnings.size() > warnings_shown) {
    const std::size_t more = warnings.size() - warnings_shown;
    page.paragraph({.zh = fmt::format("另有 {} 条，见下表和 plans.json。", more),
                    .en = fmt::format("{} more are in the table below and in plans.json.", more)});
  }
  if (!chart.rows.empty()) {
    page.html("<style>#ensemble figure > svg { max-width: 1000px; }</style>\n");
    page.figure(draw_ensemble("e1", chart), ensemble_caption(body));
  }
  write_aims(page, body);
  write_convergence(page, body);
  write_parents(page, body);
  page.list(ensemble_rules(body));
  page.end_section();
}

}  // namespace wangge::scenarios::report
