#include "gis/cells/outlines.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>

namespace wangge::gis::cells {
namespace {

using PointRing = std::vector<std::uint32_t>;

std::int64_t doubled_area(const Arrangement& plane, const PointRing& ring) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    sum += static_cast<std::uint64_t>(cross({0, 0}, plane.points()[ring[i]], plane.points()[ring[(i + 1) % ring.size()]]));
  }
  return static_cast<std::int64_t>(sum);
}

/// Cuts a closed walk at the points it visits twice.
std::vector<PointRing> split_at_pinches(const Arrangement& plane, const PointRing& walk) {
  std::vector<PointRing> rings;
  PointRing open;
  std::unordered_map<std::uint32_t, std::size_t> place;  // in `open`, of points where a walk can pass twice
  for (const std::uint32_t point : walk) {
    if (plane.leaving(point).size() >= 4) {
      const auto seen = place.find(point);
      if (seen != place.end()) {
        const std::size_t from = seen->second;
        rings.emplace_back(open.begin() + static_cast<std::ptrdiff_t>(from), open.end());
        for (std::size_t i = from; i < open.size(); ++i) place.erase(open[i]);
        open.resize(from);
      }
      place[point] = open.size();
    }
    open.push_back(point);
  }
  rings.push_back(std::move(open));
  return rings;
}

class Tracing {
 public:
  Tracing(const Arrangement& plane, std::span<const std::uint32_t> border)
      : plane_(plane), border_(border), used_(border.size(), false) {}

  /// The closed walk that starts with border_[start], keeping to the region's own corner at every point.
  PointRing walk(std::size_t start) {
    PointRing points;
    std::size_t at = start;
    do {
      used_[at] = true;
      points.push_back(plane_.origin(border_[at]));
      std::uint32_t h = plane_.next(border_[at]);
      while ((at = index(h)) == border_.size()) h = plane_.clockwise(h);
    } while (!used_[at]);
    return points;
  }

  [[nodiscard]] bool used(std::size_t at) const { return used_[at]; }

 private:
  [[nodiscard]] std::size_t index(std::uint32_t h) const {
    const auto found = std::lower_bound(border_.begin(), border_.end(), h);
    return found != border_.end() && *found == h ? static_cast<std::size_t>(found - border_.begin()) : border_.size();
  }

  const Arrangement& plane_;
  std::span<const std::uint32_t> border_;
  std::vector<bool> used_;
};

}  // namespace

std::vector<Outline> trace_outlines(const Arrangement& plane, std::span<const std::uint32_t> border,
                                    const std::function<std::uint32_t(std::uint32_t)>& region_of) {
  std::vector<std::pair<std::uint32_t, PointRing>> outers;
  std::vector<std::pair<std::uint32_t, PointRing>> holes;
  Tracing tracing(plane, border);
  for (std::size_t i = 0; i < border.size(); ++i) {
    if (tracing.used(i)) continue;
    const std::uint32_t region = region_of(plane.face_of(border[i]));
    for (PointRing& ring : split_at_pinches(plane, tracing.walk(i))) {
      auto& kind = doubled_area(plane, ring) > 0 ? outers : holes;
      kind.emplace_back(region, std::move(ring));
    }
  }
  const auto by_region = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(outers.begin(), outers.end(), by_region);
  std::vector<Outline> outlines;
  for (auto& [region, ring] : outers) outlines.push_back({std::move(ring), {}});
  for (auto& [region, ring] : holes) {
    const auto home = std::lower_bound(outers.begin(), outers.end(), region,
                                       [](const auto& entry, std::uint32_t wanted) { return entry.first < wanted; });
    assert(home != outers.end() && home->first == region);
    outlines[static_cast<std::size_t>(home - outers.begin())].holes.push_back(std::move(ring));
  }
  assert(std::adjacent_find(outers.begin(), outers.end(), [](const auto& a, const auto& b) { return a.first == b.first; }) ==
         outers.end());
  return outlines;
}

}  // namespace wangge::gis::cells
