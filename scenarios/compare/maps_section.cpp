#include "gis/build/interior_point.h"
#include "gis/map/colouring.h"
#include "gis/map/inline_map.h"
#include "gis/map/shape_net.h"
#include "gis/map/svg_canvas.h"
#include "scenarios/compare/comparison_sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace wangge::scenarios {
namespace {

using evaluation::NewGridId;
using evaluation::OldGridId;
using evaluation::Transfer;
using gis::map::Colour;
using report::both;
using report::Markup;

constexpr double pixels_per_mm = 4.6;
constexpr double twin_width = 108;
constexpr double twin_height = 215;
constexpr Colour paper{0xfbfaf6};
constexpr Colour gain{0x2b6ea3};
constexpr Colour loss{0xd9822b};
constexpr Colour even{0x8a868f};
constexpr Colour fresh{0x3f8f5b};

/// What a small map shows of a plan.
gis::PlanFile backdrop(const gis::PlanFile& plan) {
  gis::PlanFile light;
  light.reference = plan.reference;
  light.levels = plan.levels;
  light.grids = plan.grids;
  light.roads = plan.roads;
  light.waters = plan.waters;
  light.places = plan.places;
  return light;
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Pairs neighbours_in(const gis::PlanFile& plan) {
  std::vector<const gis::MultiPolygon*> shapes;
  for (const auto& grid : plan.grids) shapes.push_back(&grid.shape);
  return gis::map::ShapeNet(shapes, 5).neighbours(shapes.size());
}

struct TwinColours {
  std::vector<Colour> before;
  std::vector<Colour> after;
};

/// A grid and the one matched with it have one colour, and neighbours differ in both plans.
TwinColours twin_colours(const Comparison& comparison) {
  const auto& before = comparison.land.plans.before;
  const auto& after = comparison.land.plans.after;
  std::vector<std::uint32_t> node;
  auto next = static_cast<std::uint32_t>(before.size());
  for (const NewGridId grid : core::ids<NewGridId>(after.size())) {
    const OldGridId old = comparison.matching.old_of[grid];
    node.push_back(old.valid() ? old.value() : next++);
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    if (a != b) edges.insert(std::minmax(a, b));
  };
  for (const auto& [a, b] : neighbours_in(comparison.before.plan)) add(a, b);
  for (const auto& [a, b] : neighbours_in(comparison.after.plan)) add(node[a], node[b]);
  const Pairs pairs(edges.begin(), edges.end());
  const std::vector<std::uint32_t> colours = gis::map::colour_areas(next, pairs, 6);
  TwinColours twin;
  for (std::size_t i = 0; i < before.size(); ++i) twin.before.push_back(gis::map::pastel(colours[i]));
  for (const std::uint32_t at : node) twin.after.push_back(gis::map::pastel(colours[at]));
  return twin;
}

/// Households that a grid of the new plan has more than its counterpart; nothing for a new one.
std::optional<std::int64_t> net_gain(const Comparison& comparison, NewGridId grid) {
  const OldGridId old = comparison.matching.old_of[grid];
  if (!old.valid()) return std::nullopt;
  return comparison.land.plans.after[grid].held.households - comparison.land.plans.before[old].held.households;
}

Colour hue_of(const Comparison& comparison, NewGridId grid) {
  const std::optional<std::int64_t> net = net_gain(comparison, grid);
  if (!net) return fresh;
  return *net > 0 ? gain : *net < 0 ? loss : even;
}

/// The deeper, the larger the change against the counterpart's households.
std::vector<Colour> tints(const Comparison& comparison) {
  std::vector<Colour> fill;
  for (const NewGridId grid : core::ids<NewGridId>(comparison.land.plans.after.size())) {
    const std::optional<std::int64_t> net = net_gain(comparison, grid);
    if (net && *net == 0) {
      fill.push_back(paper);
      continue;
    }
    const auto size = static_cast<double>(std::max<std::int64_t>(comparison.land.plans.after[grid].held.households, 1));
    const double depth = net ? std::clamp(std::abs(static_cast<double>(*net)) / size * 2, 0.08, 0.38) : 0.3;
    fill.push_back(gis::map::mix(paper, hue_of(comparison, grid), depth));
  }
  return fill;
}

/// Where the people of each transfer live: of its buildings the one nearest to the middle of its households.
using Pair = std::pair<std::string, std::string>;
std::map<Pair, gis::Position> middles(const Comparison& comparison) {
  struct Homes {
    std::vector<gis::Position> places;
    double x = 0;
    double y = 0;
    double households = 0;
  };
  std::map<std::string, const std::string*> grid_after;
  for (const auto& building : comparison.after.plan.buildings) grid_after[building.building] = &building.grid;
  std::map<Pair, Homes> homes;
  for (const auto& building : comparison.before.plan.buildings) {
    const auto found = grid_after.find(building.building);
    if (found == grid_after.end() || building.households <= 0) continue;
    if (!building.point && building.shape.empty()) continue;
    const gis::Position place = building.point ? *building.point : building.shape.front().outer.front();
    Homes& pair = homes[{building.grid, *found->second}];
    const auto weight = static_cast<double>(building.households);
    pair.places.push_back(place);
    pair.x += weight * place.x;
    pair.y += weight * place.y;
    pair.households += weight;
  }
  std::map<Pair, gis::Position> middle;
  for (const auto& [pair, found] : homes) {
    const gis::Position mean{found.x / found.households, found.y / found.households};
    middle[pair] = *std::min_element(found.places.begin(), found.places.end(), [&](gis::Position a, gis::Position b) {
      return core::distance(a, mean) < core::distance(b, mean);
    });
  }
  return middle;
}

void add_changes(const Comparison& comparison, gis::map::InlineMapWishes& wishes) {
  constexpr std::size_t most_arrows = 40;
  const std::vector<Transfer> moves = comparison.moves();
  const std::map<Pair, gis::Position> homes = middles(comparison);
  std::vector<gis::MultiPolygon> shapes =
      gis::transfer_shapes(comparison.before.plan, comparison.after.plan, comparison.land.way, moves);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const std::int64_t households = moves[i].held.households;
    if (shapes[i].empty()) continue;
    const auto home = homes.find({comparison.old_code(moves[i].from), comparison.new_code(moves[i].to)});
    if (households > 0 && wishes.arrows.size() < most_arrows) {
      wishes.arrows.push_back({.at = home == homes.end() ? gis::interior_point(shapes[i]) : home->second,
                               .towards = comparison.after.plan.grids[moves[i].to.value()].label,
                               .width = std::clamp(std::sqrt(static_cast<double>(households)) / 16, 0.3, 1.2),
                               .label = report::count(static_cast<double>(households))});
    }
    wishes.patches.push_back({.shape = std::move(shapes[i]),
                              .colour = gis::map::mix(hue_of(comparison, moves[i].to), {0xffffff}, 0.25),
                              .hatched = households == 0});
  }
}

std::string swatch(const std::vector<Colour>& colours) {
  std::string html = "<span class=\"swatch\">";
  for (const Colour colour : colours) html += fmt::format("<i style=\"background:{}\"></i>", gis::map::hex(colour));
  return html + "</span>";
}

std::string drawn_swatch(bool arrow) {
  gis::map::SvgCanvas canvas("k", 11, 4);
  const gis::map::MapView view{.frame = {{0, 0}, {11, 4}}, .centre = {0, 0}, .denominator = 1000};
  if (arrow) {
    const std::vector<gis::map::MoveArrow> arrows{{.at = {-1, 0}, .towards = {6, 0}, .width = 0.6, .label = ""}};
    gis::map::paint_arrows(canvas, view, arrows);
  } else {
    const gis::MultiPolygon box{{.outer = {{-5.5, -2}, {5.5, -2}, {5.5, 2}, {-5.5, 2}, {-5.5, -2}}, .holes = {}}};
    const std::vector<gis::map::LandPatch> patches{
        {.shape = box, .colour = gis::map::mix(gain, {0xffffff}, 0.25), .hatched = true}};
    gis::map::paint_patches(canvas, view, patches, 0.01);
  }
  return "<span class=\"swatch\">" + canvas.finish("") + "</span>";
}

void write_legend(Markup& page) {
  const auto line = [&](const std::string& mark, const core::Text& words) { page.html("<li>" + mark + both(words) + "</li>\n"); };
  const auto tint = [](Colour hue, double depth) { return gis::map::mix(paper, hue, depth); };
  const auto strong = [](Colour hue) { return gis::map::mix(hue, {0xffffff}, 0.25); };
  page.html("<div class=\"legend\">\n<h4>" +
            both({.zh = "网格（与其对应的原网格相比）", .en = "Grids, against their counterpart"}) + "</h4>\n<ul>\n");
  line(swatch({tint(gain, 0.08), tint(gain, 0.2), tint(gain, 0.38)}),
       {.zh = "户数增加（越深越多）", .en = "More households (deeper: more)"});
  line(swatch({tint(loss, 0.08), tint(loss, 0.2), tint(loss, 0.38)}),
       {.zh = "户数减少（越深越多）", .en = "Fewer households (deeper: more)"});
  line(swatch({tint(fresh, 0.3)}), {.zh = "没有对应的原网格", .en = "No counterpart: a new grid"});
  line(swatch({paper}), {.zh = "户数不变", .en = "As many households as before"});
  page.html("</ul>\n<h4>" + both({.zh = "换了网格的土地", .en = "Land whose grid changed"}) + "</h4>\n<ul>\n");
  line(swatch({strong(gain), strong(loss), strong(even)}),
       {.zh = "有住户：归入户数净增、净减、不变的网格", .en = "With households: to a grid that gains, loses, stays even in all"});
  line(drawn_swatch(false), {.zh = "没有住户", .en = "Without households"});
  line(drawn_swatch(true), {.zh = "去向与户数（户数最多的 40 处）", .en = "Where to, and how many households (the 40 largest)"});
  page.html("</ul>\n</div>\n");
}

void write_twin(Markup& page, const Comparison& comparison) {
  const TwinColours colours = twin_colours(comparison);
  page.html("<div class=\"twin\">\n");
  const auto side = [&](const PlanSource& source, const std::vector<Colour>& fill, const char* letter) {
    const gis::map::InlineMap map = gis::map::draw_inline_map(backdrop(source.plan), {.prefix = std::string("m") + letter,
                                                                                      .label = std::string("Plan ") + letter,
                                                                                      .widest_mm = twin_width,
                                                                                      .highest_mm = twin_height,
                                                                                      .grid_fill = fill});
    const core::Text words = source_words(source);
    page.html(fmt::format("<figure class=\"sheet\" style=\"width:{:.0f}px\">\n", map.width_mm * pixels_per_mm));
    page.html(map.svg);
    page.html("<figcaption>" +
              both({.zh = fmt::format("{}：{}", letter, words.zh), .en = fmt::format("{}: {}", letter, words.en)}) +
              "</figcaption>\n</figure>\n");
  };
  side(comparison.before, colours.before, "A");
  side(comparison.after, colours.after, "B");
  page.html("</div>\n");
  page.paragraph({.zh = "对应的网格在两幅图中颜色相同；颜色本身没有含义。上方为坐标北。",
                  .en = "Matched grids have one colour in both maps; colours mean nothing else. Up is grid north."},
                 "note");
}

}  // namespace

void write_maps(Markup& page, const Comparison& comparison) {
  page.begin_section("maps", {.zh = "两个方案", .en = "The two plans"});
  write_twin(page, comparison);
  page.end_section();
  page.begin_section("difference", {.zh = "差异图", .en = "The difference"});
  page.paragraph(changed_words(comparison));
  gis::map::InlineMapWishes wishes{.prefix = "md", .label = "Map of the difference", .grid_fill = tints(comparison)};
  add_changes(comparison, wishes);
  const gis::map::InlineMap map = gis::map::draw_inline_map(backdrop(comparison.after.plan), wishes);
  page.html(fmt::format("<figure>\n<div class=\"map\">\n<div class=\"sheet\" style=\"width:{:.0f}px\">\n",
                        map.width_mm * pixels_per_mm));
  page.html(map.svg);
  page.html("</div>\n");
  write_legend(page);
  page.html(
      "</div>\n<figcaption>" +
      both({.zh = "界线和编号是方案 B 的。上方为坐标北。", .en = "Borders and numbers are those of plan B. Up is grid north."}) +
      "</figcaption>\n</figure>\n");
  page.end_section();
}

}  // namespace wangge::scenarios
