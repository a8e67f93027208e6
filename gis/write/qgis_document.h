#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// QGIS's style documents (QML), written for 3.22 and later, from symbols that are said in a few words.
namespace wangge::gis::qgis {

struct Colour {
  int red = 0;
  int green = 0;
  int blue = 0;
  int alpha = 255;
};

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

inline constexpr int points = 0;
inline constexpr int lines = 1;
inline constexpr int areas = 2;
inline constexpr Colour clear{0, 0, 0, 0};

[[nodiscard]] Symbol area(Colour fill, Colour line, double width, std::string dash = "solid");
[[nodiscard]] Symbol stroke(Colour line, double width, std::string dash = "solid");
[[nodiscard]] Symbol marker(std::string shape, Colour fill, double size);

/// A renderer: all features alike, or by the value of an attribute (an empty value stands for all others).
[[nodiscard]] std::string single(const Symbol& symbol);
[[nodiscard]] std::string categorised(std::string_view attribute, const std::vector<Category>& categories);

/// The whole document; `geometry_type`: points, lines or areas.
[[nodiscard]] std::string document(const std::string& renderer, int geometry_type,
                                   const std::optional<Label>& label = std::nullopt);

}  // namespace wangge::gis::qgis
