#include "scenarios/lab/route_way.h"

#include "engine/core/error.h"
#include "engine/network/travel.h"
#include "gis/build/roads.h"
#include "gis/read/read_layers.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/reader.h"
#include "scenarios/steps/travel_step.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using core::Position;
using network::AccessPoint;
using network::Travel;

struct Town {
  gis::ReferenceSystem reference;
  std::vector<network::RoadLine> lines;
  Travel travel;
};

Town read_town(const WayQuestion& question, const TravelSpec& spec, core::Progress& progress) {
  gis::LayerSpecs specs;
  specs.roads.source.path = question.roads.string();
  specs.roads.source.file = question.roads;
  const gis::Layers layers = gis::read_layers(specs, core::Threads(1), progress);
  const network::Speeds by_class = speeds(spec);
  gis::Roads roads = gis::road_lines(layers);
  Travel open(network::build_road_graph(roads.lines, by_class, roads.turns, roads.barriers), by_class, {}, spec.access_limit,
              core::Threads(1), gis::door_surroundings(layers));
  network::Conditions usual;
  usual.closed_to = network::closed_in(open.graph(), roads.lines, std::nullopt);
  if (usual != network::Conditions{}) open = open.under(usual, core::Threads(1));
  return {layers.reference, std::move(roads.lines), std::move(open)};
}

/// An end of the way: where it was asked for, and where that meets the road.
struct Door {
  Position at;
  AccessPoint access;
};

Door door_at(const Town& town, const WayQuestion& question, gis::LonLat degrees, core::Metres limit) {
  Door door;
  door.at = gis::place_of(town.reference, degrees);
  door.access = town.travel.access(question.mode, door.at);
  if (door.access.valid()) return door;
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("{:g},{:g} 周围 {:.0f} 米内没有 {} 可用的道路", degrees.longitude, degrees.latitude,
                                       limit.value, network::name(question.mode)),
                     .en = fmt::format("no road for {} lies within {:.0f} m of {:g},{:g}", network::name(question.mode),
                                       limit.value, degrees.longitude, degrees.latitude)});
}

/// On foot from the door to the road.
std::vector<Position> walk_of(const Town& town, const Door& door) {
  std::vector<Position> walk{door.at};
  if (door.access.through_gate()) walk.push_back(town.travel.surroundings().gates[door.access.gate]);
  walk.push_back(town.travel.graph().position(door.access.edge, door.access.offset));
  return walk;
}

nlohmann::json feature(const Town& town, const char* part, network::Mode mode, const std::vector<Position>& line) {
  nlohmann::json coordinates = nlohmann::json::array();
  for (const gis::LonLat& at : gis::degrees_of(town.reference, line))
    coordinates.push_back(nlohmann::json::array({at.longitude, at.latitude}));
  return {{"type", "Feature"},
          {"properties", {{"part", part}, {"mode", network::name(mode)}}},
          {"geometry", {{"type", "LineString"}, {"coordinates", std::move(coordinates)}}}};
}

}  // namespace

std::string lab_way(const WayQuestion& question, core::Progress& progress) {
  const TravelSpec spec = bind_travel(Reader(nullptr, "", "", {}));
  const Town town = read_town(question, spec, progress);
  const Door from = door_at(town, question, question.from, spec.access_limit);
  const Door to = door_at(town, question, question.to, spec.access_limit);
  const auto route = town.travel.route(question.mode, from.access, to.access);
  if (!route) {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 没有路可通", network::name(question.mode)),
                                               .en = fmt::format("no way leads there for {}", network::name(question.mode))});
  }
  const network::RoadGraph& graph = town.travel.graph();
  const core::Metres walked = from.access.off_road + to.access.off_road;
  core::Metres length = walked;
  std::vector<std::string> roads;
  for (const network::RoutePiece& piece : route->pieces) {
    length += piece.to > piece.from ? piece.to - piece.from : piece.from - piece.to;
    const std::string& id = town.lines[graph.line[piece.edge]].source_id;
    if (roads.empty() || roads.back() != id) roads.push_back(id);
  }
  if (question.out) {
    std::vector<Position> last = walk_of(town, to);
    std::reverse(last.begin(), last.end());
    nlohmann::json features = nlohmann::json::array();
    features.push_back(feature(town, "walk", question.mode, walk_of(town, from)));
    if (!route->pieces.empty())
      features.push_back(feature(town, "road", question.mode, network::route_line(graph, route->pieces)));
    features.push_back(feature(town, "walk", question.mode, last));
    const nlohmann::json collection = {{"type", "FeatureCollection"}, {"features", features}};
    replace_file(*question.out, collection.dump(1) + "\n");
  }
  const auto rounded = [](double value) { return std::round(value * 10) / 10; };
  const nlohmann::json answer = {{"mode", network::name(question.mode)},
                                 {"seconds", static_cast<double>(route->time.value) / 1000},
                                 {"metres", rounded(length.value)},
                                 {"walked_metres", rounded(walked.value)},
                                 {"roads", roads}};
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
