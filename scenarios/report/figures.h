#pragma once

#include "engine/core/text.h"
#include "gis/write/plan_file.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// What the report reads, and how it writes numbers for people. A figure that is absent stays absent: nothing here invents one.
namespace wangge::scenarios::report {

using Json = nlohmann::json;

/// The content of a run folder.
struct RunFigures {
  const gis::PlanFile& plan;
  const Json& metrics;
  const Json& manifest;
};

/// The value at a dotted path ("simulation.backlog.value"), or null.
[[nodiscard]] const Json* find(const Json& root, std::string_view path);
[[nodiscard]] std::optional<double> number(const Json& root, std::string_view path);
[[nodiscard]] std::optional<std::string> word(const Json& root, std::string_view path);
/// The pair of a confidence interval.
[[nodiscard]] std::optional<std::pair<double, double>> interval(const Json& root, std::string_view path);
/// {"zh", "en"}, or one string for both languages.
[[nodiscard]] std::optional<core::Text> text(const Json& root, std::string_view path);
/// The list at a path; an empty one where there is none.
[[nodiscard]] const Json& list(const Json& root, std::string_view path);

/// 12 345
[[nodiscard]] std::string count(double value);
/// Fixed decimals, thousands grouped.
[[nodiscard]] std::string decimal(double value, int digits);
/// 93.4 %; never 100 % or 0 % for a share that is not exactly that.
[[nodiscard]] std::string percent(double share);
/// 7.3, 85: minutes with one decimal below 60.
[[nodiscard]] std::string minutes(double value);

[[nodiscard]] core::Text mode_words(const std::string& mode);
/// "reached on site" for arrive, and so on.
[[nodiscard]] core::Text target_words(const std::string& target);
[[nodiscard]] core::Text barrier_words(const std::string& barrier);
/// {zh, en} of two strings that are made alike.
[[nodiscard]] core::Text same(std::string words);

}  // namespace wangge::scenarios::report
