#include "viewer/server/tile_geometry.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace wangge::viewer {
namespace {

constexpr std::int32_t low_side = -tile_buffer;
constexpr std::int32_t high_side = tile_extent + tile_buffer;
constexpr int extent_bits = 12;
static_assert(tile_extent == 1 << extent_bits);

/// World steps in one tile unit, as a power of two.
int unit_bits(int zoom) { return 32 - extent_bits - zoom; }

std::int32_t rounded_ratio(std::int64_t numerator, std::int64_t denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const std::int64_t shifted = 2 * numerator + denominator;
  const std::int64_t quotient = shifted / (2 * denominator);
  return static_cast<std::int32_t>(shifted % (2 * denominator) < 0 ? quotient - 1 : quotient);
}

/// A side of the buffered tile: which coordinate, its value, and whether inside is below it.
struct Side {
  std::int32_t TilePoint::*along;
  std::int32_t TilePoint::*across;
  std::int32_t value;
  bool inside_below;

  [[nodiscard]] bool holds(TilePoint point) const { return inside_below ? point.*along <= value : point.*along >= value; }
  /// Taken from the smaller end, so that an edge shared by two rings is cut at one place.
  [[nodiscard]] TilePoint cut(TilePoint a, TilePoint b) const {
    if (std::pair(b.x, b.y) < std::pair(a.x, a.y)) std::swap(a, b);
    TilePoint point;
    point.*along = value;
    point.*across = a.*across + rounded_ratio(std::int64_t{b.*across - a.*across} * (value - a.*along), b.*along - a.*along);
    return point;
  }
};

constexpr std::array<Side, 4> sides = {{{&TilePoint::x, &TilePoint::y, low_side, false},
                                        {&TilePoint::x, &TilePoint::y, high_side, true},
                                        {&TilePoint::y, &TilePoint::x, low_side, false},
                                        {&TilePoint::y, &TilePoint::x, high_side, true}}};

void append(TilePath& path, TilePoint point) {
  if (path.empty() || path.back() != point) path.push_back(point);
}

/// The ends of the part of a piece of line inside the box, or nothing.
std::optional<std::pair<TilePoint, TilePoint>> clip_piece(TilePoint a, TilePoint b) {
  for (const Side& side : sides) {
    const bool has_a = side.holds(a);
    const bool has_b = side.holds(b);
    if (!has_a && !has_b) return std::nullopt;
    if (has_a && has_b) continue;
    (has_a ? b : a) = side.cut(a, b);
  }
  return std::pair(a, b);
}

}  // namespace

bool TileAddress::exists() const { return zoom >= 0 && zoom <= max_tile_zoom && x < (1U << zoom) && y < (1U << zoom); }

WorldBox box_of(TileAddress tile) {
  const int bits = unit_bits(tile.zoom);
  const auto range = [&](std::uint32_t at) {
    const std::int64_t first = (std::int64_t{at} << extent_bits) - tile_buffer - 1;
    const std::int64_t last = (std::int64_t{at + 1} << extent_bits) + tile_buffer + 1;
    constexpr std::int64_t limit = (std::int64_t{1} << 32) - 1;
    const auto step = [&](std::int64_t unit) {
      return static_cast<std::uint32_t>(std::clamp(unit * (std::int64_t{1} << bits), std::int64_t{0}, limit));
    };
    return std::pair(step(first), step(last));
  };
  const auto [west, east] = range(tile.x);
  const auto [north, south] = range(tile.y);
  return {{west, north}, {east, south}};
}

TilePoint tile_point(WorldPoint point, TileAddress tile) {
  const int bits = unit_bits(tile.zoom);
  const auto unit = [&](std::uint32_t step, std::uint32_t at) {
    const std::int64_t rounded = (std::int64_t{step} + (std::int64_t{1} << (bits - 1))) >> bits;
    return static_cast<std::int32_t>(rounded - (std::int64_t{at} << extent_bits));
  };
  return {unit(point.x, tile.x), unit(point.y, tile.y)};
}

TilePath tile_path(const TileLayer& layer, const TileLayer::Path& path, TileAddress tile, bool closed) {
  TilePath result;
  for (std::uint32_t i = path.first; i < path.last; ++i) {
    if (layer.from_zoom[i] <= tile.zoom) append(result, tile_point(layer.points[i], tile));
  }
  while (closed && result.size() > 1 && result.front() == result.back()) result.pop_back();
  return result;
}

TilePath clip_ring(const TilePath& ring) {
  TilePath current = ring;
  for (const Side& side : sides) {
    TilePath next;
    for (std::size_t i = 0; i < current.size(); ++i) {
      const TilePoint from = current[i == 0 ? current.size() - 1 : i - 1];
      const TilePoint to = current[i];
      if (side.holds(from) != side.holds(to)) append(next, side.cut(from, to));
      if (side.holds(to)) append(next, to);
    }
    while (next.size() > 1 && next.front() == next.back()) next.pop_back();
    current = std::move(next);
  }
  return current;
}

std::vector<TilePath> clip_line(const TilePath& line) {
  std::vector<TilePath> parts;
  bool open = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto piece = clip_piece(line[i - 1], line[i]);
    if (!piece) {
      open = false;
      continue;
    }
    if (!open) parts.emplace_back();
    append(parts.back(), piece->first);
    append(parts.back(), piece->second);
    open = piece->second == line[i];
  }
  std::erase_if(parts, [](const TilePath& part) { return part.size() < 2; });
  return parts;
}

std::int64_t doubled_area(std::span<const TilePoint> ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const TilePoint& a = ring[i];
    const TilePoint& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
  }
  return sum;
}

}  // namespace wangge::viewer
