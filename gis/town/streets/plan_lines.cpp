#include "gis/town/streets/plan_lines.h"

#include <algorithm>
#include <cassert>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;

/// An edge of the mesh, low vertex first.
struct Edge {
  Vertex low = 0;
  Vertex high = 0;
  ChainIndex chain = 0;
  BlockId rising;   ///< the block whose ring runs low -> high
  BlockId falling;  ///< the block whose ring runs high -> low
  LineId line;
};

class Conversion {
 public:
  explicit Conversion(const Mesh& mesh) : mesh_(mesh) {
    collect_edges();
    collect_spokes();
  }

  LaidPlan convert() {
    for (const Position p : mesh_.at) made_.plan.vertices.push_back(p);
    // Lines begin where they must; what is left are loops, which begin at their lowest vertex.
    for (const bool loops : {false, true}) {
      for (Vertex v = 0; v < mesh_.at.size(); ++v) {
        if (!loops && !ends_lines(v)) continue;
        for (std::size_t k = first_[v]; k < first_[v + 1]; ++k) {
          if (!edges_[spokes_[k]].line.valid()) add_line(v, spokes_[k]);
        }
      }
    }
    for (const Face& face : mesh_.faces) add_block(face);
    return std::move(made_);
  }

 private:
  void collect_edges() {
    struct Half {
      Vertex low, high;
      ChainIndex chain;
      bool rising;
      std::uint32_t block;
    };
    std::vector<Half> halves;
    for (std::size_t f = 0; f < mesh_.faces.size(); ++f) {
      const Face& face = mesh_.faces[f];
      for (std::size_t i = 0; i < face.ring.size(); ++i) {
        const Vertex a = face.ring[i];
        const Vertex b = face.ring[i + 1 < face.ring.size() ? i + 1 : 0];
        halves.push_back({std::min(a, b), std::max(a, b), face.chain[i], a < b, static_cast<std::uint32_t>(f)});
      }
    }
    std::sort(halves.begin(), halves.end(), [](const Half& a, const Half& b) {
      if (a.low != b.low) return a.low < b.low;
      return a.high != b.high ? a.high < b.high : a.block < b.block;
    });
    for (const Half& half : halves) {
      if (edges_.empty() || edges_.back().low != half.low || edges_.back().high != half.high) {
        edges_.push_back({half.low, half.high, half.chain, {}, {}, {}});
      }
      (half.rising ? edges_.back().rising : edges_.back().falling) = BlockId(half.block);
    }
  }

  void collect_spokes() {
    first_.assign(mesh_.at.size() + 1, 0);
    for (const Edge& edge : edges_) {
      ++first_[edge.low + 1];
      ++first_[edge.high + 1];
    }
    for (std::size_t v = 0; v < mesh_.at.size(); ++v) first_[v + 1] += first_[v];
    spokes_.resize(2 * edges_.size());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      spokes_[next[edges_[e].low]++] = e;
      spokes_[next[edges_[e].high]++] = e;
    }
  }

  bool ends_lines(Vertex v) const {
    if (first_[v + 1] - first_[v] != 2) return true;
    return edges_[spokes_[first_[v]]].chain != edges_[spokes_[first_[v] + 1]].chain;
  }

  void add_line(Vertex start, std::size_t edge) {
    const Chain& chain = mesh_.chains[edges_[edge].chain];
    Line line;
    line.line_class = chain.line_class;
    line.width_m = chain.width_m;
    line.bridge = chain.bridge;
    line.tunnel = chain.tunnel;
    line.access = usual_access(chain.line_class);
    line.vertices.push_back(VertexId(start));
    const LineId id(made_.plan.lines.size());
    made_.sides.push_back(edges_[edge].low == start ? Sides{edges_[edge].rising, edges_[edge].falling}
                                                    : Sides{edges_[edge].falling, edges_[edge].rising});
    Vertex at = start;
    while (true) {
      edges_[edge].line = id;
      at = edges_[edge].low == at ? edges_[edge].high : edges_[edge].low;
      line.vertices.push_back(VertexId(at));
      if (at == start || ends_lines(at)) break;
      edge = spokes_[first_[at]] == edge ? spokes_[first_[at] + 1] : spokes_[first_[at]];
    }
    made_.plan.lines.push_back(std::move(line));
    made_.street.push_back(chain.street);
  }

  void add_block(const Face& face) {
    Block block;
    for (std::size_t i = 0; i < face.ring.size(); ++i) {
      const Vertex a = face.ring[i];
      const Vertex b = face.ring[i + 1 < face.ring.size() ? i + 1 : 0];
      block.ring.push_back(VertexId(a));
      const std::pair<Vertex, Vertex> ends{std::min(a, b), std::max(a, b)};
      const auto edge =
          std::lower_bound(edges_.begin(), edges_.end(), ends, [](const Edge& e, const std::pair<Vertex, Vertex>& key) {
            return e.low != key.first ? e.low < key.first : e.high < key.second;
          });
      assert(edge != edges_.end() && edge->low == ends.first && edge->high == ends.second);
      block.line_of_edge.push_back(edge->line);
    }
    block.use = face.use;
    block.fabric = face.fabric;
    block.region = face.region;
    made_.plan.blocks.push_back(std::move(block));
  }

  const Mesh& mesh_;
  std::vector<Edge> edges_;
  std::vector<std::size_t> first_;
  std::vector<std::size_t> spokes_;
  LaidPlan made_;
};

}  // namespace

LaidPlan plan_of(const Mesh& mesh) { return Conversion(mesh).convert(); }

network::Access usual_access(const std::optional<LineClass>& line_class) {
  if (!line_class || !network::is_road(*line_class)) return {Direction::closed, Direction::closed, Direction::closed};
  switch (*line_class) {
    case LineClass::footway:
      return {Direction::both, Direction::both, Direction::closed};
    case LineClass::steps:
      return {Direction::both, Direction::closed, Direction::closed};
    case LineClass::cycleway:
      return {Direction::both, Direction::both, Direction::closed};
    case LineClass::motorway:
      return {Direction::closed, Direction::closed, Direction::both};
    default:
      return {Direction::both, Direction::both, Direction::both};
  }
}

}  // namespace wangge::town::streets
