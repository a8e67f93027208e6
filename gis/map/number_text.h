#pragma once

#include <cstdint>
#include <string>

namespace wangge::gis::map {

/// Thousands set apart by a thin space, as both languages read it: 12 345; four digits stay together.
[[nodiscard]] std::string grouped(std::int64_t value);

}  // namespace wangge::gis::map
