#include "gis/build/roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace wangge::gis {
namespace {

core::Metres length_of(const LineFeature& line) {
  core::Metres length{0};
  for (std::size_t i = 1; i < line.points.size(); ++i) length += core::distance(line.points[i - 1], line.points[i]);
  return length;
}

core::Finding note(const char* rule, std::size_t count, const std::string& feature, core::Text message) {
  core::Finding finding;
  finding.rule = rule;
  finding.severity = core::Severity::note;
  finding.message = std::move(message);
  finding.feature = feature;
  finding.value = fmt::format("{}", count);
  return finding;
}

Position middle_of(const LineFeature& line) { return line.points[line.points.size() / 2]; }

/// Counts ferries and gives each its time.
class Ferries {
 public:
  explicit Ferries(const FerryRules& rules) : rules_(rules) {}

  core::Millis time(const LineFeature& ferry) {
    ++count_;
    said_ += ferry.duration ? 1 : 0;
    if (longest_ == nullptr || length_of(ferry) > length_of(*longest_)) longest_ = &ferry;
    return ferry.duration.value_or(network::time_for(length_of(ferry), rules_.speed)) + rules_.wait;
  }

  /// One for all of them, at the longest.
  void report(core::Findings& findings) const {
    if (longest_ == nullptr) return;
    const double wait = core::in_minutes(rules_.wait);
    const std::string& id = longest_->source_id;
    const double length = length_of(*longest_).value;
    core::Finding finding = note(
        "road.ferry", count_, id,
        {.zh = fmt::format("{} 条轮渡计入路网：候船 {:g} 分钟；{} 条写明航行时间，其余按 {:g} km/h；最长的是 {}（{:.0f} 米）",
                           count_, wait, said_, rules_.speed.value, id, length),
         .en = fmt::format("{} ferries count as ways: a wait of {:g} min; {} say how long they take, others go at {:g} km/h; "
                           "the longest is {} ({:.0f} m)",
                           count_, wait, said_, rules_.speed.value, id, length)});
    if (!longest_->points.empty()) finding.place = middle_of(*longest_);
    findings.add(std::move(finding));
  }

 private:
  FerryRules rules_;
  std::size_t count_ = 0;
  std::size_t said_ = 0;
  const LineFeature* longest_ = nullptr;
};

void add_barriers(const Layers& layers, Roads& roads) {
  std::vector<std::int64_t> nodes;
  for (const network::RoadLine& line : roads.lines) nodes.insert(nodes.end(), line.nodes.begin(), line.nodes.end());
  std::sort(nodes.begin(), nodes.end());
  std::array<std::size_t, network::mode_count> stopped{};
  const BarrierFeature* first = nullptr;
  for (const BarrierFeature& barrier : layers.barriers) {
    if (!std::binary_search(nodes.begin(), nodes.end(), barrier.node)) continue;
    roads.barriers.push_back({barrier.source_id, barrier.node, barrier.stops});
    for (std::size_t m = 0; m < stopped.size(); ++m) stopped[m] += barrier.stops[m] ? 1 : 0;
    if (first == nullptr && barrier.stops[2]) first = &barrier;
  }
  if (roads.barriers.empty()) return;
  const std::size_t count = roads.barriers.size();
  core::Finding finding =
      note("road.barrier", count, first != nullptr ? first->source_id : std::string(),
           {.zh = fmt::format("道路上有 {} 处路障（门、柱、栏）；其中不让步行者通过的 {} 处，电动自行车 {} 处，汽车 {} 处", count,
                              stopped[0], stopped[1], stopped[2]),
            .en = fmt::format("{} barriers stand on roads (gates, bollards, bars); {} of them stop walkers, {} e-bikes, {} cars",
                              count, stopped[0], stopped[1], stopped[2])});
  if (first != nullptr) finding.place = first->position;
  roads.findings.add(std::move(finding));
}

void report_conditions(std::size_t count, const LineFeature* first, core::Findings& findings) {
  if (first == nullptr) return;
  core::Finding finding =
      note("road.conditional_unread", count, first->source_id,
           {.zh = fmt::format("{} 条道路另有分时段或附条件的通行规定（…:conditional），未读取，例如 {}", count, first->source_id),
            .en = fmt::format(
                "{} roads have further rules for some hours or conditions (...:conditional), which are not read, e.g. {}", count,
                first->source_id)});
  if (!first->points.empty()) finding.place = middle_of(*first);
  findings.add(std::move(finding));
}

}  // namespace

Roads road_lines(const Layers& layers, const FerryRules& rules) {
  Roads roads;
  roads.turns = layers.turns;
  Ferries ferries(rules);
  std::size_t conditional = 0;
  const LineFeature* first_conditional = nullptr;
  for (const LineFeature& feature : layers.lines) {
    if (!network::is_road(feature.line_class)) continue;
    network::RoadLine line{feature.source_id, feature.points,
                           feature.nodes,     feature.line_class,
                           feature.access,    {},
                           feature.heights,   feature.bridge || feature.tunnel};
    if (feature.type == "ferry") line.crossing = ferries.time(feature);
    if (feature.conditional && conditional++ == 0) first_conditional = &feature;
    roads.lines.push_back(std::move(line));
  }
  ferries.report(roads.findings);
  add_barriers(layers, roads);
  report_conditions(conditional, first_conditional, roads.findings);
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
