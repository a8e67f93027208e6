#include "tests/support/sample_run.h"

#include "engine/core/random.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace wangge::tests {
namespace {

using gis::LineString;
using gis::MultiPolygon;
using gis::PlanFile;
using gis::Position;
using gis::Ring;

constexpr int columns = 6;
constexpr int rows = 5;
constexpr double pitch = 620;
constexpr Position corner{539000, 5221000};
constexpr int pieces = 8;  // of one side of a grid

double noise(std::uint64_t entity, const char* purpose) {
  return core::Stream(core::Seed(7), 0, purpose, entity).uniform() - 0.5;
}

std::uint64_t node_id(int x, int y) { return static_cast<std::uint64_t>(y * 100 + x); }

Position node(int x, int y) {
  return {std::round(corner.x + pitch * (x + 0.45 * noise(node_id(x, y), "x"))),
          std::round(corner.y + pitch * (y + 0.45 * noise(node_id(x, y), "y")))};
}

/// The wavy side from one node to its right (or upper) neighbour, both ends included.
LineString side(int x, int y, bool up) {
  const Position a = node(x, y);
  const Position b = up ? node(x, y + 1) : node(x + 1, y);
  LineString line{a};
  for (int i = 1; i < pieces; ++i) {
    const double t = static_cast<double>(i) / pieces;
    const std::uint64_t id = node_id(x, y) * 40 + static_cast<std::uint64_t>(i) * 2 + (up ? 1 : 0);
    const double off = 46 * noise(id, "wave") * std::sin(3.14159265358979 * t) * 2;
    line.push_back({std::round(a.x + (b.x - a.x) * t + (up ? off : 0)), std::round(a.y + (b.y - a.y) * t + (up ? 0 : off))});
  }
  line.push_back(b);
  return line;
}

void follow(Ring& ring, const LineString& line, bool backward) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Position p = backward ? line[line.size() - 1 - i] : line[i];
    if (ring.empty() || !(ring.back() == p)) ring.push_back(p);
  }
}

Ring cell_ring(int x, int y) {
  Ring ring;
  follow(ring, side(x, y, false), false);
  follow(ring, side(x + 1, y, true), false);
  follow(ring, side(x, y + 1, false), true);
  follow(ring, side(x, y, true), true);
  return ring;
}

double area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) twice += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  return twice / 2;
}

/// The union of rings that share whole edges: opposite edges cancel, the rest is chained.
MultiPolygon united(const std::vector<Ring>& rings) {
  const auto less = [](Position a, Position b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); };
  std::map<Position, std::map<Position, bool, decltype(less)>, decltype(less)> edges(less);
  for (const Ring& ring : rings) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto back = edges.find(ring[i + 1]);
      if (back != edges.end() && back->second.erase(ring[i]) != 0) continue;
      edges.try_emplace(ring[i], less).first->second[ring[i + 1]] = true;
    }
  }
  std::erase_if(edges, [](const auto& entry) { return entry.second.empty(); });
  MultiPolygon out;
  while (!edges.empty()) {
    Ring ring{edges.begin()->first};
    for (auto at = edges.begin(); at != edges.end(); at = edges.find(ring.back())) {
      const Position next = at->second.begin()->first;
      at->second.erase(at->second.begin());
      if (at->second.empty()) edges.erase(at);
      ring.push_back(next);
    }
    out.push_back({.outer = std::move(ring), .holes = {}});
  }
  return out;
}

struct Community {
  const char* code;
  const char* name;
  const char* name_zh;
};
constexpr std::array<Community, 4> communities{{{"900101", "Ostrava Hill", "东山社区"},
                                                {"900102", "Müller & Sons", "缪勒社区"},
                                                {"900103", "Lakeside", "湖滨社区"},
                                                {"900104", "Old Town", "古城社区"}}};

std::size_t community_of(int x, int y) { return (x < 3 ? 0U : 1U) + (y < 2 ? 0U : 2U); }

Position middle(const Ring& ring) {
  Position sum;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum = {sum.x + ring[i].x, sum.y + ring[i].y};
  const double n = static_cast<double>(ring.size() - 1);
  return {sum.x / n, sum.y / n};
}

MultiPolygon box(Position at, double wide, double high) {
  return {{.outer = {at, {at.x + wide, at.y}, {at.x + wide, at.y + high}, {at.x, at.y + high}, at}, .holes = {}}};
}

MultiPolygon oval(Position centre, double wide, double high, int points) {
  Ring ring;
  for (int i = 0; i <= points; ++i) {
    const double angle = 2 * 3.14159265358979 * (i % points) / points;
    ring.push_back({centre.x + wide * std::cos(angle), centre.y + high * std::sin(angle)});
  }
  return {{.outer = ring, .holes = {}}};
}

void add_buildings(PlanFile& plan, const PlanFile::Grid& grid, Position centre, std::uint64_t key) {
  constexpr int across = 9;
  for (int i = 0; i < across * across; ++i) {
    const std::uint64_t id = key * 1000 + static_cast<std::uint64_t>(i);
    if (noise(id, "gap") > 0.28) continue;
    const Position at{centre.x + (i % across - across / 2.0) * 46 + 14 * noise(id, "bx"),
                      centre.y + (i / across - across / 2.0) * 46 + 14 * noise(id, "by")};
    PlanFile::Building building;
    building.building = fmt::format("way/{}", id);
    building.cell = static_cast<std::int64_t>(id);
    building.grid = grid.code;
    building.use = "residential";
    building.floors = 4;
    building.households = 11;
    building.residents = 29;
    building.population_source = "modelled";
    if (i % 37 != 36) building.minutes = 1.5 + core::distance(at, centre).value / 90 + 7 * (noise(key, "slow") + 0.5);
    building.shape = box(at, 14 + 12 * (noise(id, "w") + 0.5), 12 + 10 * (noise(id, "h") + 0.5));
    plan.buildings.push_back(std::move(building));
  }
}

void add_grids(PlanFile& plan) {
  std::array<int, 4> numbers{};
  for (int y = rows - 1; y >= 0; --y) {
    for (int x = 0; x < columns; ++x) {
      const std::size_t c = community_of(x, y);
      const Ring ring = cell_ring(x, y);
      PlanFile::Grid grid;
      grid.parent = communities[c].code;
      grid.code = fmt::format("{}{:03}", grid.parent, ++numbers[c]);
      grid.name = fmt::format("{} {}", communities[c].name, numbers[c]);
      grid.kind = "comprehensive";
      grid.shape = {{.outer = ring, .holes = {}}};
      grid.label = middle(ring);
      grid.area_m2 = area(ring);
      grid.compactness = 0.6 + 0.3 * noise(node_id(x, y), "compact");
      grid.effective_from = "2026-12-01";
      const std::size_t first = plan.buildings.size();
      add_buildings(plan, grid, grid.label, node_id(x, y) + 1);
      for (std::size_t i = first; i < plan.buildings.size(); ++i) {
        grid.households += plan.buildings[i].households;
        grid.residents += plan.buildings[i].residents;
      }
      grid.buildings = static_cast<std::int64_t>(plan.buildings.size() - first);
      grid.work = static_cast<double>(grid.households) * 1.1;
      if (x == 5 && y == 0) {
        grid.valid = false;
        grid.reason = "593 households < 600 & \"no\" number of grids fits";
        grid.reason_zh = "593 户 < 600，“无法”划分";
      }
      plan.posts.push_back({fmt::format("post-{}", grid.code),
                            "grid",
                            "station",
                            grid.name + " station",
                            grid.code,
                            {grid.label.x + 60, grid.label.y - 40}});
      plan.grids.push_back(std::move(grid));
    }
  }
}

void add_levels(PlanFile& plan) {
  std::vector<Ring> all;
  std::array<std::vector<Ring>, 4> parts;
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      parts[community_of(x, y)].push_back(cell_ring(x, y));
      all.push_back(cell_ring(x, y));
    }
  }
  const auto level = [&](const char* name, const char* code, const char* label, const char* parent,
                         const std::vector<Ring>& rings) {
    PlanFile::Level row{name, code, label, parent, 0, 0, 0, united(rings)};
    for (const PlanFile::Grid& grid : plan.grids) {
      if (!grid.parent.starts_with(code)) continue;
      row.households += grid.households;
      row.residents += grid.residents;
      row.area_m2 += grid.area_m2;
    }
    plan.levels.push_back(std::move(row));
  };
  level("town", "9001", "Sample Town", "", all);
  for (std::size_t c = 0; c < communities.size(); ++c)
    level("community", communities[c].code, communities[c].name, "9001", parts[c]);
}

void add_backdrop(PlanFile& plan) {
  for (int x = 0; x <= columns; ++x) {
    for (int y = 0; y < rows; ++y)
      plan.roads.push_back({x == 3       ? "primary"
                            : x % 2 == 0 ? "tertiary"
                                         : "residential",
                            fmt::format("{} Street", x), side(x, y, true)});
  }
  for (int y = 0; y <= rows; ++y) {
    for (int x = 0; x < columns; ++x)
      plan.roads.push_back({y == 2 ? "secondary" : "residential", fmt::format("{} Avenue", y), side(x, y, false)});
  }
  plan.roads.push_back(
      {"rail", "", {{corner.x - 700, corner.y + 800}, {corner.x + 1500, corner.y + 1250}, {corner.x + 4500, corner.y + 1400}}});
  plan.roads.push_back({"river",
                        "Weir",
                        {{corner.x - 600, corner.y + 2900},
                         {corner.x + 800, corner.y + 2500},
                         {corner.x + 2000, corner.y + 2650},
                         {corner.x + 4600, corner.y + 2200}}});
  plan.waters.push_back({"Mirror Lake", oval({corner.x + 2600, corner.y + 2650}, 330, 160, 40)});
  for (const Community& each : communities) {
    for (const PlanFile::Level& level : plan.levels) {
      if (level.code == each.code) plan.places.push_back({"town", each.name, each.name_zh, middle(level.shape.front().outer)});
    }
  }
  plan.places.push_back({"hamlet", "Far <End>", "远端", {corner.x + 300, corner.y + 300}});
  plan.places.push_back({"village", "Upper Field", "上田", {corner.x + 3300, corner.y + 500}});
  plan.circles.push_back({"all", 15, "ebike", oval({corner.x + 1850, corner.y + 1600}, 1900, 1450, 60)});
}

}  // namespace

gis::PlanFile sample_plan() {
  PlanFile plan;
  plan.reference.epsg = 32632;
  plan.reference.name = "WGS 84 / UTM zone 32N";
  plan.reference.origin = {539000, 5221000};
  add_grids(plan);
  add_levels(plan);
  add_backdrop(plan);
  plan.unassigned.push_back({"way/1", "lies in no community", "不在任何社区内", {}, Position{corner.x - 100, corner.y}});
  return plan;
}

}  // namespace wangge::tests
