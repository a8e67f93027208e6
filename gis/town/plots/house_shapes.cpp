#include "gis/town/plots/house_shapes.h"

namespace wangge::town::plot {

namespace {

/// Places in a rectangle by shares of its front and its depth.
class Box {
 public:
  explicit Box(const Convex& box)
      : origin_(box.corner[0]), front_(minus(box.corner[1], origin_)), depth_(minus(box.corner[3], origin_)) {}

  [[nodiscard]] Position at(double across, double deep) const {
    return plus(origin_, plus(times(front_, across), times(depth_, deep)));
  }

 private:
  Position origin_;
  Position front_;
  Position depth_;
};

}  // namespace

Corners yard_house(const Convex& box, bool three_wings) {
  const Box in(box);
  if (three_wings) {
    return {in.at(0, 0),       in.at(1, 0),       in.at(1, 1),    in.at(0.68, 1),
            in.at(0.68, 0.45), in.at(0.32, 0.45), in.at(0.32, 1), in.at(0, 1)};
  }
  return {in.at(0, 0), in.at(1, 0), in.at(1, 0.45), in.at(0.5, 0.45), in.at(0.5, 1), in.at(0, 1)};
}

NotchedHouse notched_house(const Convex& box, double across, double deep, bool left) {
  const Box in(box);
  const double back = 1 - deep;
  if (left) {
    return {{in.at(0, 0), in.at(1, 0), in.at(1, 1), in.at(across, 1), in.at(across, back), in.at(0, back)},
            {in.at(0, back), in.at(across, back), in.at(across, 1), in.at(0, 1)}};
  }
  const double from = 1 - across;
  return {{in.at(0, 0), in.at(1, 0), in.at(1, back), in.at(from, back), in.at(from, 1), in.at(0, 1)},
          {in.at(from, back), in.at(1, back), in.at(1, 1), in.at(from, 1)}};
}

std::vector<Corners> row_houses(const Convex& box, std::span<const RowUnit> units) {
  const Box in(box);
  std::vector<double> wall{0};
  for (const RowUnit& unit : units) wall.push_back(wall.back() + unit.front);
  wall.back() = 1;
  std::vector<Corners> houses;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double depth = units[i].depth;
    Corners house{in.at(wall[i], 0), in.at(wall[i + 1], 0)};
    if (i + 1 < units.size() && units[i + 1].depth < depth) house.push_back(in.at(wall[i + 1], units[i + 1].depth));
    house.push_back(in.at(wall[i + 1], depth));
    house.push_back(in.at(wall[i], depth));
    if (i > 0 && units[i - 1].depth < depth) house.push_back(in.at(wall[i], units[i - 1].depth));
    houses.push_back(std::move(house));
  }
  return houses;
}

}  // namespace wangge::town::plot
