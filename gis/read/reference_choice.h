#pragma once

#include "engine/core/text.h"
#include "gis/layers.h"

#include <optional>
#include <string>

namespace wangge::gis {

/// The projected system of a deployment. "auto": where the centre of the data (in degrees, x = longitude) lies in mainland China,
/// CGCS2000 in its 3-degree Gauss-Krueger zone (EPSG 4534-4554, false easting 500 km), elsewhere UTM on WGS 84. Otherwise
/// `wanted` is an authority code
/// ("EPSG:4547") or WKT. The origin is left at (0, 0). Throws Error(usage) when it is not a projected system in metres.
///
///   choose_reference("auto", {{9.4, 46.9}, {9.7, 47.3}}).epsg   // 32632
[[nodiscard]] ReferenceSystem choose_reference(const std::string& wanted, const Box& degrees);

/// A place in degrees (x = longitude) in a projected system. Throws Error(input) where it cannot be taken there.
[[nodiscard]] Position project_degrees(Position degrees, const ReferenceSystem& reference);

/// A line of another system (projected, or degrees with x = longitude) in a projected one, rounded to 0.1 mm. Throws Error(usage)
/// where `from` is not understood, Error(input) where a place cannot be taken there.
[[nodiscard]] LineString project_line(LineString line, const std::string& from, const ReferenceSystem& reference);

/// Why `choose_reference` would refuse `wanted`; nothing where it would not.
[[nodiscard]] std::optional<core::Text> reference_problem(const std::string& wanted);

/// Why no source can be read in the system `wanted`, projected or in degrees; nothing where one can, or where it is empty.
[[nodiscard]] std::optional<core::Text> source_reference_problem(const std::string& wanted);

/// By an outline of about 30 km accuracy; it only decides which of two equally sound systems is used.
[[nodiscard]] bool in_mainland_china(Position degrees);

}  // namespace wangge::gis
