#include "scenarios/command/assumptions_text.h"

#include "scenarios/command/text_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <vector>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

class Words {
 public:
  Words(const json& told, core::Language language)
      : language_(language), unit_(told.value("unit", "")), share_(unit_ == "0..1") {}

  [[nodiscard]] std::string value(double value) const {
    return share_ ? fmt::format("{:.1f} %", value * 100) : fmt::format("{:.4g}{}{}", value, unit_.empty() ? "" : " ", unit_);
  }
  [[nodiscard]] std::string difference(const json& difference) const {
    const double value = difference.at("value").get<double>() * (share_ ? 100 : 1);
    const std::string words = share_ ? fmt::format("{:+.1f}", value) : fmt::format("{:+.3g}", value);
    return difference.at("told_apart").get<bool>() ? words : "(" + words + ")";
  }
  [[nodiscard]] std::string in(const json& text) const { return text.at(language_ == core::Language::zh ? "zh" : "en"); }

 private:
  core::Language language_;
  std::string unit_;
  bool share_;
};

}  // namespace

std::string assumptions_text(std::string_view assumptions, core::Language language) {
  const json told = json::parse(assumptions);
  const bool zh = language == core::Language::zh;
  const Words words(told, language);
  const json& base = told.at("base");
  std::string text = words.in(told.at("title")) + (zh ? "：" : ": ");
  if (!base.contains("value")) {
    text += zh ? "基准没有此数，假定没有模拟\n" : "the base has no figure; no assumption is simulated\n";
  } else {
    text += words.value(base.at("value").get<double>());
    if (base.contains("ci95")) {
      const json& ends = base.at("ci95");
      text += fmt::format(" [{}, {}]", words.value(ends.at(0).get<double>()), words.value(ends.at(1).get<double>()));
    }
    text += zh ? "；每个假定单独取低值、取高值（括号内：与基准分不出差别）：\n"
               : "; each assumption alone at its low and at its high value (in brackets: not told apart from the base):\n";
  }
  std::vector<std::vector<std::string>> rows;
  for (const json& one : told.at("assumptions")) {
    rows.push_back({"  " + words.in(one.at("title"))});
    for (const char* name : {"low", "high"}) {
      const json& end = one.at(name);
      const bool known = end.contains("value");
      rows.back().push_back(known ? words.value(end.at("value").get<double>()) : zh ? "无此数" : "no figure");
      rows.back().push_back(known ? words.difference(end.at("difference")) : "");
    }
  }
  text += text_table(rows);
  if (const auto unused = told.find("unused_beside_log"); unused != told.end()) {
    for (const json& one : *unused)
      text += fmt::format("  {}{}\n", words.in(one.at("title")), zh ? "：重放台账时不用" : ": not used beside a log");
  }
  return text;
}

}  // namespace wangge::scenarios
