#include "viewer/server/simplify.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace wangge::viewer {
namespace {

/// Half a pixel of a 512-pixel tile, in world steps at zoom 0.
constexpr double half_pixel_at_zoom_0 = 4294967296.0 / 1024.0;

struct Corner {
  WorldPoint at, low, high;  ///< a vertex with its two neighbours, the smaller first
  friend auto operator<=>(const Corner&, const Corner&) = default;
};

/// Vertices where borders meet or part: passed with different neighbours by different rings. Sorted.
std::vector<WorldPoint> meeting_points(std::span<TileLayer* const> layers) {
  std::vector<Corner> corners;
  for (const TileLayer* layer : layers) {
    for (const TileLayer::Feature& feature : layer->features) {
      if (feature.kind != GeometryKind::polygon) continue;
      for (std::uint32_t p = feature.first_path; p < feature.last_path; ++p) {
        const TileLayer::Path& path = layer->paths[p];
        const std::uint32_t size = path.last - path.first;
        for (std::uint32_t i = 0; i < size; ++i) {
          const auto [low, high] =
              std::minmax(layer->points[path.first + (i + size - 1) % size], layer->points[path.first + (i + 1) % size]);
          corners.push_back({layer->points[path.first + i], low, high});
        }
      }
    }
  }
  std::sort(corners.begin(), corners.end());
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  std::vector<WorldPoint> meeting;
  for (std::size_t i = 1; i < corners.size(); ++i) {
    if (corners[i].at == corners[i - 1].at && (meeting.empty() || meeting.back() != corners[i].at))
      meeting.push_back(corners[i].at);
  }
  return meeting;
}

/// Squared distance of a point from a segment; the same number whichever end comes first.
double squared_distance(WorldPoint point, WorldPoint a, WorldPoint b) {
  if (b < a) std::swap(a, b);
  const double dx = static_cast<double>(b.x) - a.x;
  const double dy = static_cast<double>(b.y) - a.y;
  const double px = static_cast<double>(point.x) - a.x;
  const double py = static_cast<double>(point.y) - a.y;
  const double length = dx * dx + dy * dy;
  const double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
  const double ox = px - along * dx;
  const double oy = py - along * dy;
  return ox * ox + oy * oy;
}

std::uint8_t zoom_that_shows(double squared) {
  int zoom = 0;
  for (double step = half_pixel_at_zoom_0; zoom < max_tile_zoom && squared <= step * step; step /= 2) ++zoom;
  return static_cast<std::uint8_t>(zoom);
}

/// One path with its vertices turned so that any index may start an arc.
class PathThinner {
 public:
  PathThinner(std::span<const WorldPoint> points, std::span<std::uint8_t> from_zoom) : points_(points), from_zoom_(from_zoom) {}

  void thin_line() {
    from_zoom_.front() = from_zoom_.back() = 0;
    thin(0, points_.size() - 1, 0);
  }

  void thin_ring(std::span<const WorldPoint> meeting) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (std::binary_search(meeting.begin(), meeting.end(), points_[i])) kept.push_back(i);
    }
    if (kept.empty()) {
      kept.push_back(static_cast<std::size_t>(std::min_element(points_.begin(), points_.end()) - points_.begin()));
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
      from_zoom_[kept[i]] = 0;
      const std::size_t end = i + 1 < kept.size() ? kept[i + 1] : kept.front() + points_.size();
      thin(kept[i], end, 0);
    }
  }

 private:
  [[nodiscard]] WorldPoint at(std::size_t index) const { return points_[index % points_.size()]; }

  /// Vertices strictly between first and last (which may exceed the size: rings go round).
  void thin(std::size_t first, std::size_t last, std::uint8_t floor) {
    std::vector<std::tuple<std::size_t, std::size_t, std::uint8_t>> open = {{first, last, floor}};
    while (!open.empty()) {
      const auto [from, to, least] = open.back();
      open.pop_back();
      if (to - from < 2) continue;
      std::size_t farthest = from + 1;
      double most = -1;
      for (std::size_t i = from + 1; i < to; ++i) {
        const double distance = squared_distance(at(i), at(from), at(to));
        if (distance > most || (distance == most && at(i) < at(farthest))) {
          most = distance;
          farthest = i;
        }
      }
      const std::uint8_t zoom = std::max(least, zoom_that_shows(most));
      from_zoom_[farthest % points_.size()] = zoom;
      open.emplace_back(from, farthest, zoom);
      open.emplace_back(farthest, to, zoom);
    }
  }

  std::span<const WorldPoint> points_;
  std::span<std::uint8_t> from_zoom_;
};

}  // namespace

void simplify_together(std::span<TileLayer* const> layers) {
  const std::vector<WorldPoint> meeting = meeting_points(layers);
  for (TileLayer* layer : layers) {
    for (const TileLayer::Feature& feature : layer->features) {
      for (std::uint32_t p = feature.first_path; p < feature.last_path; ++p) {
        const TileLayer::Path& path = layer->paths[p];
        PathThinner thinner(std::span(layer->points).subspan(path.first, path.last - path.first),
                            std::span(layer->from_zoom).subspan(path.first, path.last - path.first));
        if (feature.kind == GeometryKind::polygon) thinner.thin_ring(meeting);
        if (feature.kind == GeometryKind::line) thinner.thin_line();
      }
    }
  }
}

}  // namespace wangge::viewer
