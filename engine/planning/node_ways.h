#pragma once

#include "engine/planning/aims/post_ways.h"
#include "engine/planning/draft.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace wangge::planning {

/// Minutes between the nodes of one graph: from the middle of each part by road where there is a network, rows being kept since
/// searches ask for the same middles again and again; or from the posts that serve each part. Refers to its arguments, which must
/// live longer. Not for several threads.
class NodeWays {
 public:
  using Node = SearchGraph::Node;

  /// `posts`: null means ways from middles. O(nodes), with posts O(cells + posts x nodes log cells).
  NodeWays(const territory::Territory& territory, const SearchGraph& graph, const TravelMinutes& travel, const PostWays* posts);

  /// For each part the minutes to every node, as `AimDraft` asks for them. O(parts x nodes) and a travel search for each new
  /// middle; with posts O(parts x nodes), and O(posts x cells) for each part with posts of its own.
  [[nodiscard]] std::vector<std::vector<double>> of(const Draft& draft);

 private:
  [[nodiscard]] const std::vector<double>& from(Node node);
  [[nodiscard]] std::vector<double> served_by(std::span<const std::size_t> posts) const;

  const territory::Territory& territory_;
  const SearchGraph& graph_;
  const TravelMinutes& travel_;
  const PostWays* posts_;
  std::vector<CellId> faces_;  ///< of each node the cell with most households
  std::vector<std::vector<double>> kept_;
  std::vector<double> by_areas_;  ///< to the nodes of a part without posts of its own; empty: not asked yet
  std::vector<std::pair<Node, std::size_t>> posts_here_;  ///< that serve the grid they stand in
};

}  // namespace wangge::planning
