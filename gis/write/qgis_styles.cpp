#include "gis/write/qgis_styles.h"

#include "gis/write/qgis_document.h"

#include <vector>

namespace wangge::gis {
namespace {

using qgis::area;
using qgis::areas;
using qgis::categorised;
using qgis::Category;
using qgis::clear;
using qgis::Colour;
using qgis::document;
using qgis::Label;
using qgis::lines;
using qgis::marker;
using qgis::points;
using qgis::single;
using qgis::stroke;

QgisStyle places_style() {
  return {"places", "地名 Places",
          document(single(marker("circle", {110, 110, 110, 255}, 1.2)), points,
                   Label{.expression = "coalesce(nullif(&quot;name_zh&quot;,''), &quot;name&quot;)", .size = 8, .placement = 1})};
}

QgisStyle posts_style() {
  return {"posts", "驻点 Posts",
          document(categorised("kind", {{"station", "服务站 station", marker("square", {178, 24, 43, 255}, 3.2)},
                                        {"centre", "中心 centre", marker("star", {178, 24, 43, 255}, 5)},
                                        {"sub-centre", "分中心 sub-centre", marker("diamond", {178, 24, 43, 255}, 4)},
                                        {"", "其他驻点 other post", marker("circle", {214, 96, 77, 255}, 2.6)}}),
                   points, Label{.expression = "&quot;name&quot;", .size = 7, .colour = {120, 15, 30, 255}})};
}

QgisStyle grid_labels_style() {
  return {"grid_labels", "网格标注点 Label points of the grids", document(single(marker("circle", clear, 0.1)), points)};
}

QgisStyle circles_style() {
  return {"circles", "响应圈 Response circles",
          document(single(area({33, 150, 83, 40}, {33, 120, 70, 255}, 0.5, "dash")), areas)};
}

/// Each level of probability over the one below it.
QgisStyle effective_circles_style() {
  return {"effective_circles", "有效响应圈 Effective circles",
          document(single(area({26, 110, 160, 60}, {26, 80, 130, 255}, 0.4)), areas)};
}

QgisStyle circle_changes_style() {
  return {"circle_changes", "响应圈的变化 Changes of the circle",
          document(categorised("change", {{"gained", "新增 gained", area({27, 120, 55, 130}, {27, 100, 45, 255}, 0.3)},
                                          {"lost", "失去 lost", area({190, 40, 50, 130}, {150, 20, 30, 255}, 0.3)}}),
                   areas)};
}

QgisStyle levels_style() {
  return {
      "levels", "行政层级 Administrative levels",
      document(single(area(clear, {120, 40, 120, 255}, 0.9)), areas,
               Label{.expression = "&quot;name&quot;", .size = 11, .colour = {100, 30, 100, 255}, .placement = 0, .bold = true})};
}

QgisStyle grids_style() {
  return {
      "grids", "网格 Grids",
      document(categorised("valid", {{"1", "户数合格 valid", area({99, 160, 214, 50}, {30, 80, 150, 255}, 0.5)},
                                     {"0", "不合格或有说明 broken or excused", area({240, 150, 60, 90}, {190, 90, 20, 255}, 0.6)},
                                     {"", "其他 other", area({200, 200, 200, 60}, {90, 90, 90, 255}, 0.4)}}),
               areas,
               Label{.expression = "&quot;code&quot; || '\\n' || &quot;households&quot; || ' 户'",
                     .size = 8,
                     .colour = {20, 50, 110, 255},
                     .placement = 0})};
}

QgisStyle buildings_style() {
  const Colour edge{120, 110, 100, 255};
  return {"buildings", "建筑 Buildings",
          document(categorised("use", {{"residential", "住宅 residential", area({222, 184, 150, 255}, edge, 0.1)},
                                       {"mixed", "混合 mixed", area({226, 160, 130, 255}, edge, 0.1)},
                                       {"commercial", "商业 commercial", area({233, 120, 120, 255}, edge, 0.1)},
                                       {"industrial", "工业 industrial", area({170, 160, 190, 255}, edge, 0.1)},
                                       {"civic", "公共 civic", area({140, 170, 210, 255}, edge, 0.1)},
                                       {"agricultural", "农用 agricultural", area({190, 200, 140, 255}, edge, 0.1)},
                                       {"minor", "附属 minor", area({215, 215, 210, 255}, edge, 0.1)},
                                       {"", "不明 unknown", area({205, 195, 185, 255}, edge, 0.1)}}),
                   areas)};
}

QgisStyle unassigned_style() {
  return {"unassigned", "未归属建筑 Unassigned buildings",
          document(single(area({230, 60, 60, 180}, {150, 0, 0, 255}, 0.3)), areas)};
}

QgisStyle roads_style() {
  std::vector<Category> classes;
  const Colour major{214, 140, 60, 255};
  const Colour street{150, 150, 150, 255};
  const Colour path{170, 150, 120, 255};
  const Colour blue{90, 150, 205, 255};
  classes.push_back({"motorway", "高速 motorway", stroke({190, 90, 60, 255}, 1.2)});
  classes.push_back({"primary", "主干路 primary", stroke(major, 1.0)});
  classes.push_back({"secondary", "次干路 secondary", stroke(major, 0.8)});
  classes.push_back({"tertiary", "支路 tertiary", stroke({225, 190, 110, 255}, 0.6)});
  classes.push_back({"residential", "街道 residential", stroke(street, 0.4)});
  classes.push_back({"service", "内部路 service", stroke(street, 0.2)});
  classes.push_back({"track", "土路 track", stroke(path, 0.2, "dash")});
  classes.push_back({"cycleway", "自行车道 cycleway", stroke({90, 140, 90, 255}, 0.2, "dash")});
  classes.push_back({"footway", "步道 footway", stroke(path, 0.2, "dot")});
  classes.push_back({"steps", "台阶 steps", stroke(path, 0.4, "dot")});
  classes.push_back({"rail", "铁路 rail", stroke({70, 70, 70, 255}, 0.5, "dash dot")});
  classes.push_back({"river", "河流 river", stroke(blue, 0.7)});
  classes.push_back({"canal", "渠 canal", stroke(blue, 0.5)});
  classes.push_back({"stream", "溪 stream", stroke(blue, 0.3)});
  classes.push_back({"", "其他 other", stroke(street, 0.2)});
  return {"roads", "道路、铁路与水系 Roads, rail and waterways", document(categorised("road_class", classes), lines)};
}

QgisStyle waters_style() {
  return {"waters", "水面 Water", document(single(area({170, 205, 230, 255}, {120, 170, 205, 255}, 0.1)), areas)};
}

QgisStyle cells_style() {
  return {"cells", "单元 Cells",
          document(categorised("derived", {{"0", "单元 cell", area(clear, {150, 150, 150, 255}, 0.1)},
                                           {"1", "推算人口的单元 derived population",
                                            area({250, 220, 120, 80}, {150, 150, 150, 255}, 0.1)}}),
                   areas)};
}

}  // namespace

std::vector<QgisStyle> qgis_styles() {
  return {places_style(),     posts_style(),  grid_labels_style(), circle_changes_style(), effective_circles_style(),
          circles_style(),    levels_style(), grids_style(),       roads_style(),          buildings_style(),
          unassigned_style(), waters_style(), cells_style()};
}

}  // namespace wangge::gis
