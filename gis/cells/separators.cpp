#include "gis/cells/separators.h"

#include "gis/cells/simplify.h"

#include <algorithm>
#include <cmath>

#include <boost/polygon/voronoi.hpp>

namespace wangge::gis::cells {
namespace {

namespace polygon = boost::polygon;
using Diagram = polygon::voronoi_diagram<double>;
using Edge = Diagram::edge_type;
using Vertex = Diagram::vertex_type;

constexpr std::uint32_t no_block = 0xFFFFFFFFU;

class Tracer {
 public:
  Tracer(std::span<const Wall> walls, LatticePoint low, LatticePoint high, double tolerance)
      : walls_(walls), tolerance_(tolerance) {
    build_diagram(low, high);
    find_lines();
  }

  std::vector<Separator> run() {
    std::vector<Separator> found;
    // First the lines that begin where three meet or one ends, then closed ones.
    for (const bool open : {true, false}) {
      for (std::uint32_t e = 0; e < is_line_.size(); ++e) {
        if (!is_line_[e] || used_[e] || (open && degree(vertex(e)) == 2)) continue;
        found.push_back(trace(e));
      }
    }
    return found;
  }

 private:
  [[nodiscard]] std::uint32_t index(const Edge* edge) const { return static_cast<std::uint32_t>(edge - diagram_.edges().data()); }
  [[nodiscard]] std::uint32_t vertex(std::uint32_t e) const {
    return static_cast<std::uint32_t>(diagram_.edges()[e].vertex0() - diagram_.vertices().data());
  }
  [[nodiscard]] std::uint32_t twin(std::uint32_t e) const { return index(diagram_.edges()[e].twin()); }
  [[nodiscard]] std::uint32_t degree(std::uint32_t vertex) const { return first_leaving_[vertex + 1] - first_leaving_[vertex]; }
  [[nodiscard]] std::uint32_t block(std::uint32_t e) const {
    const std::size_t source = diagram_.edges()[e].cell()->source_index();
    return source < walls_.size() ? walls_[source].block : no_block;
  }

  /// Coordinates are taken from the middle of the land. Eight points far around keep every line between walls finite.
  void build_diagram(LatticePoint low, LatticePoint high) {
    middle_ = {static_cast<std::int32_t>((std::int64_t{low.x} + high.x) / 2),
               static_cast<std::int32_t>((std::int64_t{low.y} + high.y) / 2)};
    const std::int64_t size = std::max({std::int64_t{high.x} - low.x, std::int64_t{high.y} - low.y, std::int64_t{1000}});
    const auto far = static_cast<std::int32_t>(std::min<std::int64_t>(4 * size, 2'000'000'000));
    polygon::voronoi_builder<std::int32_t> builder;
    for (const Wall& wall : walls_) {
      if (wall.segment.a == wall.segment.b) {
        builder.insert_point(wall.segment.a.x - middle_.x, wall.segment.a.y - middle_.y);
        continue;
      }
      builder.insert_segment(wall.segment.a.x - middle_.x, wall.segment.a.y - middle_.y, wall.segment.b.x - middle_.x,
                             wall.segment.b.y - middle_.y);
    }
    for (const int x : {-1, 0, 1}) {
      for (const int y : {-1, 0, 1}) {
        if (x != 0 || y != 0) builder.insert_point(x * far, y * far);
      }
    }
    builder.construct(&diagram_);
  }

  void find_lines() {
    const std::size_t edges = diagram_.edges().size();
    is_line_.assign(edges, false);
    used_.assign(edges, false);
    first_leaving_.assign(diagram_.vertices().size() + 1, 0);
    for (std::uint32_t e = 0; e < edges; ++e) {
      const std::uint32_t left = block(e);
      const std::uint32_t right = block(twin(e));
      is_line_[e] = left != right && left != no_block && right != no_block && diagram_.edges()[e].is_finite();
      if (is_line_[e]) ++first_leaving_[vertex(e) + 1];
    }
    for (std::size_t i = 0; i + 1 < first_leaving_.size(); ++i) first_leaving_[i + 1] += first_leaving_[i];
    leaving_.resize(first_leaving_.back());
    std::vector<std::uint32_t> next(first_leaving_.begin(), first_leaving_.end() - 1);
    for (std::uint32_t e = 0; e < edges; ++e) {
      if (is_line_[e]) leaving_[next[vertex(e)]++] = e;
    }
  }

  Separator trace(std::uint32_t first) {
    std::vector<PathPoint> path{at_vertex(first)};
    for (std::uint32_t e = first;;) {
      used_[e] = used_[twin(e)] = true;
      append_arc(e, path);
      path.push_back(at_vertex(twin(e)));
      const std::uint32_t end = vertex(twin(e));
      if (degree(end) != 2) break;
      const std::uint32_t* both = leaving_.data() + first_leaving_[end];
      e = both[0] == twin(e) ? both[1] : both[0];
      if (used_[e]) break;
    }
    Separator line{{}, block(first), block(twin(first))};
    for (const PathPoint& p : simplified(path, tolerance_)) {
      const LatticePoint point{rounded(p.x, middle_.x), rounded(p.y, middle_.y)};
      if (line.points.empty() || line.points.back() != point) line.points.push_back(point);
    }
    return line;
  }

  [[nodiscard]] static std::int32_t rounded(double value, std::int32_t middle) {
    const double limit = lattice_limit;
    return static_cast<std::int32_t>(std::clamp(std::floor(value + middle + 0.5), -limit, limit));
  }

  struct Place {
    double x;
    double y;
  };
  [[nodiscard]] Place local(LatticePoint p) const {
    return {static_cast<double>(p.x) - middle_.x, static_cast<double>(p.y) - middle_.y};
  }
  [[nodiscard]] Place site_point(const Diagram::cell_type& cell) const {
    const Segment& wall = walls_[cell.source_index()].segment;
    return local(cell.source_category() == polygon::SOURCE_CATEGORY_SEGMENT_START_POINT ? wall.a : wall.b);
  }

  /// The start of an edge with how far a simpler line may stray from it.
  [[nodiscard]] PathPoint at_vertex(std::uint32_t e) const {
    const Edge& edge = diagram_.edges()[e];
    const Place at{edge.vertex0()->x(), edge.vertex0()->y()};
    return {at.x, at.y, allowance(distance(*edge.cell(), at))};
  }
  [[nodiscard]] double allowance(double clearance) const { return std::min(tolerance_, clearance / 4) + 1; }

  [[nodiscard]] double distance(const Diagram::cell_type& cell, Place at) const {
    if (cell.contains_point()) {
      const Place site = site_point(cell);
      return std::sqrt((at.x - site.x) * (at.x - site.x) + (at.y - site.y) * (at.y - site.y));
    }
    const Segment& wall = walls_[cell.source_index()].segment;
    const Place a = local(wall.a);
    const Place b = local(wall.b);
    return std::abs((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x)) / length(wall);
  }

  /// The inner points of an edge that is an arc of the parabola between a point and a wall.
  void append_arc(std::uint32_t e, std::vector<PathPoint>& path) const {
    const Edge& edge = diagram_.edges()[e];
    if (!edge.is_curved()) return;
    const bool point_left = edge.cell()->contains_point();
    const Place focus = site_point(point_left ? *edge.cell() : *edge.twin()->cell());
    const Segment& wall = walls_[(point_left ? edge.twin()->cell() : edge.cell())->source_index()].segment;
    const Place a = local(wall.a);
    const Place b = local(wall.b);
    const double size = length(wall);
    const double ux = (b.x - a.x) / size;
    const double uy = (b.y - a.y) / size;
    const double along = (focus.x - a.x) * ux + (focus.y - a.y) * uy;
    const double height = ux * (focus.y - a.y) - uy * (focus.x - a.x);
    if (std::abs(height) < 1) return;
    const double from = (edge.vertex0()->x() - a.x) * ux + (edge.vertex0()->y() - a.y) * uy;
    const double to = (edge.vertex1()->x() - a.x) * ux + (edge.vertex1()->y() - a.y) * uy;
    // A chord over a stretch s of the parabola t*t / 2h is off by at most s*s / 8h.
    const int steps =
        static_cast<int>(std::min(64.0, std::ceil(std::abs(to - from) / std::sqrt(2 * std::abs(height) * tolerance_))));
    for (int i = 1; i < steps; ++i) {
      const double t = from + (to - from) * i / steps;
      const double y = ((t - along) * (t - along) + height * height) / (2 * height);
      path.push_back({a.x + ux * t - uy * y, a.y + uy * t + ux * y, allowance(std::abs(y))});
    }
  }

  std::span<const Wall> walls_;
  double tolerance_;
  LatticePoint middle_;
  Diagram diagram_;
  std::vector<bool> is_line_;
  std::vector<bool> used_;
  std::vector<std::uint32_t> first_leaving_;  // of vertices: the lines that leave them
  std::vector<std::uint32_t> leaving_;
};

}  // namespace

std::vector<Separator> separators(std::span<const Wall> walls, LatticePoint low, LatticePoint high, double tolerance) {
  if (walls.empty()) return {};
  return Tracer(walls, low, high, tolerance).run();
}

}  // namespace wangge::gis::cells
