#pragma once

#include "gis/town/plots/site.h"

/// Splitting land into estates.
namespace wangge::town::plot {

/// The parts of about `target` square metres: cut across the longer side of the smallest box, by a shared wall or by a
/// lane between two vertices of the block's ring. Every part can be entered from the street.
[[nodiscard]] std::vector<Outline> divided(Site& site, const Outline& land, double target);

/// The vertex of the ring nearest to where the ray meets it, within `reach` of that place; none on lines that are no roads.
[[nodiscard]] std::optional<std::uint32_t> vertex_ahead(const Site& site, Position from, Position direction, double reach);

}  // namespace wangge::town::plot
