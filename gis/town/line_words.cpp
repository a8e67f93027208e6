#include "gis/town/line_words.h"

#include <cmath>

namespace wangge::town {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;

Direction access(const Line& line, Mode mode) { return line.access[static_cast<std::size_t>(mode)]; }

/// The neighbour of an end vertex along the line.
Position beside(const Town& town, LineId line, VertexId end) {
  const std::vector<VertexId>& vertices = town.lines[line].vertices;
  return town.vertices[vertices.front() == end ? vertices[1] : vertices[vertices.size() - 2]];
}

}  // namespace

std::string_view class_word(const Line& line) {
  const bool on_foot = access(line, Mode::ebike) == Direction::closed && access(line, Mode::car) == Direction::closed;
  if (line.line_class == LineClass::residential && on_foot) return "pedestrian";
  return network::name(*line.line_class);
}

std::string_view oneway_word(const Line& line) {
  switch (access(line, Mode::car)) {
    case Direction::forward:
      return "yes";
    case Direction::backward:
      return "-1";
    case Direction::closed:
    case Direction::both:
      break;
  }
  return "no";
}

bool is_road(const Line& line) { return line.line_class && network::is_road(*line.line_class); }

bool is_railway(const Line& line) { return line.line_class == LineClass::rail; }

bool is_waterway(const Line& line) { return line.line_class && !is_road(line) && !is_railway(line); }

std::string_view turn_word(const Town& town, const TurnRestriction& restriction) {
  const Position via = town.vertices[restriction.via];
  const Position before = beside(town, restriction.from, restriction.via);
  const Position after = beside(town, restriction.to, restriction.via);
  if (restriction.from == restriction.to) return "no_u_turn";
  const Position in{via.x - before.x, via.y - before.y};
  const Position out{after.x - via.x, after.y - via.y};
  const double cross = in.x * out.y - in.y * out.x;
  const double along = in.x * out.x + in.y * out.y;
  if (along > 0 && std::abs(cross) < along / 2) return "no_straight_on";
  return cross > 0 ? "no_left_turn" : "no_right_turn";
}

}  // namespace wangge::town
