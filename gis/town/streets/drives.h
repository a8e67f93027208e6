#pragma once

#include "gis/town/street_plan.h"

#include <set>
#include <utility>
#include <vector>

namespace wangge::town::streets {

[[nodiscard]] bool drivable(const Line& line);

/// A line driven by car: twice its number, and one more where it is driven against its direction.
using Drive = std::uint32_t;
[[nodiscard]] inline LineId line_of(Drive drive) { return LineId(drive / 2); }
[[nodiscard]] inline bool against(Drive drive) { return drive % 2 != 0; }

/// From one drive not into another.
using ForbiddenTurns = std::set<std::pair<Drive, Drive>>;

/// Every drive of a plan as its lines stood when this was built, by the vertices where drives begin and end. O(lines).
class Drives {
 public:
  explicit Drives(const StreetPlan& plan);

  [[nodiscard]] const std::vector<Drive>& leaving(VertexId at) const { return leaving_[at.value()]; }
  [[nodiscard]] const std::vector<Drive>& arriving(VertexId at) const { return arriving_[at.value()]; }
  [[nodiscard]] std::size_t vertex_count() const { return leaving_.size(); }

  /// Into which drives each drive leads. Drivers turn round only where nothing else is allowed to them, as at blind ends.
  [[nodiscard]] std::vector<std::vector<Drive>> turns(const ForbiddenTurns& forbidden) const;

  /// Of each drive its strong component; drives that nobody may take are alone. O(turns).
  [[nodiscard]] std::vector<std::uint32_t> components(const ForbiddenTurns& forbidden) const;

 private:
  std::size_t drives_;
  std::vector<std::vector<Drive>> leaving_;
  std::vector<std::vector<Drive>> arriving_;
};

/// Strongly connected components of a directed graph given as out-lists; the number of a component is its lowest node.
/// Tarjan 1972, "Depth-first search and linear graph algorithms". O(nodes + arcs).
[[nodiscard]] std::vector<std::uint32_t> strong_components(const std::vector<std::vector<std::uint32_t>>& out);

}  // namespace wangge::town::streets
