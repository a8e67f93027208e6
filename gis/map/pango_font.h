#pragma once

#include "gis/map/canvas.h"

#include <pango/pangocairo.h>

#include <memory>
#include <string_view>

/// Handles for pango and cairo objects, and the one way in which text becomes a layout. Private to gis/map.
namespace wangge::gis::map {

struct Unref {
  void operator()(PangoLayout* object) const { g_object_unref(object); }
  void operator()(PangoContext* object) const { g_object_unref(object); }
  void operator()(PangoFontMap* object) const { g_object_unref(object); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
template <class Object>
using Handle = std::unique_ptr<Object, Unref>;

/// A font map of 72 units an inch: one unit of the user space is one unit of the font size.
[[nodiscard]] Handle<PangoFontMap> make_font_map();
/// Hinting and rounding off: at millimetre units they would collapse digits.
[[nodiscard]] Handle<PangoContext> make_context(PangoFontMap* fonts);
/// Layout units per millimetre of the page: text is set larger and drawn smaller, which keeps pango's integers fine.
inline constexpr double layout_magnification = 16;
[[nodiscard]] Handle<PangoLayout> make_layout(PangoContext* context, std::string_view words, const TextStyle& style);

}  // namespace wangge::gis::map
