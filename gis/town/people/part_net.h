#pragma once

#include "engine/core/csr.h"
#include "gis/town/people/balanced_parts.h"

#include <cstdint>
#include <span>
#include <vector>

/// The working form of a part graph: both directions of each link by node. Of the parts' own files only.
namespace wangge::town {

using PartNode = core::Id<struct PartNodeTag>;

struct PartArc {
  std::uint32_t to = 0;
  double way = 0;
  double hold = 0;
};

using PartNet = core::Csr<PartNode, PartArc>;

/// Adds the shortest straight links between pieces that no link joins, long ways, so that every node can be reached.
void join_pieces(PartGraph& graph);

[[nodiscard]] PartNet part_net(const PartGraph& graph);

/// Shortest ways from seeds with a start offset each. No part passes through another's seed.
struct PartReach {
  std::vector<std::uint32_t> part;
  std::vector<double> way;
};
[[nodiscard]] PartReach reach_from(const PartNet& net, std::span<const std::uint32_t> seeds, std::span<const double> offsets);

/// Moves single nodes between neighbouring parts while that lowers the sum of squared relative deviations plus a little of the
/// borders' hold and of how far land lies from the middle of its part; parts stay in one piece and keep a node.
struct RepairedParts {
  std::vector<std::uint32_t> part;
  double misfit = 0;           ///< the sum that was lowered, without borders and reach
  double worst = 0;            ///< the largest relative deviation; infinite where a part falls short of the room it needs
  std::vector<double> weight;  ///< of each part
};
[[nodiscard]] RepairedParts repaired(const PartGraph& graph, const PartNet& net, std::span<const double> targets,
                                     std::span<const double> least, int sweeps, std::vector<std::uint32_t> part);

}  // namespace wangge::town
