#include "gis/cells/snap_rounding.h"

#include "engine/core/parallel.h"
#include "gis/cells/bucket_grid.h"

#include <algorithm>

namespace wangge::gis::cells {
namespace {

constexpr std::size_t chunks = 64;

struct Range {
  std::size_t begin;
  std::size_t end;
};

Range chunk_of(std::size_t size, std::size_t chunk) { return {size * chunk / chunks, size * (chunk + 1) / chunks}; }

void append_crossings(std::span<const Segment> segments, std::span<const std::uint32_t> bucket,
                      std::vector<LatticePoint>& found) {
  for (std::size_t i = 0; i < bucket.size(); ++i) {
    const Segment& s = segments[bucket[i]];
    for (std::size_t j = i + 1; j < bucket.size(); ++j) {
      const Segment& t = segments[bucket[j]];
      if (cross_properly(s, t)) found.push_back(crossing_pixel(s, t));
    }
  }
}

std::vector<LatticePoint> hot_pixels(std::span<const Segment> segments, const BucketGrid& grid, core::Threads threads) {
  std::vector<std::vector<LatticePoint>> found(chunks);
  core::parallel_for(threads, chunks, [&](std::size_t chunk) {
    const Range range = chunk_of(grid.size(), chunk);
    for (std::size_t bucket = range.begin; bucket < range.end; ++bucket) append_crossings(segments, grid[bucket], found[chunk]);
    std::sort(found[chunk].begin(), found[chunk].end());
    found[chunk].erase(std::unique(found[chunk].begin(), found[chunk].end()), found[chunk].end());
  });
  std::vector<LatticePoint> hot;
  hot.reserve(2 * segments.size());
  for (const Segment& s : segments) {
    if (s.a == s.b) continue;
    hot.push_back(s.a);
    hot.push_back(s.b);
  }
  for (const auto& some : found) hot.insert(hot.end(), some.begin(), some.end());
  std::sort(hot.begin(), hot.end());
  hot.erase(std::unique(hot.begin(), hot.end()), hot.end());
  return hot;
}

/// The hot pixels of each bucket of the grid, by rising index.
struct HotBuckets {
  HotBuckets(const BucketGrid& grid, const std::vector<LatticePoint>& hot) : first(grid.size() + 1, 0), entries(hot.size()) {
    for (const LatticePoint& p : hot) ++first[grid.bucket_of(p) + 1];
    for (std::size_t i = 0; i < grid.size(); ++i) first[i + 1] += first[i];
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t i = 0; i < hot.size(); ++i) entries[next[grid.bucket_of(hot[i])]++] = i;
  }

  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> entries;
};

/// Both coordinates of the pixels that a segment meets are monotone along it, so comparing them in its direction sorts them.
void sort_along(const Segment& s, const std::vector<LatticePoint>& points, std::vector<std::uint32_t>& nodes) {
  const bool east = s.b.x >= s.a.x;
  const bool north = s.b.y >= s.a.y;
  std::sort(nodes.begin(), nodes.end(), [&](std::uint32_t i, std::uint32_t j) {
    const LatticePoint& p = points[i];
    const LatticePoint& q = points[j];
    if (p.x != q.x) return (p.x < q.x) == east;
    if (p.y != q.y) return (p.y < q.y) == north;
    return false;
  });
}

}  // namespace

Noding snap_round(std::span<const Segment> segments, core::Threads threads) {
  const BucketGrid grid(segments);
  Noding noding;
  noding.points = hot_pixels(segments, grid, threads);
  const HotBuckets hot(grid, noding.points);
  std::vector<std::vector<Piece>> pieces(chunks);
  core::parallel_for(threads, chunks, [&](std::size_t chunk) {
    const Range range = chunk_of(segments.size(), chunk);
    std::vector<std::uint32_t> nodes;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Segment& s = segments[i];
      if (s.a == s.b) continue;
      nodes.clear();
      for (BucketWalk walk(grid, s); walk.valid(); walk.next()) {
        for (std::uint32_t k = hot.first[walk.bucket()]; k < hot.first[walk.bucket() + 1]; ++k) {
          if (passes_pixel(s, noding.points[hot.entries[k]])) nodes.push_back(hot.entries[k]);
        }
      }
      sort_along(s, noding.points, nodes);
      for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        pieces[chunk].push_back({nodes[k], nodes[k + 1], static_cast<std::uint32_t>(i)});
      }
    }
  });
  for (const auto& some : pieces) noding.pieces.insert(noding.pieces.end(), some.begin(), some.end());
  return noding;
}

}  // namespace wangge::gis::cells
