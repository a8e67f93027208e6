#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wangge::gis::map {

/// The next round denominator that shows at least as much ground: 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 7.5, 8, 9 times a power of
/// ten. Precondition: denominator > 0.
[[nodiscard]] double round_scale(double denominator);

struct ScaleBar {
  double metres = 0;     ///< of ground the whole bar stands for: 1, 2 or 5 times a power of ten
  int parts = 4;         ///< equal parts, each a number a person can read
  double length_mm = 0;  ///< on the page
};

/// The longest round bar not longer than `room_mm` at 1:`denominator`, where one metre on the map stands for `ground` metres
/// of real ground (1 / point scale factor). Precondition: all > 0.
[[nodiscard]] ScaleBar choose_scale_bar(double denominator, double ground, double room_mm);

/// The numbers that stand over the parts, from 0 to the whole: in kilometres from 1 km on, in metres below.
[[nodiscard]] std::vector<std::string> bar_numbers(const ScaleBar& bar);
[[nodiscard]] bool in_kilometres(const ScaleBar& bar);

/// "500 m", "2 km", "2.5 km".
[[nodiscard]] std::string length_text(double metres);

}  // namespace wangge::gis::map
