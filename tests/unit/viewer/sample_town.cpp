#include "tests/unit/viewer/sample_town.h"

#include "engine/core/random.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

namespace wangge::viewer {
namespace {

using core::Position;
using Json = nlohmann::json;

constexpr int columns = 24;
constexpr int rows = 18;
constexpr double step = 70;
constexpr Position corner{539400, 5220300};

double luck(const char* purpose, int index) {
  return core::Stream(core::Seed(7), 0, purpose, static_cast<std::uint64_t>(index)).uniform();
}

/// Corner of cells, moved a little; the same wherever it is used.
Position vertex(int column, int row) {
  const int index = row * (columns + 1) + column;
  return {corner.x + column * step + 24 * (luck("x", index) - 0.5) + 10 * std::sin(row * 0.7),
          corner.y + row * step + 24 * (luck("y", index) - 0.5) + 10 * std::sin(column * 0.5)};
}

/// Outline of a block of cells through all its vertices, counter-clockwise and closed.
gis::MultiPolygon block(int column, int row, int width, int height) {
  gis::Ring ring;
  for (int i = 0; i < width; ++i) ring.push_back(vertex(column + i, row));
  for (int i = 0; i < height; ++i) ring.push_back(vertex(column + width, row + i));
  for (int i = 0; i < width; ++i) ring.push_back(vertex(column + width - i, row + height));
  for (int i = 0; i < height; ++i) ring.push_back(vertex(column, row + height - i));
  ring.push_back(ring.front());
  return {{.outer = ring, .holes = {}}};
}

Position middle(const gis::MultiPolygon& shape) {
  Position sum;
  const gis::Ring& ring = shape.front().outer;
  for (std::size_t i = 1; i < ring.size(); ++i) sum = {sum.x + ring[i].x, sum.y + ring[i].y};
  const auto count = static_cast<double>(ring.size() - 1);
  return {sum.x / count, sum.y / count};
}

gis::MultiPolygon house(Position at, double width, double depth, double turn) {
  gis::Ring ring;
  for (const auto& [x, y] : {std::pair(-1, -1), std::pair(1, -1), std::pair(1, 1), std::pair(-1, 1), std::pair(-1, -1)}) {
    const double dx = x * width / 2;
    const double dy = y * depth / 2;
    ring.push_back({at.x + dx * std::cos(turn) - dy * std::sin(turn), at.y + dx * std::sin(turn) + dy * std::cos(turn)});
  }
  return {{.outer = ring, .holes = {}}};
}

void add_cells(gis::PlanFile& plan) {
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const int index = row * columns + column;
      auto& grid = plan.grids[static_cast<std::size_t>(column / 12 * 4 + row / 9 * 2 + column % 12 / 6)];
      const auto shape = block(column, row, 1, 1);
      const std::int64_t households = grid.valid ? 8 + static_cast<std::int64_t>(14 * luck("households", index)) : 5;
      const std::int64_t residents = households * 5 / 2;
      plan.cells.push_back({index, grid.code, grid.parent, "", households, residents, step * step, false, shape});
      const double turn = 0.3 * (luck("turn", index) - 0.5);
      plan.buildings.push_back({fmt::format("way/{}", 1000 + index), index, grid.code, index % 9 == 0 ? "civic" : "residential",
                                3, households, residents, "modelled", 2 + 16 * luck("minutes", index), std::nullopt,
                                house(middle(shape), 18 + 20 * luck("width", index), 14 + 16 * luck("depth", index), turn),
                                std::nullopt});
      grid.households += households;
      grid.residents += residents;
      grid.buildings += 1;
      grid.area_m2 += step * step;
    }
  }
}

void add_areas(gis::PlanFile& plan) {
  plan.levels.push_back({"town", "90", "Sample town 样例镇", "", 0, 0, columns * rows * step * step, block(0, 0, columns, rows)});
  for (int side = 0; side < 2; ++side) {
    const std::string code = fmt::format("90{:02}", side + 1);
    plan.levels.push_back({"community", code, side == 0 ? "Westside 河西社区" : "Eastside 河东社区", "90", 0, 0,
                           columns * rows * step * step / 2, block(side * 12, 0, 12, rows)});
    for (int g = 0; g < 4; ++g) {
      gis::PlanFile::Grid grid;
      grid.code = fmt::format("{}{:02}", code, g + 1);
      grid.name = fmt::format("{}-{}", side == 0 ? "Westside" : "Eastside", g + 1);
      grid.parent = code;
      grid.kind = "comprehensive";
      grid.shape = block(side * 12 + g % 2 * 6, g / 2 * 9, 6, 9);
      grid.label = middle(grid.shape);
      grid.compactness = 0.61 + 0.03 * g;
      grid.valid = grid.code != "900201";
      if (!grid.valid) {
        grid.reason = "270 households are fewer than the minimum of 500.";
        grid.reason_zh = "户数 270，少于下限 500。";
      }
      plan.grids.push_back(grid);
    }
  }
}

void add_backdrop(gis::PlanFile& plan) {
  for (int row = 0; row <= rows; row += 3) {
    gis::LineString line;
    for (int column = 0; column <= columns; ++column) line.push_back(vertex(column, row));
    plan.roads.push_back({row == 9       ? "primary"
                          : row % 2 == 0 ? "tertiary"
                                         : "residential",
                          row == 9 ? "Main street 中心大街" : "", line});
  }
  for (int column = 0; column <= columns; column += 4) {
    gis::LineString line;
    for (int row = 0; row <= rows; ++row) line.push_back(vertex(column, row));
    plan.roads.push_back({column == 12 ? "secondary" : "residential", "", line});
  }
  gis::LineString stream;
  for (int row = 0; row <= rows; ++row) stream.push_back({vertex(12, row).x - 30 + 15 * std::sin(row), vertex(12, row).y});
  plan.roads.push_back({"river", "Sample river 样例河", stream});
  plan.waters.push_back({"Lake 湖", house({corner.x + 5.5 * step, corner.y + 12.5 * step}, 120, 80, 0.4)});
  plan.places.push_back({"town", "Sample town", "样例镇", vertex(12, 9)});
}

void add_posts(gis::PlanFile& plan) {
  for (const auto& grid : plan.grids)
    plan.posts.push_back({"post-" + grid.code, "grid", "station", "Station " + grid.code, grid.code, grid.label});
  gis::Ring ring;
  for (int i = 0; i <= 48; ++i) {
    const double angle = i * 3.14159265358979 / 24;
    ring.push_back({vertex(12, 9).x + (700 + 90 * std::sin(5 * angle)) * std::cos(angle),
                    vertex(12, 9).y + (520 + 70 * std::cos(3 * angle)) * std::sin(angle)});
  }
  ring.back() = ring.front();
  plan.circles.push_back({"all", 15, "ebike", {{.outer = ring, .holes = {}}}});
}

Json metrics_of(const gis::PlanFile& plan) {
  Json covered = Json::array();
  Json simulated = Json::array();
  for (std::size_t g = 0; g < plan.grids.size(); ++g) {
    const auto number = static_cast<double>(g);
    covered.push_back(
        {{"code", plan.grids[g].code}, {"households_share", 0.98 - 0.04 * number}, {"minutes_mean", 5.5 + 0.7 * number}});
    simulated.push_back({{"code", plan.grids[g].code},
                         {"requests", 120 + 9 * g},
                         {"response_mean", 8.1 + 1.3 * number},
                         {"utilisation", 0.22 + 0.06 * number}});
  }
  Json histogram = Json::array();
  for (int i = 0; i < 12; ++i) histogram.push_back({{"from", i * 3}, {"to", i * 3 + 3}, {"share", 0.26 * std::pow(0.76, i)}});
  return {{"schema", 1},
          {"synthetic", true},
          {"seed", 7},
          {"wangge", {{"version", "0.1.0"}}},
          {"scenario",
           {{"name", "sample"},
            {"title", {{"zh", "样例镇"}, {"en", "Sample town"}}},
            {"date", "2026-11-21"},
            {"target", "arrive"},
            {"target_minutes", 15}}},
          {"territory", {{"households", 6000}, {"residents", 15000}, {"population_modelled_share", 1.0}}},
          {"plan",
           {{"grids", plan.grids.size()},
            {"households", {{"min", 270}, {"median", 780}, {"max", 812}}},
            {"valid", 7},
            {"invalid", 1}}},
          {"coverage",
           {{"minutes", 15},
            {"mode", "ebike"},
            {"posts", 8},
            {"households_share", 0.913},
            {"residents_share", 0.915},
            {"by_grid", covered}}},
          {"simulation",
           {{"replications", 20},
            {"target", "arrive"},
            {"response_minutes", {{"mean", 11.42}, {"ci95", {11.2, 11.64}}, {"p50", 9.1}, {"p90", 22.4}, {"p99", 41.0}}},
            {"within_target_share", {{"value", 0.874}, {"ci95", {0.869, 0.879}}}},
            {"utilisation", {{"value", 0.43}, {"ci95", {0.42, 0.44}}}},
            {"histogram", histogram},
            {"by_grid", simulated}}}};
}

}  // namespace

RunFolder sample_town() {
  RunFolder run;
  run.name = "sample";
  run.plan.reference.epsg = 32632;
  run.plan.reference.name = "WGS 84 / UTM zone 32N";
  add_areas(run.plan);
  add_cells(run.plan);
  add_backdrop(run.plan);
  add_posts(run.plan);
  run.metrics = metrics_of(run.plan).dump();
  const Json manifest = {{"attribution", {"© OpenStreetMap contributors, ODbL 1.0"}},
                         {"synthetic", true},
                         {"modelled",
                          {{{"what",
                             {{
                                  "zh",
                                  "户数与人口",
                              },
                              {"en", "households and residents"}}},
                            {"how", {{"zh", "按建筑面积分摊"}, {"en", "spread by floor area"}}},
                            {"source", {{"zh", "假设"}, {"en", "assumed"}}}}}}};
  run.manifest = manifest.dump();
  return run;
}

}  // namespace wangge::viewer
