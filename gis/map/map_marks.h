#pragma once

#include "gis/geometry.h"
#include "gis/map/canvas.h"
#include "gis/map/labels.h"
#include "gis/map/map_view.h"

#include <span>
#include <string>
#include <vector>

/// What a map shows on top of a plan: stretches of land in a colour of their own, and arrows with a number.
namespace wangge::gis::map {

struct LandPatch {
  MultiPolygon shape;
  Colour colour = {};
  bool hatched = false;  ///< lines on a light ground in place of the full colour
};

struct MoveArrow {
  Position at;         ///< the arrow lies across this place
  Position towards;    ///< and points there
  double width = 0.4;  ///< mm
  std::string label;
};

/// A disc with a number in it, that a list beside the map explains.
struct NumberedPlace {
  Position at;
  std::string number;
};

inline constexpr Colour number_colour{0xb3142a};
inline constexpr double number_radius = 2.1;  ///< mm

inline constexpr Colour arrow_colour{0x2a2a2e};

/// `tolerance` [m] thins the outlines. O(vertices log vertices + length of the hatching).
void paint_patches(Canvas& canvas, const MapView& view, std::span<const LandPatch> patches, double tolerance);
void paint_arrows(Canvas& canvas, const MapView& view, std::span<const MoveArrow> arrows);

void paint_numbers(Canvas& canvas, const MapView& view, std::span<const NumberedPlace> places);
/// Where these discs lie, for labels to keep off.
[[nodiscard]] std::vector<Rect> number_boxes(const MapView& view, std::span<const NumberedPlace> places);

/// Where the arrows lie, for labels to keep off.
[[nodiscard]] std::vector<Rect> arrow_boxes(const MapView& view, std::span<const MoveArrow> arrows);
/// The arrows' numbers, beside them.
[[nodiscard]] std::vector<LabelRequest> arrow_labels(const MapView& view, std::span<const MoveArrow> arrows);

/// Parallel strokes through an area, `gap` mm apart, from bottom left to top right. O(strokes * vertices).
[[nodiscard]] Path hatching(const Path& area, double gap);

}  // namespace wangge::gis::map
