#include "gis/build/roads.h"

#include <fmt/format.h>

#include <cstddef>

namespace wangge::gis {
namespace {

core::Metres length_of(const LineFeature& line) {
  core::Metres length{0};
  for (std::size_t i = 1; i < line.points.size(); ++i) length += core::distance(line.points[i - 1], line.points[i]);
  return length;
}

/// One for all of them, at the longest.
core::Finding ferry_finding(std::size_t count, const LineFeature& longest, const FerryRules& rules) {
  const double wait = core::in_minutes(rules.wait);
  core::Finding finding;
  finding.rule = "road.ferry";
  finding.severity = core::Severity::note;
  finding.message = {.zh = fmt::format("{} 条轮渡计入路网：候船 {:g} 分钟，航行按 {:g} km/h；最长的是 {}（{:.0f} 米）", count,
                                       wait, rules.speed.value, longest.source_id, length_of(longest).value),
                     .en = fmt::format("{} ferries count as ways: a wait of {:g} min and {:g} km/h; the longest is {} ({:.0f} m)",
                                       count, wait, rules.speed.value, longest.source_id, length_of(longest).value)};
  finding.feature = longest.source_id;
  finding.value = fmt::format("{}", count);
  if (!longest.points.empty()) finding.place = longest.points[longest.points.size() / 2];
  return finding;
}

}  // namespace

Roads road_lines(const Layers& layers, const FerryRules& ferries) {
  Roads roads;
  roads.turns = layers.turns;
  std::size_t count = 0;
  const LineFeature* longest = nullptr;
  for (const LineFeature& feature : layers.lines) {
    if (!network::is_road(feature.line_class)) continue;
    network::RoadLine line{feature.source_id, feature.points, feature.nodes, feature.line_class, feature.access, {}};
    if (feature.type == "ferry") {
      line.crossing = network::time_for(length_of(feature), ferries.speed) + ferries.wait;
      ++count;
      if (longest == nullptr || length_of(feature) > length_of(*longest)) longest = &feature;
    }
    roads.lines.push_back(std::move(line));
  }
  if (longest != nullptr) roads.findings.add(ferry_finding(count, *longest, ferries));
  return roads;
}

network::Obstacles access_obstacles(const Layers& layers) {
  std::vector<network::Obstacles::Piece> pieces;
  const auto add = [&](const std::vector<Position>& line) {
    for (std::size_t i = 1; i < line.size(); ++i) pieces.push_back({line[i - 1], line[i]});
  };
  for (const LineFeature& line : layers.lines) {
    using enum network::LineClass;
    const bool across = line.line_class == rail || line.line_class == river || line.line_class == canal;
    if (across && !line.tunnel && !line.bridge) add(line.points);
  }
  for (const WaterFeature& water : layers.waters) {
    for (const Polygon& polygon : water.shape) {
      add(polygon.outer);
      for (const Ring& hole : polygon.holes) add(hole);
    }
  }
  return network::Obstacles(std::move(pieces));
}

}  // namespace wangge::gis
