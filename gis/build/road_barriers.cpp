#include "gis/build/road_barriers.h"

#include "gis/build/line_edits.h"
#include "gis/build/line_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

/// How far a drawn gate may be from the line it stands on.
constexpr double beside = 1.0;
/// A point of the road this near is the barrier's own.
constexpr double own_point = 0.3;

core::Finding finding(const char* rule, core::Severity severity, std::size_t count, const BarrierFeature& example,
                      core::Text message) {
  core::Finding found;
  found.rule = rule;
  found.severity = severity;
  found.message = std::move(message);
  found.feature = example.source_id;
  found.value = fmt::format("{}", count);
  found.place = example.position;
  return found;
}

/// Where the barriers of a layer stand on lines without node ids; by barrier, nothing where none is near.
std::vector<std::optional<Position>> put_on_lines(const std::vector<BarrierFeature>& barriers,
                                                  std::vector<network::RoadLine>& lines) {
  std::vector<std::optional<Position>> places(barriers.size());
  const bool any = std::any_of(barriers.begin(), barriers.end(), [](const BarrierFeature& barrier) { return barrier.node == 0; });
  if (!any) return places;
  LineEdits edits;
  const LineGrid grid(lines);
  for (std::size_t i = 0; i < barriers.size(); ++i) {
    if (barriers[i].node != 0) continue;
    for (const OnPiece& near : grid.near(barriers[i].position, beside)) {
      if (!lines[near.piece.line].nodes.empty()) continue;
      const Position begin = grid.begin_of(near.piece);
      const Position end = grid.end_of(near.piece);
      places[i] = near.at;
      if (core::distance(near.at, begin).value <= own_point) {
        places[i] = begin;
      } else if (core::distance(near.at, end).value <= own_point) {
        places[i] = end;
      } else {
        edits.insert(near.piece, near.along, near.at);
      }
      break;
    }
  }
  edits.apply(lines);
  return places;
}

/// Numbers the places of all points of lines without node ids, from 1, in order of appearance.
std::map<PlaceKey, std::int64_t> number_points(std::vector<network::RoadLine>& lines) {
  std::map<PlaceKey, std::int64_t> ids;
  for (network::RoadLine& line : lines) {
    if (!line.nodes.empty()) continue;
    for (const Position at : line.points) {
      const auto [entry, is_new] = ids.emplace(place_key(at), static_cast<std::int64_t>(ids.size()) + 1);
      line.nodes.push_back(entry->second);
    }
  }
  return ids;
}

bool on_a_wall(const Layers& layers, Position at) {
  for (const WallFeature& wall : layers.walls) {
    for (std::size_t i = 1; i < wall.points.size(); ++i) {
      const Position a = wall.points[i - 1];
      const Position b = wall.points[i];
      const double squared = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
      const double along = (at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y);
      const double share = squared > 0 ? std::clamp(along / squared, 0.0, 1.0) : 0.0;
      if (core::distance(at, {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)}).value <= beside) return true;
    }
  }
  return false;
}

void report(const std::vector<network::NodeBarrier>& placed, const BarrierFeature* first, core::Findings& findings) {
  std::array<std::size_t, network::mode_count> stopped{};
  for (const network::NodeBarrier& barrier : placed) {
    for (std::size_t m = 0; m < stopped.size(); ++m) stopped[m] += barrier.stops[m] ? 1 : 0;
  }
  const std::size_t count = placed.size();
  core::Finding note = finding(
      "road.barrier", core::Severity::note, count, first != nullptr ? *first : BarrierFeature{},
      {.zh = fmt::format("道路上有 {} 处路障（门、柱、栏）；其中不让步行者通过的 {} 处，电动自行车 {} 处，汽车 {} 处", count,
                         stopped[0], stopped[1], stopped[2]),
       .en = fmt::format("{} barriers stand on roads (gates, bollards, bars); {} of them stop walkers, {} e-bikes, {} cars",
                         count, stopped[0], stopped[1], stopped[2])});
  if (first == nullptr) note.place.reset();
  findings.add(std::move(note));
}

}  // namespace

std::vector<network::NodeBarrier> place_barriers(const Layers& layers, std::vector<network::RoadLine>& lines,
                                                 core::Findings& findings) {
  std::vector<network::NodeBarrier> placed;
  const std::vector<std::optional<Position>> places = put_on_lines(layers.barriers, lines);
  std::map<PlaceKey, std::int64_t> ids;
  if (std::any_of(places.begin(), places.end(), [](const auto& place) { return place.has_value(); })) ids = number_points(lines);
  std::vector<std::int64_t> nodes;
  for (const network::RoadLine& line : lines) nodes.insert(nodes.end(), line.nodes.begin(), line.nodes.end());
  std::sort(nodes.begin(), nodes.end());
  const BarrierFeature* first = nullptr;
  const BarrierFeature* first_off = nullptr;
  std::size_t off = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const BarrierFeature& barrier = layers.barriers[i];
    if (barrier.node == 0 && !places[i]) {
      if (on_a_wall(layers, barrier.position)) continue;
      if (off++ == 0) first_off = &barrier;
      continue;
    }
    const std::int64_t node = barrier.node != 0 ? barrier.node : ids.at(place_key(*places[i]));
    if (!std::binary_search(nodes.begin(), nodes.end(), node)) continue;
    placed.push_back({barrier.source_id, node, barrier.stops});
    if (first == nullptr && barrier.stops[2]) first = &barrier;
  }
  if (!placed.empty()) report(placed, first, findings);
  if (first_off != nullptr) {
    findings.add(
        finding("road.barrier_off", core::Severity::warning, off, *first_off,
                {.zh = fmt::format("{} 处门或路障一米之内既无道路也无围墙，未采用，例如 {}", off, first_off->source_id),
                 .en = fmt::format("{} gates or barriers have neither a road nor a wall within a metre; not used, e.g. {}", off,
                                   first_off->source_id)}));
  }
  return placed;
}

}  // namespace wangge::gis
