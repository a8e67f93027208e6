#include "gis/map/map_marks.h"

#include "gis/map/map_scene.h"

#include <algorithm>
#include <cmath>

namespace wangge::gis::map {
namespace {

constexpr double hatch_gap = 0.9;
constexpr int label_priority = 95;

struct Shaft {
  Point tail;
  Point head;
  Point way;  ///< of length 1
};

/// Long enough to be seen, short enough to stay near its land.
Shaft shaft_of(const MapView& view, const MoveArrow& arrow) {
  constexpr double shortest = 3.2;
  constexpr double longest = 7.5;
  const Point at = view.to_page(arrow.at);
  const Point to = view.to_page(arrow.towards);
  const double distance = std::hypot(to.x - at.x, to.y - at.y);
  const Point way = distance > 0 ? Point{(to.x - at.x) / distance, (to.y - at.y) / distance} : Point{1, 0};
  const double length = std::clamp(distance, shortest, longest);
  return {{at.x - way.x * length * 0.35, at.y - way.y * length * 0.35},
          {at.x + way.x * length * 0.65, at.y + way.y * length * 0.65},
          way};
}

Path head_of(const Shaft& shaft, double size) {
  const Point side{-shaft.way.y, shaft.way.x};
  const auto corner = [&](double along, double across) {
    return Point{shaft.head.x + shaft.way.x * along + side.x * across, shaft.head.y + shaft.way.y * along + side.y * across};
  };
  return {{{corner(size, 0), corner(-size * 0.4, size * 0.62), corner(-size * 0.4, -size * 0.62)}, true}};
}

/// Where the line x + y = sum cuts the outlines, by x - y.
std::vector<double> crossings(const Path& area, double sum) {
  std::vector<double> found;
  for (const Trace& trace : area) {
    for (std::size_t i = 0; i < trace.points.size(); ++i) {
      const Point& a = trace.points[i];
      const Point& b = trace.points[(i + 1) % trace.points.size()];
      const double from = a.x + a.y - sum;
      const double to = b.x + b.y - sum;
      if ((from < 0) == (to < 0)) continue;
      const double t = from / (from - to);
      found.push_back((a.x - a.y) + t * ((b.x - b.y) - (a.x - a.y)));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

void paint_numbers(Canvas& canvas, const MapView& view, std::span<const NumberedPlace> places) {
  canvas.begin_group("numbers", "");
  for (const NumberedPlace& place : places) {
    const Point at = view.to_page(place.at);
    const double size = place.number.size() > 2 ? 2.0 : 2.6;
    canvas.disc(at, number_radius + 0.3, {0xffffff});
    canvas.disc(at, number_radius, number_colour);
    canvas.text({at.x, at.y + 0.36 * size}, place.number, {.size = size, .bold = true, .italic = false, .colour = {0xffffff}},
                Align::centre);
  }
  canvas.end_group();
}

std::vector<Rect> number_boxes(const MapView& view, std::span<const NumberedPlace> places) {
  std::vector<Rect> boxes;
  for (const NumberedPlace& place : places) {
    const Point at = view.to_page(place.at);
    boxes.push_back(Rect{at, at}.grown(number_radius + 0.3));
  }
  return boxes;
}

Path hatching(const Path& area, double gap) {
  Path strokes;
  double low = 1e9;
  double high = -1e9;
  for (const Trace& trace : area) {
    for (const Point& p : trace.points) {
      low = std::min(low, p.x + p.y);
      high = std::max(high, p.x + p.y);
    }
  }
  const double step = gap * std::sqrt(2.0);
  for (double sum = std::ceil(low / step) * step; sum < high; sum += step) {
    const std::vector<double> cuts = crossings(area, sum);
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
      strokes.push_back(
          {{{(sum + cuts[i]) / 2, (sum - cuts[i]) / 2}, {(sum + cuts[i + 1]) / 2, (sum - cuts[i + 1]) / 2}}, false});
    }
  }
  return strokes;
}

void paint_patches(Canvas& canvas, const MapView& view, std::span<const LandPatch> patches, double tolerance) {
  if (patches.empty()) return;
  canvas.begin_group("changes", "");
  for (const LandPatch& patch : patches) {
    const Path path = page_path(patch.shape, view, tolerance);
    if (path.empty()) continue;
    canvas.fill(path, patch.hatched ? mix({0xffffff}, patch.colour, 0.25) : patch.colour);
    if (patch.hatched) canvas.stroke(hatching(path, hatch_gap), {.colour = patch.colour, .width = 0.22, .cap = Cap::butt});
    canvas.stroke(path, {.colour = mix(patch.colour, {0x000000}, 0.35), .width = 0.16});
  }
  canvas.end_group();
}

void paint_arrows(Canvas& canvas, const MapView& view, std::span<const MoveArrow> arrows) {
  if (arrows.empty()) return;
  canvas.begin_group("arrows", "");
  for (const MoveArrow& arrow : arrows) {
    const Shaft shaft = shaft_of(view, arrow);
    const Path line{{{shaft.tail, shaft.head}, false}};
    const Path head = head_of(shaft, 0.8 + arrow.width * 1.3);
    canvas.stroke(line, {.colour = {0xffffff}, .width = arrow.width + 0.5});
    canvas.stroke(head, {.colour = {0xffffff}, .width = 0.5});
    canvas.stroke(line, {.colour = arrow_colour, .width = arrow.width, .cap = Cap::butt});
    canvas.fill(head, arrow_colour);
  }
  canvas.end_group();
}

std::vector<Rect> arrow_boxes(const MapView& view, std::span<const MoveArrow> arrows) {
  constexpr int pieces = 4;
  std::vector<Rect> boxes;
  for (const MoveArrow& arrow : arrows) {
    const Shaft shaft = shaft_of(view, arrow);
    for (int i = 0; i <= pieces; ++i) {
      const double t = static_cast<double>(i) / pieces;
      const Point p{shaft.tail.x + (shaft.head.x - shaft.tail.x) * t, shaft.tail.y + (shaft.head.y - shaft.tail.y) * t};
      boxes.push_back(Rect{p, p}.grown(0.6));
    }
  }
  return boxes;
}

std::vector<LabelRequest> arrow_labels(const MapView& view, std::span<const MoveArrow> arrows) {
  std::vector<LabelRequest> requests;
  for (const MoveArrow& arrow : arrows) {
    if (arrow.label.empty()) continue;
    const Shaft shaft = shaft_of(view, arrow);
    const Point middle{(shaft.tail.x + shaft.head.x) / 2, (shaft.tail.y + shaft.head.y) / 2};
    LabelVariant variant;
    variant.lines = {{arrow.label, {.size = 2.5, .bold = true, .colour = arrow_colour, .halo = 0.35}}};
    for (const double away : {2.2, -2.2, 3.2, -3.2, 4.4, -4.4}) {
      variant.centres.push_back({middle.x - shaft.way.y * away * 1.3, middle.y + shaft.way.x * away});
    }
    variant.centres.push_back({shaft.tail.x - shaft.way.x * 2.6, shaft.tail.y - shaft.way.y * 1.8});
    requests.push_back({.anchor = middle, .priority = label_priority, .variants = {std::move(variant)}});
  }
  return requests;
}

}  // namespace wangge::gis::map
