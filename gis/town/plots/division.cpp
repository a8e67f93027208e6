#include "gis/town/plots/division.h"

#include "gis/town/plots/gates.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

constexpr double lane_width = 6;

struct Halves {
  Outline left;
  Outline right;
};

std::optional<Halves> halves(const Outline& land, Position at, Position direction, double half_gap) {
  const Position left = left_of(direction);
  std::optional<Outline> first = left_part(land, moved(at, left, half_gap), direction, half_gap > 0 ? lane_side : shared_side);
  std::optional<Outline> second =
      left_part(land, moved(at, left, -half_gap), times(direction, -1), half_gap > 0 ? lane_side : shared_side);
  if (!first || !second) return std::nullopt;
  return Halves{std::move(*first), std::move(*second)};
}

bool usable(const Site& site, const Outline& part) {
  // Room for two houses and a way between them: behind each other, or side by side along a street.
  constexpr double least_area = 4600;
  constexpr double least_depth = 48;
  constexpr double least_depth_of_strip = 24;
  constexpr double least_length_of_strip = 110;
  const Extent around = extent(part.corner, smallest_box(part.corner));
  const bool strip = around.depth() >= least_depth_of_strip && around.width() >= least_length_of_strip;
  if (part.area() < least_area || (around.depth() < least_depth && !strip)) return false;
  return std::find(part.side.begin(), part.side.end(), lane_side) != part.side.end() || !mouths(site, part).empty();
}

/// The node where a lane along the cut ends: a vertex of the street, or a place on an older lane.
std::optional<std::uint32_t> lane_end(Site& site, const Outline& land, Position at, Position direction) {
  const std::vector<RayHit> hits = ray_hits(land.corner, at, direction, 3000);
  if (hits.empty()) return std::nullopt;
  const Side side = land.side[hits[0].edge];
  if (side >= 0) return vertex_ahead(site, at, direction, 14);
  if (side != lane_side) return std::nullopt;
  const std::optional<Position> lane = site.ways.first_met(moved(at, direction, hits[0].far), direction, lane_width);
  if (!lane) return std::nullopt;
  return site.ways.node(*lane);
}

/// A public lane through the block along the cut. At least one of its ends finds a street or another lane; the other may be
/// a dead end at the border of the land.
std::optional<Halves> halves_by_lane(Site& site, const Outline& land, Position at, Position direction) {
  const std::optional<std::uint32_t> ahead = lane_end(site, land, at, direction);
  const std::optional<std::uint32_t> behind = lane_end(site, land, at, times(direction, -1));
  if ((!ahead && !behind) || ahead == behind) return std::nullopt;
  // Without a second end the lane runs straight on from the first.
  const Position start = site.ways.at(behind ? *behind : *ahead);
  const Position line = ahead && behind ? unit(minus(site.ways.at(*ahead), start)) : direction;
  std::optional<Halves> cut = halves(land, start, line, lane_width / 2 + 2);
  if (!cut || !usable(site, cut->left) || !usable(site, cut->right)) return std::nullopt;
  Position end = ahead ? site.ways.at(*ahead) : start;
  if (!ahead || !behind) {
    const Position way = ahead ? times(line, -1) : line;
    const std::vector<RayHit> hits = ray_hits(land.corner, start, way, 3000);
    if (hits.empty()) return std::nullopt;
    end = moved(start, way, hits.back().far - 3);
  }
  if (!runs_inside(site.ground.ring, start, end)) return std::nullopt;
  const std::uint32_t from = behind ? *behind : *ahead;
  site.lay(from, ahead && behind ? *ahead : site.ways.node(end), network::LineClass::service, lane_width);
  return cut;
}

}  // namespace

std::optional<std::uint32_t> vertex_ahead(const Site& site, Position from, Position direction, double reach) {
  const Ring& ring = site.ground.ring;
  const std::vector<RayHit> hits = ray_hits(ring, from, direction, 3000);
  if (hits.empty()) return std::nullopt;
  const std::optional<network::LineClass> line_class = site.ground.line_class[hits[0].edge];
  if (!line_class || !network::is_road(*line_class)) return std::nullopt;
  const Position at = moved(from, direction, hits[0].far);
  std::optional<std::uint32_t> best;
  for (std::uint32_t i = 0; i < ring.size(); ++i) {
    const double off = far(ring[i], at);
    if (off >= reach) continue;
    reach = off;
    best = i;
  }
  return best;
}

namespace {

/// Across the longer side of the smallest box, near its middle, by a lane or a wall.
std::optional<Halves> halves_across(Site& site, const Outline& land, bool lane) {
  const Frame frame = smallest_box(land.corner);
  const Extent around = extent(land.corner, frame);
  const double u = around.low_u + around.width() * site.between(0.38, 0.62);
  const std::vector<Stretch> inside = stretches(land.corner, Frame{frame.origin, frame.across()}, -u);
  if (inside.size() != 1) return std::nullopt;
  const Position at = frame.at(u, (inside[0].from + inside[0].to) / 2);
  std::optional<Halves> cut;
  if (lane) cut = halves_by_lane(site, land, at, frame.across());
  if (cut) return cut;
  cut = halves(land, at, frame.across(), 0);
  if (!cut || !usable(site, cut->left) || !usable(site, cut->right)) return std::nullopt;
  return cut;
}

/// Where no cut across leaves two parts that can be entered: a lane from a street's vertex through the middle of the land.
std::optional<Halves> halves_from_street(Site& site, const Outline& land) {
  const std::vector<Mouth> open = mouths(site, land);
  if (open.empty()) return std::nullopt;
  const Mouth& mouth = open[site.luck.below(static_cast<std::uint32_t>(open.size()))];
  const Position middle = centroid(land.corner);
  const Position direction = unit(minus(middle, mouth.from));
  if (mouth.worth <= 0 || dot(direction, mouth.inward) < 0.6 || !contains(land.corner, middle)) return std::nullopt;
  return halves_by_lane(site, land, middle, direction);
}

/// A strip several times as long as deep: the ways of one estate would not come near all of it.
bool strip_of_several(const Outline& land) {
  constexpr double least_area = 11000;  // square metres
  constexpr double slender = 24;        // of perimeter squared to area; a square has 16, a rectangle of 1 to 4 has 25
  double around = 0;
  for (std::size_t i = 0; i < land.size(); ++i) around += far(land.corner[i], land.after(i));
  return land.area() > least_area && around * around > slender * land.area();
}

/// The two parts of land that is too large for one estate; absent where it is not, or no cut is found.
std::optional<Halves> cut_for_estates(Site& site, const Outline& land, double target) {
  constexpr double most = 140000;      // square metres: no estate is larger
  constexpr double with_lane = 25000;  // square metres: smaller land gets no public lane
  if (land.area() <= std::min(1.6 * target, most) && !strip_of_several(land)) return std::nullopt;
  const bool may_lane = land.area() > with_lane;
  for (int attempt = 0; attempt < 10; ++attempt) {
    std::optional<Halves> cut;
    if (attempt < 4) {
      cut = halves_across(site, land, may_lane && (attempt > 1 || site.chance(0.4)));
    } else if (may_lane) {
      cut = halves_from_street(site, land);
    }
    if (cut) return cut;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Outline> divided(Site& site, const Outline& land, double target) {
  std::vector<Outline> open{land};
  std::vector<Outline> parts;
  while (!open.empty()) {
    Outline piece = std::move(open.back());
    open.pop_back();
    std::optional<Halves> cut = cut_for_estates(site, piece, target);
    if (cut) {
      open.push_back(std::move(cut->right));
      open.push_back(std::move(cut->left));
    } else {
      parts.push_back(std::move(piece));
    }
  }
  return parts;
}

}  // namespace wangge::town::plot
