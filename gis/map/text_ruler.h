#pragma once

#include "gis/map/canvas.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::gis::map {

/// The one family of all sheets: it holds Chinese and Latin.
inline constexpr const char* font_family = "Noto Sans CJK SC";

/// Measures text as the sheets draw it (pango, metrics not hinted), and breaks it into lines.
/// Heights are those of the em box of Chinese type, the same for every string, so that lines align.
/// Cost: one pango layout a call; a few microseconds to tens of them. Not thread-safe; make one a sheet.
///
///   TextRuler ruler;   double mm = ruler.width("瓦杜兹 Vaduz", {.size = 3.2});
class TextRuler {
 public:
  TextRuler();
  ~TextRuler();
  TextRuler(const TextRuler&) = delete;
  TextRuler& operator=(const TextRuler&) = delete;

  [[nodiscard]] double width(std::string_view words, const TextStyle& style) const;
  [[nodiscard]] static double ascent(const TextStyle& style) { return style.size * 0.88; }
  [[nodiscard]] static double descent(const TextStyle& style) { return style.size * 0.22; }
  [[nodiscard]] static double line_height(const TextStyle& style) { return style.size * 1.38; }
  /// Lines no wider than `room`, broken where the language allows it (Chinese: nearly anywhere; Latin: at spaces).
  [[nodiscard]] std::vector<std::string> wrap(std::string_view words, const TextStyle& style, double room) const;
  /// The words, shortened with an ellipsis where they are wider than `room`.
  [[nodiscard]] std::string fit(std::string_view words, const TextStyle& style, double room) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wangge::gis::map
