#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <span>
#include <vector>

/// Checks of administrative areas in the projected system, after their shapes are valid. Internal to gis/read.
namespace wangge::gis {

/// Drops an area without name and code that lies (by half of its area or more) in named areas of its level: "area.unnamed".
/// One that lies elsewhere stays and is called by its source id.
void drop_unnamed(std::vector<AreaFeature>& areas, const SourceSpec& source, core::Findings& findings);

/// Drops a second area of the same shape: "area.duplicate".
void drop_duplicates(std::vector<AreaFeature>& areas, const SourceSpec& source, core::Findings& findings);

/// Drops areas of which less than half lies in the areas above: "area.outside".
void drop_outside(std::vector<AreaFeature>& areas, const std::vector<AreaFeature>& above, const SourceSpec& source,
                  core::Findings& findings);

/// Throws Error(input) naming both when two areas of any levels have one code.
void check_codes(std::span<const std::vector<AreaFeature>> levels, const LayerSpecs& specs);

enum class Level { upper, lowest };

/// Land of more than 1 m2 in two areas ("area.overlap"), in none of them but in an area above, or enclosed by them ("area.gap"),
/// or beyond the areas above ("area.beyond"). Gaps thinner than `sliver_width` between areas of the lowest level are left to the
/// cells, which close them. `above` may be empty. O(areas x outlines above) by GEOS.
void report_tiling(const std::vector<AreaFeature>& areas, const std::vector<AreaFeature>& above, Level level,
                   const SourceSpec& source, core::Threads threads, core::Progress& progress, core::Findings& findings);

/// Residents of an area that has none, from the place of the same name inside it; "area.no_residents" where there is no such
/// place.
void take_residents_of_places(std::vector<AreaFeature>& areas, const std::vector<PlaceFeature>& places, const AreaSpec& spec,
                              core::Findings& findings);

/// By the even-odd rule; a point on an outline may be in or out.
[[nodiscard]] bool contains(const MultiPolygon& shape, Position point);

}  // namespace wangge::gis
