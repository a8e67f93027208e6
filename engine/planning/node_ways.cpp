#include "engine/planning/node_ways.h"

#include <algorithm>

namespace wangge::planning {
namespace {

/// 4.5 km/h.
constexpr double metres_per_minute = 75;

}  // namespace

NodeWays::NodeWays(const territory::Territory& territory, const SearchGraph& graph, const TravelMinutes& travel,
                   const PostWays* posts)
    : territory_(territory), graph_(graph), travel_(travel), posts_(posts), kept_(graph.size()) {
  for (Node node = 0; node < graph.size(); ++node) {
    const std::vector<CellId>& cells = graph.cells[node];
    faces_.push_back(*std::max_element(cells.begin(), cells.end(), [&](CellId a, CellId b) {
      return territory.cells.households[a] < territory.cells.households[b];
    }));
    if (posts == nullptr) continue;
    for (const std::size_t post : posts->within(cells)) posts_here_.emplace_back(node, post);
  }
}

std::vector<std::vector<double>> NodeWays::of(const Draft& draft) {
  std::vector<std::vector<double>> minutes;
  if (posts_ == nullptr) {
    for (const Node middle : draft.middle_nodes()) minutes.push_back(from(middle));
    return minutes;
  }
  std::vector<std::vector<std::size_t>> own(draft.parts().size());
  for (const auto& [node, post] : posts_here_) own[draft.labels()[node]].push_back(post);
  for (const std::vector<std::size_t>& posts : own) {
    if (posts.empty() && by_areas_.empty()) by_areas_ = served_by(posts);
    minutes.push_back(posts.empty() ? by_areas_ : served_by(posts));
  }
  return minutes;
}

const std::vector<double>& NodeWays::from(Node node) {
  std::vector<double>& minutes = kept_[node];
  if (!minutes.empty()) return minutes;
  if (travel_) return minutes = travel_(faces_[node], faces_);
  for (const SearchGraph::NodeRow& other : graph_.nodes)
    minutes.push_back(core::distance(graph_.nodes[node].place, other.place).value / metres_per_minute);
  return minutes;
}

/// Means over the households of each node.
std::vector<double> NodeWays::served_by(std::span<const std::size_t> posts) const {
  std::vector<double> minutes(graph_.size(), 0);
  for (Node node = 0; node < graph_.size(); ++node) {
    const double households = graph_.nodes[node].households;
    if (!(households > 0)) continue;
    for (const CellId cell : graph_.cells[node])
      minutes[node] += static_cast<double>(territory_.cells.households[cell]) / households * posts_->minutes(cell, posts);
  }
  return minutes;
}

}  // namespace wangge::planning
