#include "gis/write/qgis_document.h"
#include "gis/write/qgis_styles.h"

#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using qgis::Label;
using qgis::marker;
using qgis::points;

Label name_label(const char* field, qgis::Colour colour, bool bold) {
  return {.expression = std::string("&quot;") + field + "&quot;", .size = 8, .colour = colour, .placement = 1, .bold = bold};
}

QgisStyle chosen_style() {
  return {
      "posts", "所选的点 Chosen sites",
      qgis::document(qgis::categorised("today", {{"1", "沿用的现有驻点 kept of today", marker("diamond", {178, 24, 43, 255}, 5)},
                                                 {"", "选定 chosen", marker("star", {178, 24, 43, 255}, 6)}}),
                     points, name_label("name", {120, 15, 30, 255}, true))};
}

QgisStyle today_style() {
  return {"posts_today", "现有驻点 Posts of today",
          qgis::document(qgis::single(marker("square", {90, 90, 90, 255}, 2.6)), points,
                         name_label("post", {80, 80, 80, 255}, false))};
}

QgisStyle blind_style() {
  return {"blind_spots", "盲点 Blind spots",
          qgis::document(
              qgis::categorised("cause", {{"beyond", "超过时限 beyond the standard", marker("circle", {240, 130, 40, 255}, 2.4)},
                                          {"no way", "无路可达 no way", marker("cross_fill", {150, 20, 90, 255}, 2.8)},
                                          {"no road", "附近无路 no road near", marker("triangle", {150, 20, 90, 255}, 2.8)},
                                          {"", "其他 other", marker("circle", {150, 150, 150, 255}, 2)}}),
              points)};
}

QgisStyle candidates_style() {
  const qgis::Colour barred{190, 90, 90, 255};
  return {"candidates", "候选点 Candidates",
          qgis::document(qgis::categorised("barred", {{"outside", "在辖区之外 outside", marker("cross2", barred, 2.4)},
                                                      {"no road", "附近无路 no road", marker("triangle", barred, 2.2)},
                                                      {"duplicate", "名称重复 duplicate", marker("diamond", barred, 2.2)},
                                                      {"too small", "面积不足 too small", marker("circle", barred, 2.2)},
                                                      {"forbidden", "被禁用 forbidden", marker("cross_fill", barred, 2.2)},
                                                      {"", "可选 can be chosen", marker("circle", {70, 110, 170, 255}, 2)}}),
                         points)};
}

QgisStyle demand_style() {
  return {"demand", "住处 Homes",
          qgis::document(qgis::categorised("within", {{"1", "时限内 in time", marker("circle", {60, 150, 90, 255}, 1.1)},
                                                      {"0", "时限外 not in time", marker("circle", {230, 120, 40, 255}, 1.5)},
                                                      {"", "其他 other", marker("circle", {150, 150, 150, 255}, 1)}}),
                         points)};
}

}  // namespace

std::vector<QgisStyle> site_styles() {
  return {chosen_style(), today_style(), blind_style(), candidates_style(), demand_style()};
}

}  // namespace wangge::gis
