#include "gis/map/labels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wangge::gis::map {
namespace {

constexpr double line_gap = 0.12;     // of the size of the line above
constexpr double between_labels = 1;  // mm from one label to the next on the same line, or they read as one

/// Boxes found again by place.
class Occupied {
 public:
  explicit Occupied(const Rect& window)
      : window_(window),
        side_(std::max({window.width() / 64, window.height() / 64, 1.0})),
        columns_(static_cast<std::size_t>(window.width() / side_) + 1),
        rows_(static_cast<std::size_t>(window.height() / side_) + 1),
        buckets_(columns_ * rows_) {}

  void add(const Rect& box) {
    boxes_.push_back(box);
    each(box, [&](std::vector<std::size_t>& bucket) {
      bucket.push_back(boxes_.size() - 1);
      return true;
    });
  }

  /// A leader as a chain of small boxes.
  void add(Point a, Point b) {
    const int steps = 1 + static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / 0.5);
    for (int i = 0; i <= steps; ++i) {
      const double t = static_cast<double>(i) / steps;
      const Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
      add(Rect{p, p}.grown(0.3));
    }
  }

  [[nodiscard]] bool free(const Rect& box) {
    bool found = false;
    each(box, [&](const std::vector<std::size_t>& bucket) {
      found = std::any_of(bucket.begin(), bucket.end(), [&](std::size_t i) { return boxes_[i].overlaps(box); });
      return !found;
    });
    return !found;
  }

  [[nodiscard]] bool free(Point a, Point b) {
    const int steps = 1 + static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / 0.5);
    for (int i = 0; i <= steps; ++i) {
      const double t = static_cast<double>(i) / steps;
      const Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
      if (!free(Rect{p, p}.grown(0.15))) return false;
    }
    return true;
  }

 private:
  template <class Visit>
  void each(const Rect& box, Visit visit) {
    const auto clamp = [](double value, std::size_t size) {
      return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(size - 1)));
    };
    const std::size_t x0 = clamp((box.low.x - window_.low.x) / side_, columns_);
    const std::size_t x1 = clamp((box.high.x - window_.low.x) / side_, columns_);
    const std::size_t y0 = clamp((box.low.y - window_.low.y) / side_, rows_);
    const std::size_t y1 = clamp((box.high.y - window_.low.y) / side_, rows_);
    for (std::size_t y = y0; y <= y1; ++y) {
      for (std::size_t x = x0; x <= x1; ++x) {
        if (!visit(buckets_[y * columns_ + x])) return;
      }
    }
  }

  Rect window_;
  double side_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<std::vector<std::size_t>> buckets_;
  std::vector<Rect> boxes_;
};

Point nearest_on(const Rect& box, Point p) {
  return {std::clamp(p.x, box.low.x, box.high.x), std::clamp(p.y, box.low.y, box.high.y)};
}

PlacedLabel laid_out(std::size_t request, const LabelVariant& variant, Point centre, Point size) {
  PlacedLabel label;
  label.request = request;
  label.box = {{centre.x - size.x / 2, centre.y - size.y / 2}, {centre.x + size.x / 2, centre.y + size.y / 2}};
  label.lines = variant.lines;
  double y = label.box.low.y;
  for (const LabelLine& line : variant.lines) {
    label.baselines.push_back({centre.x, y + TextRuler::ascent(line.style)});
    y += TextRuler::ascent(line.style) + TextRuler::descent(line.style) + line_gap * line.style.size;
  }
  return label;
}

std::optional<PlacedLabel> place(std::size_t index, const LabelRequest& request, Occupied& occupied, const Rect& window,
                                 double margin, const TextRuler& ruler) {
  for (const LabelVariant& variant : request.variants) {
    const Point size = box_size(variant.lines, ruler);
    for (const Point& centre : variant.centres) {
      PlacedLabel label = laid_out(index, variant, centre, size);
      if (!window.contains(label.box) || !occupied.free(label.box.grown(margin))) continue;
      if (variant.leader) {
        const Point from = variant.from.value_or(request.anchor);
        const Point end = nearest_on(label.box.grown(margin / 2), from);
        if (!occupied.free(from, end)) continue;
        label.leader = Trace{{from, end}, false};
      }
      return label;
    }
  }
  return std::nullopt;
}

}  // namespace

Point box_size(std::span<const LabelLine> lines, const TextRuler& ruler) {
  Point size;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TextStyle& style = lines[i].style;
    size.x = std::max(size.x, ruler.width(lines[i].words, style));
    size.y += TextRuler::ascent(style) + TextRuler::descent(style) + (i + 1 < lines.size() ? line_gap * style.size : 0);
  }
  return size;
}

std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests, std::span<const Rect> obstacles, const Rect& window,
                                      double margin, const TextRuler& ruler) {
  Occupied occupied(window);
  for (const Rect& obstacle : obstacles) occupied.add(obstacle);
  std::vector<std::size_t> order(requests.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return requests[a].priority > requests[b].priority; });
  std::vector<PlacedLabel> placed;
  for (const std::size_t index : order) {
    std::optional<PlacedLabel> label = place(index, requests[index], occupied, window, margin, ruler);
    if (!label) continue;
    const double aside = std::max(0.0, between_labels - margin);
    occupied.add(Rect{{label->box.low.x - aside, label->box.low.y}, {label->box.high.x + aside, label->box.high.y}});
    if (label->leader) occupied.add(label->leader->points.front(), label->leader->points.back());
    placed.push_back(std::move(*label));
  }
  std::sort(placed.begin(), placed.end(), [](const PlacedLabel& a, const PlacedLabel& b) { return a.request < b.request; });
  return placed;
}

void draw_labels(Canvas& canvas, std::span<const PlacedLabel> labels) {
  for (const PlacedLabel& label : labels) {
    if (!label.leader) continue;
    canvas.stroke({*label.leader}, {.colour = {0xffffff}, .width = 0.6});
    canvas.stroke({*label.leader}, {.colour = label.lines.front().style.colour, .width = 0.2});
  }
  for (const PlacedLabel& label : labels) {
    for (std::size_t i = 0; i < label.lines.size(); ++i)
      canvas.text(label.baselines[i], label.lines[i].words, label.lines[i].style, Align::centre);
  }
}

}  // namespace wangge::gis::map
