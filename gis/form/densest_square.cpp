#include "gis/form/densest_square.h"

#include "engine/evaluation/lattice_clip.h"
#include "engine/evaluation/street_net.h"
#include "gis/form/form_subject.h"

#include <algorithm>
#include <vector>

namespace wangge::gis {
namespace {

constexpr double step_m = 50;
constexpr std::int64_t half_square = 10;  ///< steps

struct Mass {
  Position at;
  double weight = 0;  ///< m2
};

std::vector<Mass> footprints(const Layers& layers) {
  std::vector<Mass> masses;
  for (const BuildingFeature& building : layers.buildings) {
    if (building.footprint.empty()) continue;
    const Ring& ring = building.footprint.front().outer;
    masses.push_back({evaluation::centre_of(ring), evaluation::signed_area(ring)});
  }
  return masses;
}

/// Streets as strips of 10 m.
std::vector<Mass> strips(const Layers& layers) {
  std::vector<Mass> masses;
  for (const LineFeature& line : layers.lines) {
    if (!evaluation::is_street(line.line_class)) continue;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
      const Position a = line.points[i];
      const Position b = line.points[i + 1];
      masses.push_back({{(a.x + b.x) / 2, (a.y + b.y) / 2}, 10 * core::distance(a, b).value});
    }
  }
  return masses;
}

double sum_of(const std::vector<Mass>& masses) {
  double sum = 0;
  for (const Mass& mass : masses) sum += mass.weight;
  return sum;
}

/// Sums over squares of cells in constant time, by sums over all cells to the left and below.
class SquareSums {
 public:
  explicit SquareSums(const std::vector<Mass>& masses) {
    Position low = masses.front().at;
    Position high = low;
    for (const Mass& mass : masses) {
      low = {std::min(low.x, mass.at.x), std::min(low.y, mass.at.y)};
      high = {std::max(high.x, mass.at.x), std::max(high.y, mass.at.y)};
    }
    frame_ = {low, step_m, 0, 0};
    frame_.columns = frame_.column(high.x) + 1;
    frame_.rows = frame_.row(high.y) + 1;
    sum_.assign(static_cast<std::size_t>((frame_.columns + 1) * (frame_.rows + 1)), 0);
    for (const Mass& mass : masses) sum_[index(frame_.column(mass.at.x) + 1, frame_.row(mass.at.y) + 1)] += mass.weight;
    for (std::int64_t row = 1; row <= frame_.rows; ++row) {
      for (std::int64_t column = 1; column <= frame_.columns; ++column) {
        sum_[index(column, row)] +=
            sum_[index(column - 1, row)] + sum_[index(column, row - 1)] - sum_[index(column - 1, row - 1)];
      }
    }
  }

  [[nodiscard]] Position densest() const {
    double best = -1;
    Position centre = frame_.low;
    for (std::int64_t row = 0; row <= frame_.rows; ++row) {
      for (std::int64_t column = 0; column <= frame_.columns; ++column) {
        const double inside = square(column, row);
        if (inside <= best * (1 + 1e-9)) continue;
        best = inside;
        centre = {frame_.low.x + static_cast<double>(column) * step_m, frame_.low.y + static_cast<double>(row) * step_m};
      }
    }
    return centre;
  }

 private:
  [[nodiscard]] std::size_t index(std::int64_t column, std::int64_t row) const {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(row, 0, frame_.rows) * (frame_.columns + 1) +
                                    std::clamp<std::int64_t>(column, 0, frame_.columns));
  }
  [[nodiscard]] double square(std::int64_t column, std::int64_t row) const {
    const auto corner = [&](std::int64_t c, std::int64_t r) {
      return sum_[index(column + c * half_square, row + r * half_square)];
    };
    return corner(1, 1) - corner(-1, 1) - corner(1, -1) + corner(-1, -1);
  }

  evaluation::CellFrame frame_;
  std::vector<double> sum_;
};

}  // namespace

Position densest_square(const Layers& layers, const MultiPolygon& within) {
  std::vector<Mass> masses = footprints(layers);
  if (std::vector<Mass> streets = strips(layers); sum_of(masses) < sum_of(streets)) masses = std::move(streets);
  if (const std::vector<Ring> outline = rings_of(within); !outline.empty()) {
    std::erase_if(masses, [&](const Mass& mass) { return !evaluation::holds(outline, mass.at); });
  }
  return masses.empty() ? layers.reference.origin : SquareSums(masses).densest();
}

}  // namespace wangge::gis
