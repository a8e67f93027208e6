#pragma once

#include "gis/map/canvas.h"
#include "gis/map/text_ruler.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Placement of labels without collisions: our own, since neither cairo nor pango does it.
namespace wangge::gis::map {

struct LabelLine {
  std::string words = {};
  TextStyle style = {};
};

/// One way to write a label, at the places where it may stand (centres of its box), best first.
struct LabelVariant {
  std::vector<LabelLine> lines = {};
  std::vector<Point> centres = {};
  bool leader = false;             ///< a thin line joins the place with the box
  std::optional<Point> from = {};  ///< where that line starts; absent: at the anchor
};

struct LabelRequest {
  Point anchor = {};
  int priority = 0;                         ///< higher is placed first; ties: the order given
  std::vector<LabelVariant> variants = {};  ///< tried in order
};

struct PlacedLabel {
  std::size_t request = 0;
  Rect box;
  std::vector<LabelLine> lines;
  std::vector<Point> baselines;  ///< middle of each line's baseline
  std::optional<Trace> leader;
};

/// Greedy by priority: each label takes the first of its places that lies inside `window`, and overlaps no label placed
/// before, no obstacle and no leader, even when grown by `margin` [mm]. What fits nowhere is left out.
/// The result overlaps nowhere; it is ordered by request. O(candidates x boxes nearby), on a lattice of buckets.
[[nodiscard]] std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests, std::span<const Rect> obstacles,
                                                    const Rect& window, double margin, const TextRuler& ruler);

/// The size of the box of some lines [mm].
[[nodiscard]] Point box_size(std::span<const LabelLine> lines, const TextRuler& ruler);

void draw_labels(Canvas& canvas, std::span<const PlacedLabel> labels);

}  // namespace wangge::gis::map
