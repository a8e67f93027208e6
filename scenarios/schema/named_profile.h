#pragma once

#include "scenarios/schema/reader.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// That a name is none of the known ones, with the nearest of them and the list.
[[nodiscard]] core::Text not_found(const std::string& name, const std::vector<std::string>& known);

/// The numbers written at a key, or those of the profile it names in `named`; nothing for the name of what is flat. Throws
/// Error(usage) for an unknown name and for a profile that has as many numbers as none of `counts`.
[[nodiscard]] std::optional<std::vector<double>> profile_numbers(const Reader& table, const std::string& key, const Reader& named,
                                                                 const std::string& flat, const std::vector<std::size_t>& counts);

/// The same of a fixed count, filled with 1 where it is flat.
template <std::size_t count>
[[nodiscard]] std::array<double, count> profile_weights(const Reader& table, const std::string& key, const Reader& named,
                                                        const std::string& flat) {
  std::array<double, count> result;
  result.fill(1);
  if (const auto numbers = profile_numbers(table, key, named, flat, {count})) {
    for (std::size_t i = 0; i < count; ++i) result[i] = (*numbers)[i];
  }
  return result;
}

}  // namespace wangge::scenarios
