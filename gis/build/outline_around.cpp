#include "gis/build/outline_around.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace wangge::gis {
namespace {

constexpr std::int64_t most_points = std::int64_t{1} << 24U;

/// Distances from the lines at the points of a lattice whose origin is that of the reference system.
class DistanceField {
 public:
  DistanceField(std::span<const LineString> lines, const OutlineRules& rules)
      : spacing_(rules.spacing.value), distance_(rules.distance.value) {
    lay_out(lines);
    while (columns_ * rows_ > most_points) {
      spacing_ *= 2;
      lay_out(lines);
    }
    squared_.assign(static_cast<std::size_t>(columns_ * rows_), std::numeric_limits<float>::infinity());
    for (const LineString& line : lines) {
      if (line.size() == 1) spread(line[0], line[0]);
      for (std::size_t i = 0; i + 1 < line.size(); ++i) spread(line[i], line[i + 1]);
    }
  }

  [[nodiscard]] std::int64_t columns() const { return columns_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] double at(std::int64_t column, std::int64_t row) const {
    return std::sqrt(static_cast<double>(squared_[static_cast<std::size_t>(row * columns_ + column)]));
  }
  [[nodiscard]] bool inside(std::int64_t column, std::int64_t row) const {
    return static_cast<double>(squared_[static_cast<std::size_t>(row * columns_ + column)]) < distance_ * distance_;
  }
  /// Where the outline crosses the lattice edge from an inner to an outer point; kept off the points themselves.
  [[nodiscard]] Position crossing(std::int64_t column, std::int64_t row, bool upward) const {
    const double near = at(column, row);
    const double far = upward ? at(column, row + 1) : at(column + 1, row);
    const double share = std::clamp((distance_ - near) / (far - near), 0.02, 0.98);
    const double x = static_cast<double>(low_column_ + column) + (upward ? 0.0 : share);
    const double y = static_cast<double>(low_row_ + row) + (upward ? share : 0.0);
    return {std::round(x * spacing_ * 100.0) / 100.0, std::round(y * spacing_ * 100.0) / 100.0};
  }
  [[nodiscard]] double distance() const { return distance_; }

 private:
  [[nodiscard]] std::int64_t floor_of(double value) const { return static_cast<std::int64_t>(std::floor(value / spacing_)); }

  void lay_out(std::span<const LineString> lines) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Box box{{infinity, infinity}, {-infinity, -infinity}};
    for (const LineString& line : lines) {
      for (const Position& point : line) {
        box.low = {std::min(box.low.x, point.x), std::min(box.low.y, point.y)};
        box.high = {std::max(box.high.x, point.x), std::max(box.high.y, point.y)};
      }
    }
    const double margin = distance_ + spacing_;
    low_column_ = floor_of(box.low.x - margin);
    low_row_ = floor_of(box.low.y - margin);
    columns_ = floor_of(box.high.x + margin) + 2 - low_column_;
    rows_ = floor_of(box.high.y + margin) + 2 - low_row_;
  }

  /// A point nearer than the distance has neighbours nearer than distance + spacing: all of these must be exact.
  void spread(Position a, Position b) {
    const double margin = distance_ + spacing_;
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double squared = dx * dx + dy * dy;
    const double scale = squared > 0 ? 1.0 / squared : 0.0;
    const std::int64_t first_row = std::max<std::int64_t>(0, floor_of(std::min(a.y, b.y) - margin) - low_row_);
    const std::int64_t last_row = std::min(rows_ - 1, floor_of(std::max(a.y, b.y) + margin) + 1 - low_row_);
    const std::int64_t first_column = std::max<std::int64_t>(0, floor_of(std::min(a.x, b.x) - margin) - low_column_);
    const std::int64_t last_column = std::min(columns_ - 1, floor_of(std::max(a.x, b.x) + margin) + 1 - low_column_);
    for (std::int64_t row = first_row; row <= last_row; ++row) {
      const double y = static_cast<double>(low_row_ + row) * spacing_ - a.y;
      float* const line = squared_.data() + row * columns_;
      for (std::int64_t column = first_column; column <= last_column; ++column) {
        const double x = static_cast<double>(low_column_ + column) * spacing_ - a.x;
        const double share = std::min(1.0, std::max(0.0, (x * dx + y * dy) * scale));
        const double off_x = x - share * dx;
        const double off_y = y - share * dy;
        line[column] = std::min(line[column], static_cast<float>(off_x * off_x + off_y * off_y));
      }
    }
  }

  double spacing_;
  double distance_;
  std::int64_t low_column_ = 0;
  std::int64_t low_row_ = 0;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<float> squared_;
};

/// Joins the pieces of outline in the lattice's squares into rings, the inside on the left.
/// A crossing is named by its lattice edge: 2 x point for the edge to the east, 2 x point + 1 for the edge to the north.
class Outlines {
 public:
  explicit Outlines(const DistanceField& field)
      : field_(field), next_(2 * static_cast<std::size_t>(field.columns() * field.rows()), none) {
    for (std::int64_t row = 0; row + 1 < field.rows(); ++row) {
      for (std::int64_t column = 0; column + 1 < field.columns(); ++column) join(column, row);
    }
  }

  [[nodiscard]] std::vector<Ring> rings() {
    std::vector<Ring> rings;
    for (std::uint32_t start = 0; start < next_.size(); ++start) {
      if (next_[start] == none) continue;
      Ring ring;
      for (std::uint32_t at = start; next_[at] != none;) {
        ring.push_back(place(at));
        at = std::exchange(next_[at], none);
      }
      ring.push_back(ring.front());
      rings.push_back(std::move(ring));
    }
    return rings;
  }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] std::uint32_t point(std::int64_t column, std::int64_t row) const {
    return static_cast<std::uint32_t>(row * field_.columns() + column);
  }

  void join(std::int64_t column, std::int64_t row) {
    // Corners and the edges after them, counter-clockwise from the south-west.
    const std::array<bool, 4> in = {field_.inside(column, row), field_.inside(column + 1, row),
                                    field_.inside(column + 1, row + 1), field_.inside(column, row + 1)};
    if (in[0] == in[1] && in[1] == in[2] && in[2] == in[3]) return;
    const std::array<std::uint32_t, 4> edge = {2 * point(column, row), 2 * point(column + 1, row) + 1, 2 * point(column, row + 1),
                                               2 * point(column, row) + 1};
    const bool saddle = in[0] == in[2] && in[1] == in[3];
    const bool joined = saddle && (field_.at(column, row) + field_.at(column + 1, row) + field_.at(column + 1, row + 1) +
                                   field_.at(column, row + 1)) < 4 * field_.distance();
    for (std::size_t leave = 0; leave < 4; ++leave) {
      if (!in[leave] || in[(leave + 1) % 4]) continue;
      // The outline leads from where the border of the square leaves the inside to where it entered it; in a saddle whose
      // middle is inside, to where it enters again.
      std::size_t enter = joined ? (leave + 1) % 4 : (leave + 3) % 4;
      while (in[enter] || !in[(enter + 1) % 4]) enter = joined ? (enter + 1) % 4 : (enter + 3) % 4;
      next_[edge[leave]] = edge[enter];
    }
  }

  [[nodiscard]] Position place(std::uint32_t crossing) const {
    const std::int64_t at = crossing / 2;
    return field_.crossing(at % field_.columns(), at / field_.columns(), crossing % 2 == 1);
  }

  const DistanceField& field_;
  std::vector<std::uint32_t> next_;
};

double signed_area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Position a{ring[i].x - ring[0].x, ring[i].y - ring[0].y};
    const Position b{ring[i + 1].x - ring[0].x, ring[i + 1].y - ring[0].y};
    twice += a.x * b.y - a.y * b.x;
  }
  return twice / 2;
}

bool contains(const Ring& ring, Position place) {
  bool inside = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Position& a = ring[i];
    const Position& b = ring[i + 1];
    if ((a.y > place.y) == (b.y > place.y)) continue;
    if (place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

MultiPolygon assemble(std::vector<Ring> rings, double smallest_hole) {
  std::vector<std::pair<double, Ring>> outers;
  std::vector<Ring> holes;
  std::vector<Ring> filled;
  for (Ring& ring : rings) {
    const double area = signed_area(ring);
    if (area > 0) {
      outers.emplace_back(area, std::move(ring));
    } else {
      (-area < smallest_hole ? filled : holes).push_back(std::move(ring));
    }
  }
  const auto in_filled = [&](const Ring& ring) {
    return std::any_of(filled.begin(), filled.end(), [&](const Ring& hole) { return contains(hole, ring.front()); });
  };
  MultiPolygon polygons;
  std::vector<double> areas;
  for (auto& [area, outer] : outers) {
    if (in_filled(outer)) continue;
    polygons.push_back({std::move(outer), {}});
    areas.push_back(area);
  }
  for (Ring& hole : holes) {
    std::size_t owner = polygons.size();
    for (std::size_t i = 0; i < polygons.size(); ++i) {
      if (owner < polygons.size() && areas[i] >= areas[owner]) continue;
      if (contains(polygons[i].outer, hole.front())) owner = i;
    }
    if (owner < polygons.size()) polygons[owner].holes.push_back(std::move(hole));
  }
  return polygons;
}

}  // namespace

MultiPolygon outline_around(std::span<const LineString> lines, const OutlineRules& rules) {
  const bool nothing = std::all_of(lines.begin(), lines.end(), [](const LineString& line) { return line.empty(); });
  if (nothing) return {};
  const DistanceField field(lines, rules);
  return assemble(Outlines(field).rings(), rules.smallest_hole.value);
}

}  // namespace wangge::gis
