#pragma once

#include "engine/core/units.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wangge::network {

/// What a line is, in the order in which maps draw it (weak first). `service` and `track` are lanes.
enum class LineClass : std::uint8_t {
  footway,
  steps,
  cycleway,
  track,
  service,
  residential,
  tertiary,
  secondary,
  primary,
  motorway,
  rail,
  stream,
  river,
  canal
};
inline constexpr std::size_t line_class_count = 14;
[[nodiscard]] std::string_view name(LineClass line_class);
[[nodiscard]] std::optional<LineClass> line_class(std::string_view name);
[[nodiscard]] constexpr bool is_road(LineClass line_class) { return line_class <= LineClass::motorway; }

enum class Mode : std::uint8_t { walk, ebike, car };
inline constexpr std::size_t mode_count = 3;
[[nodiscard]] std::string_view name(Mode mode);
[[nodiscard]] std::optional<Mode> mode(std::string_view name);

/// Which way a mode may use a line, relative to the order of its points.
enum class Direction : std::uint8_t { closed, forward, backward, both };

/// One direction a mode.
using Access = std::array<Direction, mode_count>;

}  // namespace wangge::network
