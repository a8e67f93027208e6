#include "gis/write/qgis_styles.h"

#include <optional>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

struct Colour {
  int red = 0;
  int green = 0;
  int blue = 0;
  int alpha = 255;
};

std::string text(Colour colour) { return fmt::format("{},{},{},{}", colour.red, colour.green, colour.blue, colour.alpha); }

enum class SymbolKind { fill, line, marker };

struct Symbol {
  SymbolKind kind = SymbolKind::fill;
  Colour fill{};       ///< of an area or a marker
  Colour line{};       ///< of an outline or a line
  double width = 0.2;  ///< of the outline or line [mm]
  double size = 3;     ///< of a marker [mm]
  std::string dash = "solid";
  std::string marker = "circle";
};

/// One entry of a legend: the features whose `attribute` has `value`.
struct Category {
  std::string value;
  std::string label;
  Symbol symbol;
};

struct Label {
  std::string expression;
  double size = 8;  ///< points
  Colour colour{30, 30, 30, 255};
  int placement = 1;  ///< QGIS: 1 over a point or around it, 0 around the centroid, 2 along a line
  bool bold = false;
};

std::string property(std::string_view key, std::string_view value) {
  return fmt::format("<prop k=\"{}\" v=\"{}\"/>", key, value);
}
std::string property(std::string_view key, double value) { return property(key, fmt::format("{}", value)); }

std::string outline(const Symbol& symbol) {
  return property("outline_color", text(symbol.line)) + property("outline_style", symbol.dash) +
         property("outline_width", symbol.width) + property("outline_width_unit", "MM") + property("joinstyle", "round");
}

std::string layer_xml(const Symbol& symbol) {
  switch (symbol.kind) {
    case SymbolKind::fill:
      return "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">" + property("color", text(symbol.fill)) +
             property("style", symbol.fill.alpha == 0 ? "no" : "solid") + outline(symbol) + "</layer>";
    case SymbolKind::line:
      return "<layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\">" + property("line_color", text(symbol.line)) +
             property("line_style", symbol.dash) + property("line_width", symbol.width) + property("line_width_unit", "MM") +
             property("capstyle", "round") + property("joinstyle", "round") + "</layer>";
    case SymbolKind::marker:
      return "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\">" + property("name", symbol.marker) +
             property("color", text(symbol.fill)) + property("size", symbol.size) + property("size_unit", "MM") +
             outline(symbol) + "</layer>";
  }
  return {};
}

std::string symbol_xml(const Symbol& symbol, std::size_t number) {
  const char* type = symbol.kind == SymbolKind::fill ? "fill" : symbol.kind == SymbolKind::line ? "line" : "marker";
  return fmt::format("<symbol type=\"{}\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">{}</symbol>", type, number,
                     layer_xml(symbol));
}

std::string single(const Symbol& symbol) {
  return "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"><symbols>" +
         symbol_xml(symbol, 0) + "</symbols></renderer-v2>";
}

std::string categorised(std::string_view attribute, const std::vector<Category>& categories) {
  std::string legend;
  std::string symbols;
  std::size_t number = 0;
  for (const Category& category : categories) {
    legend += fmt::format("<category render=\"true\" symbol=\"{}\" value=\"{}\" label=\"{}\"/>", number, category.value,
                          category.label);
    symbols += symbol_xml(category.symbol, number++);
  }
  return fmt::format(
      "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">"
      "<categories>{}</categories><symbols>{}</symbols></renderer-v2>",
      attribute, legend, symbols);
}

std::string labeling(const Label& label) {
  return fmt::format(
      "<labeling type=\"simple\"><settings calloutType=\"simple\">"
      "<text-style fieldName=\"{}\" isExpression=\"1\" fontFamily=\"Noto Sans CJK SC\" fontSize=\"{}\" fontSizeUnit=\"Point\" "
      "fontWeight=\"{}\" textColor=\"{}\" textOpacity=\"1\" namedStyle=\"Regular\" multilineHeight=\"1\">"
      "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,220\" "
      "bufferOpacity=\"1\"/>"
      "</text-style><placement placement=\"{}\" dist=\"0\" centroidInside=\"1\" priority=\"6\"/>"
      "<rendering drawLabels=\"1\" obstacle=\"1\" upsidedownLabels=\"0\"/></settings></labeling>",
      label.expression, label.size, label.bold ? 75 : 50, text(label.colour), label.placement);
}

std::string document(const std::string& renderer, int geometry_type, const std::optional<Label>& label = std::nullopt) {
  return fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{}\">\n{}\n{}\n"
      "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity>\n"
      "<layerGeometryType>{}</layerGeometryType>\n</qgis>\n",
      label ? 1 : 0, renderer, label ? labeling(*label) : std::string(), geometry_type);
}

constexpr int points = 0;
constexpr int lines = 1;
constexpr int areas = 2;
constexpr Colour clear{0, 0, 0, 0};

Symbol area(Colour fill, Colour line, double width, std::string dash = "solid") {
  return {.kind = SymbolKind::fill, .fill = fill, .line = line, .width = width, .dash = std::move(dash)};
}
Symbol stroke(Colour line, double width, std::string dash = "solid") {
  return {.kind = SymbolKind::line, .line = line, .width = width, .dash = std::move(dash)};
}
Symbol marker(std::string shape, Colour fill, double size) {
  return {.kind = SymbolKind::marker, .fill = fill, .line = {255, 255, 255, 255}, .size = size, .marker = std::move(shape)};
}

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
  return {places_style(), posts_style(), grid_labels_style(), circle_changes_style(), circles_style(), levels_style(),
          grids_style(),  roads_style(), buildings_style(),   unassigned_style(),     waters_style(),  cells_style()};
}

}  // namespace wangge::gis
