#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// One figure of metrics.json: what it means, how it is computed and on whose authority.
struct MetricSpec {
  std::string path{};  ///< in metrics.json; "[]" for the items of a list
  core::Text meaning{};
  std::string unit{};        ///< empty: a count or a word
  std::string formula{};     ///< plain text; empty: read off the data
  std::string source{};      ///< paper, standard or "definition"
  std::string formula_zh{};  ///< empty: the formula is the same in both languages
};

/// The formula for readers of both languages.
[[nodiscard]] core::Text formula_of(const MetricSpec& metric);

/// Every figure that a run writes, in the order of the file.
[[nodiscard]] const std::vector<MetricSpec>& metrics();

}  // namespace wangge::scenarios
