#include "gis/build/roads.h"

#include <fmt/format.h>

#include <cstddef>

namespace wangge::gis {
namespace {

core::Millis crossing_of(const LineFeature& ferry, const FerryRules& rules) {
  if (ferry.duration) return *ferry.duration + rules.wait;
  core::Metres length{0};
  for (std::size_t i = 1; i < ferry.points.size(); ++i) length += core::distance(ferry.points[i - 1], ferry.points[i]);
  return network::time_for(length, rules.unstated_speed) + rules.wait;
}

/// One for all of them, at the first.
core::Finding ferry_finding(std::size_t count, std::size_t unstated, const LineFeature& first, const FerryRules& rules) {
  const double wait = core::in_minutes(rules.wait);
  core::Finding finding;
  finding.rule = "road.ferry";
  finding.severity = core::Severity::note;
  finding.message = {
      .zh = fmt::format("{} 条轮渡计入路网，候船按 {:g} 分钟；其中 {} 条未注明航行时间，按 {:g} km/h 估算，例如 {}", count, wait,
                        unstated, rules.unstated_speed.value, first.source_id),
      .en = fmt::format("{} ferries count as ways, with a wait of {:g} min; {} of them state no duration and are taken at {:g} "
                        "km/h, e.g. {}",
                        count, wait, unstated, rules.unstated_speed.value, first.source_id)};
  finding.feature = first.source_id;
  finding.value = fmt::format("{}", count);
  if (!first.points.empty()) finding.place = first.points[first.points.size() / 2];
  return finding;
}

}  // namespace

Roads road_lines(const Layers& layers, const FerryRules& ferries) {
  Roads roads;
  roads.turns = layers.turns;
  std::size_t count = 0;
  std::size_t unstated = 0;
  const LineFeature* example = nullptr;
  for (const LineFeature& feature : layers.lines) {
    if (!network::is_road(feature.line_class)) continue;
    network::RoadLine line{feature.source_id, feature.points, feature.nodes, feature.line_class, feature.access, {}};
    if (feature.ferry) {
      line.crossing = crossing_of(feature, ferries);
      ++count;
      unstated += feature.duration ? 0 : 1;
      if (example == nullptr || (example->duration && !feature.duration)) example = &feature;
    }
    roads.lines.push_back(std::move(line));
  }
  if (example != nullptr) roads.findings.add(ferry_finding(count, unstated, *example, ferries));
  return roads;
}

}  // namespace wangge::gis
