#pragma once

#include "engine/core/text.h"
#include "gis/map/canvas.h"

namespace wangge::scenarios::report {

/// Puts a chart, drawn in pixels and in both languages, on a page of one language in millimetres.
///
///   PageCanvas chart(page.canvas(), {15, 30}, 0.18, core::Language::zh);   paint_ensemble(chart, …);
class PageCanvas final : public gis::map::Canvas {
 public:
  /// `corner`: where the chart's top left lies on the page [mm]; `scale`: millimetres a pixel. Refers to the page's canvas.
  PageCanvas(gis::map::Canvas& page, gis::map::Point corner, double scale, core::Language language)
      : page_(page), corner_(corner), scale_(scale), language_(language) {}

  void begin_group(std::string_view name, std::string_view language) override;
  void end_group() override;
  void begin_clip(const gis::map::Rect& window) override;
  void end_clip() override;
  void fill(const gis::map::Path& path, gis::map::Colour colour) override;
  void stroke(const gis::map::Path& path, const gis::map::Stroke& pen) override;
  void disc(gis::map::Point centre, double radius, gis::map::Colour colour) override;
  void text(gis::map::Point at, std::string_view words, const gis::map::TextStyle& style, gis::map::Align align) override;

 private:
  [[nodiscard]] gis::map::Point placed(gis::map::Point point) const {
    return {corner_.x + scale_ * point.x, corner_.y + scale_ * point.y};
  }
  [[nodiscard]] gis::map::Path placed(const gis::map::Path& path) const;

  gis::map::Canvas& page_;
  gis::map::Point corner_;
  double scale_;
  core::Language language_;
  int groups_ = 0;
  int silent_from_ = 0;  ///< the group of the other language under way, counted from 1; 0: none
};

}  // namespace wangge::scenarios::report
