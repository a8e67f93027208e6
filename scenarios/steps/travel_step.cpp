#include "scenarios/steps/travel_step.h"

#include "engine/core/error.h"
#include "gis/build/roads.h"
#include "scenarios/steps/layer_specs.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using siting::ZoneId;

/// Who the static circle is drawn for.
struct FirstResponder {
  network::Mode mode = network::Mode::ebike;
  siting::AskedKind post_kind = std::string();
};

FirstResponder first_responder(const Scenario& scenario) {
  if (scenario.responders.empty()) return {};
  const ResponderSpec* drawn = circle_responder(scenario);
  // Nobody sets out from a post: none serves.
  if (drawn == nullptr) return {scenario.responders.front().mode, std::nullopt};
  const ResponderSpec& spec = *drawn;
  const bool exists =
      std::any_of(scenario.posts.begin(), scenario.posts.end(), [&](const PostSpec& post) { return post.kind == spec.post; });
  return {spec.mode, exists ? spec.post : std::string()};
}

/// The part of all zones that belongs to one level, and where it begins.
struct ZoneRun {
  std::size_t first = 0;
  core::Column<ZoneId, siting::Zone> zones;
};

ZoneRun zones_of(const territory::Territory& territory, const ServiceZones& all, const std::string& level) {
  std::vector<ZoneId> chosen;
  if (level == "grid") {
    for (const ZoneId zone : all.of_grid) {
      if (zone.valid()) chosen.push_back(zone);
    }
  } else {
    for (const territory::AreaId area : core::ids<territory::AreaId>(territory.areas.size())) {
      if (territory.levels[territory.areas.level[area].value()].name == level) chosen.push_back(all.of_area[area]);
    }
    const bool known = std::any_of(territory.levels.begin(), territory.levels.end(),
                                   [&](const territory::Level& known_level) { return known_level.name == level; });
    if (!known) {
      throw core::Error(core::ErrorCode::usage,
                        {.zh = fmt::format("[[post]] 的 level“{}”不存在；应为 grid 或某个 [[level]] 的名称", level),
                         .en = fmt::format("[[post]] names the level \"{}\", which does not exist; expected \"grid\" or the name "
                                           "of a [[level]]",
                                           level)});
    }
  }
  ZoneRun run;
  run.first = chosen.empty() ? 0 : chosen.front().value();
  for (const ZoneId zone : chosen) run.zones.push_back(all.zones[zone]);
  return run;
}

std::vector<siting::PostPoint> points_of(const gis::Layers& layers, const std::string& kind) {
  std::vector<siting::PostPoint> points;
  for (const gis::PlaceFeature& place : layers.places) {
    if (place.kind == kind) points.push_back({place.name, place.position, {}});
  }
  return points;
}

/// A post is known by its name in plan.gpkg: no name twice, none empty.
void name_apart(siting::Posts& posts) {
  std::set<std::string> taken;
  for (siting::Post& post : posts) {
    if (post.name.empty()) post.name = post.parent.empty() ? post.kind : post.parent;
    if (taken.contains(post.name) && !post.parent.empty()) post.name = fmt::format("{} {}", post.name, post.parent);
    const std::string stem = post.name;
    for (int count = 2; !taken.insert(post.name).second; ++count) post.name = fmt::format("{} {}", stem, count);
  }
}

core::Findings unknown_closures(const std::vector<std::string>& ids, const std::string& example) {
  core::Findings findings;
  for (const std::string& id : ids) {
    core::Finding finding;
    finding.rule = "road.closed_unknown";
    finding.message = {.zh = fmt::format("要封闭的道路 {} 不在路网数据中，已忽略；编号应如 {}", id, example),
                       .en = fmt::format("the road {} that is to be closed is not among the roads; ignored; an id such as {} was "
                                         "expected",
                                         id, example)};
    finding.feature = id;
    findings.add(std::move(finding));
  }
  return findings;
}

}  // namespace

const ResponderSpec* circle_responder(const Scenario& scenario) {
  for (const ResponderSpec& spec : scenario.responders) {
    if (spec.post != "home") return &spec;
  }
  return nullptr;
}

core::Findings circle_findings(const Scenario& scenario) {
  core::Findings findings;
  const bool asked = !scenario.posts.empty() || scenario.coverage.by_responder;
  if (scenario.responders.empty() || circle_responder(scenario) != nullptr || !asked) return findings;
  core::Finding none;
  none.rule = "coverage.from_home";
  none.message = {.zh = "所有 [[responder]] 都从家中出发（post = \"home\"），没有人从驻点出发：没有驻点的静态响应圈，",
                  .en =
                      "every [[responder]] sets out from home (post = \"home\") and nobody from a post: posts have no static "
                      "circle, "};
  none.message.zh += scenario.coverage.by_responder ? "响应圈的数字只有 coverage.by_responder 的"
                                                    : "也没有写 coverage.by_responder，所以没有响应圈的数字";
  none.message.en += scenario.coverage.by_responder
                         ? "and figures of circles are those of coverage.by_responder alone"
                         : "and coverage.by_responder is not set either, so there are no figures of circles";
  none.feature = scenario.responders.front().kind;
  findings.add(std::move(none));
  return findings;
}

network::Mode mode_of_post(const Scenario& scenario, const std::string& kind) {
  for (const ResponderSpec& spec : scenario.responders) {
    if (spec.post == kind) return spec.mode;
  }
  return network::Mode::ebike;
}

network::Speeds speeds(const TravelSpec& spec) {
  network::Speeds speeds;
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    for (std::size_t c = 0; c < network::line_class_count; ++c) {
      speeds.on[m][c] = core::KilometresPerHour(spec.speed_kmh[m][c]);
    }
  }
  const auto footway = speeds.of(network::Mode::walk, network::LineClass::footway);
  if (footway.value > 0) speeds.off_road = footway;
  return speeds;
}

std::array<double, network::mode_count> speed_factors(const Scenario& scenario, std::optional<int> hour) {
  std::array<double, network::mode_count> factors{};
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    const auto& by_hour = scenario.travel.speed_by_hour[m];
    factors[m] = hour && by_hour ? (*by_hour)[static_cast<std::size_t>(*hour)] : 1;
  }
  return factors;
}

namespace {

std::vector<std::vector<network::ClosedTo>> closed_by_hour(const network::RoadGraph& graph,
                                                           const std::vector<network::RoadLine>& lines) {
  std::vector<std::vector<network::ClosedTo>> by_hour;
  for (int hour = 0; hour < 24; ++hour) by_hour.push_back(network::closed_in(graph, lines, hour));
  by_hour.push_back(network::closed_in(graph, lines, std::nullopt));
  const bool any = std::any_of(by_hour.begin(), by_hour.end(), [](const auto& closed) { return !closed.empty(); });
  if (!any) by_hour.clear();
  return by_hour;
}

gis::RoadRules road_rules(const Scenario& scenario) {
  gis::RoadRules rules;
  rules.wait = scenario.travel.ferry_wait;
  rules.joints = {.join_crossings = scenario.roads.join_crossings, .snap = scenario.roads.snap};
  return rules;
}

}  // namespace

network::Conditions conditions_at(const Scenario& scenario, const TravelBuild& travel, std::optional<int> hour) {
  return {travel.closed.edges, speed_factors(scenario, hour), travel.closed_in(hour)};
}

gis::HourlyRoads hourly_roads(const Scenario& scenario, const gis::Layers& layers, core::Threads threads,
                              core::Progress& progress) {
  return gis::read_hourly_roads(layer_specs(scenario).roads, layers.reference, threads, progress);
}

network::Travel travel_at(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& territory,
                          const gis::HourlyRoads& hourly, std::optional<int> hour, bool all_open, core::Threads threads) {
  gis::Roads roads = gis::road_lines(layers, road_rules(scenario));
  gis::set_hour(roads, hourly, hour);
  const network::Speeds by_class = speeds(scenario.travel);
  network::Travel open(network::build_road_graph(roads.lines, by_class, roads.turns, roads.barriers), by_class,
                       territory.buildings.position, scenario.travel.access_limit, threads, gis::door_surroundings(layers));
  const auto closed = all_open ? network::NamedRoads{} : network::named_roads(open.graph(), roads.lines, scenario.roads.closed);
  const network::Conditions then{closed.edges, speed_factors(scenario, hour),
                                 network::closed_in(open.graph(), roads.lines, hour)};
  return then == network::Conditions{} ? std::move(open) : open.under(then, threads);
}

TravelBuild build_travel(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& territory,
                         core::Threads threads, gis::HourlyRoads hourly) {
  const gis::Roads roads = gis::road_lines(layers, road_rules(scenario));
  const network::Speeds by_class = speeds(scenario.travel);
  network::Travel open(network::build_road_graph(roads.lines, by_class, roads.turns, roads.barriers), by_class,
                       territory.buildings.position, scenario.travel.access_limit, threads, gis::door_surroundings(layers));
  network::NamedRoads closed = network::named_roads(open.graph(), roads.lines, scenario.roads.closed);
  std::vector<std::vector<network::ClosedTo>> by_hour = closed_by_hour(open.graph(), roads.lines);
  TravelBuild build{std::move(open), roads.findings, {}, {}, {}, std::move(by_hour), std::move(hourly)};
  const network::Conditions at_hour = conditions_at(scenario, build, scenario.coverage.hour);
  const network::Conditions at_no_hour = conditions_at(scenario, build, std::nullopt);
  const bool changed = !closed.edges.empty() || at_hour != at_no_hour;
  if (at_hour != network::Conditions{}) build.travel = build.travel.under(at_hour, threads);
  const gis::HourlyRoads& rules = build.hourly;
  if (rules.like(rules.moment(scenario.coverage.hour)) != rules.like(rules.moment({}))) {
    build.usual = travel_at(scenario, layers, territory, rules, {}, true, threads);
  } else if (changed) {
    build.usual = build.travel.under(at_no_hour, threads);
  }
  build.findings.append(unknown_closures(closed.unknown, roads.lines.empty() ? "way/123456" : roads.lines.front().source_id));
  if (!closed.edges.empty()) {
    build.open = std::move(build.travel);
    build.travel = build.open->under({closed.edges, at_hour.speed, at_hour.closed_to}, threads);
  }
  build.closed = std::move(closed);
  build.findings.append(network::travel_findings(build.travel, roads.lines, territory.buildings, scenario.travel.access_limit));
  return build;
}

ServiceZones service_zones(const planning::Plan& plan) {
  const territory::Territory& territory = plan.territory();
  ServiceZones zones;
  zones.of_grid.resize(plan.id_bound());
  std::vector<std::string> codes;
  std::vector<std::string> names;
  for (const planning::GridId grid : plan.grids()) {
    zones.of_grid[grid] = ZoneId(codes.size());
    codes.push_back(plan.code(grid));
    names.push_back(plan.name(grid));
  }
  core::Column<territory::CellId, ZoneId> label(territory.cells.size());
  for (const territory::CellId cell : core::ids<territory::CellId>(territory.cells.size())) {
    label[cell] = zones.of_grid[plan.grid_of(cell)];
  }
  zones.zones = siting::zones_of_cells(territory, label, codes, names);
  zones.of_area.resize(territory.areas.size());
  for (std::size_t level = 0; level < territory.levels.size(); ++level) {
    const auto of_level = siting::zones_of_level(territory, territory::LevelId(level));
    std::size_t next = 0;
    for (const territory::AreaId area : core::ids<territory::AreaId>(territory.areas.size())) {
      if (territory.areas.level[area] != territory::LevelId(level)) continue;
      zones.of_area[area] = zones.zones.push_back(of_level[ZoneId(next++)]);
    }
  }
  return zones;
}

core::Finding cut_off_post(const std::string& name, core::Position place) {
  return {
      .rule = "post.cut_off",
      .severity = core::Severity::warning,
      .message = {.zh = fmt::format("站点“{}”因道路封闭与路网断开：站点不动，但无人能从这里出发", name),
                  .en = fmt::format("closed roads part the post \"{}\" from the network: it stays where it stands, but nobody "
                                    "can set out from it",
                                    name)},
      .file = {},
      .layer = {},
      .feature = name,
      .value = {},
      .place = place};
}

siting::PlacedPosts place_posts(const Scenario& scenario, const gis::Layers& layers, const TravelBuild& travel,
                                const territory::Territory& territory, const ServiceZones& zones, core::Threads threads) {
  const network::Travel& usual = travel.by_which_posts_stand();
  siting::PlacedPosts all;
  for (const PostSpec& spec : scenario.posts) {
    const ZoneRun run = zones_of(territory, zones, spec.level);
    const siting::PostKind kind{spec.kind, spec.level, mode_of_post(scenario, spec.kind)};
    siting::PlacedPosts placed =
        spec.at ? siting::place_at_points(usual, territory.buildings, run.zones, kind, points_of(layers, spec.kind))
                : siting::place_at_medians(usual, territory.buildings, run.zones, kind, {}, threads);
    for (siting::Post& post : placed.posts) {
      if (post.zone.valid()) post.zone = ZoneId(run.first + post.zone.value());
      all.posts.push_back(std::move(post));
    }
    all.findings.append(placed.findings);
  }
  name_apart(all.posts);
  if (!travel.usual) return all;
  std::set<std::string> kinds;
  for (const PostSpec& spec : scenario.posts) {
    if (!kinds.insert(spec.kind).second) continue;
    for (const siting::PostId id : siting::set_out_on(travel.travel, mode_of_post(scenario, spec.kind), spec.kind, all.posts)) {
      const siting::Post& post = all.posts[id];
      if (post.placement != siting::Placement::given) all.findings.add(cut_off_post(post.name, post.position));
    }
  }
  return all;
}

siting::CoverageRules coverage_rules(const Scenario& scenario) {
  const FirstResponder responder = first_responder(scenario);
  siting::CoverageRules rules;
  rules.mode = responder.mode;
  rules.within = scenario.target_time;
  rules.entry = {scenario.travel.at_gate, scenario.travel.stairs_per_floor};
  rules.post_kind = responder.post_kind;
  return rules;
}

siting::CoverageRules coverage_rules(const Scenario& scenario, const ResponderSpec& responder) {
  siting::CoverageRules rules = coverage_rules(scenario);
  rules.mode = responder.mode;
  rules.post_kind = responder.post;
  return rules;
}

siting::Coverage cover(const Scenario& scenario, const network::Travel& travel, const territory::Territory& territory,
                       const ServiceZones& zones, const siting::Posts& posts, core::Threads threads) {
  return siting::static_coverage(travel, territory, zones.zones, posts, coverage_rules(scenario), threads);
}

}  // namespace wangge::scenarios
