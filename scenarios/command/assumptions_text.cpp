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
  std::string text =
      fmt::format("{}{}{}", words.in(told.at("title")), zh ? "：" : ": ", words.value(base.at("value").get<double>()));
  if (base.contains("ci95")) {
    const json& ends = base.at("ci95");
    text += fmt::format(" [{}, {}]", words.value(ends.at(0).get<double>()), words.value(ends.at(1).get<double>()));
  }
  text += zh ? "；每个假定单独取低值、取高值（括号内：与基准分不出差别）：\n"
             : "; each assumption alone at its low and at its high value (in brackets: not told apart from the base):\n";
  std::vector<std::vector<std::string>> rows;
  for (const json& one : told.at("assumptions")) {
    const json& low = one.at("low");
    const json& high = one.at("high");
    rows.push_back({"  " + words.in(one.at("title")), words.value(low.at("value").get<double>()),
                    words.difference(low.at("difference")), words.value(high.at("value").get<double>()),
                    words.difference(high.at("difference"))});
  }
  return text + text_table(rows);
}

}  // namespace wangge::scenarios
