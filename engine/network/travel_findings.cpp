#include "engine/network/travel.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace wangge::network {
namespace {

constexpr std::array<const char*, mode_count> mode_zh = {"步行", "电动自行车", "汽车"};
constexpr std::array<const char*, mode_count> mode_en = {"on foot", "by e-bike", "by car"};

core::Finding finding(const char* rule, core::Severity severity, core::Text message) {
  core::Finding result;
  result.rule = rule;
  result.severity = severity;
  result.message = std::move(message);
  return result;
}

void add_no_roads(core::Findings& findings, Mode mode) {
  const auto m = static_cast<std::size_t>(mode);
  findings.add(finding(
      "road.none", core::Severity::error,
      {.zh = fmt::format("没有{}可用的道路，所有建筑均不可达；请检查 [roads] 的来源与 [travel] 的速度", mode_zh[m]),
       .en = fmt::format("no road can be used {}, so no building can be reached; check the source in [roads] and the speeds in "
                         "[travel]",
                         mode_en[m])}));
}

void add_disconnected(core::Findings& findings, const RoadGraph& graph, std::span<const RoadLine> lines, Mode mode) {
  const auto m = static_cast<std::size_t>(mode);
  const Components& parts = graph.components[m];
  const double km = parts.length_outside.value / 1000.0;
  core::Finding found =
      finding("road.disconnected", core::Severity::warning,
              {.zh = fmt::format("{}路网有 {} 段道路（{:.1f} 公里）与主网不连通，共 {} 个连通分量；建筑只从主网进出", mode_zh[m],
                                 parts.edges_outside, km, parts.count),
               .en = fmt::format(
                   "{}, {} of {} road pieces ({:.1f} km) are not connected with the main network both ways ({} components); "
                   "buildings are reached from the main network only",
                   mode_en[m], parts.edges_outside, parts.edges, km, parts.count)});
  found.feature = lines[graph.line[parts.example]].source_id;
  found.value = fmt::format("{}", parts.edges_outside);
  found.place = graph.position(parts.example, graph.length[parts.example] * 0.5);
  findings.add(std::move(found));
}

/// The modes of a bit set, in words.
core::Text words(unsigned modes) {
  core::Text text;
  for (std::size_t m = 0; m < mode_count; ++m) {
    if ((modes & (1U << m)) == 0) continue;
    text.zh += text.zh.empty() ? mode_zh[m] : fmt::format("、{}", mode_zh[m]);
    text.en += text.en.empty() ? mode_en[m] : fmt::format(", {}", mode_en[m]);
  }
  return text;
}

void add_unreachable(core::Findings& findings, const Travel& travel, const territory::Buildings& buildings, Metres limit) {
  Column<BuildingId, unsigned> lacking(buildings.size(), 0U);
  for (std::size_t m = 0; m < mode_count; ++m) {
    if (travel.graph().components[m].edges == 0) continue;  // said once, as road.none
    for (const BuildingId building : travel.unreachable(static_cast<Mode>(m))) lacking[building] |= 1U << m;
  }
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    if (lacking[building] == 0) continue;
    const core::Text modes = words(lacking[building]);
    core::Finding found =
        finding("building.unreachable", core::Severity::warning,
                {.zh = fmt::format("{:.0f} 米内没有{}可用的道路，该建筑不可达", limit.value, modes.zh),
                 .en = fmt::format("the building cannot be reached {}: no road within {:.0f} m can be used that way", modes.en,
                                   limit.value)});
    found.feature = buildings.source_id[building];
    found.value = fmt::format("{}", buildings.households[building]);
    found.place = buildings.position[building];
    findings.add(std::move(found));
  }
}

/// Walls that no gate opens: either a gate is missing from the map, or the wall is no obstacle.
void add_walled_in(core::Findings& findings, const Travel& travel, const territory::Buildings& buildings) {
  std::size_t count = 0;
  BuildingId first;
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    if (travel.access(Mode::walk, building).gate != AccessPoint::over_wall) continue;
    if (count++ == 0) first = building;
  }
  if (count == 0) return;
  core::Finding found =
      finding("building.walled_in", core::Severity::note,
              {.zh = fmt::format("{} 栋建筑被没有大门的围墙与所有道路隔开；按越过围墙到最近的道路计，例如 {}", count,
                                 buildings.source_id[first]),
               .en = fmt::format(
                   "walls without a gate part {} buildings from every road; they are reached over the wall, from the nearest "
                   "road, e.g. {}",
                   count, buildings.source_id[first])});
  found.feature = buildings.source_id[first];
  found.value = fmt::format("{}", count);
  found.place = buildings.position[first];
  findings.add(std::move(found));
}

void add_unused_turns(core::Findings& findings, const RoadGraph& graph) {
  const std::vector<std::string>& unused = graph.unused_turns;
  if (unused.empty()) return;
  core::Finding found = finding(
      "road.turn_unused", core::Severity::note,
      {.zh = fmt::format("{} 条转向限制的道路不在数据中，或未按其所述相接；未采用，例如 {}", unused.size(), unused.front()),
       .en = fmt::format("{} turn restrictions name roads that are not there or do not meet as they say; not used, e.g. {}",
                         unused.size(), unused.front())});
  found.feature = unused.front();
  found.value = fmt::format("{}", unused.size());
  findings.add(std::move(found));
}

}  // namespace

core::Findings travel_findings(const Travel& travel, std::span<const RoadLine> lines, const territory::Buildings& buildings,
                               Metres access_limit) {
  core::Findings findings;
  for (std::size_t m = 0; m < mode_count; ++m) {
    const Mode mode = static_cast<Mode>(m);
    const Components& parts = travel.graph().components[m];
    if (parts.edges == 0) {
      add_no_roads(findings, mode);
    } else if (parts.edges_outside > 0) {
      add_disconnected(findings, travel.graph(), lines, mode);
    }
  }
  add_unused_turns(findings, travel.graph());
  add_walled_in(findings, travel, buildings);
  add_unreachable(findings, travel, buildings, access_limit);
  return findings;
}

}  // namespace wangge::network
