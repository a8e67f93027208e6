#include "gis/town/streets/heights.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {

Heights::Heights(const TownSpec& spec, const std::vector<Position>& rim, const std::vector<Corridor>& corridors) {
  const Box box = grown(box_of(rim), 100);
  const Position size = box.high - box.low;
  low_ = box.low;
  cell_ = std::clamp(std::sqrt(size.x * size.y) / 420, 20.0, 200.0);
  columns_ = static_cast<std::size_t>(size.x / cell_) + 2;
  rows_ = static_cast<std::size_t>(size.y / cell_) + 2;
  samples_.resize(columns_ * rows_);

  std::vector<std::vector<Position>> rivers;
  for (const Corridor& corridor : corridors) {
    if (corridor.use != LandUse::water) continue;
    rivers.emplace_back();
    for (std::size_t i = 0; i < corridor.path.size(); i += 15) rivers.back().push_back(corridor.path[i]);
  }
  const Noise noise(spec.seed, "relief");
  const bool county = spec.form == Form::county;
  const double wavelength = county ? 5200 : 2600;
  const double most = (county ? 900.0 : 110.0) * std::clamp(spec.terrain.relief, 0.0, 1.0);
  const double valley = county ? 2600 : 900;
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t column = 0; column < columns_; ++column) {
      const Position place = low_ + Position{cell_ * static_cast<double>(column), cell_ * static_cast<double>(row)};
      double away = 4 * valley;
      for (const auto& river : rivers) away = std::min(away, distance_to_line(place, river));
      const double rise = away * away / (away * away + valley * valley);
      const double ridge = 1 - std::abs(noise.rough(place, wavelength, 3));
      const double rolling = 0.5 + 0.5 * noise.at(place + Position{3e4, 3e4}, wavelength * 2.3);
      samples_[row * columns_ + column] = static_cast<float>(most * rise * ridge * ridge * (0.25 + 0.75 * rolling));
    }
  }
}

double Heights::at(Position place) const {
  const double u = std::clamp((place.x - low_.x) / cell_, 0.0, static_cast<double>(columns_ - 1) - 1e-6);
  const double v = std::clamp((place.y - low_.y) / cell_, 0.0, static_cast<double>(rows_ - 1) - 1e-6);
  const auto column = static_cast<std::size_t>(u);
  const auto row = static_cast<std::size_t>(v);
  const double s = u - static_cast<double>(column);
  const double t = v - static_cast<double>(row);
  const float* below = &samples_[row * columns_ + column];
  const float* above = below + columns_;
  return (1 - t) * ((1 - s) * below[0] + s * below[1]) + t * ((1 - s) * above[0] + s * above[1]);
}

}  // namespace wangge::town::streets
