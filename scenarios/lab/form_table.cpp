#include "scenarios/lab/form_table.h"

#include "engine/core/error.h"
#include "engine/evaluation/spread.h"
#include "scenarios/command/text_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace wangge::scenarios {
namespace {

using evaluation::FormFigure;
using evaluation::FormKey;
using nlohmann::json;

/// Places shown together.
struct Column {
  std::string title;
  bool synthetic = false;
  std::vector<const evaluation::TownForm*> forms;

  [[nodiscard]] std::vector<double> rising(FormKey key) const {
    std::vector<double> values;
    for (const evaluation::TownForm* form : forms) {
      if (const auto& value = (*form)[key]) values.push_back(*value);
    }
    return evaluation::sorted(std::move(values));
  }
};

constexpr std::size_t most_single = 3;

/// What is made is always called so.
std::string heading(const Column& column, core::Language language) {
  if (!column.synthetic) return column.title;
  return column.title + (language == core::Language::zh ? "（合成）" : " (synthetic)");
}

std::vector<Column> columns_of(std::span<const FormReport> reports) {
  std::vector<Column> columns;
  for (const FormReport& report : reports) {
    if (report.places.size() > most_single) {
      Column& all = columns.emplace_back(Column{report.title, report.synthetic, {}});
      for (const FormPlace& place : report.places) all.forms.push_back(&place.form);
      continue;
    }
    for (const FormPlace& place : report.places) columns.push_back({place.name, report.synthetic, {&place.form}});
  }
  return columns;
}

std::string with_commas(std::string digits) {
  const std::size_t end = std::min(digits.find('.'), digits.size());
  for (std::size_t at = end; at > 3 && digits[at - 4] != '-'; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string number(const FormFigure& figure, double value) {
  return with_commas(fmt::format("{:.{}f}", figure.unit == "%" ? value * 100 : value, figure.decimals));
}

std::string cell(const FormFigure& figure, const Column& column) {
  const std::vector<double> values = column.rising(figure.key);
  if (values.empty()) return "—";
  if (column.forms.size() == 1) return number(figure, values.front());
  return fmt::format("{} · {} · {}", number(figure, values.front()), number(figure, *evaluation::quantile(values, 0.5)),
                     number(figure, values.back()));
}

std::string label(const FormFigure& figure, core::Language language) {
  const std::string& words = core::in(figure.label, language);
  return figure.unit.empty() ? words : fmt::format("{} [{}]", words, figure.unit);
}

/// The cell of a made place: where it lies against the real ones.
std::string judged(const FormFigure& figure, const Column& column, std::span<const double> real) {
  const std::string words = cell(figure, column);
  const std::vector<double> values = column.rising(figure.key);
  // How much land is measured says nothing about its form.
  if (values.empty() || real.empty() || figure.key == FormKey::built_land || figure.key == FormKey::buildings) return words;
  const double middle = *evaluation::quantile(values, 0.5);
  if (middle > real.back()) return "**" + words + "** ↑";
  if (middle < real.front()) return "**" + words + "** ↓";
  return words;
}

[[noreturn]] void refuse(const std::string& file) {
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 不是 `wangge lab form --json` 的结果", file),
                                             .en = fmt::format("{} is not what `wangge lab form --json` writes", file)});
}

/// Six digits: more would only tell one compiler from another.
double rounded(double value) { return json::parse(fmt::format("{:.6g}", value)).get<double>(); }

json figures_json(const evaluation::TownForm& form) {
  json figures = json::object();
  for (const FormFigure& figure : evaluation::form_figures()) {
    const std::optional<double>& value = form[figure.key];
    figures[std::string(figure.name)] = value ? json(rounded(*value)) : json();
  }
  return figures;
}

FormReport report_of(const json& entry) {
  FormReport report;
  report.title = entry.at("title");
  report.file = entry.at("file");
  report.reference = entry.at("reference");
  report.synthetic = entry.at("synthetic");
  report.credits = entry.at("credits").get<std::vector<std::string>>();
  for (const json& place : entry.at("places")) {
    FormPlace& added = report.places.emplace_back(FormPlace{place.at("name"), {}});
    for (const FormFigure& figure : evaluation::form_figures()) {
      const auto found = place.at("figures").find(std::string(figure.name));
      if (found != place.at("figures").end() && found->is_number()) added.form.set(figure.key, found->get<double>());
    }
  }
  return report;
}

}  // namespace

std::string form_json(std::span<const FormReport> reports) {
  json list = json::array();
  for (const FormReport& report : reports) {
    json places = json::array();
    for (const FormPlace& place : report.places) places.push_back({{"name", place.name}, {"figures", figures_json(place.form)}});
    list.push_back({{"title", report.title},
                    {"file", report.file},
                    {"reference", report.reference},
                    {"synthetic", report.synthetic},
                    {"credits", report.credits},
                    {"places", places}});
  }
  return json{{"reports", list}}.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<FormReport> form_of_json(std::string_view text, const std::string& file) {
  const json whole = json::parse(text, nullptr, false);
  if (!whole.is_object() || !whole.contains("reports")) refuse(file);
  try {
    std::vector<FormReport> reports;
    for (const json& entry : whole.at("reports")) reports.push_back(report_of(entry));
    return reports;
  } catch (const json::exception&) {
    refuse(file);
  }
}

std::string form_text(std::span<const FormReport> reports, core::Language language) {
  const std::vector<Column> columns = columns_of(reports);
  std::vector<std::vector<std::string>> rows(1);
  rows[0].push_back("");
  for (const Column& column : columns) rows[0].push_back(heading(column, language));
  for (const FormFigure& figure : evaluation::form_figures()) {
    std::vector<std::string>& row = rows.emplace_back();
    row.push_back(label(figure, language));
    for (const Column& column : columns) row.push_back(cell(figure, column));
  }
  return text_table(rows);
}

std::string form_markdown(std::span<const FormReport> reports, core::Language language) {
  const std::vector<Column> columns = columns_of(reports);
  std::string text = "|";
  for (const Column& column : columns) text += " | " + heading(column, language);
  text += " |\n| ---";
  for (std::size_t i = 0; i < columns.size(); ++i) text += " | ---:";
  text += " |\n";
  for (const FormFigure& figure : evaluation::form_figures()) {
    std::vector<double> real;
    for (const Column& column : columns) {
      if (column.synthetic) continue;
      const std::vector<double> values = column.rising(figure.key);
      real.insert(real.end(), values.begin(), values.end());
    }
    real = evaluation::sorted(std::move(real));
    text += "| " + label(figure, language);
    for (const Column& column : columns) text += " | " + (column.synthetic ? judged(figure, column, real) : cell(figure, column));
    text += " |\n";
  }
  return text;
}

std::string form_glossary(core::Language language) {
  const bool zh = language == core::Language::zh;
  std::string text =
      zh ? "| 指标 | 算法 | 出处 |\n| --- | --- | --- |\n" : "| figure | formula | source |\n| --- | --- | --- |\n";
  for (const FormFigure& figure : evaluation::form_figures()) {
    text += fmt::format("| {} | {} | {} |\n", label(figure, language), core::in(figure.formula, language),
                        figure.source.empty() ? "—" : figure.source);
  }
  return text;
}

}  // namespace wangge::scenarios
