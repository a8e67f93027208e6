#include "engine/planning/edits/plane_side.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace wangge::planning {
namespace {

using core::Position;

struct Frame {
  Position low;
  Position high;
};

Frame frame_around(const Path& line, const Path& places) {
  Frame frame{line.front(), line.front()};
  for (const Path* path : {&line, &places}) {
    for (const Position place : *path) {
      frame.low = {std::min(frame.low.x, place.x), std::min(frame.low.y, place.y)};
      frame.high = {std::max(frame.high.x, place.x), std::max(frame.high.y, place.y)};
    }
  }
  const double margin = 1 + (frame.high.x - frame.low.x) + (frame.high.y - frame.low.y);
  frame.low = {frame.low.x - margin, frame.low.y - margin};
  frame.high = {frame.high.x + margin, frame.high.y + margin};
  return frame;
}

/// Where the ray from `start` away from `back` leaves the frame.
Position way_out(Position start, Position back, const Frame& frame) {
  const double dx = start.x - back.x;
  const double dy = start.y - back.y;
  double reach = -1;
  const auto bound = [&](double step, double at, double low, double high) {
    if (step == 0) return;
    const double until = ((step > 0 ? high : low) - at) / step;
    if (reach < 0 || until < reach) reach = until;
  };
  bound(dx, start.x, frame.low.x, frame.high.x);
  bound(dy, start.y, frame.low.y, frame.high.y);
  return {std::clamp(start.x + reach * dx, frame.low.x, frame.high.x),
          std::clamp(start.y + reach * dy, frame.low.y, frame.high.y)};
}

/// How far along the frame a place on it lies, against the clock from the low corner; 0 to 4, one unit a side.
double along(Position place, const Frame& frame) {
  const double u = (place.x - frame.low.x) / (frame.high.x - frame.low.x);
  const double v = (place.y - frame.low.y) / (frame.high.y - frame.low.y);
  const std::array<double, 4> gap = {v, 1 - u, 1 - v, u};  // south, east, north, west
  const auto side = std::min_element(gap.begin(), gap.end()) - gap.begin();
  if (side == 0) return u;
  if (side == 1) return 1 + v;
  if (side == 2) return 3 - u;
  return 4 - v;
}

}  // namespace

bool inside(Position place, const Path& ring) {
  bool odd = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    if ((a.y > place.y) == (b.y > place.y)) continue;
    if (place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) odd = !odd;
  }
  return odd;
}

Path side_of(const Path& line, const Path& places) {
  Path path = line;
  path.erase(std::unique(path.begin(), path.end()), path.end());
  const Frame frame = frame_around(path, places);
  const Position first = way_out(path.front(), path[1], frame);
  const Position last = way_out(path.back(), path[path.size() - 2], frame);
  const std::array<Position, 4> corners = {frame.low, {frame.high.x, frame.low.y}, frame.high, {frame.low.x, frame.high.y}};
  path.insert(path.begin(), first);
  path.push_back(last);
  double at = along(last, frame);
  double end = along(first, frame);
  if (end <= at) end += 4;
  for (int corner = static_cast<int>(at) + 1; corner < end; ++corner)
    path.push_back(corners[static_cast<std::size_t>(corner % 4)]);
  path.push_back(path.front());
  return path;
}

core::Metres distance_to(Position place, Position from, Position to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length = dx * dx + dy * dy;
  double t = length > 0 ? ((place.x - from.x) * dx + (place.y - from.y) * dy) / length : 0;
  t = std::clamp(t, 0.0, 1.0);
  return core::distance(place, {from.x + t * dx, from.y + t * dy});
}

}  // namespace wangge::planning
