#include "scenarios/report/figures.h"

#include "gis/map/number_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace wangge::scenarios::report {
namespace {

struct Word {
  std::string_view word;
  std::string_view zh;
  std::string_view en;
};

template <std::size_t Size>
core::Text look_up(const std::array<Word, Size>& words, const std::string& key) {
  for (const Word& each : words) {
    if (each.word == key) return {.zh = std::string(each.zh), .en = std::string(each.en)};
  }
  return same(key);
}

}  // namespace

const Json* find(const Json& root, std::string_view path) {
  const Json* at = &root;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    const std::string key(path.substr(0, dot));
    if (!at->is_object() || !at->contains(key)) return nullptr;
    at = &at->at(key);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return at->is_null() ? nullptr : at;
}

std::optional<double> number(const Json& root, std::string_view path) {
  const Json* at = find(root, path);
  if (at == nullptr || !at->is_number()) return std::nullopt;
  return at->get<double>();
}

std::optional<std::string> word(const Json& root, std::string_view path) {
  const Json* at = find(root, path);
  if (at == nullptr || !at->is_string()) return std::nullopt;
  return at->get<std::string>();
}

std::optional<std::pair<double, double>> interval(const Json& root, std::string_view path) {
  const Json* at = find(root, path);
  if (at == nullptr || !at->is_array() || at->size() != 2 || !at->at(0).is_number() || !at->at(1).is_number())
    return std::nullopt;
  return std::pair(at->at(0).get<double>(), at->at(1).get<double>());
}

std::optional<core::Text> text(const Json& root, std::string_view path) {
  const Json* at = find(root, path);
  if (at == nullptr) return std::nullopt;
  if (at->is_string()) return same(at->get<std::string>());
  const std::optional<std::string> zh = word(*at, "zh");
  const std::optional<std::string> en = word(*at, "en");
  if (!zh && !en) return std::nullopt;
  return core::Text{.zh = zh.value_or(en.value_or("")), .en = en.value_or(zh.value_or(""))};
}

const Json& list(const Json& root, std::string_view path) {
  static const Json none = Json::array();
  const Json* at = find(root, path);
  return at != nullptr && at->is_array() ? *at : none;
}

std::string count(double value) { return gis::map::grouped(std::llround(value)); }

std::string decimal(double value, int digits) {
  const std::string plain = fmt::format("{:.{}f}", value, digits);
  const std::size_t point = plain.find('.');
  const double whole = std::trunc(value);
  if (std::abs(whole) < 10000 || point == std::string::npos) return plain;
  return gis::map::grouped(std::stoll(plain.substr(0, point))) + plain.substr(point);
}

std::string percent(double share) {
  const double value = share * 100;
  if (value == 0 || value == 100) return fmt::format("{:.0f}\u00a0%", value);
  if (value > 0 && value < 0.05) return "<\u00a00.1\u00a0%";
  if (value < 100 && value >= 99.95) return ">\u00a099.9\u00a0%";
  return fmt::format("{:.1f}\u00a0%", value);
}

std::string minutes(double value) { return value < 60 ? fmt::format("{:.1f}", value) : decimal(value, 0); }

core::Text mode_words(const std::string& mode) {
  static constexpr std::array<Word, 3> words{
      {{"walk", "步行", "on foot"}, {"ebike", "电动自行车", "by e-bike"}, {"car", "汽车", "by car"}}};
  return look_up(words, mode);
}

core::Text target_words(const std::string& target) {
  static constexpr std::array<Word, 3> words{
      {{"accept", "接单", "accepted"}, {"arrive", "上门", "reached on site"}, {"resolve", "办结", "resolved"}}};
  return look_up(words, target);
}

core::Text barrier_words(const std::string& barrier) {
  static constexpr std::array<Word, 7> words{{{"none", "无明显界线", "nothing"},
                                              {"lane", "小路", "lane"},
                                              {"street", "街道", "street"},
                                              {"arterial", "干道", "main road"},
                                              {"river", "河流", "river"},
                                              {"railway", "铁路", "railway"},
                                              {"wall", "围墙", "wall"}}};
  return look_up(words, barrier);
}

core::Text same(std::string words) { return {.zh = words, .en = words}; }

}  // namespace wangge::scenarios::report
