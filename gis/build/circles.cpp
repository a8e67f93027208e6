#include "gis/build/circles.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <string>
#include <utility>

namespace wangge::gis {
namespace {

using network::EdgeId;
using network::ReachedPiece;

/// Pieces of several posts without their overlaps, by rising edge.
std::vector<ReachedPiece> united(std::vector<ReachedPiece> pieces) {
  std::sort(pieces.begin(), pieces.end(),
            [](const ReachedPiece& a, const ReachedPiece& b) { return std::pair(a.edge, a.from) < std::pair(b.edge, b.from); });
  std::vector<ReachedPiece> merged;
  for (const ReachedPiece& piece : pieces) {
    if (!merged.empty() && merged.back().edge == piece.edge && piece.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, piece.to);
    } else {
      merged.push_back(piece);
    }
  }
  return merged;
}

MultiPolygon circle_around(const network::RoadGraph& graph, const std::vector<ReachedPiece>& pieces, const OutlineRules& rules) {
  std::vector<LineString> lines;
  lines.reserve(pieces.size());
  for (const ReachedPiece& piece : pieces) lines.push_back(line_of(graph, piece));
  return outline_around(lines, rules);
}

}  // namespace

LineString line_of(const network::RoadGraph& graph, const ReachedPiece& piece) {
  LineString line = {graph.position(piece.edge, piece.from)};
  for (const network::ShapePoint& point : graph.shape[piece.edge]) {
    if (point.offset > piece.from && point.offset < piece.to) line.push_back(point.position);
  }
  line.push_back(graph.position(piece.edge, piece.to));
  return line;
}

std::vector<PlanFile::Circle> response_circles(const network::Travel& travel, const siting::Posts& posts,
                                               const CircleRules& rules, core::Threads threads) {
  std::vector<siting::PostId> chosen;
  for (const siting::PostId post : core::ids<siting::PostId>(posts.size())) {
    const bool of_kind = rules.post_kind.empty() || posts[post].kind == rules.post_kind;
    if (of_kind && posts[post].by(rules.mode).valid()) chosen.push_back(post);
  }
  const core::Millis budget = rules.within - rules.at_gate;
  const double minutes = core::in_minutes(rules.within);
  const std::string mode(network::name(rules.mode));
  std::vector<PlanFile::Circle> circles(chosen.size());
  std::vector<std::vector<ReachedPiece>> reached(chosen.size());
  core::parallel_for(threads, chosen.size(), [&](std::size_t i) {
    const siting::Post& post = posts[chosen[i]];
    reached[i] = travel.reach(rules.mode, post.by(rules.mode), budget);
    circles[i] = {post.name, minutes, mode, circle_around(travel.graph(), reached[i], rules.outline)};
  });
  std::vector<ReachedPiece> all;
  for (const auto& pieces : reached) all.insert(all.end(), pieces.begin(), pieces.end());
  if (!all.empty())
    circles.push_back({"all", minutes, mode, circle_around(travel.graph(), united(std::move(all)), rules.outline)});
  return circles;
}

}  // namespace wangge::gis
