#pragma once

#include "engine/core/progress.h"
#include "gis/cells/units.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// One boundary of the fine subdivision: a border between units, or a separator within shared land.
struct Boundary {
  std::uint32_t left_unit = 0;
  std::uint32_t right_unit = 0;
  std::uint32_t left_claim = none;  ///< of the seed that the land on the left is nearest to
  std::uint32_t right_claim = none;
  BarrierClass barrier = BarrierClass::none;
  bool separator = false;
};

struct FineLinework {
  std::vector<Segment> segments;
  std::vector<Boundary> boundaries;  ///< one a segment
};

/// The borders between units, and the separators of all shared land clipped to it. Lands are worked on in parallel.
[[nodiscard]] FineLinework divide_land(const Arrangement& coarse, const Units& units, const CellRules& rules,
                                       const Lattice& lattice, core::Threads threads, core::Progress& progress);

/// The fine subdivision with what each face is part of.
struct FinePlane {
  Arrangement plane;
  std::vector<std::uint32_t> unit_of_face;
  std::vector<std::uint32_t> claim_of_face;  ///< as in units and seeds; none: joins a neighbour
  std::vector<BarrierClass> barrier;         ///< of edges
};

/// Nodes the linework once more and labels its faces by votes of the boundaries around them, weighted by length.
[[nodiscard]] FinePlane build_fine_plane(const FineLinework& work, const std::vector<Unit>& units, core::Threads threads);

}  // namespace wangge::gis::cells
