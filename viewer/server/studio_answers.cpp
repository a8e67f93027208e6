#include "viewer/server/studio_answers.h"

#include "gis/write/web_mercator.h"
#include "viewer/server/grid_tones.h"
#include "viewer/server/tile_layer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace wangge::viewer {
namespace {

using Json = nlohmann::json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

gis::Box box_of(const gis::MultiPolygon& shape) {
  constexpr double far = std::numeric_limits<double>::max();
  gis::Box box{{far, far}, {-far, -far}};
  for (const gis::Polygon& polygon : shape) {
    for (const core::Position& point : polygon.outer) {
      box.low = {std::min(box.low.x, point.x), std::min(box.low.y, point.y)};
      box.high = {std::max(box.high.x, point.x), std::max(box.high.y, point.y)};
    }
  }
  return box;
}

/// [west, south, east, north] in degrees, a little more than the shape; nothing for an empty one.
std::optional<Json> bounds(const gis::ReferenceSystem& reference, const gis::MultiPolygon& shape, core::Threads threads) {
  if (shape.empty()) return std::nullopt;
  const gis::Box box = box_of(shape);
  std::array<core::Position, 4> corners = {box.low, box.high, {box.low.x, box.high.y}, {box.high.x, box.low.y}};
  gis::to_web_mercator(reference, corners, threads);
  const gis::MultiPolygon turned = {{.outer = {corners.begin(), corners.end()}, .holes = {}}};
  const gis::GeographicBox degrees = gis::geographic_box(box_of(turned));
  return Json::array({degrees.west, degrees.south, degrees.east, degrees.north});
}

/// The entry of metrics[part].by_grid for each code, without the code.
std::map<std::string, Json> by_grid(const Json& metrics, const char* part) {
  std::map<std::string, Json> result;
  const Json::json_pointer path(std::string("/") + part + "/by_grid");
  if (!metrics.contains(path) || !metrics.at(path).is_array()) return result;
  for (const Json& entry : metrics.at(path)) {
    if (!entry.is_object() || !entry.contains("code") || !entry.at("code").is_string()) continue;
    Json figures = entry;
    figures.erase("code");
    result[entry.at("code").get<std::string>()] = std::move(figures);
  }
  return result;
}

Json post_json(const gis::PlanFile::Post& post) {
  return {{"post", post.post}, {"kind", post.kind}, {"name", post.name}, {"level", post.level}, {"parent", post.parent}};
}

/// The posts of the grid itself, or else those of the area that holds it.
Json posts_of(const gis::PlanFile& plan, const gis::PlanFile::Grid& grid) {
  Json own = Json::array();
  Json above = Json::array();
  for (const auto& post : plan.posts) {
    if (post.parent == grid.code) own.push_back(post_json(post));
    if (post.parent == grid.parent) above.push_back(post_json(post));
  }
  return own.empty() ? above : own;
}

Json levels_json(const gis::PlanFile& plan) {
  Json levels = Json::array();
  for (const auto& area : plan.levels) {
    const auto known =
        std::find_if(levels.begin(), levels.end(), [&](const Json& level) { return level.at("level") == area.level; });
    if (known == levels.end()) {
      levels.push_back({{"level", area.level}, {"areas", 1}, {"name", area.name}});
    } else {
      (*known)["areas"] = (*known)["areas"].get<int>() + 1;
      known->erase("name");
    }
  }
  return levels;
}

gis::MultiPolygon whole_area(const gis::PlanFile& plan) {
  gis::MultiPolygon whole;
  for (const auto& level : plan.levels) whole.insert(whole.end(), level.shape.begin(), level.shape.end());
  for (const auto& grid : plan.grids) whole.insert(whole.end(), grid.shape.begin(), grid.shape.end());
  return whole;
}

Json circles_json(const gis::PlanFile& plan) {
  Json circles = Json::array();
  for (const auto& circle : plan.circles) {
    if (!plan.is_of_first_responder(circle)) continue;
    Json entry = {{"minutes", circle.minutes}, {"mode", circle.mode}};
    if (std::find(circles.begin(), circles.end(), entry) == circles.end()) circles.push_back(std::move(entry));
  }
  return circles;
}

void copy(Json& to, const char* key, const Json& from, const char* pointer) {
  const Json::json_pointer path(pointer);
  if (from.contains(path)) to[key] = from.at(path);
}

/// "attribution" of the manifest and of each of its inputs, each once.
Json attributions(const Json& manifest) {
  Json credits = Json::array();
  const auto add = [&](const Json& credit) {
    if (credit.is_string() && !credit.get<std::string>().empty() &&
        std::find(credits.begin(), credits.end(), credit) == credits.end()) {
      credits.push_back(credit);
    }
  };
  if (manifest.contains("attribution")) {
    for (const Json& credit : manifest.at("attribution")) add(credit);
  }
  if (manifest.contains("inputs")) {
    for (const Json& input : manifest.at("inputs")) {
      if (input.is_object() && input.contains("attribution")) add(input.at("attribution"));
    }
  }
  return credits;
}

Json run_json(const RunFolder& run, const Json& metrics, const Json& manifest, core::Language language, core::Threads threads) {
  Json json = {{"name", run.name},
               {"language", language == core::Language::zh ? "zh" : "en"},
               {"reference", {{"name", run.plan.reference.name}}},
               {"levels", levels_json(run.plan)},
               {"grids", run.plan.grids.size()},
               {"posts", run.plan.posts.size()},
               {"circles", circles_json(run.plan)},
               {"attributions", attributions(manifest)},
               {"max_zoom", max_tile_zoom},
               {"tones", tone_count}};
  if (run.plan.reference.epsg) json["reference"]["epsg"] = *run.plan.reference.epsg;
  if (const auto box = bounds(run.plan.reference, whole_area(run.plan), threads)) json["bounds"] = *box;
  copy(json, "title", metrics, "/scenario/title");
  copy(json, "date", metrics, "/scenario/date");
  copy(json, "target", metrics, "/scenario/target");
  copy(json, "target_minutes", metrics, "/scenario/target_minutes");
  copy(json, "seed", metrics, "/seed");
  copy(json, "version", metrics, "/wangge/version");
  copy(json, "synthetic", metrics, "/synthetic");
  copy(json, "modelled", manifest, "/modelled");
  copy(json, "review_number", manifest, "/review_number");
  return json;
}

Json grid_json(const gis::PlanFile& plan, const gis::PlanFile::Grid& grid) {
  Json json = {{"code", grid.code},
               {"name", grid.name},
               {"parent", grid.parent},
               {"kind", grid.kind},
               {"households", grid.households},
               {"residents", grid.residents},
               {"buildings", grid.buildings},
               {"area_m2", grid.area_m2},
               {"compactness", grid.compactness},
               {"valid", grid.valid},
               {"posts", posts_of(plan, grid)}};
  if (!grid.valid || !grid.reason.empty()) json["reason"] = {{"zh", grid.reason_zh}, {"en", grid.reason}};
  const auto parent =
      std::find_if(plan.levels.begin(), plan.levels.end(), [&](const auto& level) { return level.code == grid.parent; });
  if (parent != plan.levels.end()) json["parent_name"] = parent->name;
  return json;
}

}  // namespace

StudioAnswers::StudioAnswers(const RunFolder& run, core::Language language, core::Threads threads) : metrics_(run.metrics) {
  const Json metrics = Json::parse(run.metrics);
  const Json manifest = Json::parse(run.manifest);
  run_ = dumped(run_json(run, metrics, manifest, language, threads));
  const auto coverage = by_grid(metrics, "coverage");
  const auto simulation = by_grid(metrics, "simulation");
  const std::vector<std::uint32_t> tones = grid_tones(run.plan.grids);
  Json all = Json::array();
  for (std::size_t g = 0; g < run.plan.grids.size(); ++g) {
    const auto& grid = run.plan.grids[g];
    Json json = grid_json(run.plan, grid);
    json["tone"] = tones[g];
    if (const auto box = bounds(run.plan.reference, grid.shape, threads)) json["bounds"] = *box;
    if (const auto figures = coverage.find(grid.code); figures != coverage.end()) json["coverage"] = figures->second;
    if (const auto figures = simulation.find(grid.code); figures != simulation.end()) json["simulation"] = figures->second;
    grid_of_code_[grid.code] = dumped(json);
    all.push_back(std::move(json));
  }
  grids_ = dumped(all);
}

std::optional<std::string> StudioAnswers::grid(const std::string& code) const {
  const auto entry = grid_of_code_.find(code);
  if (entry == grid_of_code_.end()) return std::nullopt;
  return entry->second;
}

std::string json_text(const core::Text& text) { return dumped(Json{{"zh", text.zh}, {"en", text.en}}); }

}  // namespace wangge::viewer
