#include "gis/map/panel.h"

#include <algorithm>

namespace wangge::gis::map {

std::string Panel::say(const core::Text& words, SheetLanguage language) {
  if (language == SheetLanguage::zh) return words.zh;
  if (language == SheetLanguage::en || words.zh == words.en || words.zh.empty()) return words.en;
  return words.en.empty() ? words.zh : words.zh + "  " + words.en;
}

void Panel::lines(const std::string& words, const TextStyle& style, double x, double room) {
  for (const std::string& line : ruler_.wrap(words, style, room)) {
    canvas_.text({x, y_ + TextRuler::ascent(style)}, line, style, Align::left);
    y_ += TextRuler::line_height(style);
  }
}

void Panel::heading(const core::Text& words) {
  const TextStyle style{.size = 3.3 * unit_, .bold = true, .italic = false, .colour = {0x3b1f46}};
  lines(say(words), style, room_.low.x, room_.width());
  canvas_.stroke({{{{room_.low.x, y_ - 0.1 * unit_}, {room_.high.x, y_ - 0.1 * unit_}}, false}},
                 {.colour = {0xc9b7cd}, .width = 0.25 * unit_, .dashes = {}});
  y_ += 1.3 * unit_;
}

void Panel::entry(const core::Text& words, const std::function<void(Canvas&, const Rect&)>& draw) {
  const double box = 11 * unit_;
  const double height = 4.9 * unit_;
  const TextStyle style = body();
  const double room = room_.width() - box - 2.4 * unit_;
  std::vector<std::string> wrapped = ruler_.wrap(say(words), style, room);
  if (wrapped.size() > 1 && language_ == SheetLanguage::both) {  // break between the languages rather than inside one
    wrapped = ruler_.wrap(words.zh, style, room);
    for (std::string& line : ruler_.wrap(words.en, style, room)) wrapped.push_back(std::move(line));
  }
  const double text_height = static_cast<double>(wrapped.size() - 1) * TextRuler::line_height(style) + TextRuler::ascent(style) +
                             TextRuler::descent(style);
  const double row = std::max(height, text_height + 0.8 * unit_);
  const double middle = y_ + row / 2;
  draw(canvas_, {{room_.low.x, middle - 1.8 * unit_}, {room_.low.x + box, middle + 1.8 * unit_}});
  double baseline = middle - text_height / 2 + TextRuler::ascent(style);
  for (const std::string& line : wrapped) {
    canvas_.text({room_.low.x + box + 2.4 * unit_, baseline}, line, style, Align::left);
    baseline += TextRuler::line_height(style);
  }
  y_ += row;
}

void Panel::paragraph(const core::Text& words, const TextStyle& style) {
  if (language_ != SheetLanguage::en && !words.zh.empty()) lines(words.zh, style, room_.low.x, room_.width());
  if (language_ != SheetLanguage::zh && !words.en.empty() && (words.en != words.zh || language_ == SheetLanguage::en)) {
    lines(words.en, style, room_.low.x, room_.width());
  }
}

Rect Panel::take(double height) {
  const Rect box{{room_.low.x, y_}, {room_.high.x, y_ + height * unit_}};
  y_ = box.high.y;
  return box;
}

}  // namespace wangge::gis::map
