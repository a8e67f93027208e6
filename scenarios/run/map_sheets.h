#pragma once

#include "gis/map/map_sheet.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace wangge::scenarios {

/// The sheet of a run as its manifest describes it: title, date, credits, what is modelled. Whether households are
/// modelled the buildings of the plan say. Theme and paper are the caller's. Precondition: `manifest` is the content of a
/// manifest.json.
[[nodiscard]] gis::map::MapSheet sheet_of(const nlohmann::json& manifest, const gis::PlanFile& plan);

}  // namespace wangge::scenarios
