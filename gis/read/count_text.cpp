#include "gis/read/count_text.h"

#include "engine/core/error.h"

#include <charconv>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

[[noreturn]] void fail(std::string_view text, const ValuePlace& place, std::string_view zh, std::string_view en) {
  const std::string layer_zh = place.layer.empty() ? std::string() : fmt::format("图层 {} ", place.layer);
  const std::string layer_en = place.layer.empty() ? std::string() : fmt::format(", layer '{}'", place.layer);
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("文件“{}”{}要素 {} 的字段 {} 的值“{}”{}", place.file, layer_zh,
                                                               place.feature, place.field, text, zh),
                                             .en = fmt::format("file '{}'{}, feature {}: field '{}' has the value '{}'; {}",
                                                               place.file, layer_en, place.feature, place.field, text, en)});
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::optional<std::int64_t> count_of(std::string_view text, const ValuePlace& place, std::int64_t most) {
  const std::string_view digits = trimmed(text);
  if (digits.empty()) return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) {
    fail(text, place, "不是数字，应为非负整数", "a whole number, not negative, was expected");
  }
  if (value < 0) fail(text, place, "为负，应为非负整数", "it is negative, but a whole number of at least 0 was expected");
  if (value != std::floor(value)) fail(text, place, "不是整数，应为非负整数", "a whole number, not negative, was expected");
  if (value > static_cast<double>(most)) {
    fail(text, place, fmt::format("过大，应为 0 至 {} 的整数", most),
         fmt::format("it is too large, a whole number from 0 to {} was expected", most));
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace wangge::gis
