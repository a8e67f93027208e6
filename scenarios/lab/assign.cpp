#include "scenarios/lab/assign.h"

#include "gis/assign/point_locator.h"
#include "gis/read/file_hash.h"
#include "gis/read/read_shapes.h"
#include "scenarios/run/checked_file.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

std::string lab_assign(const AssignQuestion& question) {
  const auto polygons = gis::read_polygons(question.polygons);
  const auto points = gis::read_points(question.points);
  const auto build_start = std::chrono::steady_clock::now();
  const gis::PointLocator locator(polygons);
  const double build_seconds = seconds_since(build_start);
  std::vector<gis::PolygonId> homes;
  double query_seconds = std::numeric_limits<double>::max();
  for (int round = 0; round < std::max(1, question.repeat); ++round) {
    const auto start = std::chrono::steady_clock::now();
    homes = locator.locate(points, question.threads);
    query_seconds = std::min(query_seconds, seconds_since(start));
  }
  std::string lines;
  std::size_t assigned = 0;
  for (const gis::PolygonId home : homes) {
    assigned += home.valid() ? 1 : 0;
    lines += home.valid() ? fmt::format("{}\n", home.value()) : "-1\n";
  }
  if (question.out) replace_file(*question.out, lines);
  const nlohmann::json answer = {{"points", points.size()},
                                 {"assigned", assigned},
                                 {"build_seconds", build_seconds},
                                 {"query_seconds", query_seconds},
                                 {"points_per_second", static_cast<double>(points.size()) / std::max(query_seconds, 1e-9)},
                                 {"digest", gis::sha256_of_text(lines)}};
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
