#include "gis/cells/linework.h"

#include "engine/core/error.h"
#include "gis/cells/clip_ring.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis::cells {
namespace {

bool finite(Position p) { return std::isfinite(p.x) && std::isfinite(p.y); }

bool boxes_apart(const Box& a, const Box& b) {
  return a.high.x < b.low.x || b.high.x < a.low.x || a.high.y < b.low.y || b.high.y < a.low.y;
}

constexpr double huge = std::numeric_limits<double>::infinity();

void extend(Box& box, Position p) {
  box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
  box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
}

Box box_of(const MultiPolygon& shape) {
  Box box{{huge, huge}, {-huge, -huge}};
  for (const Polygon& polygon : shape) {
    for (const Position& p : polygon.outer) extend(box, p);
  }
  return box;
}

class Gatherer {
 public:
  Gatherer(const Lattice& lattice, const Box& extent) : lattice_(lattice), extent_(extent) {}

  [[nodiscard]] bool near(const Box& box) const { return !boxes_apart(box, extent_); }

  std::uint32_t add_shape(const InputShape& shape) {
    work_.shapes.push_back(shape);
    return static_cast<std::uint32_t>(work_.shapes.size() - 1);
  }

  /// Lays the ring with its inside on the left (a hole: on the right).
  void add_ring(std::uint32_t shape, const Ring& ring, bool hole) {
    std::vector<LatticePoint> points;
    for (const Position& p : ring) {
      if (const auto point = lattice_.point(p); point && (points.empty() || points.back() != *point)) points.push_back(*point);
    }
    if (points.size() > 1 && points.front() == points.back()) points.pop_back();
    if (points.size() < 3) return;
    std::uint64_t doubled = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      doubled += static_cast<std::uint64_t>(cross(points[0], points[i], points[(i + 1) % points.size()]));
    }
    const bool clockwise = static_cast<std::int64_t>(doubled) < 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const LatticePoint& p = points[i];
      const LatticePoint& q = points[(i + 1) % points.size()];
      add_segment(shape, clockwise == hole ? Segment{p, q} : Segment{q, p});
    }
  }

  void add_polygons(std::uint32_t shape, const MultiPolygon& polygons, bool clip) {
    for (const Polygon& polygon : polygons) {
      add_ring(shape, clip ? clip_ring(polygon.outer, extent_) : polygon.outer, false);
      for (const Ring& hole : polygon.holes) add_ring(shape, clip ? clip_ring(hole, extent_) : hole, true);
    }
  }

  void add_line(std::uint32_t shape, const LineString& line) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      Box box{line[i], line[i]};
      extend(box, line[i + 1]);
      if (!finite(line[i]) || !finite(line[i + 1]) || boxes_apart(box, extent_)) continue;
      const auto a = lattice_.point(line[i]);
      const auto b = lattice_.point(line[i + 1]);
      if (a && b) add_segment(shape, {*a, *b});
    }
  }

  [[nodiscard]] Linework& work() { return work_; }

 private:
  void add_segment(std::uint32_t shape, const Segment& segment) {
    if (segment.a == segment.b) return;
    work_.segments.push_back(segment);
    work_.shape_of_segment.push_back(shape);
  }

  const Lattice& lattice_;
  Box extent_;
  Linework work_;
};

bool finite(const MultiPolygon& shape) {
  for (const Polygon& polygon : shape) {
    for (const Position& p : polygon.outer) {
      if (!finite(p)) return false;
    }
    for (const Ring& hole : polygon.holes) {
      for (const Position& p : hole) {
        if (!finite(p)) return false;
      }
    }
  }
  return true;
}

void add_areas(Gatherer& gatherer, const Layers& layers) {
  const std::size_t lowest = layers.levels.size() - 1;
  for (std::size_t level = layers.levels.size(); level-- > 0;) {
    for (std::uint32_t i = 0; i < layers.levels[level].size(); ++i) {
      const AreaFeature& area = layers.levels[level][i];
      const auto kind = level == lowest ? InputShape::Kind::lowest_area : InputShape::Kind::upper_area;
      const std::uint32_t shape = gatherer.add_shape({kind, BarrierClass::none, static_cast<std::uint32_t>(level), i});
      if (!finite(area.shape)) {
        gatherer.work().findings.add(
            {.rule = "area.coordinates",
             .message = {.zh = fmt::format("区域“{}”有非有限坐标，这些点已略去", area.name),
                         .en =
                             fmt::format("area '{}' has coordinates that are not finite; those points were left out", area.name)},
             .feature = area.source_id});
      }
      gatherer.add_polygons(shape, area.shape, kind == InputShape::Kind::upper_area);
    }
  }
}

core::Text add_building(Gatherer& gatherer, const BuildingFeature& building, std::uint32_t index, const core::Text& outside) {
  if (!building.defect.en.empty()) return building.defect;
  if (building.footprint.empty()) {
    if (building.point) return {};
    return {.zh = "既无轮廓也无点位", .en = "it has neither a footprint nor a point"};
  }
  if (!finite(building.footprint)) return {.zh = "坐标不是有限数", .en = "its coordinates are not finite"};
  if (!gatherer.near(box_of(building.footprint))) return outside;
  const std::size_t before = gatherer.work().segments.size();
  gatherer.add_polygons(gatherer.add_shape({InputShape::Kind::building, BarrierClass::none, 0, index}), building.footprint,
                        false);
  if (gatherer.work().segments.size() > before) return {};
  return {.zh = "轮廓没有面积", .en = "its footprint has no area"};
}

}  // namespace

core::Text outside_every(const core::Text& lowest_level) {
  return {.zh = fmt::format("位于所有{}之外", lowest_level.zh), .en = fmt::format("outside every {}", lowest_level.en)};
}

std::optional<BarrierClass> barrier_of(const LineFeature& line) {
  using network::LineClass;
  if (line.tunnel) return std::nullopt;
  switch (line.line_class) {
    case LineClass::footway:
      return line.type == "pedestrian" ? std::optional(BarrierClass::street) : std::nullopt;
    case LineClass::steps:
    case LineClass::cycleway:
      return std::nullopt;
    case LineClass::track:
    case LineClass::service:
    case LineClass::stream:
      return BarrierClass::lane;
    case LineClass::residential:
    case LineClass::tertiary:
      return BarrierClass::street;
    case LineClass::secondary:
    case LineClass::primary:
    case LineClass::motorway:
      return BarrierClass::arterial;
    case LineClass::rail:
      return BarrierClass::railway;
    case LineClass::river:
    case LineClass::canal:
      return BarrierClass::river;
  }
  return std::nullopt;
}

Box extent_of_areas(const Layers& layers) {
  Box box{{huge, huge}, {-huge, -huge}};
  if (!layers.levels.empty()) {
    for (const AreaFeature& area : layers.levels.back()) {
      for (const Polygon& polygon : area.shape) {
        for (const Position& p : polygon.outer) {
          if (finite(p)) extend(box, p);
        }
      }
    }
  }
  if (box.low.x > box.high.x) {
    throw core::Error(core::ErrorCode::input, {.zh = "最低一级没有任何有形状的区域，无法划分单元",
                                               .en = "the lowest level has no area with a shape: no cell can be built"});
  }
  return box;
}

Linework gather_linework(const Layers& layers, const CellRules& rules, const Lattice& lattice, const Box& extent) {
  constexpr double margin = 50;
  Gatherer gatherer(lattice, {{extent.low.x - margin, extent.low.y - margin}, {extent.high.x + margin, extent.high.y + margin}});
  add_areas(gatherer, layers);
  const core::Text outside = outside_every(rules.lowest_level);
  for (std::uint32_t i = 0; i < layers.buildings.size(); ++i) {
    gatherer.work().building_reason.push_back(add_building(gatherer, layers.buildings[i], i, outside));
  }
  for (std::uint32_t i = 0; i < layers.waters.size(); ++i) {
    if (!gatherer.near(box_of(layers.waters[i].shape))) continue;
    gatherer.add_polygons(gatherer.add_shape({InputShape::Kind::water, BarrierClass::none, 0, i}), layers.waters[i].shape, true);
  }
  for (std::uint32_t i = 0; i < layers.lines.size(); ++i) {
    const auto barrier = barrier_of(layers.lines[i]);
    if (barrier) gatherer.add_line(gatherer.add_shape({InputShape::Kind::line, *barrier, 0, i}), layers.lines[i].points);
  }
  return std::move(gatherer.work());
}

}  // namespace wangge::gis::cells
