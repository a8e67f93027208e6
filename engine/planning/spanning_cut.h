#pragma once

#include "engine/core/random.h"
#include "engine/planning/draft.h"
#include "engine/planning/search_graph.h"
#include "engine/planning/spanning_tree.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// Cuts connected sets of nodes in two along random spanning trees that prefer to cross no barrier, so that the cut tends
/// to run along roads and rivers. Holds scratch space for one region; not for several threads.
///
///   SpanningCut cutter(graph);   auto half = cutter.cut(members, share, tolerance, trees, luck);
class SpanningCut {
 public:
  using Node = SearchGraph::Node;

  struct Half {
    std::vector<Node> members;  ///< of the side that was asked for
    double off = 0;             ///< households by which it misses the share
    double border = 0;          ///< weighted metres cut within the set
  };

  explicit SpanningCut(const SearchGraph& graph);

  /// The best of `trees` trees: one side as near to `share` of the size as the tree allows, and of such cuts the one with the
  /// shortest border; `border_price` turns metres into households. Precondition: the set is connected and has two nodes.
  /// O(trees x arcs log arcs) of the set.
  [[nodiscard]] Half cut(std::span<const Node> members, double share, double border_price, int trees, core::Stream& luck);

  /// A partition of the whole graph into `parts` connected parts of about equal size, by halving again and again.
  /// Precondition: 1 <= parts <= nodes.
  [[nodiscard]] std::vector<std::uint32_t> seed(std::uint32_t parts, double border_price, int trees, core::Stream& luck);

 private:
  void measure_tree();
  struct Candidate {
    double off = 0;
    Node node = 0;
    bool below = true;  ///< whether the asked side is the subtree or the rest
  };
  [[nodiscard]] std::vector<Candidate> candidates(std::span<const Node> members, double share) const;
  /// The borders within the set that the candidates cut, all in one look at the arcs.
  [[nodiscard]] std::vector<double> inner_borders(std::span<const Node> members, std::span<const Candidate> cuts) const;

  const SearchGraph* graph_;
  SpanningTree tree_;
  std::vector<std::int64_t> below_;
  std::vector<std::uint32_t> first_, last_;  ///< preorder interval of a subtree
};

}  // namespace wangge::planning
