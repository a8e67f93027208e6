#include "scenarios/report/ensemble_report.h"

#include "engine/core/error.h"
#include "gis/map/cairo_page.h"
#include "gis/map/text_ruler.h"
#include "scenarios/report/ensemble_section.h"
#include "scenarios/report/page_canvas.h"

#include <algorithm>

namespace wangge::scenarios {
namespace {

using gis::map::Align;
using gis::map::Canvas;
using gis::map::Colour;
using gis::map::Point;
using gis::map::TextStyle;
using report::Json;

constexpr double page_width = 210;
constexpr double page_height = 297;
constexpr double margin = 15;

/// Lines of running text; says where the next would stand.
double paragraph(Canvas& canvas, const gis::map::TextRuler& ruler, double y, const std::string& words, const TextStyle& style) {
  for (const std::string& line : ruler.wrap(words, style, page_width - 2 * margin)) {
    canvas.text({margin, y}, line, style, Align::left);
    y += 1.5 * style.size;
  }
  return y + 0.6 * style.size;
}

void paint_sheet(Canvas& canvas, const Json& body, core::Language language) {
  const gis::map::TextRuler ruler;
  const TextStyle title{.size = 5, .bold = true, .italic = false, .colour = Colour{0x3b1f46}};
  const TextStyle plain{.size = 2.6, .bold = false, .italic = false, .colour = Colour{0x2a2a2e}};
  const TextStyle stamp{.size = 3.2, .bold = true, .italic = false, .colour = Colour{0xb3142a}};
  const TextStyle warning{.size = 2.8, .bold = true, .italic = false, .colour = Colour{0xb3142a}};
  const auto said = [language](const core::Text& words) { return core::in(words, language); };
  const core::Text place =
      report::text(body, "scenario.title").value_or(report::same(report::word(body, "scenario.name").value_or("Wangge")));
  const Json* synthetic = report::find(body, "synthetic");
  const bool made = synthetic != nullptr && synthetic->is_boolean() && synthetic->get<bool>();
  canvas.text({page_width - margin, 14},
              said(made ? core::Text{.zh = "内部资料 · 合成数据", .en = "For internal use · Synthetic data"}
                        : core::Text{.zh = "内部资料", .en = "For internal use"}),
              stamp, Align::right);
  double y = paragraph(canvas, ruler, 22,
                       said({.zh = place.zh + " · 与随机方案相比", .en = place.en + " · Against plans drawn at random"}), title);
  const std::string date = report::word(body, "scenario.date").value_or("");
  if (!date.empty()) y = paragraph(canvas, ruler, y, said({.zh = "数据日期：" + date, .en = "Date of the data: " + date}), plain);
  for (const core::Text& words : report::ensemble_warnings(body)) {
    if (y > page_height / 4) break;
    y = paragraph(canvas, ruler, y, said(words), warning);
  }
  const report::EnsembleChart chart = report::ensemble_chart(body);
  const double wanted = report::ensemble_chart_height(chart);
  const double text_room = 78;
  const double scale =
      std::min((page_width - 2 * margin) / report::ensemble_chart_width, (page_height - margin - text_room - y) / wanted);
  report::PageCanvas drawing(canvas, {(page_width - scale * report::ensemble_chart_width) / 2, y}, scale, language);
  report::paint_ensemble(drawing, chart);
  y += scale * wanted + 6;
  y = paragraph(canvas, ruler, y, said(report::ensemble_caption(body)), plain);
  for (const core::Text& words : report::ensemble_rules(body)) y = paragraph(canvas, ruler, y, said(words), plain);
}

}  // namespace

std::string ensemble_sheet(const std::string& plans_json, core::Language language) {
  const Json body = Json::parse(plans_json, nullptr, false);
  if (!body.is_object() || report::list(body, "ensemble.aims").empty()) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = "plans.json 中没有随机方案（ensemble）", .en = "plans.json has no ensemble of drawn plans"});
  }
  gis::map::CairoPage page(gis::map::MapFormat::pdf,
                           {.width = page_width,
                            .height = page_height,
                            .title = report::word(body, "scenario.name").value_or("Wangge") + " ensemble",
                            .date = report::word(body, "scenario.date").value_or(""),
                            .png_dpi = 150});
  paint_sheet(page.canvas(), body, language);
  return page.finish();
}

}  // namespace wangge::scenarios
