#include "scenarios/report/page_canvas.h"

namespace wangge::scenarios::report {

using gis::map::Path;
using gis::map::Point;

void PageCanvas::begin_group(std::string_view name, std::string_view language) {
  ++groups_;
  const std::string_view own = language_ == core::Language::zh ? "zh" : "en";
  if (silent_from_ == 0 && !language.empty() && language != own) silent_from_ = groups_;
  page_.begin_group(name, "");
}

void PageCanvas::end_group() {
  if (silent_from_ == groups_) silent_from_ = 0;
  --groups_;
  page_.end_group();
}

void PageCanvas::begin_clip(const gis::map::Rect& window) { page_.begin_clip({placed(window.low), placed(window.high)}); }

void PageCanvas::end_clip() { page_.end_clip(); }

Path PageCanvas::placed(const Path& path) const {
  Path moved = path;
  for (gis::map::Trace& trace : moved) {
    for (Point& point : trace.points) point = placed(point);
  }
  return moved;
}

void PageCanvas::fill(const Path& path, gis::map::Colour colour) {
  if (silent_from_ == 0) page_.fill(placed(path), colour);
}

void PageCanvas::stroke(const Path& path, const gis::map::Stroke& pen) {
  if (silent_from_ != 0) return;
  gis::map::Stroke scaled = pen;
  scaled.width *= scale_;
  for (double& dash : scaled.dashes) dash *= scale_;
  page_.stroke(placed(path), scaled);
}

void PageCanvas::disc(Point centre, double radius, gis::map::Colour colour) {
  if (silent_from_ == 0) page_.disc(placed(centre), radius * scale_, colour);
}

void PageCanvas::text(Point at, std::string_view words, const gis::map::TextStyle& style, gis::map::Align align) {
  if (silent_from_ != 0) return;
  gis::map::TextStyle scaled = style;
  scaled.size *= scale_;
  scaled.halo *= scale_;
  page_.text(placed(at), words, scaled, align);
}

}  // namespace wangge::scenarios::report
