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

/// A count of people or households written as a text: "12", "12.0", " 3 ". Empty: nothing.
/// Throws Error(input) naming file, layer, feature, field and value for a negative number, a fraction or another text.
[[nodiscard]] std::optional<std::int64_t> count_of(std::string_view text, const ValuePlace& place);

}  // namespace wangge::gis
