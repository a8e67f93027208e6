#include "gis/map/cairo_page.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/map/pango_font.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

#include <array>
#include <cmath>

namespace wangge::gis::map {
namespace {

constexpr double points_per_mm = 72.0 / 25.4;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// Cairo numbers its surfaces through the whole process; a file must not tell how many there were before.
void forget_surface_number(std::string& svg) {
  const std::string before = "id=\"surface";
  const std::size_t at = svg.find(before);
  if (at == std::string::npos) return;
  const std::size_t from = at + before.size();
  svg.erase(from, svg.find('"', from) - from);
}

class CairoCanvas final : public Canvas {
 public:
  CairoCanvas(cairo_t* cairo, bool vector_output) : cairo_(cairo), vector_(vector_output) {}

  void begin_group(std::string_view /*name*/, std::string_view /*language*/) override {}
  void end_group() override {}

  void begin_clip(const Rect& window) override {
    cairo_save(cairo_);
    cairo_rectangle(cairo_, window.low.x, window.low.y, window.width(), window.height());
    cairo_clip(cairo_);
  }
  void end_clip() override { cairo_restore(cairo_); }

  void fill(const Path& path, Colour colour) override {
    use(colour);
    lay(path);
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_WINDING);
    cairo_fill(cairo_);
  }

  void stroke(const Path& path, const Stroke& pen) override {
    use(pen.colour);
    cairo_set_line_width(cairo_, pen.width);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cairo_, pen.cap == Cap::round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(cairo_, pen.dashes.data(), static_cast<int>(pen.dashes.size()), 0);
    lay(path);
    cairo_stroke(cairo_);
  }

  void disc(Point centre, double radius, Colour colour) override {
    use(colour);
    cairo_new_path(cairo_);
    cairo_arc(cairo_, centre.x, centre.y, radius, 0, 2 * pi_);
    cairo_fill(cairo_);
  }

  void text(Point at, std::string_view words, const TextStyle& style, Align align) override {
    const Handle<PangoLayout> layout = make_layout(context_.get(), words, style);
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout.get(), &width, &height);
    const double wide = width / (layout_magnification * PANGO_SCALE);
    cairo_save(cairo_);
    cairo_translate(cairo_, at.x, at.y);
    if (style.angle != 0) cairo_rotate(cairo_, style.angle * pi_ / 180);
    const Point start{align == Align::left ? 0 : align == Align::centre ? -wide / 2 : -wide, 0};
    if (style.halo > 0) halo(start, line, style);
    use(style.colour);
    show(start, line);
    cairo_restore(cairo_);
  }

 private:
  void use(Colour colour) {
    cairo_set_source_rgb(cairo_, ((colour.rgb >> 16U) & 0xffU) / 255.0, ((colour.rgb >> 8U) & 0xffU) / 255.0,
                         (colour.rgb & 0xffU) / 255.0);
  }

  void lay(const Path& path) {
    cairo_new_path(cairo_);
    for (const Trace& trace : path) {
      if (trace.points.size() < 2) continue;
      cairo_move_to(cairo_, trace.points.front().x, trace.points.front().y);
      for (std::size_t i = 1; i < trace.points.size(); ++i) cairo_line_to(cairo_, trace.points[i].x, trace.points[i].y);
      if (trace.closed) cairo_close_path(cairo_);
    }
  }

  void show(Point at, PangoLayoutLine* line) {
    cairo_save(cairo_);
    cairo_translate(cairo_, at.x, at.y);
    cairo_scale(cairo_, 1 / layout_magnification, 1 / layout_magnification);
    cairo_move_to(cairo_, 0, 0);
    pango_cairo_show_layout_line(cairo_, line);
    cairo_restore(cairo_);
  }

  // Outlined glyphs make vector files huge; eight shifted copies of the text stay text and look the same.
  void halo(Point at, PangoLayoutLine* line, const TextStyle& style) {
    use(style.halo_colour);
    if (vector_) {
      for (const auto& [x, y] : ring_) show({at.x + x * style.halo, at.y + y * style.halo}, line);
      return;
    }
    cairo_save(cairo_);
    cairo_translate(cairo_, at.x, at.y);
    cairo_scale(cairo_, 1 / layout_magnification, 1 / layout_magnification);
    cairo_new_path(cairo_);
    cairo_move_to(cairo_, 0, 0);
    pango_cairo_layout_line_path(cairo_, line);
    cairo_set_line_width(cairo_, 2 * style.halo * layout_magnification);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cairo_, nullptr, 0, 0);
    cairo_stroke(cairo_);
    cairo_restore(cairo_);
  }

  static constexpr double pi_ = 3.14159265358979323846;
  static constexpr double diagonal_ = 0.70710678118654752;
  static constexpr std::array<std::array<double, 2>, 8> ring_{{{1, 0},
                                                               {diagonal_, diagonal_},
                                                               {0, 1},
                                                               {-diagonal_, diagonal_},
                                                               {-1, 0},
                                                               {-diagonal_, -diagonal_},
                                                               {0, -1},
                                                               {diagonal_, -diagonal_}}};
  cairo_t* cairo_;
  bool vector_;
  Handle<PangoFontMap> fonts_ = make_font_map();
  Handle<PangoContext> context_ = make_context(fonts_.get());
};

}  // namespace

struct CairoPage::State {
  MapFormat format = MapFormat::pdf;
  std::string bytes;
  Handle<cairo_surface_t> surface;
  Handle<cairo_t> cairo;
  std::unique_ptr<CairoCanvas> canvas;

  void check() const {
    cairo_status_t status = cairo_surface_status(surface.get());
    if (status == CAIRO_STATUS_SUCCESS && cairo != nullptr) status = cairo_status(cairo.get());
    if (status == CAIRO_STATUS_SUCCESS) return;
    const std::string why = cairo_status_to_string(status);
    throw core::Error(core::ErrorCode::environment,
                      {.zh = "绘制地图失败" + core::system_words(why), .en = "drawing the map failed: " + why});
  }
};

CairoPage::CairoPage(MapFormat format, const PageFacts& facts) : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.format = format;
  const double width = facts.width * points_per_mm;
  const double height = facts.height * points_per_mm;
  double scale = points_per_mm;
  if (format == MapFormat::pdf) {
    s.surface.reset(cairo_pdf_surface_create_for_stream(append, &s.bytes, width, height));
    cairo_pdf_surface_restrict_to_version(s.surface.get(), CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(s.surface.get(), CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
    const std::string date = (facts.date.empty() ? "2000-01-01" : facts.date) + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(s.surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
  } else if (format == MapFormat::svg) {
    s.surface.reset(cairo_svg_surface_create_for_stream(append, &s.bytes, width, height));
  } else {
    scale = facts.png_dpi / 25.4;
    s.surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(facts.width * scale)),
                                               static_cast<int>(std::lround(facts.height * scale))));
  }
  s.check();
  s.cairo.reset(cairo_create(s.surface.get()));
  cairo_scale(s.cairo.get(), scale, scale);
  cairo_set_source_rgb(s.cairo.get(), 1, 1, 1);
  cairo_paint(s.cairo.get());
  s.canvas = std::make_unique<CairoCanvas>(s.cairo.get(), format != MapFormat::png);
}

CairoPage::~CairoPage() = default;

Canvas& CairoPage::canvas() { return *state_->canvas; }

std::string CairoPage::finish() {
  State& s = *state_;
  s.check();
  if (s.format == MapFormat::png) {
    cairo_surface_flush(s.surface.get());
    cairo_surface_write_to_png_stream(s.surface.get(), append, &s.bytes);
  } else {
    cairo_show_page(s.cairo.get());
  }
  s.check();
  s.canvas.reset();
  s.cairo.reset();
  cairo_surface_finish(s.surface.get());
  s.check();
  if (s.format == MapFormat::svg) forget_surface_number(s.bytes);
  return std::move(s.bytes);
}

}  // namespace wangge::gis::map
