#include "gis/map/line_look.h"

#include <algorithm>
#include <cmath>

namespace wangge::gis::map {
namespace {

using network::LineClass;

/// The largest denominator at which the class is drawn.
double limit(LineClass line_class) {
  switch (line_class) {
    case LineClass::steps:
    case LineClass::footway:
      return 9000;
    case LineClass::cycleway:
    case LineClass::service:
      return 16000;
    case LineClass::track:
      return 20000;
    case LineClass::stream:
      return 40000;
    case LineClass::residential:
      return 110000;
    case LineClass::tertiary:
      return 600000;
    default:
      return 1e12;
  }
}

LineLook base(LineClass line_class) {
  switch (line_class) {
    case LineClass::motorway:
      return {{0xf0a35e}, 1.1, Colour{0xb96f2c}, 1.5, {}};
    case LineClass::primary:
      return {{0xfad38c}, 0.95, Colour{0xb98f4c}, 1.3, {}};
    case LineClass::secondary:
      return {{0xfff0b0}, 0.8, Colour{0xb5a46a}, 1.12, {}};
    case LineClass::tertiary:
      return {{0xffffff}, 0.65, Colour{0xa8a196}, 0.95, {}};
    case LineClass::residential:
      return {{0xffffff}, 0.45, Colour{0xb9b3a8}, 0.7, {}};
    case LineClass::service:
      return {{0xffffff}, 0.32, Colour{0xc4beb4}, 0.5, {}};
    case LineClass::track:
      return {{0xa58e6a}, 0.22, {}, 0, {1.4, 0.7}};
    case LineClass::cycleway:
      return {{0x6f8fae}, 0.22, {}, 0, {1.2, 0.6}};
    case LineClass::steps:
    case LineClass::footway:
      return {{0xa0897a}, 0.18, {}, 0, {0.7, 0.5}};
    case LineClass::rail:
      return {{0xffffff}, 0.35, Colour{0x55524e}, 0.6, {1.6, 1.6}};
    case LineClass::stream:
      return {{0x8dbdda}, 0.22, {}, 0, {}};
    case LineClass::canal:
      return {{0x8dbdda}, 0.4, {}, 0, {}};
    case LineClass::river:
      return {{0x8dbdda}, 0.7, {}, 0, {}};
  }
  return {};
}

}  // namespace

std::optional<LineLook> line_look(LineClass line_class, double denominator) {
  if (denominator > limit(line_class)) return std::nullopt;
  LineLook look = base(line_class);
  const double factor = std::clamp(std::pow(20000 / denominator, 0.5), 0.42, 2.4);
  look.width *= factor;
  look.casing_width *= factor;
  // A small road at a small scale is one thin line: two edges would run together.
  if (line_class == LineClass::residential && denominator > 40000) {
    look = {.core = {0xb0a99d}, .width = 0.16, .casing = {}, .casing_width = 0, .dashes = {}};
  }
  if (line_class == LineClass::tertiary && denominator > 150000) {
    look = {.core = {0x8f8578}, .width = 0.2, .casing = {}, .casing_width = 0, .dashes = {}};
  }
  return look;
}

}  // namespace wangge::gis::map
