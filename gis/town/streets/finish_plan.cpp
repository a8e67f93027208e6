#include "gis/town/streets/finish_plan.h"

#include "engine/core/error.h"
#include "gis/town/streets/connect.h"
#include "gis/town/streets/junction_rules.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/street_names.h"
#include "gis/town/too_little_land.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace wangge::town::streets {
namespace {

void grade(StreetPlan& plan, const Heights& heights) {
  for (Line& line : plan.lines) {
    if (!line.line_class || !network::is_road(*line.line_class) || line.bridge || line.tunnel) continue;
    // Over stretches of about 100 m: one step of the raster is no slope.
    double worst = 0;
    double gone = 0;
    Position since = plan.vertices[line.vertices.front()];
    for (std::size_t i = 1; i < line.vertices.size(); ++i) {
      const Position here = plan.vertices[line.vertices[i]];
      gone += length(here - plan.vertices[line.vertices[i - 1]]);
      if (gone < 100 && i + 1 < line.vertices.size()) continue;
      worst = std::max(worst, std::abs(heights.at(here) - heights.at(since)) / std::max(gone, 60.0));
      gone = 0;
      since = here;
    }
    line.slope = worst > 0.05 ? 2 : worst > 0.02 ? 1 : 0;
  }
}

void check_blocks(const StreetPlan& plan, const TownSpec& spec) {
  const std::vector<bool> lowest = lowest_level(spec);
  std::size_t communities = 0;
  for (const AreaId area : core::ids<AreaId>(spec.areas.size())) {
    if (lowest[area.value()] && spec.areas[area].kind == AreaKind::urban) ++communities;
  }
  const auto open =
      std::count_if(plan.blocks.begin(), plan.blocks.end(), [](const Block& block) { return block.use == LandUse::compound; });
  const auto blocks = static_cast<std::size_t>(open);
  if (blocks >= communities) return;
  if (blocks == 0) {
    throw TooLittleLand(spec, {.zh = "范围太窄或太小：街道之间没有可建房的街区",
                               .en = "the land is too narrow or too small: no block for buildings fits between its streets"});
  }
  throw TooLittleLand(
      spec,
      {.zh = fmt::format("{} 个社区多于 {} 个街区: 请减少社区或扩大范围", communities, blocks),
       .en = fmt::format("{} communities are more than the {} blocks of the town: give fewer communities or a wider outline",
                         communities, blocks)});
}

}  // namespace

StreetPlan finish_plan(const Mesh& mesh, const TownSpec& spec, const std::vector<Position>& rim, const Heights& heights,
                       const std::vector<TownCentre>& centres) {
  LaidPlan laid = plan_of(mesh);
  check_blocks(laid.plan, spec);
  connect(laid);
  grade(laid.plan, heights);
  lay_one_way_pairs(laid, centres);
  restrict_turns(laid.plan, spec.seed);
  name_streets(laid, spec.seed);
  laid.plan.outline = rim;
  laid.plan.outline.push_back(rim.front());
  return std::move(laid.plan);
}

}  // namespace wangge::town::streets
