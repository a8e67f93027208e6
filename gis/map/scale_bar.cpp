#include "gis/map/scale_bar.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace wangge::gis::map {
namespace {

double power_of_ten_below(double value) {
  double power = 1;
  while (power * 10 <= value) power *= 10;
  while (power > value) power /= 10;
  return power;
}

}  // namespace

double round_scale(double denominator) {
  constexpr std::array steps{1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 7.5, 8.0, 9.0, 10.0};
  const double power = power_of_ten_below(denominator);
  for (const double step : steps) {
    if (step * power >= denominator * (1 - 1e-12)) return step * power;
  }
  return 10 * power;
}

ScaleBar choose_scale_bar(double denominator, double ground, double room_mm) {
  const double limit = room_mm / 1000 * denominator * ground;
  const double power = power_of_ten_below(limit);
  const double factor = limit >= 5 * power ? 5 : limit >= 2 * power ? 2 : 1;
  ScaleBar bar;
  bar.metres = factor * power;
  bar.parts = factor == 5 ? 5 : 4;
  bar.length_mm = bar.metres / ground / denominator * 1000;
  return bar;
}

bool in_kilometres(const ScaleBar& bar) { return bar.metres > 1000 * (1 - 1e-9); }

std::vector<std::string> bar_numbers(const ScaleBar& bar) {
  std::vector<std::string> numbers;
  const double whole = in_kilometres(bar) ? bar.metres / 1000 : bar.metres;
  for (int i = 0; i <= bar.parts; ++i) {
    std::string words = fmt::format("{:.3f}", whole * i / bar.parts);
    words.erase(words.find_last_not_of('0') + 1);
    if (words.back() == '.') words.pop_back();
    numbers.push_back(std::move(words));
  }
  return numbers;
}

std::string length_text(double metres) {
  if (metres >= 1000) return fmt::format("{:g} km", metres / 1000);
  return fmt::format("{:g} m", metres);
}

}  // namespace wangge::gis::map
