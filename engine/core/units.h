#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace wangge::core {

/// A number with a unit: adds and compares only with its own kind.
template <class Tag, class Rep>
struct Quantity {
  Rep value{};

  constexpr Quantity() = default;
  constexpr explicit Quantity(Rep number) : value(number) {}

  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
  constexpr Quantity& operator+=(Quantity other) {
    value += other.value;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    value -= other.value;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value + b.value); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value - b.value); }
  friend constexpr Quantity operator*(Quantity a, Rep factor) { return Quantity(a.value * factor); }
};

using Metres = Quantity<struct MetresTag, double>;
using SquareMetres = Quantity<struct SquareMetresTag, double>;
/// Integer milliseconds: of a duration, or since the start of the simulated horizon.
using Millis = Quantity<struct MillisTag, std::int64_t>;
using KilometresPerHour = Quantity<struct KilometresPerHourTag, double>;
using Seed = Quantity<struct SeedTag, std::uint64_t>;
/// How many threads a function may use; at least 1. Results never depend on it.
using Threads = Quantity<struct ThreadsTag, int>;

[[nodiscard]] constexpr Millis minutes(double count) { return Millis(static_cast<std::int64_t>(count * 60000.0 + 0.5)); }
[[nodiscard]] constexpr double in_minutes(Millis duration) { return static_cast<double>(duration.value) / 60000.0; }
[[nodiscard]] constexpr double in_hours(Millis duration) { return static_cast<double>(duration.value) / 3600000.0; }

/// A place in the deployment's projected system: x east, y north, both in metres.
struct Position {
  double x = 0;
  double y = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

[[nodiscard]] inline Metres distance(Position a, Position b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return Metres(std::sqrt(dx * dx + dy * dy));
}

}  // namespace wangge::core
