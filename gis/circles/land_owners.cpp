#include "gis/circles/land_owners.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wangge::gis::circles {
namespace {

constexpr double spacing = node_spacing.value;
constexpr double hair = 1e-6;
constexpr float far = std::numeric_limits<float>::infinity();

bool has_shape(const Footing& footing) { return footing.shape != nullptr && !footing.shape->empty(); }

/// Every side of every ring; a point is a side of no length.
template <class Visit>
void for_each_side(const Footing& footing, Visit&& visit) {
  if (!has_shape(footing)) {
    visit(footing.place, footing.place);
    return;
  }
  const auto ring_sides = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) visit(ring[i], ring[i + 1]);
  };
  for (const Polygon& polygon : *footing.shape) {
    ring_sides(polygon.outer);
    for (const Ring& hole : polygon.holes) ring_sides(hole);
  }
}

Box box_of_side(Position a, Position b, double margin) {
  return {{std::min(a.x, b.x) - margin, std::min(a.y, b.y) - margin}, {std::max(a.x, b.x) + margin, std::max(a.y, b.y) + margin}};
}

void widen(Box& box, const Box& more) {
  box.low = {std::min(box.low.x, more.low.x), std::min(box.low.y, more.low.y)};
  box.high = {std::max(box.high.x, more.high.x), std::max(box.high.y, more.high.y)};
}

/// What lies within reach of land, and two nodes more: a taken node always has neighbours.
std::vector<Box> boxes_of(std::span<const Footing> footings, std::span<const LineString> stretches) {
  std::vector<Box> boxes;
  for (const Footing& footing : footings) {
    Box box = box_of_side(footing.place, footing.place, land_of_building.value + 2 * spacing);
    for_each_side(footing, [&](Position a, Position b) { widen(box, box_of_side(a, b, land_of_building.value + 2 * spacing)); });
    boxes.push_back(box);
  }
  for (const LineString& line : stretches) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      boxes.push_back(box_of_side(line[i], line[i + 1], land_of_road.value + 2 * spacing));
  }
  return boxes;
}

/// The x at which the outlines of a polygon cross a row, rising.
std::vector<double> crossings(const Polygon& polygon, double y) {
  std::vector<double> at;
  const auto cross = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Position a = ring[i];
      const Position b = ring[i + 1];
      if ((a.y <= y) != (b.y <= y)) at.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
  };
  cross(polygon.outer);
  for (const Ring& hole : polygon.holes) cross(hole);
  std::sort(at.begin(), at.end());
  return at;
}

}  // namespace

LandOwners::LandOwners(std::span<const Footing> footings, std::span<const LineString> stretches)
    : footings_(footings.size()), grid_(boxes_of(footings, stretches), node_spacing) {
  owner_.assign(grid_.node_count(), none);
  squared_.assign(grid_.node_count(), far);
  for (std::uint32_t place = 0; place < footings.size(); ++place) {
    for_each_side(footings[place], [&](Position a, Position b) { spread(a, b, place, land_of_building.value); });
    if (has_shape(footings[place])) fill(*footings[place].shape, place);
  }
  for (std::uint32_t i = 0; i < stretches.size(); ++i) {
    const auto place = static_cast<std::uint32_t>(footings.size() + i);
    for (std::size_t k = 0; k + 1 < stretches[i].size(); ++k)
      spread(stretches[i][k], stretches[i][k + 1], place, land_of_road.value);
  }
  for (std::uint32_t place = 0; place < footings.size(); ++place) {
    for_each_side(footings[place], [&](Position a, Position b) { claim(a, b, place); });
  }
  std::sort(claims_.begin(), claims_.end());
  claims_.erase(std::unique(claims_.begin(), claims_.end()), claims_.end());
  share_gaps();
  find_cuts();
  claims_.shrink_to_fit();
  std::vector<float>().swap(squared_);
  keep_owning_stretches(stretches.size());
  list_tiles();
}

void LandOwners::spread(Position a, Position b, std::uint32_t place, double distance) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double scale = length > 0 ? 1.0 / length : 0.0;
  const bool road = place >= footings_;
  const auto most = static_cast<float>(distance * distance);
  const Box box = box_of_side(a, b, distance);
  for (std::int64_t row = grid_.row_of(box.low.y) + 1; row <= grid_.row_of(box.high.y); ++row) {
    const double y = grid_.place(0, row).y - a.y;
    grid_.for_each(grid_.column_of(box.low.x) + 1, grid_.column_of(box.high.x), row,
                   [&](std::uint32_t node, std::int64_t column) {
                     const double x = grid_.place(column, row).x - a.x;
                     const double share = std::min(1.0, std::max(0.0, (x * dx + y * dy) * scale));
                     const double off_x = x - share * dx;
                     const double off_y = y - share * dy;
                     const auto squared = static_cast<float>(off_x * off_x + off_y * off_y);
                     if (squared > most || squared >= squared_[node]) return;
                     if (road && owner_[node] < footings_) return;  // buildings come first, near or not
                     squared_[node] = squared;
                     owner_[node] = place;
                   });
  }
}

void LandOwners::fill(const MultiPolygon& shape, std::uint32_t place) {
  for (const Polygon& polygon : shape) {
    if (polygon.outer.empty()) continue;
    Box box{polygon.outer.front(), polygon.outer.front()};
    for (const Position& point : polygon.outer) widen(box, {point, point});
    for (std::int64_t row = grid_.row_of(box.low.y); row <= grid_.row_of(box.high.y); ++row) {
      const std::vector<double> at = crossings(polygon, grid_.place(0, row).y);
      for (std::size_t i = 0; i + 1 < at.size(); i += 2) {
        grid_.for_each(grid_.column_of(at[i]) + 1, grid_.column_of(at[i + 1]), row, [&](std::uint32_t node, std::int64_t) {
          if (squared_[node] > 0) {
            squared_[node] = 0;
            owner_[node] = place;
          } else if (owner_[node] != place) {
            claims_.emplace_back(node, place);  // buildings that overlap
          }
        });
      }
    }
  }
}

/// The corners of every square that a side touches, a hair generously.
void LandOwners::claim(Position a, Position b, std::uint32_t place) {
  if (a.y > b.y) std::swap(a, b);
  for (std::int64_t row = grid_.row_of(a.y - hair); row <= grid_.row_of(b.y + hair); ++row) {
    const double bottom = grid_.place(0, row).y;
    const auto x_at = [&](double y) { return a.x + std::clamp((y - a.y) / (b.y - a.y), 0.0, 1.0) * (b.x - a.x); };
    const double one = b.y > a.y ? x_at(bottom - hair) : a.x;
    const double other = b.y > a.y ? x_at(bottom + spacing + hair) : b.x;
    const std::int64_t first = grid_.column_of(std::min(one, other) - hair);
    const std::int64_t last = grid_.column_of(std::max(one, other) + hair) + 1;
    for (const std::int64_t line : {row, row + 1}) {
      grid_.for_each(first, last, line, [&](std::uint32_t node, std::int64_t) {
        if (owner_[node] != place) claims_.emplace_back(node, place);
      });
    }
  }
}

std::uint32_t LandOwners::step(std::uint32_t node, int east, int north) const {
  const TileGrid::Corner at = grid_.corner_of_node(node);
  return grid_.node(at.column + east, at.row + north);
}

/// Land that nobody owns, piece by piece; a piece at the edge of the lattice is part of the open country.
void LandOwners::share_gaps() {
  const auto most = static_cast<std::size_t>(small_gap.value / (spacing * spacing));
  std::vector<std::uint8_t> seen(owner_.size(), 0);
  std::vector<std::uint32_t> gap;
  for (std::uint32_t start = 0; start < owner_.size(); ++start) {
    if (owner_[start] != none || seen[start] != 0) continue;
    gap.assign(1, start);
    seen[start] = 1;
    bool open = false;
    for (std::size_t i = 0; i < gap.size(); ++i) {
      for (int k = 0; k < 9; ++k) {
        const std::uint32_t next = step(gap[i], k % 3 - 1, k / 3 - 1);
        open = open || next == none;
        if (next == none || owner_[next] != none || seen[next] != 0) continue;
        seen[next] = 1;
        gap.push_back(next);
      }
    }
    if (!open && gap.size() <= most) share_gap(gap);
  }
}

/// From the rim inwards; of several neighbours the lowest number.
void LandOwners::share_gap(std::vector<std::uint32_t>& gap) {
  constexpr std::array<std::array<int, 2>, 4> ways{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> taken;
  while (!gap.empty()) {
    taken.clear();
    for (const std::uint32_t node : gap) {
      std::uint32_t best = none;
      for (const auto& [east, north] : ways) best = std::min(best, owner_[step(node, east, north)]);
      if (best != none) taken.emplace_back(node, best);
    }
    for (const auto& [node, place] : taken) {
      owner_[node] = place;
      squared_[node] = static_cast<float>(land_of_building.value * land_of_building.value);
    }
    std::erase_if(gap, [&](std::uint32_t node) { return owner_[node] != none; });
  }
}

/// Half-way between two owners by their distances, at the end of the land where nobody follows.
std::uint8_t LandOwners::cut_between(std::uint32_t node, std::uint32_t next) const {
  const auto limit = [&](std::uint32_t place) { return place < footings_ ? land_of_building.value : land_of_road.value; };
  const auto distance = [&](std::uint32_t at) { return std::sqrt(static_cast<double>(squared_[at])); };
  double metres = spacing / 2;
  if (owner_[node] != none && next != none && owner_[next] != none) {
    metres += (distance(next) - distance(node)) / 2;
  } else if (owner_[node] != none) {
    metres = limit(owner_[node]) - distance(node);
  } else if (next != none && owner_[next] != none) {
    metres = spacing - (limit(owner_[next]) - distance(next));
  }
  return static_cast<std::uint8_t>(std::clamp(std::floor(2 * metres + 0.5), 2.0, 14.0));
}

void LandOwners::find_cuts() {
  cuts_.resize(owner_.size());
  for (std::uint32_t node = 0; node < owner_.size(); ++node) {
    const unsigned east = cut_between(node, step(node, 1, 0));
    const unsigned north = cut_between(node, step(node, 0, 1));
    cuts_[node] = static_cast<std::uint8_t>(east | north << 4U);
  }
}

void LandOwners::keep_owning_stretches(std::size_t stretches) {
  std::vector<std::uint32_t> number(stretches, none);
  for (const std::uint32_t place : owner_) {
    if (place != none && place >= footings_) number[place - footings_] = 0;
  }
  for (std::uint32_t i = 0; i < stretches; ++i) {
    if (number[i] == none) continue;
    number[i] = static_cast<std::uint32_t>(footings_ + kept_.size());
    kept_.push_back(i);
  }
  for (std::uint32_t& place : owner_) {
    if (place != none && place >= footings_) place = number[place - footings_];
  }
}

void LandOwners::list_tiles() {
  const std::size_t tiles = grid_.tile_count();
  first_in_tile_.assign(1, 0);
  std::vector<std::uint32_t> own;
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    const auto begin = owner_.begin() + static_cast<std::ptrdiff_t>(tile * TileGrid::tile_nodes);
    own.assign(begin, begin + TileGrid::tile_nodes);
    std::sort(own.begin(), own.end());
    in_tile_.insert(in_tile_.end(), own.begin(), std::unique(own.begin(), own.end()));
    first_in_tile_.push_back(in_tile_.size());
  }
  first_claim_.assign(1, 0);
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    const auto end =
        std::lower_bound(claims_.begin(), claims_.end(), Claim{static_cast<std::uint32_t>((tile + 1) * TileGrid::tile_nodes), 0});
    first_claim_.push_back(static_cast<std::size_t>(end - claims_.begin()));
  }
}

}  // namespace wangge::gis::circles
