#pragma once

#include "engine/core/text.h"
#include "gis/map/canvas.h"
#include "gis/map/map_labels.h"
#include "gis/map/text_ruler.h"

#include <functional>
#include <string>
#include <string_view>

namespace wangge::gis::map {

/// Writes a column of a sheet from top to bottom; everything it writes stays within its width, line under line.
/// Running it on a canvas that draws nothing measures it.
class Panel {
 public:
  Panel(Canvas& canvas, const TextRuler& ruler, SheetLanguage language, const Rect& room, double unit)
      : canvas_(canvas), ruler_(ruler), language_(language), room_(room), unit_(unit), y_(room.low.y) {}

  void heading(const core::Text& words);
  /// A legend line: `draw` paints into the box at its left.
  void entry(const core::Text& words, const std::function<void(Canvas&, const Rect&)>& draw);
  /// Words as they are, broken into lines.
  void text(const std::string& words, const TextStyle& style) { lines(words, style, room_.low.x, room_.width()); }
  /// Running text in the sheet's language, or in both below each other.
  void paragraph(const core::Text& words, const TextStyle& style);
  void gap(double mm) { y_ += mm * unit_; }
  /// Takes room for a drawing and says where it is.
  [[nodiscard]] Rect take(double height);

  [[nodiscard]] double y() const { return y_; }
  [[nodiscard]] double left() const { return y_ > room_.high.y ? 0 : room_.high.y - y_; }
  [[nodiscard]] double unit() const { return unit_; }
  [[nodiscard]] SheetLanguage language() const { return language_; }
  [[nodiscard]] const Rect& room() const { return room_; }
  [[nodiscard]] Canvas& canvas() { return canvas_; }
  [[nodiscard]] const TextRuler& ruler() const { return ruler_; }
  /// The words in the sheet's language, or both with a space between.
  [[nodiscard]] std::string say(const core::Text& words) const { return say(words, language_); }
  [[nodiscard]] static std::string say(const core::Text& words, SheetLanguage language);
  [[nodiscard]] TextStyle body() const { return {.size = 2.6 * unit_, .bold = false, .italic = false, .colour = {0x2a2a2e}}; }

 private:
  void lines(const std::string& words, const TextStyle& style, double x, double room);

  Canvas& canvas_;
  const TextRuler& ruler_;
  SheetLanguage language_;
  Rect room_;
  double unit_;
  double y_;
};

/// A canvas that draws nothing.
class BlankCanvas final : public Canvas {
 public:
  void begin_group(std::string_view, std::string_view) override {}
  void end_group() override {}
  void begin_clip(const Rect&) override {}
  void end_clip() override {}
  void fill(const Path&, Colour) override {}
  void stroke(const Path&, const Stroke&) override {}
  void disc(Point, double, Colour) override {}
  void text(Point, std::string_view, const TextStyle&, Align) override {}
};

}  // namespace wangge::gis::map
