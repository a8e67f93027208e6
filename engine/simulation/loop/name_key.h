#pragma once

#include <cstdint>
#include <string_view>

namespace wangge::simulation {

/// What luck is keyed by of things that have a name, wherever they stand in their list.
[[nodiscard]] inline std::uint64_t name_key(std::string_view name) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  return hash;
}

}  // namespace wangge::simulation
