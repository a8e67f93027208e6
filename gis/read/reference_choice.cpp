#include "gis/read/reference_choice.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/read/projector.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

/// Drawn by hand from the positions of border towns and capes.
constexpr std::array<Position, 86> mainland = {{
    {73.5, 39.4},  {74.9, 40.4},   {76.5, 40.4},   {80.2, 42.1},  {80.4, 44.2},   {80.5, 45.0},  {82.5, 45.2},  {82.3, 45.6},
    {83.0, 47.2},  {85.5, 47.1},   {85.7, 48.3},   {87.3, 49.1},  {88.0, 48.6},   {90.9, 46.9},  {91.0, 45.2},  {93.5, 44.95},
    {95.4, 44.3},  {96.4, 42.75},  {99.5, 42.6},   {101.8, 42.5}, {105.0, 41.6},  {107.5, 42.4}, {110.0, 42.7}, {111.9, 43.7},
    {111.4, 44.4}, {113.6, 44.75}, {116.2, 46.3},  {119.7, 46.7}, {118.0, 47.9},  {115.6, 47.9}, {116.7, 49.8}, {119.3, 50.2},
    {120.1, 52.6}, {121.0, 53.3},  {123.5, 53.55}, {125.9, 53.0}, {127.6, 50.1},  {130.5, 48.9}, {131.0, 47.7}, {134.7, 48.4},
    {133.1, 45.1}, {131.0, 44.9},  {131.2, 43.4},  {130.6, 42.4}, {129.7, 42.4},  {128.0, 42.0}, {126.9, 41.7}, {124.3, 39.8},
    {121.2, 38.6}, {122.9, 37.5},  {120.0, 35.0},  {122.3, 32.0}, {123.2, 30.5},  {121.8, 27.5}, {120.2, 25.5}, {119.0, 24.5},
    {117.5, 23.3}, {114.7, 22.4},  {114.2, 22.56}, {114.0, 22.5}, {113.6, 22.25}, {113.5, 21.9}, {111.0, 21.0}, {111.3, 19.8},
    {110.6, 18.1}, {108.6, 18.2},  {108.4, 19.5},  {109.3, 20.7}, {108.1, 21.4},  {106.6, 22.0}, {105.4, 23.2}, {103.9, 22.5},
    {102.2, 22.4}, {101.7, 21.1},  {99.2, 22.1},   {98.9, 23.2},  {97.5, 23.9},   {98.7, 25.9},  {98.6, 27.6},  {97.3, 28.2},
    {91.6, 27.8},  {89.0, 27.3},   {86.0, 27.9},   {81.0, 30.2},  {78.7, 32.7},   {74.5, 37.2},
}};

int automatic_epsg(Position centre) {
  if (in_mainland_china(centre)) {
    constexpr int first_epsg = 4534;
    constexpr int first_meridian = 75;
    const int meridian = static_cast<int>(std::lround(centre.x / 3)) * 3;
    return first_epsg + (std::clamp(meridian, first_meridian, 135) - first_meridian) / 3;
  }
  const int zone = std::clamp(static_cast<int>(std::floor((centre.x + 180) / 6)) + 1, 1, 60);
  return (centre.y >= 0 ? 32600 : 32700) + zone;
}

bool is_automatic(const std::string& wanted) { return wanted.empty() || wanted == "auto"; }

}  // namespace

bool in_mainland_china(Position degrees) {
  bool inside = false;
  for (std::size_t i = 0; i < mainland.size(); ++i) {
    const Position a = mainland[i];
    const Position b = mainland[(i + 1) % mainland.size()];
    if ((a.y > degrees.y) == (b.y > degrees.y)) continue;
    if (degrees.x < a.x + (degrees.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

Position project_degrees(Position degrees, const ReferenceSystem& reference) {
  const GdalMessages messages;
  Position place = degrees;
  Projector(longitude_latitude(), reference).project(place);
  if (std::isfinite(place.x) && std::isfinite(place.y)) return place;
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("经度 {}、纬度 {} 不在坐标参考系统“{}”的适用范围内", degrees.x, degrees.y, reference.name),
                     .en = fmt::format("longitude {}, latitude {} lies outside the use of the reference system '{}'", degrees.x,
                                       degrees.y, reference.name)});
}

LineString project_line(LineString line, const std::string& from, const ReferenceSystem& reference) {
  if (const auto problem = source_reference_problem(from)) throw core::Error(core::ErrorCode::usage, *problem);
  const GdalMessages messages;
  OGRSpatialReference system;
  system.SetFromUserInput(from.c_str());
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const LineString given = line;
  Projector(system, reference).project(line);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (std::isfinite(line[i].x) && std::isfinite(line[i].y)) continue;
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("坐标（{}，{}）不能转换到坐标参考系统“{}”", given[i].x, given[i].y, reference.name),
                       .en = fmt::format("the place ({}, {}) cannot be taken into the reference system '{}'", given[i].x,
                                         given[i].y, reference.name)});
  }
  return line;
}

std::optional<core::Text> reference_problem(const std::string& wanted) {
  if (is_automatic(wanted)) return std::nullopt;
  const GdalMessages messages;
  OGRSpatialReference system;
  core::Text what;
  if (system.SetFromUserInput(wanted.c_str()) != OGRERR_NONE) {
    what = {.zh = "无法识别", .en = "is not understood"};
  } else if (system.IsProjected() == 0) {
    what = {.zh = "不是投影坐标系", .en = "is not projected"};
  } else if (std::abs(system.GetLinearUnits() - 1) > 1e-9) {
    what = {.zh = "不以米为单位", .en = "is not in metres"};
  } else {
    return std::nullopt;
  }
  return core::Text{
      .zh = fmt::format("坐标参考系统“{}”{}；应为以米为单位的投影坐标系，例如 EPSG:4547，或 auto", wanted, what.zh),
      .en = fmt::format("reference system '{}' {}; a projected system in metres was expected, e.g. EPSG:32632, or auto", wanted,
                        what.en)};
}

std::optional<core::Text> source_reference_problem(const std::string& wanted) {
  if (wanted.empty()) return std::nullopt;
  const GdalMessages messages;
  OGRSpatialReference system;
  core::Text what;
  if (system.SetFromUserInput(wanted.c_str()) != OGRERR_NONE) {
    what = {.zh = "无法识别", .en = "is not understood"};
  } else if (system.IsProjected() == 0 && system.IsGeographic() == 0) {
    what = {.zh = "既不是投影坐标系，也不是地理坐标系", .en = "is neither projected nor geographic"};
  } else {
    return std::nullopt;
  }
  return core::Text{.zh = fmt::format("坐标参考系统“{}”{}；应为投影或地理坐标系，例如 EPSG:4490", wanted, what.zh),
                    .en = fmt::format("reference system '{}' {}; a projected or geographic system was expected, e.g. EPSG:4490",
                                      wanted, what.en)};
}

ReferenceSystem choose_reference(const std::string& wanted, const Box& degrees) {
  if (const auto problem = reference_problem(wanted)) {
    throw core::Error(core::ErrorCode::usage, {.zh = "键 reference：" + problem->zh, .en = "key reference: " + problem->en});
  }
  const GdalMessages messages;
  OGRSpatialReference system;
  if (is_automatic(wanted)) {
    system.importFromEPSG(automatic_epsg({(degrees.low.x + degrees.high.x) / 2, (degrees.low.y + degrees.high.y) / 2}));
  } else {
    system.SetFromUserInput(wanted.c_str());
  }
  return reference_system(system);
}

}  // namespace wangge::gis
