#pragma once

#include "gis/town/streets/corridors.h"
#include "gis/town/streets/noise.h"
#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town::streets {

/// The made relief of the land: ridged hills that rise away from rivers, sampled on a raster. Metres above the valley floor.
/// Build O(samples x river points); a look-up is O(1).
class Heights {
 public:
  Heights(const TownSpec& spec, const std::vector<Position>& rim, const std::vector<Corridor>& corridors);

  [[nodiscard]] double at(Position place) const;

 private:
  Position low_;
  double cell_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<float> samples_;
};

}  // namespace wangge::town::streets
