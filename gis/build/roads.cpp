#include "gis/build/roads.h"

#include "gis/build/road_barriers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
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
  explicit Ferries(const RoadRules& rules) : rules_(rules) {}

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
  RoadRules rules_;
  std::size_t count_ = 0;
  std::size_t said_ = 0;
  const LineFeature* longest_ = nullptr;
};

/// How many roads are closed to somebody by the hour.
void report_hours(const Layers& layers, core::Findings& findings) {
  std::size_t count = 0;
  const LineFeature* first = nullptr;
  for (const LineFeature& line : layers.lines) {
    const bool any =
        std::any_of(line.closed_hours.begin(), line.closed_hours.end(), [](std::uint32_t hours) { return hours != 0; });
    if (any && network::is_road(line.line_class) && count++ == 0) first = &line;
  }
  if (first == nullptr) return;
  core::Finding finding = note(
      "road.conditional", count, first->source_id,
      {.zh = fmt::format("{} 条道路在某些钟点不让某些人通行，例如 {}；响应圈按 coverage.day 与 coverage.hour，模拟按一天的钟点",
                         count, first->source_id),
       .en = fmt::format("{} roads are closed to somebody in some hours, e.g. {}; circles go by coverage.day and "
                         "coverage.hour, the simulation by the hour of the day",
                         count, first->source_id)});
  if (!first->points.empty()) finding.place = middle_of(*first);
  findings.add(std::move(finding));
}

void report_conditions(std::size_t count, const LineFeature* first, core::Findings& findings) {
  if (first == nullptr) return;
  core::Finding finding = note(
      "road.conditional_unread", count, first->source_id,
      {.zh = fmt::format("{} 条道路另有附条件的通行规定（…:conditional），或只有一个方向仅限到达者，未采用，例如 {}", count,
                         first->source_id),
       .en = fmt::format("{} roads have further rules under some conditions (...:conditional), or are for local traffic one way "
                         "alone, which is not applied, e.g. {}",
                         count, first->source_id)});
  if (!first->points.empty()) finding.place = middle_of(*first);
  findings.add(std::move(finding));
}

/// Above, on or below the ground.
int level_of(const LineFeature& line) {
  if (line.level != 0) return line.level;
  if (line.tunnel && !line.passage) return -1;
  return line.bridge ? 1 : 0;
}

bool has_doors(const LineFeature& line) {
  const bool trunk = line.type == "trunk" || line.type == "trunk_link";
  const bool motors_only = line.access[0] == network::Direction::closed && line.access[1] == network::Direction::closed;
  return line.line_class != network::LineClass::motorway && !(trunk && motors_only) && (!line.tunnel || line.passage);
}

core::Finding at_joint(const char* rule, core::Severity severity, const JointCount& joints, core::Text message) {
  core::Finding finding = note(rule, joints.count, joints.one, std::move(message));
  finding.severity = severity;
  finding.place = joints.at;
  return finding;
}

void report_joints(const Joints& joints, const JointRules& rules, core::Findings& findings) {
  using core::Severity;
  const auto& [crossings, ends, joined] = joints;
  if (crossings.count > 0 && rules.join_crossings) {
    findings.add(
        at_joint("road.crossing", Severity::note, crossings,
                 {.zh = fmt::format("道路图层有 {} 处同层交叉而无公共点，已按 roads.crossings 接通，例如 {} 与 {}",
                                    crossings.count, crossings.one, crossings.other),
                  .en = fmt::format("lines of the roads cross on one level without a common point in {} places; they are "
                                    "joined there, as roads.crossings says, e.g. {} and {}",
                                    crossings.count, crossings.one, crossings.other)}));
  } else if (crossings.count > 0) {
    findings.add(at_joint(
        "road.crossing", Severity::warning, crossings,
        {.zh = fmt::format(
             "道路图层有 {} 处同层交叉而无公共点，此处互不相通，例如 {} 与 {}；若确为路口，写 roads.crossings = \"join\"",
             crossings.count, crossings.one, crossings.other),
         .en = fmt::format(
             "lines of the roads cross on one level without a common point in {} places, and nobody turns there, e.g. "
             "{} and {}; where they are junctions, say roads.crossings = \"join\"",
             crossings.count, crossings.one, crossings.other)}));
  }
  if (ends.count == 0) return;
  const double within = std::max(1.0, rules.snap.value);
  findings.add(at_joint(
      "road.near_end", joined == ends.count ? Severity::note : Severity::warning, ends,
      {.zh = fmt::format("道路图层有 {} 个端点离另一条线不到 {:g} 米而不相接，其中 {} 个已按 roads.snap 接上，例如 {} 与 {}",
                         ends.count, within, joined, ends.one, ends.other),
       .en = fmt::format("{} ends of roads lie within {:g} m of another line without touching it; {} of them are joined by "
                         "roads.snap, e.g. {} and {}",
                         ends.count, within, joined, ends.one, ends.other)}));
}

}  // namespace

Roads road_lines(const Layers& layers, const RoadRules& rules) {
  Roads roads;
  roads.turns = layers.turns;
  Ferries ferries(rules);
  std::vector<int> levels;
  std::size_t conditional = 0;
  const LineFeature* first_conditional = nullptr;
  for (const LineFeature& feature : layers.lines) {
    if (!network::is_road(feature.line_class)) continue;
    network::RoadLine line{feature.source_id,   feature.points,
                           feature.nodes,       feature.line_class,
                           feature.access,      {},
                           feature.heights,     feature.bridge || feature.tunnel,
                           has_doors(feature),  feature.local,
                           feature.closed_hours};
    if (feature.type == "ferry") line.crossing = ferries.time(feature);
    if (feature.conditional && conditional++ == 0) first_conditional = &feature;
    roads.lines.push_back(std::move(line));
    levels.push_back(level_of(feature));
  }
  ferries.report(roads.findings);
  report_joints(join_lines(roads.lines, levels, rules.joints), rules.joints, roads.findings);
  roads.barriers = place_barriers(layers, roads.lines, roads.findings);
  report_hours(layers, roads.findings);
  report_conditions(conditional, first_conditional, roads.findings);
  return roads;
}

void set_hour(Roads& roads, const HourlyRoads& hourly, std::optional<int> hour) {
  const std::size_t moment = HourlyRoads::moment(hour);
  for (network::RoadLine& line : roads.lines) {
    const auto found = hourly.uses.find(line.source_id);
    if (found == hourly.uses.end()) continue;
    const HourlyRoads::Use& use = found->second[moment];
    line.access = use.access;
    line.local = use.local;
    line.closed_hours = use.closed_hours;
  }
  if (hourly.turns.empty()) return;
  std::erase_if(roads.turns, [&](const network::TurnRestriction& turn) { return hourly.turn_ids.contains(turn.source_id); });
  roads.turns.insert(roads.turns.end(), hourly.turns[moment].begin(), hourly.turns[moment].end());
}

}  // namespace wangge::gis
