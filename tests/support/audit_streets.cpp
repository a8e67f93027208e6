#include "tests/support/audit_town.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

namespace wangge::town {
namespace {

using network::Direction;
using network::Mode;

core::Finding finding(std::string rule, core::Text message, Position place) {
  return {.rule = std::move(rule), .severity = core::Severity::error, .message = std::move(message), .place = place};
}

double signed_area(const Town& town, const std::vector<VertexId>& ring) {
  const Position origin = town.vertices[ring.front()];
  double twice = 0;
  for (std::size_t at = 0; at < ring.size(); ++at) {
    const Position a = town.vertices[ring[at]];
    const Position b = town.vertices[ring[(at + 1) % ring.size()]];
    twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
  }
  return twice / 2;
}

double area_of_outline(const Ring& ring) {
  double twice = 0;
  for (std::size_t at = 0; at + 1 < ring.size(); ++at)
    twice += (ring[at].x - ring[0].x) * (ring[at + 1].y - ring[0].y) - (ring[at + 1].x - ring[0].x) * (ring[at].y - ring[0].y);
  return twice / 2;
}

std::uint64_t key(VertexId from, VertexId to) { return std::uint64_t{from.value()} << 32 | to.value(); }

/// Each directed edge of the blocks once; those without their reverse must close up to the outline.
void audit_tiling(const Town& town, core::Findings& findings) {
  std::vector<std::uint64_t> edges;
  double sum = 0;
  for (const Block& block : town.blocks) {
    const double area = signed_area(town, block.ring);
    if (area <= 0)
      findings.add(finding("town.tiling",
                           {.zh = "街区不是逆时针或没有面积", .en = "block is not counter-clockwise or has no area"},
                           town.vertices[block.ring.front()]));
    sum += area;
    for (std::size_t at = 0; at < block.ring.size(); ++at)
      edges.push_back(key(block.ring[at], block.ring[(at + 1) % block.ring.size()]));
  }
  std::sort(edges.begin(), edges.end());
  double border = 0;
  for (std::size_t at = 0; at < edges.size(); ++at) {
    const VertexId from(edges[at] >> 32);
    const VertexId to(edges[at] & 0xffffffffU);
    if (at > 0 && edges[at] == edges[at - 1])
      findings.add(
          finding("town.tiling", {.zh = "两个街区重叠", .en = "two blocks share the same side of an edge"}, town.vertices[from]));
    if (!std::binary_search(edges.begin(), edges.end(), key(to, from)))
      border += core::distance(town.vertices[from], town.vertices[to]).value;
  }
  const double whole = area_of_outline(town.outline);
  if (std::abs(sum - whole) > 1e-9 * whole)
    findings.add(finding("town.tiling",
                         {.zh = fmt::format("街区面积之和 {:.3f} m2，与范围面积 {:.3f} m2 不等", sum, whole),
                          .en = fmt::format("the blocks sum to {:.3f} m2, the outline holds {:.3f} m2", sum, whole)},
                         town.outline.front()));
  double around = 0;
  for (std::size_t at = 0; at + 1 < town.outline.size(); ++at)
    around += core::distance(town.outline[at], town.outline[at + 1]).value;
  if (std::abs(border - around) > 1e-9 * around)
    findings.add(finding(
        "town.tiling",
        {.zh = fmt::format("街区外边界长 {:.3f} m，范围周长 {:.3f} m", border, around),
         .en = fmt::format("edges with a block on one side only: {:.3f} m, the outline is {:.3f} m long", border, around)},
        town.outline.front()));
}

core::Finding area_finding(core::Text message, const Area& area) {
  return {.rule = "town.areas", .severity = core::Severity::error, .message = std::move(message), .feature = area.code};
}

/// Every area stands under one of the level above, which comes before it; every area of the lowest level has land.
void audit_levels(const Town& town, core::Findings& findings) {
  Column<AreaId, char> land(town.areas.size(), 0);
  for (const Block& block : town.blocks) {
    if (block.area.valid() && block.area.value() < land.size()) land[block.area] = 1;
  }
  for (const AreaId id : core::ids<AreaId>(town.areas.size())) {
    const Area& area = town.areas[id];
    const bool below = area.parent.valid() && area.parent < id && town.areas[area.parent].level + 1 == area.level;
    if (area.level == 0 ? area.parent.valid() : !below)
      findings.add(area_finding({.zh = "区域的上级不是上一层级的", .en = "an area's parent is not of the level above"}, area));
    if (area.level + std::size_t{1} == town.level_names.size() && land[id] == 0)
      findings.add(area_finding({.zh = "最低层级的区域没有街区", .en = "an area of the lowest level has no block"}, area));
  }
}

void audit_areas(const Town& town, core::Findings& findings) {
  for (const Block& block : town.blocks) {
    if (block.area.valid() && block.area.value() < town.areas.size() &&
        town.areas[block.area].level + std::size_t{1} == town.level_names.size())
      continue;
    findings.add(finding("town.areas", {.zh = "街区不属于任何最低层级的区域", .en = "block lies in no area of the lowest level"},
                         town.vertices[block.ring.front()]));
  }
}

void audit_lines(const Town& town, core::Findings& findings) {
  for (const Line& line : town.lines) {
    bool sound = line.vertices.size() >= 2;
    for (std::size_t at = 1; at < line.vertices.size(); ++at)
      sound = sound && line.vertices[at] != line.vertices[at - 1] &&
              town.vertices[line.vertices[at]] != town.vertices[line.vertices[at - 1]];
    if (!sound)
      findings.add(finding("town.line", {.zh = "线段长度为零或顶点重复", .en = "a line repeats a vertex or has no length"},
                           town.vertices[line.vertices.front()]));
  }
}

using Arcs = std::vector<std::vector<std::uint32_t>>;

/// A piece of a road from vertex to vertex, driven one way.
struct Move {
  VertexId from;
  VertexId to;
  LineId line;
};

std::vector<Move> moves_of(const Town& town, Mode mode) {
  std::vector<Move> moves;
  for (const LineId id : core::ids<LineId>(town.lines.size())) {
    const Line& line = town.lines[id];
    if (!line.line_class || !network::is_road(*line.line_class)) continue;
    const Direction direction = line.access[static_cast<std::size_t>(mode)];
    for (std::size_t at = 1; at < line.vertices.size(); ++at) {
      const VertexId a = line.vertices[at - 1];
      const VertexId b = line.vertices[at];
      if (direction == Direction::both || direction == Direction::forward) moves.push_back({a, b, id});
      if (direction == Direction::both || direction == Direction::backward) moves.push_back({b, a, id});
    }
  }
  return moves;
}

/// Into which moves each move leads: no forbidden turn, and back only where nothing else is allowed.
Arcs turns_of(const Town& town, const std::vector<Move>& moves, Mode mode) {
  std::set<std::array<std::uint32_t, 3>> forbidden;
  if (mode == Mode::car) {
    for (const TurnRestriction& turn : town.restrictions)
      forbidden.insert({turn.from.value(), turn.via.value(), turn.to.value()});
  }
  Arcs leaving(town.vertices.size());
  for (std::uint32_t m = 0; m < moves.size(); ++m) leaving[moves[m].from.value()].push_back(m);
  Arcs turns(moves.size());
  for (std::uint32_t m = 0; m < moves.size(); ++m) {
    const Move& here = moves[m];
    std::vector<std::uint32_t> back;
    for (const std::uint32_t next : leaving[here.to.value()]) {
      if (forbidden.count({here.line.value(), here.to.value(), moves[next].line.value()}) != 0) continue;
      const bool round = moves[next].line == here.line && moves[next].to == here.from;
      (round ? back : turns[m]).push_back(next);
    }
    if (turns[m].empty()) turns[m] = std::move(back);
  }
  return turns;
}

Arcs reversed(const Arcs& out) {
  Arcs in(out.size());
  for (std::uint32_t from = 0; from < out.size(); ++from) {
    for (const std::uint32_t to : out[from]) in[to].push_back(from);
  }
  return in;
}

std::vector<char> reached(const Arcs& out, std::uint32_t from) {
  std::vector<char> seen(out.size(), 0);
  std::vector<std::uint32_t> open{from};
  seen[from] = 1;
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t next : out[at]) {
      if (seen[next] != 0) continue;
      seen[next] = 1;
      open.push_back(next);
    }
  }
  return seen;
}

/// Every piece of road that the mode may use, in every direction allowed, is reached from the first and reaches it.
void audit_mode(const Town& town, Mode mode, core::Findings& findings) {
  const std::vector<Move> moves = moves_of(town, mode);
  if (moves.empty()) {
    findings.add(finding("town.connected", {.zh = "没有可用道路", .en = fmt::format("no road for {}", network::name(mode))}, {}));
    return;
  }
  const Arcs turns = turns_of(town, moves, mode);
  const std::vector<char> to = reached(turns, 0);
  const std::vector<char> from = reached(reversed(turns), 0);
  for (std::size_t m = 0; m < moves.size(); ++m) {
    if (to[m] != 0 && from[m] != 0) continue;
    findings.add(finding("town.connected",
                         {.zh = fmt::format("{} 方式下此处与路网不连通", network::name(mode)),
                          .en = fmt::format("cut off from the roads for {}", network::name(mode))},
                         town.vertices[moves[m].from]));
  }
}

}  // namespace

core::Findings audit_streets(const Town& town) {
  core::Findings findings;
  audit_tiling(town, findings);
  audit_areas(town, findings);
  audit_levels(town, findings);
  audit_lines(town, findings);
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) audit_mode(town, mode, findings);
  return findings;
}

}  // namespace wangge::town
