#pragma once

#include "engine/core/random.h"
#include "gis/town/streets/plane.h"

#include <string_view>
#include <vector>

namespace wangge::town::streets {

/// Smooth noise of the plane: values drawn at the points of a square lattice (repeated every 64 steps), joined by a cubic
/// ease (Perlin 1985, value form). The same on every machine. Building draws 4,096 numbers; a look-up is O(1).
///
///   const Noise noise(seed, "height");   noise.at(p, 800) // -1 .. 1, features about 800 m wide
class Noise {
 public:
  Noise(core::Seed seed, std::string_view purpose);

  [[nodiscard]] double at(Position place, double wavelength) const;
  /// Sum of `octaves` noises, each of half the wavelength and half the size of the one before; about -1 .. 1.
  [[nodiscard]] double rough(Position place, double wavelength, int octaves) const;

 private:
  std::vector<double> values_;
};

}  // namespace wangge::town::streets
