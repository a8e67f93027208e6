#include "gis/assign/point_locator.h"

#include "engine/core/parallel.h"
#include "gis/assign/orientation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wangge::gis {
namespace {

using core::Position;

/// Side of the directed edge on which the shifted point (x + tiny, y + small) lies, tiny << small: never 0 for a real edge.
int shifted_side(Position a, Position b, Position point) {
  const int side = orientation(a, b, point);
  if (side != 0) return side;
  if (b.x != a.x) return b.x > a.x ? 1 : -1;
  return b.y > a.y ? -1 : 1;
}

/// Does the vertical path at x + tiny between the two shifted heights cross the edge?
bool crosses_vertical(Position a, Position b, double x, double from_y, double to_y) {
  if ((a.x <= x) == (b.x <= x)) return false;
  return shifted_side(a, b, {x, from_y}) != shifted_side(a, b, {x, to_y});
}

/// Does the path at height y + small from the shifted corner (from_x) to the query point (to_x) cross the edge?
/// The query point is on no edge, so its own side needs no shift in x.
bool crosses_horizontal(Position a, Position b, double y, double from_x, double to_x) {
  if ((a.y <= y) == (b.y <= y)) return false;
  return shifted_side(a, b, {from_x, y}) != shifted_side(a, b, {to_x, y});
}

bool on_edge(Position a, Position b, Position point) {
  return point.x >= std::min(a.x, b.x) && point.x <= std::max(a.x, b.x) && point.y >= std::min(a.y, b.y) &&
         point.y <= std::max(a.y, b.y) && orientation(a, b, point) == 0;
}

}  // namespace

/// Fills the raster, polygon by polygon.
class PointLocator::Build {
 public:
  Build(PointLocator& locator, std::span<const MultiPolygon> polygons) : to_(locator), polygons_(polygons) {}

  void run() {
    collect_edges();
    if (edges_.empty()) return;
    lay_raster();
    for (std::size_t polygon = 0; polygon < polygons_.size(); ++polygon) enter(polygon);
    finish();
  }

 private:
  struct Piece {
    std::uint32_t cell;
    std::uint32_t edge;
  };
  struct Link {
    Entry entry;
    std::uint32_t next;
  };

  void collect_edges();
  void lay_raster();
  void enter(std::size_t polygon);
  void trace(std::uint32_t edge);
  void add(std::size_t cell, Entry entry);
  void lay_edges(Entry& entry);
  void finish();
  [[nodiscard]] std::size_t column_of(double x) const {
    return static_cast<std::size_t>(std::clamp((x - to_.low_.x) / to_.step_x_, 0.0, static_cast<double>(to_.columns_ - 1)));
  }
  [[nodiscard]] std::size_t row_of(double y) const {
    return static_cast<std::size_t>(std::clamp((y - to_.low_.y) / to_.step_y_, 0.0, static_cast<double>(to_.rows_ - 1)));
  }

  PointLocator& to_;
  std::span<const MultiPolygon> polygons_;
  std::vector<Edge> edges_;  ///< of all polygons in their order
  std::vector<std::uint32_t> first_edge_;
  std::vector<std::uint32_t> edge_of_entry_;
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> head_;  ///< of each raster cell: its newest link, or nothing
  std::vector<Link> links_;
};

void PointLocator::Build::collect_edges() {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  to_.low_ = {infinity, infinity};
  to_.high_ = {-infinity, -infinity};
  const auto add_ring = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      if (ring[i] == ring[i + 1]) continue;
      edges_.push_back({ring[i], ring[i + 1]});
      to_.low_ = {std::min(to_.low_.x, ring[i].x), std::min(to_.low_.y, ring[i].y)};
      to_.high_ = {std::max(to_.high_.x, ring[i].x), std::max(to_.high_.y, ring[i].y)};
    }
  };
  for (const MultiPolygon& shape : polygons_) {
    first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
    for (const Polygon& part : shape) {
      add_ring(part.outer);
      for (const Ring& hole : part.holes) add_ring(hole);
    }
  }
  first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
}

void PointLocator::Build::lay_raster() {
  const double per_axis = std::sqrt(static_cast<double>(edges_.size()) * 4);
  to_.columns_ = static_cast<std::size_t>(std::clamp(per_axis, 1.0, 2048.0));
  to_.rows_ = to_.columns_;
  // One raster cell of air on all sides: the path of a query then starts outside of every polygon that begins in its row.
  const auto inner = static_cast<double>(to_.columns_);
  to_.columns_ += 2;
  to_.rows_ += 2;
  const double least = std::max({1e-300, std::abs(to_.high_.x) * 1e-12, std::abs(to_.high_.y) * 1e-12});
  to_.step_x_ = std::max((to_.high_.x - to_.low_.x) / inner, least);
  to_.step_y_ = std::max((to_.high_.y - to_.low_.y) / inner, least);
  to_.low_ = {to_.low_.x - to_.step_x_, to_.low_.y - to_.step_y_};
  to_.high_ = {to_.high_.x + to_.step_x_, to_.high_.y + to_.step_y_};
  to_.code_.assign(to_.columns_ * to_.rows_, nothing);
  head_.assign(to_.columns_ * to_.rows_, nothing);
}

/// Notes every raster cell the edge comes near: half a thousandth of a step is added on all sides, far above rounding.
void PointLocator::Build::trace(std::uint32_t edge) {
  const auto [a, b] = edges_[edge];
  const double margin_x = to_.step_x_ * 0.0005;
  const double margin_y = to_.step_y_ * 0.0005;
  const std::size_t first_row = row_of(std::min(a.y, b.y) - margin_y);
  const std::size_t last_row = row_of(std::max(a.y, b.y) + margin_y);
  for (std::size_t row = first_row; row <= last_row; ++row) {
    double from = std::min(a.x, b.x);
    double to = std::max(a.x, b.x);
    if (first_row != last_row && a.y != b.y) {
      const double slope = (b.x - a.x) / (b.y - a.y);
      const double bottom = to_.low_.y + static_cast<double>(row) * to_.step_y_ - margin_y;
      const double top = bottom + to_.step_y_ + 2 * margin_y;
      const double x_bottom = a.x + (bottom - a.y) * slope;
      const double x_top = a.x + (top - a.y) * slope;
      from = std::max(from, std::min(x_bottom, x_top));
      to = std::min(to, std::max(x_bottom, x_top));
    }
    const std::size_t last_column = column_of(to + margin_x);
    for (std::size_t column = column_of(from - margin_x); column <= last_column; ++column) {
      pieces_.push_back({static_cast<std::uint32_t>(row * to_.columns_ + column), edge});
    }
  }
}

void PointLocator::Build::add(std::size_t cell, Entry entry) {
  links_.push_back({entry, head_[cell]});
  head_[cell] = static_cast<std::uint32_t>(links_.size() - 1);
}

/// Sweeps the polygon's rows from left to right, carrying whether the lower left corner is inside.
void PointLocator::Build::enter(std::size_t polygon) {
  pieces_.clear();
  for (std::uint32_t edge = first_edge_[polygon]; edge < first_edge_[polygon + 1]; ++edge) trace(edge);
  if (pieces_.empty()) return;
  std::sort(pieces_.begin(), pieces_.end(),
            [](const Piece& x, const Piece& y) { return x.cell != y.cell ? x.cell < y.cell : x.edge < y.edge; });
  std::size_t at = 0;
  while (at < pieces_.size()) {
    const std::size_t row = pieces_[at].cell / to_.columns_;
    bool inside = false;
    std::size_t column = pieces_[at].cell % to_.columns_;
    while (at < pieces_.size() && pieces_[at].cell / to_.columns_ == row) {
      const std::size_t next = pieces_[at].cell % to_.columns_;
      for (; inside && column < next; ++column) {
        add(row * to_.columns_ + column, {static_cast<std::uint32_t>(polygon), 0, 0, true});
      }
      column = next;
      const auto first = static_cast<std::uint32_t>(edge_of_entry_.size());
      const Position here = to_.corner(column, row);
      const Position right = to_.corner(column + 1, row);
      bool inside_next = inside;
      for (; at < pieces_.size() && pieces_[at].cell == row * to_.columns_ + column; ++at) {
        const auto [a, b] = edges_[pieces_[at].edge];
        edge_of_entry_.push_back(pieces_[at].edge);
        if (crosses_horizontal(a, b, here.y, here.x, right.x)) inside_next = !inside_next;
      }
      const auto count = static_cast<std::uint32_t>(edge_of_entry_.size()) - first;
      add(row * to_.columns_ + column, {static_cast<std::uint32_t>(polygon), first, count, inside});
      inside = inside_next;
      ++column;
    }
  }
}

void PointLocator::Build::lay_edges(Entry& entry) {
  const std::uint32_t first = entry.first_edge;
  entry.first_edge = static_cast<std::uint32_t>(to_.edges_.size());
  for (std::uint32_t i = 0; i < entry.edge_count; ++i) to_.edges_.push_back(edges_[edge_of_entry_[first + i]]);
}

/// Turns the lists (newest first) into runs by rising polygon, a lone covering polygon into a plain code.
void PointLocator::Build::finish() {
  to_.entries_.reserve(links_.size() + links_.size() / 2);
  to_.edges_.reserve(edge_of_entry_.size());
  for (std::size_t cell = 0; cell < to_.code_.size(); ++cell) {
    if (head_[cell] == nothing) continue;
    const auto first = to_.entries_.size();
    for (std::uint32_t link = head_[cell]; link != nothing; link = links_[link].next) to_.entries_.push_back(links_[link].entry);
    std::reverse(to_.entries_.begin() + static_cast<std::ptrdiff_t>(first), to_.entries_.end());
    const Entry lowest = to_.entries_[first];
    if (lowest.edge_count == 0) {
      to_.code_[cell] = lowest.polygon;
      to_.entries_.resize(first);
    } else {
      to_.code_[cell] = mixed | static_cast<std::uint32_t>(first);
      for (std::size_t i = first; i < to_.entries_.size(); ++i) lay_edges(to_.entries_[i]);
      to_.entries_.push_back({nothing, 0, 0, false});
    }
  }
}

PointLocator::PointLocator(std::span<const MultiPolygon> polygons) { Build(*this, polygons).run(); }

Position PointLocator::corner(std::size_t column, std::size_t row) const {
  return {low_.x + static_cast<double>(column) * step_x_, low_.y + static_cast<double>(row) * step_y_};
}

std::size_t PointLocator::raster_index(Position point) const {
  if (!(point.x >= low_.x && point.x <= high_.x && point.y >= low_.y && point.y <= high_.y)) return code_.size();
  const auto column = std::min(static_cast<std::size_t>((point.x - low_.x) / step_x_), columns_ - 1);
  const auto row = std::min(static_cast<std::size_t>((point.y - low_.y) / step_y_), rows_ - 1);
  return row * columns_ + column;
}

bool PointLocator::holds(const Entry& entry, Position corner, Position point) const {
  bool inside = entry.corner_inside;
  for (std::uint32_t i = 0; i < entry.edge_count; ++i) {
    const auto& [a, b] = edges_[entry.first_edge + i];
    if (on_edge(a, b, point)) return true;
    if (crosses_vertical(a, b, corner.x, corner.y, point.y)) inside = !inside;
    if (crosses_horizontal(a, b, point.y, corner.x, point.x)) inside = !inside;
  }
  return inside;
}

PolygonId PointLocator::locate_in(std::size_t cell, Position point) const {
  if (cell >= code_.size() || code_[cell] == nothing) return {};
  const std::uint32_t code = code_[cell];
  if ((code & mixed) == 0) return PolygonId(code);
  const Position from = corner(cell % columns_, cell / columns_);
  for (std::size_t i = code & ~mixed; entries_[i].polygon != nothing; ++i) {
    if (holds(entries_[i], from, point)) return PolygonId(entries_[i].polygon);
  }
  return {};
}

PolygonId PointLocator::locate(Position point) const { return locate_in(raster_index(point), point); }

std::vector<PolygonId> PointLocator::locate(std::span<const Position> points, core::Threads threads) const {
  std::vector<PolygonId> homes(points.size());
  constexpr std::size_t block = 32;
  constexpr std::size_t chunk = 16384;
  core::parallel_for(threads, (points.size() + chunk - 1) / chunk, [&](std::size_t number) {
    const std::size_t end = std::min(points.size(), (number + 1) * chunk);
    std::array<std::size_t, block> cells{};
    for (std::size_t first = number * chunk; first < end; first += block) {
      const std::size_t count = std::min(block, end - first);
      for (std::size_t i = 0; i < count; ++i) {
        cells[i] = raster_index(points[first + i]);
        if (cells[i] < code_.size()) __builtin_prefetch(&code_[cells[i]]);
      }
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t code = cells[i] < code_.size() ? code_[cells[i]] : nothing;
        if (code != nothing && (code & mixed) != 0) __builtin_prefetch(&entries_[code & ~mixed]);
      }
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t code = cells[i] < code_.size() ? code_[cells[i]] : nothing;
        if (code != nothing && (code & mixed) != 0) __builtin_prefetch(&edges_[entries_[code & ~mixed].first_edge]);
      }
      for (std::size_t i = 0; i < count; ++i) homes[first + i] = locate_in(cells[i], points[first + i]);
    }
  });
  return homes;
}

}  // namespace wangge::gis
