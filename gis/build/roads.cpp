#include "gis/build/roads.h"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <utility>

namespace wangge::gis {

Roads road_lines(const Layers& layers, std::span<const std::string> closed) {
  std::map<std::string_view, bool> found;
  for (const std::string& id : closed) found.emplace(id, false);
  Roads roads;
  roads.turns = layers.turns;
  for (const LineFeature& feature : layers.lines) {
    if (!network::is_road(feature.line_class)) continue;
    network::RoadLine line{feature.source_id, feature.points, feature.nodes, feature.line_class, feature.access};
    if (const auto entry = found.find(feature.source_id); entry != found.end()) {
      entry->second = true;
      line.access.fill(network::Direction::closed);
    }
    roads.lines.push_back(std::move(line));
  }
  for (const auto& [id, seen] : found) {
    if (seen) continue;
    core::Finding finding;
    finding.rule = "road.closed_unknown";
    finding.message = {.zh = fmt::format("要封闭的道路 {} 不在路网数据中，已忽略", id),
                       .en = fmt::format("the road {} that is to be closed is not among the roads; ignored", id)};
    finding.feature = std::string(id);
    roads.findings.add(std::move(finding));
  }
  return roads;
}

}  // namespace wangge::gis
