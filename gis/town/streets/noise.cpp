#include "gis/town/streets/noise.h"

#include <cmath>

namespace wangge::town::streets {
namespace {

constexpr std::size_t side = 64;

double eased(double share) { return share * share * (3 - 2 * share); }

std::size_t wrapped(double cell) { return static_cast<std::size_t>(static_cast<std::int64_t>(cell) & 63); }

}  // namespace

Noise::Noise(core::Seed seed, std::string_view purpose) : values_(side * side) {
  core::Stream luck(seed, 0, purpose, 0);
  for (double& value : values_) value = 2 * luck.uniform() - 1;
}

double Noise::at(Position place, double wavelength) const {
  const double u = place.x / wavelength;
  const double v = place.y / wavelength;
  const double column = std::floor(u);
  const double row = std::floor(v);
  const double s = eased(u - column);
  const double t = eased(v - row);
  const std::size_t left = wrapped(column);
  const std::size_t right = (left + 1) % side;
  const std::size_t low = wrapped(row) * side;
  const std::size_t high = (wrapped(row) + 1) % side * side;
  const double below = values_[low + left] + s * (values_[low + right] - values_[low + left]);
  const double above = values_[high + left] + s * (values_[high + right] - values_[high + left]);
  return below + t * (above - below);
}

double Noise::rough(Position place, double wavelength, int octaves) const {
  double total = 0;
  double size = 1;
  for (int octave = 0; octave < octaves; ++octave) {
    total += size * at(place + Position{311.0 * octave, 173.0 * octave}, wavelength);
    size /= 2;
    wavelength /= 2;
  }
  return total * 0.7;
}

}  // namespace wangge::town::streets
