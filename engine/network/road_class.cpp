#include "engine/network/road_class.h"

#include <algorithm>
#include <cstddef>

namespace wangge::network {
namespace {

constexpr std::array<std::string_view, line_class_count> class_names = {
    "footway",   "steps",   "cycleway", "track", "service", "residential", "tertiary",
    "secondary", "primary", "motorway", "rail",  "stream",  "river",       "canal"};
constexpr std::array<std::string_view, mode_count> mode_names = {"walk", "ebike", "car"};

template <class Enum, std::size_t size>
std::optional<Enum> named(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(LineClass line_class) { return class_names[static_cast<std::size_t>(line_class)]; }
std::optional<LineClass> line_class(std::string_view name) { return named<LineClass>(class_names, name); }
std::string_view name(Mode mode) { return mode_names[static_cast<std::size_t>(mode)]; }
std::optional<Mode> mode(std::string_view name) { return named<Mode>(mode_names, name); }

}  // namespace wangge::network
