#pragma once

#include "engine/core/findings.h"
#include "engine/territory/territory.h"
#include "gis/cells/cell_rules.h"
#include "gis/cells/lattice.h"
#include "gis/layers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::gis::cells {

using territory::BarrierClass;

/// One polygon or line of the input that takes part in the arrangement.
struct InputShape {
  enum class Kind : std::uint8_t { lowest_area, upper_area, building, water, line };
  Kind kind = Kind::line;
  BarrierClass barrier = BarrierClass::none;  ///< of a line
  std::uint32_t level = 0;                    ///< of an area
  std::uint32_t index = 0;                    ///< in its layer
};

/// All boundaries as segments on the lattice. Rings run with their inside on the left.
struct Linework {
  std::vector<InputShape> shapes;
  std::vector<Segment> segments;
  std::vector<std::uint32_t> shape_of_segment;
  std::vector<core::Text> building_reason;  ///< not empty: why a building takes no part
  core::Findings findings;
};

/// Why a building beyond all areas has no cell.
[[nodiscard]] core::Text outside_every(const core::Text& lowest_level);

/// What a line is as a border; nullopt: it divides nothing (paths, tunnels).
[[nodiscard]] std::optional<BarrierClass> barrier_of(const LineFeature& line);

/// The box of the lowest-level areas; throws Error(input) when there is none.
[[nodiscard]] Box extent_of_areas(const Layers& layers);

/// Rounds everything that comes near the extent. Buildings without a usable shape get a reason, points are left out. O(n).
[[nodiscard]] Linework gather_linework(const Layers& layers, const CellRules& rules, const Lattice& lattice, const Box& extent);

}  // namespace wangge::gis::cells
