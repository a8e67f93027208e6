#include "gis/map/text_ruler.h"

#include "gis/map/pango_font.h"

namespace wangge::gis::map {

Handle<PangoFontMap> make_font_map() {
  Handle<PangoFontMap> fonts(pango_cairo_font_map_new());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts.get()), 72);
  return fonts;
}

Handle<PangoContext> make_context(PangoFontMap* fonts) {
  Handle<PangoContext> context(pango_font_map_create_context(fonts));
  const Handle<cairo_font_options_t> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
  return context;
}

Handle<PangoLayout> make_layout(PangoContext* context, std::string_view words, const TextStyle& style) {
  Handle<PangoLayout> layout(pango_layout_new(context));
  const Handle<PangoFontDescription> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), font_family);
  pango_font_description_set_absolute_size(font.get(), style.size * layout_magnification * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
  return layout;
}

struct TextRuler::State {
  Handle<PangoFontMap> fonts = make_font_map();
  Handle<PangoContext> context = make_context(fonts.get());
};

TextRuler::TextRuler() : state_(std::make_unique<State>()) {}
TextRuler::~TextRuler() = default;

double TextRuler::width(std::string_view words, const TextStyle& style) const {
  const Handle<PangoLayout> layout = make_layout(state_->context.get(), words, style);
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout.get(), &width, &height);
  return width / (layout_magnification * PANGO_SCALE);
}

std::vector<std::string> TextRuler::wrap(std::string_view words, const TextStyle& style, double room) const {
  const Handle<PangoLayout> layout = make_layout(state_->context.get(), words, style);
  pango_layout_set_width(layout.get(), static_cast<int>(room * layout_magnification * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  std::vector<std::string> lines;
  for (int i = 0; i < pango_layout_get_line_count(layout.get()); ++i) {
    const PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
    std::string part(words.substr(static_cast<std::size_t>(line->start_index), static_cast<std::size_t>(line->length)));
    while (!part.empty() && (part.back() == ' ' || part.back() == '\n')) part.pop_back();
    lines.push_back(std::move(part));
  }
  return lines;
}

std::string TextRuler::fit(std::string_view words, const TextStyle& style, double room) const {
  if (width(words, style) <= room) return std::string(words);
  std::string shorter(words);
  while (!shorter.empty()) {
    while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xc0U) == 0x80U) shorter.pop_back();
    if (!shorter.empty()) shorter.pop_back();
    if (width(shorter + "…", style) <= room) break;
  }
  return shorter + "…";
}

}  // namespace wangge::gis::map
