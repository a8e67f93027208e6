#include "gis/town/plots/lane_parcels.h"

#include "engine/core/math.h"
#include "gis/town/plots/division.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

struct Halves {
  Outline left;
  Outline right;
};

std::optional<Halves> halves(const Outline& land, Position at, Position direction, double half_gap, Side cut) {
  const Position left = left_of(direction);
  std::optional<Outline> first = left_part(land, moved(at, left, half_gap), direction, cut);
  std::optional<Outline> second = left_part(land, moved(at, left, -half_gap), times(direction, -1), cut);
  if (!first || !second) return std::nullopt;
  return Halves{std::move(*first), std::move(*second)};
}

/// The side of the outline that the ray from inside meets first, and how far away.
std::optional<RayHit> border_ahead(const Outline& land, Position at, Position direction) {
  const std::vector<RayHit> hits = ray_hits(land.corner, at, direction, 3000);
  if (hits.empty()) return std::nullopt;
  return hits[0];
}

/// One end of a lane: a vertex of the street, a place on another lane, or just the border of the land.
struct LaneEnd {
  std::optional<std::uint32_t> vertex;
  bool lane = false;
  Position at;
};

LaneEnd lane_end(const Site& site, const Outline& land, Position at, Position direction) {
  LaneEnd end;
  const std::optional<RayHit> hit = border_ahead(land, at, direction);
  if (!hit) return end;
  end.at = moved(at, direction, hit->far);
  if (land.side[hit->edge] >= 0) {
    end.vertex = vertex_ahead(site, at, direction, 13);
  } else if (land.side[hit->edge] == lane_side) {
    const std::optional<Position> lane = site.ways.first_met(end.at, direction, 9);
    end.lane = lane.has_value();
    if (lane) end.at = *lane;
  }
  return end;
}

/// The lane itself: straight from end to end; an end without a street vertex stops short of the border.
struct Lane {
  Position at;
  Position direction;
  LaneEnd ahead;
  LaneEnd behind;
};

std::optional<Lane> planned_lane(const Site& site, const Outline& land, Position at, Position direction) {
  const LaneEnd ahead = lane_end(site, land, at, direction);
  const LaneEnd behind = lane_end(site, land, at, times(direction, -1));
  if (!ahead.vertex && !ahead.lane && !behind.vertex && !behind.lane) return std::nullopt;
  Lane lane{at, direction, ahead, behind};
  const Ring& ring = site.ground.ring;
  if (ahead.vertex && behind.vertex) {
    const Position straight = unit(minus(ring[*ahead.vertex], ring[*behind.vertex]));
    if (dot(straight, direction) > 0.96) {
      lane.at = ring[*behind.vertex];
      lane.direction = straight;
      return lane;
    }
    lane.behind.vertex.reset();
  }
  // Shift the cut so that it runs through the one vertex that it can have.
  if (lane.ahead.vertex || lane.behind.vertex) {
    lane.at = ring[lane.ahead.vertex ? *lane.ahead.vertex : *lane.behind.vertex];
    const double back = lane.ahead.vertex ? -1 : 1;
    const Position inner = moved(lane.at, direction, back * std::abs(dot(minus(at, lane.at), direction)));
    if (!contains(land.corner, inner)) return std::nullopt;
    if (lane.ahead.vertex) {
      lane.behind = lane_end(site, land, inner, times(direction, -1));
      lane.behind.vertex.reset();
    } else {
      lane.ahead = lane_end(site, land, inner, direction);
      lane.ahead.vertex.reset();
    }
  }
  return lane;
}

void lay_lane(Site& site, const Lane& lane, const LaneStyle& style) {
  const auto node = [&](const LaneEnd& end, double way) {
    if (end.vertex) return *end.vertex;
    return site.ways.node(end.lane ? end.at : moved(end.at, lane.direction, way * 2));
  };
  const std::uint32_t from = node(lane.behind, 1);
  const std::uint32_t to = node(lane.ahead, -1);
  site.lay(from, to, style.line_class, style.lane_width);
}

/// A last resort where no vertex of the street lies ahead: the lane bends within the road reserve to the nearest one.
bool bend_to_vertex(Site& site, const Outline& land, Lane& lane, const LaneStyle& style) {
  for (LaneEnd* end : {&lane.behind, &lane.ahead}) {
    if (end->lane || end->vertex) return true;
  }
  const Ring& ring = site.ground.ring;
  std::optional<std::uint32_t> best;
  LaneEnd* bent = nullptr;
  double nearest = 150;
  for (LaneEnd* end : {&lane.behind, &lane.ahead}) {
    for (std::uint32_t i = 0; i < ring.size(); ++i) {
      const double off = far(ring[i], end->at);
      if (off >= nearest || !runs_inside(ring, ring[i], end->at)) continue;
      if (!ray_hits(land.corner, ring[i], unit(minus(end->at, ring[i])), off - 0.5).empty()) continue;
      nearest = off;
      best = i;
      bent = end;
    }
  }
  if (!best) return false;
  bent->lane = true;
  site.lay(*best, site.ways.node(bent->at), style.line_class, style.lane_width);
  return true;
}

/// Both sides of a lane near the place `u` of the frame, which is laid; absent where none can be.
std::optional<Halves> cut_by_lane(Site& site, const Outline& land, const Frame& frame, double u, const LaneStyle& style) {
  const std::vector<Stretch> inside = stretches(land.corner, Frame{frame.origin, frame.across()}, -u);
  if (inside.size() != 1) return std::nullopt;
  const Position middle = frame.at(u, (inside[0].from + inside[0].to) / 2);
  std::optional<Lane> lane = planned_lane(site, land, middle, frame.across());
  if (!lane) {
    lane = Lane{middle, frame.across(), lane_end(site, land, middle, frame.across()),
                lane_end(site, land, middle, times(frame.across(), -1))};
    if (!bend_to_vertex(site, land, *lane, style)) return std::nullopt;
  }
  std::optional<Halves> cut = halves(land, lane->at, lane->direction, style.lane_width / 2, lane_side);
  if (!cut || cut->left.area() < 60 || cut->right.area() < 60) return std::nullopt;
  const auto place = [&](const LaneEnd& end) { return end.vertex ? site.ground.ring[*end.vertex] : end.at; };
  if (!runs_inside(site.ground.ring, place(lane->behind), place(lane->ahead))) return std::nullopt;
  lay_lane(site, *lane, style);
  return cut;
}

/// Across the longer side; a block that is too deep but not long is cut along it all the same.
std::optional<Halves> cut_across(Site& site, const Outline& land, const LaneStyle& style) {
  const Frame frame = smallest_box(land.corner);
  const Extent around = extent(land.corner, frame);
  const double deep = 2.35 * style.plot_depth;
  if (around.depth() <= deep && around.width() <= style.longest_block) return std::nullopt;
  for (int attempt = 0; attempt < 4; ++attempt) {
    const double share = 0.5 + site.between(-style.jitter, style.jitter);
    if (auto cut = cut_by_lane(site, land, frame, around.low_u + around.width() * share, style)) return cut;
  }
  if (around.depth() <= deep) return std::nullopt;
  const Frame turned{frame.origin, frame.across()};
  const Extent other = extent(land.corner, turned);
  return cut_by_lane(site, land, turned, other.low_u + other.width() * 0.5, style);
}

/// Across the longer side of the smallest box, else across the shorter one; both parts keep some street or lane.
std::optional<Halves> cut_parcel(Site& site, const Outline& block, const ParcelStyle& style) {
  constexpr double least_access = 3;
  const Frame longer = smallest_box(block.corner);
  for (const Frame& frame : {longer, Frame{longer.origin, longer.across()}}) {
    const Extent around = extent(block.corner, frame);
    for (int attempt = 0; attempt < 2; ++attempt) {
      const double u = around.low_u + around.width() * (0.5 + site.between(-style.jitter, style.jitter));
      std::optional<Halves> cut = halves(block, frame.at(u, 0), frame.across(), 0, shared_side);
      if (cut && access_length(cut->left) >= least_access && access_length(cut->right) >= least_access) return cut;
    }
  }
  return std::nullopt;
}

/// Cuts pieces until `cut` has no more; left before right.
template <class Cut>
std::vector<Outline> cut_up(const Outline& land, Cut cut) {
  std::vector<Outline> open{land};
  std::vector<Outline> whole;
  while (!open.empty()) {
    Outline piece = std::move(open.back());
    open.pop_back();
    std::optional<Halves> parts = cut(piece);
    if (parts) {
      open.push_back(std::move(parts->right));
      open.push_back(std::move(parts->left));
    } else {
      whole.push_back(std::move(piece));
    }
  }
  return whole;
}

}  // namespace

std::vector<Outline> lane_blocks(Site& site, const Outline& land, const LaneStyle& style) {
  return cut_up(land, [&](const Outline& piece) { return cut_across(site, piece, style); });
}

double access_length(const Outline& land) {
  double sum = 0;
  for (std::size_t i = 0; i < land.size(); ++i) {
    if (land.side[i] != shared_side) sum += far(land.corner[i], land.after(i));
  }
  return sum;
}

std::optional<std::size_t> front_side(const Outline& land) {
  std::optional<std::size_t> front;
  double longest = 0;
  for (std::size_t i = 0; i < land.size(); ++i) {
    const double size = far(land.corner[i], land.after(i));
    if (land.side[i] == shared_side || size <= longest) continue;
    longest = size;
    front = i;
  }
  return front;
}

std::vector<Outline> back_to_back(const Outline& block, double plot_depth) {
  constexpr double least_access = 8;
  const Frame frame = smallest_box(block.corner);
  const Extent around = extent(block.corner, frame);
  if (around.depth() < 1.5 * plot_depth) return {block};
  std::optional<Halves> cut = halves(block, frame.at(0, (around.low_v + around.high_v) / 2), frame.along, 0, shared_side);
  if (!cut || access_length(cut->left) < least_access || access_length(cut->right) < least_access) return {block};
  return {std::move(cut->left), std::move(cut->right)};
}

std::vector<Outline> parcels_of(Site& site, const Outline& block, const ParcelStyle& style) {
  return cut_up(block, [&](const Outline& piece) -> std::optional<Halves> {
    const double spread = style.variety > 0 ? core::exp(style.variety * core::inverse_normal(site.luck.uniform_open())) : 1;
    if (piece.area() <= 1.45 * style.target * spread) return std::nullopt;
    return cut_parcel(site, piece, style);
  });
}

}  // namespace wangge::town::plot
