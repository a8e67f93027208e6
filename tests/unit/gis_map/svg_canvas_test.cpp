#include "gis/map/svg_canvas.h"

#include <gtest/gtest.h>

namespace wangge::gis::map {
namespace {

TEST(SvgCanvas, WritesShortRelativeSteps) {
  SvgCanvas canvas("m", 100, 50);
  canvas.fill({{{{1, 1}, {3.5, 1}, {3.5, 2.25}, {1, 2.004}}, true}}, {0x0a0b0c});
  const std::string svg = canvas.finish("map");
  EXPECT_NE(svg.find("fill=\"#0a0b0c\" d=\"M1 1h2.5v1.25l-2.5-.25z\""), std::string::npos) << svg;
  EXPECT_NE(svg.find("viewBox=\"0 0 100 50\""), std::string::npos);
}

TEST(SvgCanvas, EscapesNamesAndMarksLanguages) {
  SvgCanvas canvas("m", 10, 10);
  canvas.begin_group("labels", "zh");
  canvas.text({5, 5}, "a <b> & \"c\"", {}, Align::centre);
  canvas.end_group();
  const std::string svg = canvas.finish("x < y");
  EXPECT_NE(svg.find("a &lt;b&gt; &amp; &quot;c&quot;"), std::string::npos);
  EXPECT_NE(svg.find("lang=\"zh\""), std::string::npos);
  EXPECT_NE(svg.find("aria-label=\"x &lt; y\""), std::string::npos);
}

TEST(SvgCanvas, DropsControlCharactersThatXmlForbids) { EXPECT_EQ(escape_markup(std::string_view("a\x01\x1f'b", 5)), "a&#39;b"); }

}  // namespace
}  // namespace wangge::gis::map
