#include "gis/town/people/block_outlines.h"

#include "gis/town/people/plane_shapes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace wangge::town {
namespace {

struct Edge {
  std::uint32_t label;
  std::uint32_t from;
  std::uint32_t to;

  friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// The edges of the faces whose other side has another label; sorted by label, from, to.
std::vector<Edge> boundary_edges(const Faces& faces, std::span<const std::uint32_t> labels) {
  std::vector<Edge> edges;
  for (std::size_t face = 0; face < faces.rings.size(); ++face) {
    if (labels[face] == unlabelled) continue;
    const auto ring = faces.rings[face];
    for (std::size_t i = 0; i < ring.size(); ++i) {
      edges.push_back({labels[face], ring[i].value(), ring[(i + 1) % ring.size()].value()});
    }
  }
  // Both directions of one edge stand side by side when sorted by its lower and upper end.
  const auto key = [](const Edge& e) { return std::pair(std::min(e.from, e.to), std::max(e.from, e.to)); };
  std::sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) {
    if (a.label != b.label) return a.label < b.label;
    const auto ka = key(a);
    const auto kb = key(b);
    return ka != kb ? ka < kb : a.from < b.from;
  });
  std::vector<Edge> kept;
  for (std::size_t first = 0, last = 0; first < edges.size(); first = last) {
    while (last < edges.size() && edges[last].label == edges[first].label && key(edges[last]) == key(edges[first])) ++last;
    std::ptrdiff_t forward = 0;  // copies from the lower end to the upper, less those back
    for (std::size_t i = first; i < last; ++i) forward += edges[i].from < edges[i].to ? 1 : -1;
    const auto [low, high] = key(edges[first]);
    for (; forward > 0; --forward) kept.push_back({edges[first].label, low, high});
    for (; forward < 0; ++forward) kept.push_back({edges[first].label, high, low});
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

/// How far clockwise from direction `back` the direction `out` lies, as a number that rises with the angle: 0 … 4.
double clockwise_turn(Position back, Position out) {
  const double length = std::sqrt((back.x * back.x + back.y * back.y) * (out.x * out.x + out.y * out.y));
  if (length == 0) return 4;
  const double cosine = (back.x * out.x + back.y * out.y) / length;
  const double sine = (back.x * out.y - back.y * out.x) / length;
  if (sine < 0) return 1 - cosine;                  // out is to the right of back: 0 … 2
  return sine == 0 && cosine > 0 ? 4 : 3 + cosine;  // 2 … 4
}

class Rings {
 public:
  Rings(std::span<const Position> points, std::span<const Edge> edges)
      : points_(points), edges_(edges), used_(edges.size(), false) {}

  [[nodiscard]] MultiPolygon linked() {
    for (std::size_t start = 0; start < edges_.size(); ++start) {
      if (!used_[start]) split_simple(walk(start));
    }
    return assembled();
  }

 private:
  /// The closed walk from one edge that keeps its own face's land on the left at every vertex.
  std::vector<std::uint32_t> walk(std::size_t start) {
    std::vector<std::uint32_t> loop;
    std::size_t at = start;
    while (!used_[at]) {
      used_[at] = true;
      loop.push_back(edges_[at].from);
      const std::size_t next = next_edge(at);
      if (next == edges_.size()) break;
      at = next;
    }
    return loop;
  }

  /// The first edge that leaves the vertex; edges are sorted by where they start.
  [[nodiscard]] auto edges_from(std::uint32_t vertex) const {
    return std::lower_bound(edges_.begin(), edges_.end(), vertex, [](const Edge& e, std::uint32_t v) { return e.from < v; });
  }

  [[nodiscard]] bool rings_meet_at(std::uint32_t vertex) const {
    const auto first = edges_from(vertex);
    return first != edges_.end() && first + 1 != edges_.end() && (first + 1)->from == vertex;
  }

  [[nodiscard]] std::size_t next_edge(std::size_t at) const {
    const std::uint32_t corner = edges_[at].to;
    const Position here = points_[corner];
    const Position back{points_[edges_[at].from].x - here.x, points_[edges_[at].from].y - here.y};
    std::size_t best = edges_.size();
    double least = 5;
    for (auto out = edges_from(corner); out != edges_.end() && out->from == corner; ++out) {
      const auto index = static_cast<std::size_t>(out - edges_.begin());
      const double turn = clockwise_turn(back, {points_[out->to].x - here.x, points_[out->to].y - here.y});
      if (turn < least) {
        least = turn;
        best = index;
      }
    }
    return best;
  }

  /// A walk that meets a vertex twice is several rings that touch there.
  void split_simple(const std::vector<std::uint32_t>& loop) {
    std::vector<std::uint32_t> open;
    for (const std::uint32_t vertex : loop) {
      const auto seen = rings_meet_at(vertex) ? std::find(open.begin(), open.end(), vertex) : open.end();
      if (seen != open.end()) {
        keep_ring({seen, open.end()});
        open.erase(seen, open.end());
      }
      open.push_back(vertex);
    }
    keep_ring(open);
  }

  void keep_ring(const std::vector<std::uint32_t>& vertices) {
    if (vertices.size() < 3) return;
    Ring ring;
    ring.reserve(vertices.size() + 1);
    for (const std::uint32_t vertex : vertices) ring.push_back(points_[vertex]);
    ring.push_back(ring.front());
    (signed_area(ring) > 0 ? outers_ : holes_).push_back(std::move(ring));
  }

  [[nodiscard]] MultiPolygon assembled() {
    MultiPolygon shape;
    for (Ring& outer : outers_) shape.push_back({std::move(outer), {}});
    for (Ring& hole : holes_) {
      const Position on_edge{(hole[0].x + hole[1].x) / 2, (hole[0].y + hole[1].y) / 2};
      Polygon* best = nullptr;
      double least = 0;
      for (Polygon& polygon : shape) {
        const double area = signed_area(polygon.outer);
        if ((best == nullptr || area < least) && contains(polygon.outer, on_edge)) {
          best = &polygon;
          least = area;
        }
      }
      if (best != nullptr) best->holes.push_back(std::move(hole));
    }
    return shape;
  }

  std::span<const Position> points_;
  std::span<const Edge> edges_;
  std::vector<bool> used_;
  std::vector<Ring> outers_;
  std::vector<Ring> holes_;
};

}  // namespace

std::vector<MultiPolygon> dissolve(const Faces& faces, std::span<const std::uint32_t> labels, std::size_t count) {
  const std::vector<Edge> edges = boundary_edges(faces, labels);
  std::vector<MultiPolygon> shapes(count);
  for (std::size_t first = 0, last = 0; first < edges.size(); first = last) {
    while (last < edges.size() && edges[last].label == edges[first].label) ++last;
    shapes[edges[first].label] = Rings(faces.points, std::span(edges).subspan(first, last - first)).linked();
  }
  return shapes;
}

std::vector<MultiPolygon> dissolve_blocks(const Town& town, std::span<const std::uint32_t> labels, std::size_t count) {
  Faces faces{town.vertices.values(), {}};
  faces.rings.reserve(town.blocks.size());
  for (const Block& block : town.blocks) faces.rings.emplace_back(block.ring);
  return dissolve(faces, labels, count);
}

Column<AreaId, MultiPolygon> area_outlines(const Town& town) {
  Column<AreaId, MultiPolygon> outlines(town.areas.size());
  std::vector<std::uint32_t> labels(town.blocks.size(), unlabelled);
  for (std::size_t level = town.level_names.size(); level-- > 0;) {
    for (std::size_t block = 0; block < labels.size(); ++block) {
      AreaId area = town.blocks[BlockId(block)].area;
      while (area.valid() && town.areas[area].level > level) area = town.areas[area].parent;
      labels[block] = area.valid() && town.areas[area].level == level ? area.value() : unlabelled;
    }
    std::vector<MultiPolygon> shapes = dissolve_blocks(town, labels, town.areas.size());
    for (std::size_t area = 0; area < shapes.size(); ++area) {
      if (!shapes[area].empty()) outlines[AreaId(area)] = std::move(shapes[area]);
    }
  }
  return outlines;
}

}  // namespace wangge::town
