#pragma once

#include "gis/map/canvas.h"

#include <string>

namespace wangge::gis::map {

/// Writes light SVG for a web page: relative path steps on a lattice of 0.01 mm, text as text.
/// Precondition of the output: the page's style gives the fonts; `prefix` is unique among the page's drawings (clip ids).
///
///   SvgCanvas canvas("map1-", 180, 240);  paint(canvas);  std::string svg = canvas.finish({.zh = "…", .en = "…"});
class SvgCanvas final : public Canvas {
 public:
  /// The drawing's own size in page units; it scales to the width of its place in the page.
  SvgCanvas(std::string prefix, double width, double height);

  void begin_group(std::string_view name, std::string_view language) override;
  void end_group() override;
  void begin_clip(const Rect& window) override;
  void end_clip() override;
  void fill(const Path& path, Colour colour) override;
  void stroke(const Path& path, const Stroke& pen) override;
  void disc(Point centre, double radius, Colour colour) override;
  void text(Point at, std::string_view words, const TextStyle& style, Align align) override;

  /// The whole <svg> element; `label` is what a screen reader says.
  [[nodiscard]] std::string finish(const std::string& label) const;

 private:
  void lay(const Path& path);

  std::string prefix_;
  double width_;
  double height_;
  int clips_ = 0;
  std::string body_;
};

/// Text safe inside HTML and XML, in elements and in quoted attributes; control characters are dropped.
[[nodiscard]] std::string escape_markup(std::string_view words);

}  // namespace wangge::gis::map
