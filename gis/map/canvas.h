#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the map painter draws on: page millimetres, x to the right, y down. One painter, several surfaces (cairo for
/// sheets, plain SVG text for the report).
namespace wangge::gis::map {

struct Point {
  double x = 0;
  double y = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

/// Axis-parallel, low corner top left.
struct Rect {
  Point low;
  Point high;

  [[nodiscard]] double width() const { return high.x - low.x; }
  [[nodiscard]] double height() const { return high.y - low.y; }
  [[nodiscard]] Point centre() const { return {(low.x + high.x) / 2, (low.y + high.y) / 2}; }
  [[nodiscard]] Rect grown(double by) const { return {{low.x - by, low.y - by}, {high.x + by, high.y + by}}; }
  [[nodiscard]] bool contains(Point p) const { return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y; }
  [[nodiscard]] bool contains(const Rect& other) const { return contains(other.low) && contains(other.high); }
  /// Open overlap: rectangles that only touch do not overlap.
  [[nodiscard]] bool overlaps(const Rect& other) const {
    return low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y;
  }
};

/// Opaque sRGB, 0xRRGGBB.
struct Colour {
  std::uint32_t rgb = 0;

  friend bool operator==(const Colour&, const Colour&) = default;
};

/// `share` of `over` on top of `under`, 0..1. Opaque mixing keeps vector files free of transparency groups.
[[nodiscard]] Colour mix(Colour under, Colour over, double share);
/// "#rrggbb".
[[nodiscard]] std::string hex(Colour colour);

struct Trace {
  std::vector<Point> points = {};
  bool closed = false;
};
/// Several traces painted as one; areas by the winding rule, so holes turn the other way and overlaps stay filled.
using Path = std::vector<Trace>;

enum class Cap : std::uint8_t { butt, round };

struct Stroke {
  Colour colour = {};
  double width = 0.2;               ///< mm
  std::vector<double> dashes = {};  ///< mm on, mm off…; empty: solid
  Cap cap = Cap::round;
};

enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
  double size = 2.5;  ///< mm of the em
  bool bold = false;
  bool italic = false;
  Colour colour = {};
  double halo = 0;  ///< mm; 0: none
  Colour halo_colour{0xffffff};
  double angle = 0;  ///< degrees, clockwise on the page, about the given point
};

class Canvas {
 public:
  virtual ~Canvas() = default;
  /// Names what follows ("roads", "labels"); surfaces without structure ignore it. `language` is empty, "zh" or "en".
  virtual void begin_group(std::string_view name, std::string_view language) = 0;
  virtual void end_group() = 0;
  /// Everything until end_clip stays inside the rectangle.
  virtual void begin_clip(const Rect& window) = 0;
  virtual void end_clip() = 0;
  virtual void fill(const Path& path, Colour colour) = 0;
  virtual void stroke(const Path& path, const Stroke& pen) = 0;
  virtual void disc(Point centre, double radius, Colour colour) = 0;
  /// One line; `at` is the left, middle or right end of the baseline.
  virtual void text(Point at, std::string_view words, const TextStyle& style, Align align) = 0;
};

/// A closed trace around a rectangle.
[[nodiscard]] Path outline(const Rect& rect);

}  // namespace wangge::gis::map
