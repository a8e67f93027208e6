#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wangge::gis {

/// Where a value stands, for errors.
struct ValuePlace {
  std::string_view file;
  std::string_view layer;  ///< empty: the file has one
  std::string_view feature;
  std::string_view field;
};

/// The most people or households that one building can be said to hold.
inline constexpr std::int64_t most_in_building = 1'000'000;
/// The most that one area can be said to hold: no country has more.
inline constexpr std::int64_t most_in_area = 2'000'000'000;

/// A count of people or households written as a text: "12", "12.0", " 3 ". Empty: nothing.
/// Throws Error(input) naming file, layer, feature, field and value for a negative number, a fraction, another text or a number
/// above `most`.
[[nodiscard]] std::optional<std::int64_t> count_of(std::string_view text, const ValuePlace& place, std::int64_t most);

}  // namespace wangge::gis
