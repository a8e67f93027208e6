#include "gis/map/shape_net.h"

#include "gis/map/simplify.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace wangge::gis::map {
namespace {

using Node = std::uint32_t;
constexpr Node no_node = std::numeric_limits<Node>::max();

bool before(const Position& a, const Position& b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); }

double twice_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  }
  return sum;
}

}  // namespace

/// The vertices of all rings numbered by place, and which of them are junctions.
class ShapeNetBuild {
 public:
  ShapeNetBuild(ShapeNet& net, std::span<const MultiPolygon* const> shapes, double tolerance) : net_(net), tolerance_(tolerance) {
    for (const MultiPolygon* shape : shapes) {
      for (const Polygon& polygon : *shape)
        each_ring(polygon, [&](const Ring& r) { places_.insert(places_.end(), r.begin(), r.end()); });
    }
    std::sort(places_.begin(), places_.end(), before);
    places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
    first_.assign(places_.size(), no_node);
    second_.assign(places_.size(), no_node);
    junction_.assign(places_.size(), 0);
    for (const MultiPolygon* shape : shapes) {
      for (const Polygon& polygon : *shape) each_ring(polygon, [&](const Ring& r) { note_neighbours(nodes_of(r)); });
    }
    net_.shapes_.resize(shapes.size());
    for (std::size_t s = 0; s < shapes.size(); ++s) {
      for (const Polygon& polygon : *shapes[s]) {
        ShapeNet::PolygonSteps steps;
        each_ring(polygon, [&](const Ring& r) { steps.push_back(steps_of(nodes_of(r), static_cast<std::uint32_t>(s))); });
        net_.shapes_[s].push_back(std::move(steps));
      }
    }
  }

 private:
  template <class Visit>
  static void each_ring(const Polygon& polygon, Visit visit) {
    visit(polygon.outer);
    for (const Ring& hole : polygon.holes) visit(hole);
  }

  /// The ring without its closing point and without repeated points.
  [[nodiscard]] std::vector<Node> nodes_of(const Ring& ring) const {
    std::vector<Node> nodes;
    for (const Position& place : ring) {
      const auto at = std::lower_bound(places_.begin(), places_.end(), place, before);
      const Node node = static_cast<Node>(at - places_.begin());
      if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
    }
    if (nodes.size() > 1 && nodes.front() == nodes.back()) nodes.pop_back();
    return nodes;
  }

  void note_neighbours(const std::vector<Node>& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      note(ring[i], ring[(i + 1) % ring.size()]);
      note(ring[(i + 1) % ring.size()], ring[i]);
    }
  }

  void note(Node node, Node other) {
    if (first_[node] == no_node || first_[node] == other) {
      first_[node] = other;
    } else if (second_[node] == no_node || second_[node] == other) {
      second_[node] = other;
    } else {
      junction_[node] = 1;
    }
  }

  [[nodiscard]] ShapeNet::RingSteps steps_of(std::vector<Node> ring, std::uint32_t shape) {
    ShapeNet::RingSteps steps;
    if (ring.size() < 3) return steps;
    auto start = std::find_if(ring.begin(), ring.end(), [&](Node n) { return junction_[n] != 0; });
    if (start == ring.end()) start = std::min_element(ring.begin(), ring.end());
    std::rotate(ring.begin(), start, ring.end());
    ring.push_back(ring.front());
    std::size_t from = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
      if (i + 1 < ring.size() && junction_[ring[i]] == 0) continue;
      steps.push_back(border(std::span(ring).subspan(from, i - from + 1), shape));
      from = i;
    }
    return steps;
  }

  /// The border along these nodes, found again or made; its direction is the one whose first step is lower.
  [[nodiscard]] ShapeNet::Step border(std::span<const Node> nodes, std::uint32_t shape) {
    const std::pair forward{nodes[0], nodes[1]};
    const std::pair backward{nodes[nodes.size() - 1], nodes[nodes.size() - 2]};
    const bool reversed = backward < forward;
    const auto [at, fresh] = known_.try_emplace(reversed ? backward : forward, static_cast<std::uint32_t>(net_.borders_.size()));
    if (fresh) {
      LineString line;
      for (const Node node : nodes) line.push_back(places_[node]);
      if (reversed) std::reverse(line.begin(), line.end());
      net_.borders_.push_back({.line = thinned(line), .shapes = {}});
    }
    std::vector<std::uint32_t>& owners = net_.borders_[at->second].shapes;
    if (owners.empty() || owners.back() != shape) owners.push_back(shape);
    return {at->second, reversed};
  }

  /// A closed border needs two more points to keep its area: it is halved at the point farthest from its start.
  [[nodiscard]] LineString thinned(const LineString& line) const {
    if (!(line.front() == line.back())) return simplified(line, tolerance_);
    std::size_t far = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (core::distance(line[0], line[far]) < core::distance(line[0], line[i])) far = i;
    }
    LineString out = simplified(std::span(line).first(far + 1), tolerance_);
    const LineString rest = simplified(std::span(line).subspan(far), tolerance_);
    out.insert(out.end(), rest.begin() + 1, rest.end());
    return out;
  }

  ShapeNet& net_;
  double tolerance_;
  std::vector<Position> places_;
  std::vector<Node> first_;
  std::vector<Node> second_;
  std::vector<char> junction_;
  std::map<std::pair<Node, Node>, std::uint32_t> known_;
};

ShapeNet::ShapeNet(std::span<const MultiPolygon* const> shapes, double tolerance) {
  const ShapeNetBuild build(*this, shapes, tolerance);
}

Ring ShapeNet::ring(const RingSteps& steps) const {
  Ring out;
  for (const Step& step : steps) {
    LineString line = borders_[step.border].line;
    if (step.reversed) std::reverse(line.begin(), line.end());
    out.insert(out.end(), line.begin() + (out.empty() ? 0 : 1), line.end());
  }
  return out;
}

MultiPolygon ShapeNet::shape(std::size_t index) const {
  MultiPolygon out;
  for (const PolygonSteps& rings : shapes_[index]) {
    if (rings.empty()) continue;
    Polygon polygon{.outer = ring(rings.front()), .holes = {}};
    if (polygon.outer.size() < 4 || twice_area(polygon.outer) == 0) continue;
    for (std::size_t i = 1; i < rings.size(); ++i) {
      Ring hole = ring(rings[i]);
      if (hole.size() >= 4 && twice_area(hole) != 0) polygon.holes.push_back(std::move(hole));
    }
    out.push_back(std::move(polygon));
  }
  return out;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> ShapeNet::neighbours(std::size_t limit) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const Border& border : borders_) {
    for (std::size_t i = 0; i < border.shapes.size(); ++i) {
      for (std::size_t j = i + 1; j < border.shapes.size() && border.shapes[j] < limit; ++j) {
        pairs.emplace_back(border.shapes[i], border.shapes[j]);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace wangge::gis::map
