#include "gis/map/inline_map.h"
#include "gis/map/legend_words.h"
#include "gis/map/map_scene.h"
#include "gis/map/place_names.h"
#include "gis/map/svg_canvas.h"
#include "scenarios/report/charts.h"
#include "scenarios/report/redrawn_words.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wangge::scenarios::report {
namespace {

constexpr double pixels_per_mm = 4.6;
constexpr double widest_upright = 140;

std::string swatch(const std::vector<gis::map::Colour>& colours) {
  std::string html = "<span class=\"swatch\">";
  for (const gis::map::Colour colour : colours) html += fmt::format("<i style=\"background:{}\"></i>", gis::map::hex(colour));
  return html + "</span>";
}

std::string line_swatch(const gis::map::Stroke& band, const gis::map::Stroke& line) {
  gis::map::SvgCanvas canvas("k", 11, 4);
  const gis::map::Path path{{{{0, 2}, {11, 2}}, false}};
  if (band.width > 0) canvas.stroke(path, band);
  canvas.stroke(path, line);
  return "<span class=\"swatch\">" + canvas.finish("") + "</span>";
}

std::string post_swatch(std::size_t kind) {
  gis::map::SvgCanvas canvas("k", 11, 4);
  gis::map::draw_post(canvas, kind, {5.5, 2}, 1.6);
  return "<span class=\"swatch\">" + canvas.finish("") + "</span>";
}

void legend_line(Markup& page, const std::string& mark, const core::Text& words) {
  page.html("<li>" + mark + both(words) + "</li>\n");
}

void write_legend(Markup& page, const gis::PlanFile& plan, const gis::map::InlineMap& map) {
  page.html("<div class=\"legend\">\n");
  if (map.legend.size() > 1) page.html("<h4>" + both(map.legend_title) + "</h4>\n");
  page.html("<ul>\n");
  for (const gis::map::LegendEntry& entry : map.legend) legend_line(page, swatch(entry.colours), entry.words);
  gis::map::MapScene ranks;
  gis::map::rank_levels(ranks, plan);
  const int count = static_cast<int>(ranks.rank_names.size());
  for (int rank = 0; rank < count; ++rank) {
    const core::Text name = gis::map::level_words(ranks.rank_names[static_cast<std::size_t>(rank)]);
    legend_line(page, line_swatch(gis::map::border_band(rank, count, 1), gis::map::border_stroke(rank, count, 1)),
                {.zh = name.zh + "界", .en = "Border of " + name.en});
  }
  legend_line(page, line_swatch({.colour = {}, .width = 0}, gis::map::grid_stroke({}, 1.4)), gis::map::grid_border_words(plan));
  const std::vector<std::string> kinds = gis::map::post_kinds(plan);
  for (std::size_t i = 0; i < kinds.size(); ++i)
    legend_line(page, post_swatch(i), gis::map::post_words(kinds[i], !map.posts_left_out.contains(kinds[i])));
  page.html("</ul>\n");
}

/// Beside a map that stands upright: the areas that hold the grids, with what they hold.
void write_area_index(Markup& page, const gis::PlanFile& plan) {
  constexpr std::size_t most = 26;
  std::map<std::string, std::pair<std::size_t, std::int64_t>> held;
  for (const gis::PlanFile::Grid& grid : plan.grids) {
    ++held[grid.parent].first;
    held[grid.parent].second += grid.households;
  }
  const bool told = std::none_of(plan.grids.begin(), plan.grids.end(), [](const auto& grid) { return grid.counts_hidden; });
  std::vector<TableColumn> columns{{{.zh = "辖区", .en = "Area"}}, {{.zh = "网格", .en = "Grids"}, true}};
  if (told) columns.push_back({{.zh = "户数", .en = "Households"}, true});
  const gis::map::PlaceNames names(plan);
  std::vector<std::vector<std::string>> rows;
  for (const gis::PlanFile::Level& level : plan.levels) {
    const auto at = held.find(level.code);
    if (at == held.end()) continue;
    std::vector<std::string> row{both(names.area(level)), count(static_cast<double>(at->second.first))};
    if (told) row.push_back(count(static_cast<double>(at->second.second)));
    rows.push_back(std::move(row));
  }
  if (rows.size() >= 2 && rows.size() <= most) page.table(columns, rows);
}

/// Households reached within t minutes, t rising: the static circle at every radius.
CurveChart reach_curve(const RunFigures& run) {
  CurveChart chart;
  std::map<double, double> households;
  double all = 0;
  for (const gis::PlanFile::Building& building : run.plan.buildings) {
    all += static_cast<double>(building.households);
    if (building.minutes) households[std::ceil(*building.minutes * 2) / 2] += static_cast<double>(building.households);
  }
  double sum = 0;
  chart.points.emplace_back(0, 0);
  for (const auto& [minutes_taken, count_here] : households) {
    sum += count_here;
    if (all > 0 && minutes_taken <= 4 * target_minutes(run)) chart.points.emplace_back(minutes_taken, sum / all);
  }
  chart.x_title = {.zh = "从驻点到住户的时间（分钟）", .en = "time from the post to the household (minutes)"};
  chart.y_title = {.zh = "在此时间内可到达的住户比例", .en = "share of households reached within this time"};
  return chart;
}

void write_blind_spots(Markup& page, const RunFigures& run) {
  const Json& spots = list(run.metrics, "coverage.blind_spots");
  if (spots.empty()) return;
  std::map<std::string, const gis::PlanFile::Building*> buildings;
  for (const gis::PlanFile::Building& building : run.plan.buildings) buildings[building.building] = &building;
  std::vector<std::vector<std::string>> rows;
  for (const Json& spot : spots) {
    const std::string id = word(spot, "building").value_or("");
    const auto at = buildings.find(id);
    const std::optional<double> time = number(spot, "minutes");
    const std::optional<double> nearest = number(spot, "minutes_nearest");
    rows.push_back({escaped(id), at == buildings.end() ? "" : escaped(at->second->grid),
                    count(number(spot, "households").value_or(0)),
                    time ? minutes(*time) : both({.zh = "无路可达", .en = "no way"}),
                    nearest ? minutes(*nearest) : both({.zh = "无路可达", .en = "no way"})});
  }
  page.heading({.zh = "盲点", .en = "Blind spots"});
  const double beyond = number(run.metrics, "coverage.households_beyond").value_or(0);
  const double no_way = number(run.metrics, "coverage.households_unreachable").value_or(0);
  const core::Text mode = mode_words(word(run.metrics, "coverage.mode").value_or(""));
  page.paragraph({.zh = fmt::format("时限内到不了的共 {} 户：{} 户超时，{} 户没有{}可走的路。", count(beyond + no_way),
                                    count(beyond), count(no_way), mode.zh),
                  .en = fmt::format("{} households are not reached in time: {} are too far, {} have no way {}.",
                                    count(beyond + no_way), count(beyond), count(no_way), mode.en)});
  page.paragraph(
      {.zh = "户数最多而服务它的驻点（优先本网格的）在时限内到不了的建筑（至多 20 个）；编号为来源中的对象号。别的驻点可能更近。",
       .en = "The buildings with most households that the post serving them, their own grid's first, cannot reach in time (20 at "
             "most), by their number in the source. Another post may be nearer."});
  page.table({{{.zh = "建筑", .en = "Building"}},
              {{.zh = "网格", .en = "Grid"}},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "分钟", .en = "Minutes"}, true},
              {{.zh = "最近驻点分钟", .en = "Minutes from the nearest post"}, true}},
             rows);
}

}  // namespace

void write_map(Markup& page, const gis::PlanFile& plan, const gis::map::InlineMapWishes& wishes, const core::Text& caption) {
  const gis::map::InlineMap map = gis::map::draw_inline_map(plan, wishes);
  page.html(fmt::format("<figure>\n<div class=\"map\">\n<div class=\"sheet\" style=\"width:{:.0f}px\">\n",
                        map.width_mm * pixels_per_mm));
  page.html(map.svg);
  page.html("</div>\n");
  write_legend(page, plan, map);
  if (map.width_mm <= widest_upright) write_area_index(page, plan);
  page.html("</div>\n</div>\n<figcaption>" + both(caption) + "</figcaption>\n</figure>\n");
}

void write_overview(Markup& page, const RunFigures& run) {
  if (run.plan.grids.empty()) return;
  page.begin_section("map", {.zh = "网格划分", .en = "The grids"});
  write_map(
      page, run.plan, {.theme = "grids", .prefix = "m1", .label = "Map of the grids"},
      {.zh = "网格、驻点与辖区界线。相邻网格颜色不同，颜色本身没有含义。上方为坐标北。",
       .en = "Grids, posts and borders of areas. Neighbours differ in colour; colours mean nothing else. Up is grid north."});
  write_redrawn(page, run.metrics);
  page.end_section();
}

void write_circle(Markup& page, const RunFigures& run) {
  const bool timed = std::any_of(run.plan.buildings.begin(), run.plan.buildings.end(),
                                 [](const auto& building) { return building.minutes.has_value(); });
  if (!timed && find(run.metrics, "coverage") == nullptr) return;
  const double target = target_minutes(run);
  page.begin_section(
      "circle", {.zh = fmt::format("{:g} 分钟静态响应圈", target), .en = fmt::format("The static {:g}-minute circle", target)});
  page.paragraph(
      {.zh = "静态响应圈只看路程：从服务该楼的驻点出发，经道路到达，加上出门与上楼。有没有人当班、是否在忙，见下一节。",
       .en = "The circle looks at the way alone: from the post that serves a building, along the roads, with gate and "
             "stairs. Whether a worker is on duty and free is the next chapter's matter."});
  if (timed) {
    write_map(
        page, run.plan,
        {.theme = "response",
         .prefix = "m2",
         .label = "Map of travel minutes",
         .buildings = run.plan.buildings.size() <= most_buildings,
         .target_minutes = target},
        {.zh = "各建筑物从所属驻点出发的时间，连同各时限内有驻点到得了的土地：到得了的建筑全在其中，别的建筑离它们不超过 20 "
               "米才会碰到。",
         .en =
             "Minutes to each building from the post that serves it, and the land that some post reaches in each time: it holds "
             "every reached building, and touches no other that is more than 20 m from these."});
    CurveChart curve = reach_curve(run);
    curve.target = target;
    page.figure(draw_curve("c1", curve), {.zh = "时限放宽或收紧时可到达的住户比例。",
                                          .en = "What share of households a tighter or looser limit would reach."});
  }
  write_circle_tables(page, run);
  write_blind_spots(page, run);
  page.end_section();
}

}  // namespace wangge::scenarios::report
