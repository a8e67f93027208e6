#pragma once

#include "engine/planning/parts/parts_state.h"
#include "engine/planning/parts/search_meter.h"
#include "engine/planning/sampling/pair_tree.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// How recombination cools: everything falls geometrically from the first figure to the second.
struct RecombinationSchedule {
  std::uint32_t rounds = 0;
  std::uint32_t trees = 3;       ///< a round
  std::uint32_t candidates = 4;  ///< edges of a tree whose cut is counted
  double hot = 4;                ///< temperature, in edges
  double cold = 0.4;
  double wide = 0.3;  ///< share by which a part may be off the ideal
  double narrow = 0.03;
  double price = 0;  ///< edges for an excess over that as large as an ideal part
};

/// Partitions from random spanning trees, about balanced: starting points that flips could not reach. Holds scratch space for one
/// graph; not for several threads.
///
///   TreeSeeds seeds(graph, task);   auto part = seeds.halve(bits, meter);   seeds.recombine(part, schedule, bits, meter);
class TreeSeeds {
 public:
  using Node = WeightedGraph::Node;

  /// The graph must outlive it and be connected; it has at least as many nodes as the task has parts.
  TreeSeeds(const WeightedGraph& graph, const PartsTask& task);

  /// Cuts the graph in two along the edge of a random tree that comes nearest to halves of the parts, and so on.
  [[nodiscard]] std::vector<std::uint32_t> halve(BitStream& bits, SearchMeter& meter);

  /// Joins two neighbouring parts, draws trees, cuts the best of the edges within range, accepts by Metropolis' rule; again and
  /// again (DeFord, Duchin, Solomon 2021). Precondition: parts connected.
  void recombine(std::vector<std::uint32_t>& part, const RecombinationSchedule& schedule, BitStream& bits, SearchMeter& meter);

 private:
  struct Piece {
    std::vector<Node> nodes;
    std::uint32_t first = 0;
    std::uint32_t count = 1;
  };
  struct Cut {
    double cost = 0;
    std::vector<std::uint8_t> side;
  };

  [[nodiscard]] std::vector<std::uint8_t> split(const Piece& piece, std::uint32_t count, BitStream& bits, SearchMeter& meter);
  void gather(std::span<const std::uint32_t> part);
  [[nodiscard]] WeightedEdge draw_cut_edge(std::span<const std::uint32_t> part, BitStream& bits) const;
  /// The cost of the two parts as they are.
  [[nodiscard]] double cost_now(std::uint32_t a, std::uint32_t b, SideRange range, double price) const;
  [[nodiscard]] Cut best_cut(PairTree::Local root, const RecombinationSchedule& schedule, SideRange range, BitStream& bits,
                             SearchMeter& meter);

  void take(std::vector<std::uint32_t>& part, std::uint32_t a, std::uint32_t b, const Cut& cut);

  const WeightedGraph* graph_;
  PartsTask task_;
  double ideal_ = 0;
  PairTree tree_;
  std::vector<WeightedEdge> edges_;
  std::vector<std::vector<Node>> members_;
  std::vector<std::int64_t> weights_;
};

}  // namespace wangge::planning
