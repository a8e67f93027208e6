#include "gis/write/qgis_document.h"

#include <utility>

#include <fmt/format.h>

namespace wangge::gis::qgis {
namespace {

std::string text(Colour colour) { return fmt::format("{},{},{},{}", colour.red, colour.green, colour.blue, colour.alpha); }

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

}  // namespace

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

std::string document(const std::string& renderer, int geometry_type, const std::optional<Label>& label) {
  return fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{}\">\n{}\n{}\n"
      "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity>\n"
      "<layerGeometryType>{}</layerGeometryType>\n</qgis>\n",
      label ? 1 : 0, renderer, label ? labeling(*label) : std::string(), geometry_type);
}

Symbol area(Colour fill, Colour line, double width, std::string dash) {
  return {.kind = SymbolKind::fill, .fill = fill, .line = line, .width = width, .dash = std::move(dash)};
}
Symbol stroke(Colour line, double width, std::string dash) {
  return {.kind = SymbolKind::line, .line = line, .width = width, .dash = std::move(dash)};
}
Symbol marker(std::string shape, Colour fill, double size) {
  return {.kind = SymbolKind::marker, .fill = fill, .line = {255, 255, 255, 255}, .size = size, .marker = std::move(shape)};
}

}  // namespace wangge::gis::qgis
