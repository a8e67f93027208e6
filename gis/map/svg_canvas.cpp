#include "gis/map/svg_canvas.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <utility>

namespace wangge::gis::map {
namespace {

/// Hundredths without trailing zeros: "1.5", "-.25", "3".
std::string number(long hundredths) {
  std::string out = hundredths < 0 ? "-" : "";
  const long size = std::labs(hundredths);
  const long whole = size / 100;
  const long rest = size % 100;
  if (whole != 0 || rest == 0) out += std::to_string(whole);
  if (rest != 0) {
    out += '.';
    out += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
  }
  return out == "-0" ? "0" : out;
}

long hundredths(double value) { return std::lround(value * 100); }
std::string number(double value) { return number(hundredths(value)); }

/// The same, with a space in front where two numbers would run together.
void follow(std::string& out, long value) {
  if (value >= 0) out += ' ';
  out += number(value);
}

}  // namespace

std::string escape_markup(std::string_view words) {
  std::string out;
  out.reserve(words.size());
  for (const char c : words) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

SvgCanvas::SvgCanvas(std::string prefix, double width, double height)
    : prefix_(std::move(prefix)), width_(width), height_(height) {}

void SvgCanvas::begin_group(std::string_view name, std::string_view language) {
  body_ += "<g";
  if (!name.empty()) body_ += fmt::format(" data-part=\"{}\"", escape_markup(name));
  if (!language.empty()) body_ += fmt::format(" lang=\"{}\"", language);
  body_ += ">\n";
}

void SvgCanvas::end_group() { body_ += "</g>\n"; }

void SvgCanvas::begin_clip(const Rect& window) {
  const std::string id = fmt::format("{}clip{}", prefix_, ++clips_);
  body_ += fmt::format(
      "<clipPath id=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath><g clip-path=\"url(#{})\">\n", id,
      number(window.low.x), number(window.low.y), number(window.width()), number(window.height()), id);
}

void SvgCanvas::end_clip() { body_ += "</g>\n"; }

void SvgCanvas::lay(const Path& path) {
  for (const Trace& trace : path) {
    if (trace.points.size() < 2) continue;
    long x = hundredths(trace.points.front().x);
    long y = hundredths(trace.points.front().y);
    std::string steps = "M" + number(x);
    follow(steps, y);
    bool moved = false;
    for (std::size_t i = 1; i < trace.points.size(); ++i) {
      const long next_x = hundredths(trace.points[i].x);
      const long next_y = hundredths(trace.points[i].y);
      if (next_x == x && next_y == y) continue;
      if (next_y == y) {
        steps += "h" + number(next_x - x);
      } else if (next_x == x) {
        steps += "v" + number(next_y - y);
      } else {
        steps += "l" + number(next_x - x);
        follow(steps, next_y - y);
      }
      x = next_x;
      y = next_y;
      moved = true;
    }
    if (!moved) continue;
    body_ += steps;
    if (trace.closed) body_ += 'z';
  }
}

void SvgCanvas::fill(const Path& path, Colour colour) {
  body_ += fmt::format("<path fill=\"{}\" d=\"", hex(colour));
  lay(path);
  body_ += "\"/>\n";
}

void SvgCanvas::stroke(const Path& path, const Stroke& pen) {
  body_ += fmt::format("<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"", hex(pen.colour),
                       number(pen.width));
  if (pen.cap == Cap::round) body_ += " stroke-linecap=\"round\"";
  if (!pen.dashes.empty()) {
    body_ += " stroke-dasharray=\"";
    for (const double dash : pen.dashes) body_ += number(dash) + " ";
    body_.back() = '"';
  }
  body_ += " d=\"";
  lay(path);
  body_ += "\"/>\n";
}

void SvgCanvas::disc(Point centre, double radius, Colour colour) {
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>\n", number(centre.x), number(centre.y), number(radius),
                       hex(colour));
}

void SvgCanvas::text(Point at, std::string_view words, const TextStyle& style, Align align) {
  body_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"", number(at.x), number(at.y), number(style.size),
                       hex(style.colour));
  if (align == Align::centre) body_ += " text-anchor=\"middle\"";
  if (align == Align::right) body_ += " text-anchor=\"end\"";
  if (style.bold) body_ += " font-weight=\"bold\"";
  if (style.italic) body_ += " font-style=\"italic\"";
  if (style.angle != 0) body_ += fmt::format(" transform=\"rotate({} {} {})\"", number(style.angle), number(at.x), number(at.y));
  if (style.halo > 0) {
    body_ += fmt::format(" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                         hex(style.halo_colour), number(2 * style.halo));
  }
  body_ += ">" + escape_markup(words) + "</text>\n";
}

std::string SvgCanvas::finish(const std::string& label) const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n{}</svg>\n",
      number(width_), number(height_), escape_markup(label), body_);
}

}  // namespace wangge::gis::map
