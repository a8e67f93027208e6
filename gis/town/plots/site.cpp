#include "gis/town/plots/site.h"

#include <algorithm>
#include <cassert>

namespace wangge::town::plot {

namespace {

constexpr double square = 32;  // metres, side of the search grid

/// Further apart than `gap` by their boxes alone: most things near by are, and it is quickly seen.
bool boxes_apart(const gis::Box& a, const gis::Box& b, double gap) {
  return a.low.x - b.high.x >= gap || b.low.x - a.high.x >= gap || a.low.y - b.high.y >= gap || b.low.y - a.high.y >= gap;
}

int at_square(double from, double to, int count) { return std::clamp(static_cast<int>((to - from) / square), 0, count - 1); }

}  // namespace

Site::Site(const BlockGround& block, const TownSpec& town_spec)
    : ground(block), spec(town_spec), luck(town_spec.seed, 0, "block", block.id.value()), ways(block.ring) {
  assert(ground.market.empty() || ground.market.size() == ground.ring.size());
  bounds_ = {ground.ring[0], ground.ring[0]};
  for (const Position& at : ground.ring) {
    bounds_.low = {std::min(bounds_.low.x, at.x), std::min(bounds_.low.y, at.y)};
    bounds_.high = {std::max(bounds_.high.x, at.x), std::max(bounds_.high.y, at.y)};
  }
  columns_ = static_cast<int>((bounds_.high.x - bounds_.low.x) / square) + 1;
  rows_ = static_cast<int>((bounds_.high.y - bounds_.low.y) / square) + 1;
  near_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
  for (std::size_t i = 0; i < ground.ring.size(); ++i) {
    add(segment_shape(ground.ring[i], ground.ring[(i + 1) % ground.ring.size()]), ground.half_width_m[i], Kind::reserve);
  }
}

template <class Visit>
bool Site::each_near(const gis::Box& box, double reach, Visit visit) const {
  const int first_column = at_square(bounds_.low.x, box.low.x - reach, columns_);
  const int last_column = at_square(bounds_.low.x, box.high.x + reach, columns_);
  const int first_row = at_square(bounds_.low.y, box.low.y - reach, rows_);
  const int last_row = at_square(bounds_.low.y, box.high.y + reach, rows_);
  for (int row = first_row; row <= last_row; ++row) {
    for (int column = first_column; column <= last_column; ++column) {
      const std::size_t index =
          static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
      for (const std::uint32_t thing : near_[index]) {
        if (!visit(thing)) return false;
      }
    }
  }
  return true;
}

void Site::add(const Convex& shape, double radius, Kind kind) {
  gis::Box box = shape.bounds();
  const auto index = static_cast<std::uint32_t>(things_.size());
  things_.push_back({shape, box, radius, kind});
  box.low = {box.low.x - radius, box.low.y - radius};
  box.high = {box.high.x + radius, box.high.y + radius};
  const int first_column = at_square(bounds_.low.x, box.low.x, columns_);
  const int last_column = at_square(bounds_.low.x, box.high.x, columns_);
  const int first_row = at_square(bounds_.low.y, box.low.y, rows_);
  const int last_row = at_square(bounds_.low.y, box.high.y, rows_);
  for (int row = first_row; row <= last_row; ++row) {
    for (int column = first_column; column <= last_column; ++column) {
      near_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)].push_back(
          index);
    }
  }
}

bool Site::fits(const Convex& shape, const Room& room) const {
  if (shape.empty()) return false;
  const gis::Box box = shape.bounds();
  const bool free = each_near(box, std::max(room.to_buildings, room.to_rest), [&](std::uint32_t index) {
    const Thing& thing = things_[index];
    const double gap = thing.radius + (thing.kind == Kind::building ? room.to_buildings : room.to_rest);
    return boxes_apart(box, thing.box, gap) || separation(shape, thing.shape) >= gap;
  });
  if (!free || !contains(ground.ring, shape.middle())) return false;
  return std::none_of(fill.waters.begin(), fill.waters.end(),
                      [&](const Polygon& water) { return contains(water.outer, shape.middle()); });
}

Building& Site::build(const Convex& ground_shape, const Corners& footprint, territory::BuildingUse use) {
  add(ground_shape, 0, Kind::building);
  return stand(footprint, use);
}

void Site::build_together(const Convex& ground_shape, std::span<const Corners> footprints, territory::BuildingUse use) {
  add(ground_shape, 0, Kind::building);
  for (const Corners& footprint : footprints) stand(footprint, use);
}

Building& Site::stand(const Corners& footprint, territory::BuildingUse use) {
  Building building;
  for (const Position& at : footprint) building.footprint.push_back(settled(at));
  building.footprint.push_back(building.footprint.front());
  building.block = ground.id;
  building.use = use;
  fill.buildings.push_back(std::move(building));
  return fill.buildings.back();
}

Building& Site::build(const Convex& ground_shape, territory::BuildingUse use) {
  const std::span<const Position> corners = ground_shape.corners();
  return build(ground_shape, Corners(corners.begin(), corners.end()), use);
}

void Site::keep_free(const Convex& shape) { add(shape, 0, Kind::garden); }

bool Site::clear_for_way(Position a, Position b, double width_m) const {
  const Convex way = segment_shape(a, b);
  const gis::Box box = way.bounds();
  return each_near(box, width_m / 2 + 1, [&](std::uint32_t index) {
    const Thing& thing = things_[index];
    if (thing.kind == Kind::reserve || thing.kind == Kind::way) return true;
    return boxes_apart(box, thing.box, thing.radius + width_m / 2 + 1) ||
           separation(way, thing.shape) >= thing.radius + width_m / 2 + 1;
  });
}

void Site::add_wall(const Ring& wall) {
  for (std::size_t i = 0; i + 1 < wall.size(); ++i) add(segment_shape(wall[i], wall[i + 1]), 0.3, Kind::wall);
}

void Site::add_water(const Corners& shore) {
  Polygon water;
  for (const Position& at : shore) water.outer.push_back(settled(at));
  water.outer.push_back(water.outer.front());
  for (std::size_t i = 0; i + 1 < water.outer.size(); ++i) {
    add(segment_shape(water.outer[i], water.outer[i + 1]), 0.5, Kind::water);
  }
  fill.waters.push_back(std::move(water));
}

void Site::lay(std::uint32_t from, std::uint32_t to, network::LineClass line_class, double width_m) {
  // A way bends to older ones that it nearly meets, by less than what houses keep from it; so do they.
  for (const std::uint32_t index : ways.lay(from, to, line_class, width_m)) {
    const InnerWays::Piece& piece = ways.pieces()[index];
    add(segment_shape(ways.at(piece.from), ways.at(piece.to)), piece.width_m / 2, Kind::way);
  }
}

void Site::lay(Position from, Position to, network::LineClass line_class, double width_m) {
  const std::uint32_t first = ways.node(from);
  lay(first, ways.node(to), line_class, width_m);
}

Site::Mark Site::mark() const { return {luck, ways, things_.size(), fill.buildings.size(), fill.compounds.size()}; }

void Site::go_back(const Mark& mark, bool new_luck) {
  if (!new_luck) luck = mark.luck;
  ways = mark.ways;
  things_.resize(mark.things);
  for (std::vector<std::uint32_t>& near : near_) {
    while (!near.empty() && near.back() >= mark.things) near.pop_back();
  }
  fill.buildings.resize(mark.buildings);
  fill.compounds.resize(mark.compounds);
}

std::vector<Outline> Site::land(double margin, double bare_margin, double least_area) const {
  std::vector<double> width = ground.half_width_m;
  for (std::size_t i = 0; i < width.size(); ++i) {
    const auto& line_class = ground.line_class[i];
    width[i] += line_class && network::is_road(*line_class) ? margin : bare_margin;
  }
  return inset(ground.ring, width, least_area);
}

std::optional<network::LineClass> Site::class_of(Side side) const {
  if (side < 0) return std::nullopt;
  return ground.line_class[static_cast<std::size_t>(side)];
}

bool Site::main_street(Side side) const {
  const std::optional<network::LineClass> found = class_of(side);
  return found && *found >= network::LineClass::tertiary && *found <= network::LineClass::primary;
}

bool Site::market_street(Side side) const {
  return side >= 0 && !ground.market.empty() && ground.market[static_cast<std::size_t>(side)] != 0;
}

}  // namespace wangge::town::plot
