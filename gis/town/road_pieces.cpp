#include "gis/town/road_pieces.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge::town {
namespace {

constexpr double bucket_m = 60;

double turn(Position a, Position b, Position c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool cross(Position a, Position b, Position c, Position d) {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/// Between two segments; 0 where they cross.
double apart(Position a, Position b, Position c, Position d) {
  if (cross(a, b, c, d)) return 0;
  return std::min({core::distance(nearest_on(c, d, a), a).value, core::distance(nearest_on(c, d, b), b).value,
                   core::distance(nearest_on(a, b, c), c).value, core::distance(nearest_on(a, b, d), d).value});
}

gis::Box box_of(const Ring& shape) {
  gis::Box box{shape.front(), shape.front()};
  for (const Position at : shape) {
    box.low = {std::min(box.low.x, at.x), std::min(box.low.y, at.y)};
    box.high = {std::max(box.high.x, at.x), std::max(box.high.y, at.y)};
  }
  return box;
}

/// Whether the segment is clear of the box grown by `margin`, by its own box alone.
bool boxes_apart(const gis::Box& box, Position a, Position b, double margin) {
  return std::max(a.x, b.x) < box.low.x - margin || std::min(a.x, b.x) > box.high.x + margin ||
         std::max(a.y, b.y) < box.low.y - margin || std::min(a.y, b.y) > box.high.y + margin;
}

}  // namespace

Position nearest_on(Position a, Position b, Position place) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double square = dx * dx + dy * dy;
  if (square == 0) return a;
  const double along = std::clamp(((place.x - a.x) * dx + (place.y - a.y) * dy) / square, 0.0, 1.0);
  return {a.x + along * dx, a.y + along * dy};
}

RoadPieces::RoadPieces(const Column<VertexId, Position>& vertices, const Column<LineId, Line>& lines)
    : lines_(lines), box_(box_of(vertices.values())) {
  columns_ = static_cast<std::size_t>((box_.high.x - box_.low.x) / bucket_m) + 1;
  rows_ = static_cast<std::size_t>((box_.high.y - box_.low.y) / bucket_m) + 1;
  buckets_.resize(columns_ * rows_);
  for (const LineId id : core::ids<LineId>(lines.size())) {
    const Line& line = lines[id];
    if (!line.line_class || !network::is_road(*line.line_class)) continue;
    widest_m_ = std::max(widest_m_, line.width_m);
    for (std::size_t at = 1; at < line.vertices.size(); ++at) {
      const Piece piece{id, vertices[line.vertices[at - 1]], vertices[line.vertices[at]]};
      const auto number = static_cast<std::uint32_t>(pieces_.size());
      pieces_.push_back(piece);
      for (std::size_t y = row(std::min(piece.a.y, piece.b.y)); y <= row(std::max(piece.a.y, piece.b.y)); ++y) {
        for (std::size_t x = column(std::min(piece.a.x, piece.b.x)); x <= column(std::max(piece.a.x, piece.b.x)); ++x)
          buckets_[y * columns_ + x].push_back(number);
      }
    }
  }
}

std::size_t RoadPieces::column(double x) const {
  return static_cast<std::size_t>(std::clamp((x - box_.low.x) / bucket_m, 0.0, static_cast<double>(columns_ - 1)));
}

std::size_t RoadPieces::row(double y) const {
  return static_cast<std::size_t>(std::clamp((y - box_.low.y) / bucket_m, 0.0, static_cast<double>(rows_ - 1)));
}

std::vector<std::uint32_t> RoadPieces::pieces_near(const Ring& shape, double margin) const {
  const gis::Box box = box_of(shape);
  std::vector<std::uint32_t> found;
  for (std::size_t y = row(box.low.y - margin); y <= row(box.high.y + margin); ++y) {
    for (std::size_t x = column(box.low.x - margin); x <= column(box.high.x + margin); ++x) {
      const std::vector<std::uint32_t>& bucket = buckets_[y * columns_ + x];
      found.insert(found.end(), bucket.begin(), bucket.end());
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::optional<RoadPieces::Near> RoadPieces::first_within(const Ring& shape, double tolerance, BlockId but) const {
  const gis::Box box = box_of(shape);
  for (const std::uint32_t number : pieces_near(shape, widest_m_ / 2)) {
    const Piece& piece = pieces_[number];
    const Line& line = lines_[piece.line];
    if (but.valid() && line.block == but) continue;
    if (boxes_apart(box, piece.a, piece.b, line.width_m / 2)) continue;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at + 1 < shape.size(); ++at)
      nearest = std::min(nearest, apart(shape[at], shape[at + 1], piece.a, piece.b));
    if (nearest + tolerance < line.width_m / 2)
      return Near{*line.line_class, core::Metres(nearest), core::Metres(line.width_m / 2)};
  }
  return std::nullopt;
}

std::vector<LineId> RoadPieces::lines_near(const Ring& shape) const {
  std::vector<LineId> lines;
  for (const std::uint32_t number : pieces_near(shape, 0)) lines.push_back(pieces_[number].line);
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace wangge::town
