#include "gis/build/overlap.h"
#include "gis/town/road_pieces.h"
#include "tests/support/audit_town.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace wangge::town {
namespace {

constexpr double tolerated_m2 = 1e-4;
constexpr double tolerated_m = 0.01;

core::Finding finding(std::string rule, core::Text message, Position place) {
  return {.rule = std::move(rule), .severity = core::Severity::error, .message = std::move(message), .place = place};
}

MultiPolygon shape_of(const Building& building) { return {Polygon{building.footprint, {}}}; }

void audit_overlaps(const Town& town, core::Findings& findings) {
  std::vector<MultiPolygon> shapes;
  for (const Building& building : town.buildings) shapes.push_back(shape_of(building));
  const std::size_t buildings = shapes.size();
  for (const Polygon& water : town.waters) shapes.push_back({water});
  gis::Overlap overlap(shapes);
  for (std::size_t at = 0; at < buildings; ++at) {
    const Position place = shapes[at][0].outer.front();
    if (!overlap.usable(at)) {
      findings.add(finding("town.overlap", {.zh = "建筑轮廓无效", .en = "a building's footprint is no valid polygon"}, place));
      continue;
    }
    for (const auto& [other, area] : overlap.of(shapes[at])) {
      if (other <= at || area.value <= tolerated_m2) continue;
      const bool wet = other >= buildings;
      findings.add(finding("town.overlap",
                           {.zh = fmt::format("建筑与{}重叠 {:.3f} m2", wet ? "水面" : "另一建筑", area.value),
                            .en = fmt::format("a building overlaps {} by {:.3f} m2", wet ? "water" : "another", area.value)},
                           place));
    }
  }
}

/// Every layer of polygons but the blocks, whose tiling says more: walls and waters.
void audit_validity(const Town& town, core::Findings& findings) {
  std::vector<MultiPolygon> shapes;
  for (const Compound& compound : town.compounds) shapes.push_back({Polygon{compound.wall, {}}});
  const std::size_t compounds = shapes.size();
  for (const Polygon& water : town.waters) shapes.push_back({water});
  const gis::Overlap overlap(shapes);
  for (std::size_t at = 0; at < shapes.size(); ++at) {
    if (overlap.usable(at)) continue;
    const bool wet = at >= compounds;
    findings.add(finding("town.valid",
                         {.zh = wet ? "水面轮廓无效" : "小区轮廓无效",
                          .en = wet ? "a water is no valid polygon" : "a compound's land is no valid polygon"},
                         shapes[at][0].outer.front()));
  }
}

void audit_reserves(const Town& town, const RoadPieces& roads, core::Findings& findings) {
  for (const Building& building : town.buildings) {
    const auto piece = roads.first_within(building.footprint, tolerated_m);
    if (!piece) continue;
    findings.add(finding("town.reserve",
                         {.zh = fmt::format("建筑距 {} 中线 {:.2f} m，路幅半宽 {:.2f} m", network::name(piece->line_class),
                                            piece->distance.value, piece->half_width.value),
                          .en = fmt::format("a building stands {:.2f} m from the middle of a {} of half width {:.2f} m",
                                            piece->distance.value, network::name(piece->line_class), piece->half_width.value)},
                         building.footprint.front()));
  }
}

int side(Position a, Position b, Position c) {
  const double turn = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

bool crosses(Position a, Position b, const Ring& ring) {
  for (std::size_t at = 0; at + 1 < ring.size(); ++at) {
    if (side(a, b, ring[at]) * side(a, b, ring[at + 1]) < 0 &&
        side(ring[at], ring[at + 1], a) * side(ring[at], ring[at + 1], b) < 0)
      return true;
  }
  return false;
}

bool inside(Position point, const Ring& ring) {
  bool in = false;
  for (std::size_t at = 0; at + 1 < ring.size(); ++at) {
    const Position a = ring[at];
    const Position b = ring[at + 1];
    if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

/// The ways of one walled compound: pieces with an end inside its wall, flooded from its gates.
class GateReach {
 public:
  GateReach(const Town& town, const Compound& compound, const std::vector<LineId>& lines) : wall_(compound.wall) {
    for (const LineId id : lines) add(town, town.lines[id]);
    std::vector<VertexId> open;
    for (const Gate& gate : compound.gates) open.push_back(gate.vertex);
    while (!open.empty()) {
      const VertexId at = open.back();
      open.pop_back();
      if (!reached_.emplace(at, true).second) continue;
      for (const std::size_t piece : pieces_at_[at]) {
        pieces_[piece].reached = true;
        open.push_back(pieces_[piece].from == at ? pieces_[piece].to : pieces_[piece].from);
      }
    }
  }

  /// By a straight walk of at most `reach` that does not cross the wall, then along ways inside it.
  [[nodiscard]] bool serves(const Building& building, core::Metres reach) const {
    for (const Piece& piece : pieces_) {
      if (!piece.reached) continue;
      for (const Position door : building.footprint) {
        const Position foot = nearest_on(piece.a, piece.b, door);
        if (core::distance(door, foot) <= reach && !crosses(door, foot, wall_)) return true;
      }
    }
    return false;
  }

 private:
  struct Piece {
    VertexId from;
    VertexId to;
    Position a;
    Position b;
    bool reached = false;
  };

  void add(const Town& town, const Line& line) {
    for (std::size_t at = 1; at < line.vertices.size(); ++at) {
      Piece piece{line.vertices[at - 1], line.vertices[at], town.vertices[line.vertices[at - 1]],
                  town.vertices[line.vertices[at]]};
      if (!inside(piece.a, wall_) && !inside(piece.b, wall_)) continue;
      pieces_at_[piece.from].push_back(pieces_.size());
      pieces_at_[piece.to].push_back(pieces_.size());
      pieces_.push_back(piece);
    }
  }

  const Ring& wall_;
  std::vector<Piece> pieces_;
  std::map<VertexId, std::vector<std::size_t>> pieces_at_;
  std::map<VertexId, bool> reached_;
};

core::Column<CompoundId, std::vector<LineId>> lines_of_compounds(const Town& town, const RoadPieces& roads) {
  core::Column<CompoundId, std::vector<LineId>> lines(town.compounds.size());
  for (const CompoundId id : core::ids<CompoundId>(town.compounds.size())) lines[id] = roads.lines_near(town.compounds[id].wall);
  return lines;
}

void audit_gates(const Town& town, const RoadPieces& roads, core::Metres reach, core::Findings& findings) {
  core::Column<CompoundId, std::vector<BuildingId>> homes(town.compounds.size());
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size())) {
    const Building& building = town.buildings[id];
    if (building.compound.valid() && building.dwellings > 0) homes[building.compound].push_back(id);
  }
  const auto lines = lines_of_compounds(town, roads);
  for (const CompoundId id : core::ids<CompoundId>(town.compounds.size())) {
    const Compound& compound = town.compounds[id];
    if (!compound.walled || homes[id].empty()) continue;
    const GateReach ways(town, compound, lines[id]);
    for (const BuildingId home : homes[id]) {
      if (ways.serves(town.buildings[home], reach)) continue;
      findings.add(finding("town.gate", {.zh = "住宅到不了小区出入口", .en = "a dwelling reaches no gate of its compound"},
                           town.buildings[home].footprint.front()));
    }
  }
}

/// The box of a ring, larger by `more` on each side.
Ring box_around(const Ring& ring, double more) {
  Position low = ring.front();
  Position high = low;
  for (const Position corner : ring) {
    low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
    high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
  }
  low = {low.x - more, low.y - more};
  high = {high.x + more, high.y + more};
  return {low, {high.x, low.y}, high, {low.x, high.y}, low};
}

bool comes_near(const Town& town, const Line& line, const Ring& home, core::Metres reach) {
  for (std::size_t at = 1; at < line.vertices.size(); ++at) {
    const Position a = town.vertices[line.vertices[at - 1]];
    const Position b = town.vertices[line.vertices[at]];
    if (std::any_of(home.begin(), home.end(),
                    [&](Position corner) { return core::distance(corner, nearest_on(a, b, corner)) <= reach; }))
      return true;
  }
  return false;
}

/// Homes behind no wall: some way comes near.
void audit_ways(const Town& town, const RoadPieces& roads, core::Metres reach, core::Findings& findings) {
  for (const Building& home : town.buildings) {
    const bool walled = home.compound.valid() && town.compounds[home.compound].walled;
    if (home.dwellings == 0 || walled) continue;
    const std::vector<LineId> near = roads.lines_near(box_around(home.footprint, reach.value));
    if (std::any_of(near.begin(), near.end(),
                    [&](LineId line) { return comes_near(town, town.lines[line], home.footprint, reach); }))
      continue;
    findings.add(finding("town.gate", {.zh = "住宅附近没有道路", .en = "no way comes near a dwelling"}, home.footprint.front()));
  }
}

/// The way comes clearly to both sides of the wall: one that grazes it along its side does not.
bool passes_through(Position a, Position b, const Ring& wall) {
  constexpr double clear_m = 0.5;
  constexpr int samples = 64;
  bool in = false;
  bool out = false;
  for (int i = 0; i <= samples; ++i) {
    const double share = static_cast<double>(i) / samples;
    const Position at{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    double off = 1e300;
    for (std::size_t k = 0; k + 1 < wall.size(); ++k)
      off = std::min(off, core::distance(at, nearest_on(wall[k], wall[k + 1], at)).value);
    if (off < clear_m) continue;
    (inside(at, wall) ? in : out) = true;
  }
  return in && out;
}

/// Ways pass a wall at its gates and nowhere else.
void audit_walls(const Town& town, const RoadPieces& roads, core::Findings& findings) {
  const auto lines = lines_of_compounds(town, roads);
  for (const CompoundId id : core::ids<CompoundId>(town.compounds.size())) {
    const Compound& compound = town.compounds[id];
    if (!compound.walled) continue;
    for (const LineId line : lines[id]) {
      const auto& vertices = town.lines[line].vertices;
      for (std::size_t at = 1; at < vertices.size(); ++at) {
        const Position a = town.vertices[vertices[at - 1]];
        const Position b = town.vertices[vertices[at]];
        if (!crosses(a, b, compound.wall) || !passes_through(a, b, compound.wall)) continue;
        findings.add(finding("town.wall", {.zh = "道路穿过小区围墙", .en = "a way passes through a compound's wall"}, a));
      }
    }
  }
}

}  // namespace

core::Findings audit_buildings(const Town& town, core::Metres reach) {
  core::Findings findings;
  const RoadPieces roads(town.vertices, town.lines);
  audit_overlaps(town, findings);
  audit_validity(town, findings);
  audit_reserves(town, roads, findings);
  audit_gates(town, roads, reach, findings);
  audit_ways(town, roads, reach, findings);
  audit_walls(town, roads, findings);
  return findings;
}

}  // namespace wangge::town
