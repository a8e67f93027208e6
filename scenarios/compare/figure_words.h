#pragma once

#include "engine/core/text.h"
#include "engine/evaluation/plan_matching.h"
#include "scenarios/compare/figure_pairs.h"

#include <cstddef>
#include <optional>
#include <string>

/// How figures are called and written for people; names and files keep the plain numbers.
namespace wangge::scenarios {

/// A short title for the figures that a reader looks for first; nothing for the others.
[[nodiscard]] std::optional<core::Text> short_title(const std::string& name);
/// The place of a figure among those with a short title; after all of them for the others.
[[nodiscard]] std::size_t title_rank(const std::string& name);
/// What the figure means: its short title, the registered meaning, or its name.
[[nodiscard]] core::Text long_title(const std::string& name);

/// How it is worked out; empty where that is read off the data, or for the parts of a figure.
[[nodiscard]] core::Text formula_words(const std::string& name);
/// "less", "more", or nothing where no side is agreed to be better.
[[nodiscard]] core::Text sense_words(Better better);

/// "64.4 %", "1 234", "7.81 min", "4.29 km".
[[nodiscard]] std::string shown(const FigurePair& pair, double value);
/// With its sign; shares in percentage points. "0" for none.
[[nodiscard]] core::Text shown_difference(const FigurePair& pair);
/// "[-0.8, +1.2]", in the unit of the difference; empty where there is none.
[[nodiscard]] std::string shown_interval(const FigurePair& pair);
/// "second better", "not told apart"…; empty where there is nothing to say.
[[nodiscard]] core::Text verdict_words(const FigurePair& pair);
[[nodiscard]] core::Text fate_words(evaluation::Fate fate);

}  // namespace wangge::scenarios
