#include "gis/map/crowding.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge::gis::map {

double area_on_page(const Path& path) {
  double twice = 0;
  for (const Trace& trace : path) {
    for (std::size_t i = 0, j = trace.points.size() - 1; i < trace.points.size(); j = i++)
      twice += trace.points[j].x * trace.points[i].y - trace.points[i].x * trace.points[j].y;
  }
  return std::abs(twice) / 2;
}

bool are_crowded(std::span<const Path* const> areas, std::size_t many, double small_mm2) {
  const auto small = std::count_if(areas.begin(), areas.end(), [&](const Path* area) { return area_on_page(*area) < small_mm2; });
  return areas.size() >= many && 2 * static_cast<std::size_t>(small) > areas.size();
}

std::set<std::string> crowded_posts(std::span<const PlanFile::Post> posts, double radius, double ground_mm2) {
  constexpr std::size_t many = 100;
  constexpr double share = 1.0 / 12;
  constexpr double pi = 3.14159265358979323846;
  std::map<std::string, std::size_t> count;
  for (const PlanFile::Post& post : posts) ++count[post.kind];
  std::set<std::string> crowded;
  for (const auto& [kind, number] : count) {
    if (number >= many && static_cast<double>(number) * pi * radius * radius > share * ground_mm2) crowded.insert(kind);
  }
  return crowded;
}

bool dots_crowd(std::span<const Path> buildings, double dot_mm, double ground_mm2) {
  constexpr double share = 0.25;
  const double dot = dot_mm * dot_mm * 1.001;
  double covered = 0;
  for (const Path& building : buildings) {
    const double area = building.empty() ? 0 : area_on_page(building);
    if (area <= dot) covered += area;
  }
  return covered > share * ground_mm2;
}

}  // namespace wangge::gis::map
