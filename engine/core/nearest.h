#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wangge::core {

/// Edits (insert, delete, replace, swap neighbours) between two words without regard to the case of ASCII letters: optimal
/// string alignment after Damerau 1964.
/// O(|a| |b|).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate with the fewest edits, the first on ties; none when all are too far (more than a third of the letters,
/// but at least 2, and never more than 40 % of the word).
///
///   nearest("hosueholds", {"households", "source"}) == "households"
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace wangge::core
