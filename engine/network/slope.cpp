#include "engine/network/slope.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::network {
namespace {

constexpr double steepest = 0.4;

double walking_factor(double slope) { return core::exp(3.5 * (std::abs(slope + 0.05) - 0.05)); }

double ebike_factor(double slope) {
  constexpr double watts = 400;
  constexpr double newtons = 130 * 9.81;
  constexpr double rolling = 0.01;
  constexpr double on_the_level = 18 / 3.6;
  return std::max(1.0, on_the_level * newtons * (slope + rolling) / watts);
}

bool has_slope(const RoadGraph& graph, std::span<const RoadLine> lines, EdgeId edge) {
  const RoadLine& line = lines[graph.line[edge]];
  return !line.heights.empty() && line.line_class != LineClass::steps && !line.crossing && !graph.is_passage(edge);
}

/// The heights of the ends of bridges and tunnels.
class Structures {
 public:
  Structures(const RoadGraph& graph, std::span<const RoadLine> lines, const core::Csr<EdgeId, Metres>& ground)
      : height_(graph.node_count()) {
    Column<NodeId, std::uint8_t> on_ground(graph.node_count(), 0);
    std::vector<std::pair<NodeId, Link>> links;
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (lines[graph.line[edge]].heights.empty() || graph.is_passage(edge)) continue;
      const NodeId tail = graph.tail[edge];
      const NodeId head = graph.head[edge];
      height_[tail] = ground[edge].front().value;
      height_[head] = ground[edge].back().value;
      if (!lines[graph.line[edge]].off_ground) {
        on_ground[tail] = on_ground[head] = 1;
      } else if (tail != head) {
        links.emplace_back(tail, Link{head, 1 / graph.length[edge].value});
        links.emplace_back(head, Link{tail, 1 / graph.length[edge].value});
      }
    }
    links_ = core::Csr<NodeId, Link>::build(graph.node_count(), links);
    for (const NodeId node : core::ids<NodeId>(graph.node_count())) {
      if (on_ground[node] == 0 && links_[node].size() > 1) inner_.push_back(node);
    }
    settle();
  }

  [[nodiscard]] double height(NodeId node) const { return height_[node]; }

 private:
  struct Link {
    NodeId other;
    double weight = 0;
  };

  /// Every inner end takes the mean of its neighbours, nearer ones counting more (Gauss, Seidel), until nothing moves: along one
  /// chain that is a straight line.
  void settle() {
    constexpr int most_rounds = 20000;
    constexpr double still = 1e-4;
    double moved = inner_.empty() ? 0 : 1;
    for (int round = 0; round < most_rounds && moved > still; ++round) {
      moved = 0;
      for (const NodeId node : inner_) {
        double sum = 0;
        double weights = 0;
        for (const Link& link : links_[node]) {
          sum += link.weight * height_[link.other];
          weights += link.weight;
        }
        moved = std::max(moved, std::abs(sum / weights - height_[node]));
        height_[node] = sum / weights;
      }
    }
  }

  Column<NodeId, double> height_;
  core::Csr<NodeId, Link> links_;
  std::vector<NodeId> inner_;
};

/// Rises of an edge's parts over their lengths.
std::vector<std::pair<double, double>> rises(const RoadGraph& graph, std::span<const Metres> ground, const Structures& structures,
                                             EdgeId edge, bool off_ground) {
  if (off_ground) {
    return {{structures.height(graph.head[edge]) - structures.height(graph.tail[edge]), graph.length[edge].value}};
  }
  std::vector<std::pair<double, double>> parts;
  const auto points = graph.shape[edge];
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double length = points[i].offset.value - points[i - 1].offset.value;
    if (length > 0) parts.emplace_back(ground[i].value - ground[i - 1].value, length);
  }
  return parts;
}

}  // namespace

double slope_factor(Mode mode, double slope) {
  const double within = std::clamp(slope, -steepest, steepest);
  switch (mode) {
    case Mode::walk:
      return walking_factor(within);
    case Mode::ebike:
      return ebike_factor(within);
    case Mode::car:
      break;
  }
  return 1;
}

std::array<Column<EdgeId, SlopeFactor>, mode_count> slope_factors(const RoadGraph& graph, std::span<const RoadLine> lines,
                                                                  const core::Csr<EdgeId, Metres>& ground) {
  std::array<Column<EdgeId, SlopeFactor>, mode_count> factors;
  if (std::all_of(lines.begin(), lines.end(), [](const RoadLine& line) { return line.heights.empty(); })) return factors;
  const Structures structures(graph, lines, ground);
  for (const Mode mode : {Mode::walk, Mode::ebike}) {
    Column<EdgeId, SlopeFactor>& factor = factors[static_cast<std::size_t>(mode)];
    factor = Column<EdgeId, SlopeFactor>(graph.edge_count());
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (!has_slope(graph, lines, edge)) continue;
      double forward = 0;
      double backward = 0;
      for (const auto& [rise, length] : rises(graph, ground[edge], structures, edge, lines[graph.line[edge]].off_ground)) {
        forward += length * slope_factor(mode, rise / length);
        backward += length * slope_factor(mode, -rise / length);
      }
      const double whole = graph.length[edge].value;
      factor[edge] = {static_cast<float>(forward / whole), static_cast<float>(backward / whole)};
    }
  }
  return factors;
}

}  // namespace wangge::network
