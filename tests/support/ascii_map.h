#pragma once

#include "engine/network/road_graph.h"

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Road maps drawn in the test. Capital letters are nodes of roads, small letters and digits are places beside them; one
/// character is `metres` wide and one line is `metres` high, the first line in the north. Everything else is decoration.
///
///   const RoadMap map(R"(
///     A----B
///          |
///        a C
///   )", 100);
///   const auto lines = map.roads({{"ABC", {{"class", "residential"}, {"oneway", "yes"}}}});
namespace wangge::testing {

using Tags = std::map<std::string, std::string>;

class RoadMap {
 public:
  explicit RoadMap(std::string_view picture, double metres = 100) {
    double x = 0;
    double y = 0;
    for (const char c : picture) {
      if (c == '\n') {
        x = 0;
        y -= metres;
        continue;
      }
      const bool named = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (named && !at_.emplace(c, core::Position{x, y}).second) throw std::invalid_argument("letter drawn twice");
      x += metres;
    }
  }

  [[nodiscard]] core::Position operator[](char letter) const { return at_.at(letter); }

  /// Tags: class (a LineClass, default residential), oneway (yes, -1: for e-bike and car), closed (yes),
  /// walk, ebike, car (no: closed for the mode).
  [[nodiscard]] network::RoadLine road(std::string_view letters, const Tags& tags = {}) const {
    network::RoadLine line;
    line.source_id = letters;
    for (const char letter : letters) {
      line.points.push_back(at_.at(letter));
      line.nodes.push_back(letter);
    }
    const auto tag = [&](const char* key) { return tags.contains(key) ? tags.at(key) : std::string(); };
    if (tags.contains("class")) line.line_class = network::line_class(tag("class")).value();
    const auto driving = tag("oneway") == "yes"  ? network::Direction::forward
                         : tag("oneway") == "-1" ? network::Direction::backward
                                                 : network::Direction::both;
    line.access = {network::Direction::both, driving, driving};
    if (tag("closed") == "yes") line.access = {};
    for (std::size_t m = 0; m < network::mode_count; ++m) {
      if (tag(std::string(network::name(static_cast<network::Mode>(m))).c_str()) == "no") {
        line.access[m] = network::Direction::closed;
      }
    }
    return line;
  }

  [[nodiscard]] std::vector<network::RoadLine> roads(const std::vector<std::pair<std::string, Tags>>& ways) const {
    std::vector<network::RoadLine> lines;
    for (const auto& [letters, tags] : ways) lines.push_back(road(letters, tags));
    return lines;
  }

 private:
  std::map<char, core::Position> at_;
};

/// On foot 1 m/s everywhere but on motorways, e-bike 5 m/s and car 10 m/s on what is wide enough: easy to reckon with.
[[nodiscard]] inline network::Speeds easy_speeds() {
  network::Speeds speeds;
  speeds.off_road = core::KilometresPerHour(3.6);
  for (std::size_t c = 0; c < network::line_class_count; ++c) {
    const auto line_class = static_cast<network::LineClass>(c);
    if (!network::is_road(line_class)) continue;
    const bool narrow = line_class <= network::LineClass::steps;
    const bool cycleway = line_class == network::LineClass::cycleway;
    const bool motorway = line_class == network::LineClass::motorway;
    speeds.on[0][c] = core::KilometresPerHour(motorway ? 0 : 3.6);
    speeds.on[1][c] = core::KilometresPerHour(motorway || narrow ? 0 : 18);
    speeds.on[2][c] = core::KilometresPerHour(narrow || cycleway ? 0 : 36);
  }
  return speeds;
}

}  // namespace wangge::testing
