#include "gis/town/plots/fills.h"
#include "gis/town/plots/houses.h"
#include "gis/town/plots/street_front.h"

#include <algorithm>

namespace wangge::town::plot {

void fill_market_front(Site& site) {
  if (site.ground.market.empty()) return;
  const Front front{.setback = 1.5, .depth_low = 10, .depth_high = 13, .width_low = 5.5, .width_high = 11, .gap = 0.4};
  const int earliest = std::min(site.ground.year, 1985);
  const auto market = [&site](std::size_t edge) { return site.market_street(static_cast<Side>(edge)); };
  build_front(site, front, market, [&](Building& building, double) {
    building.use = territory::BuildingUse::mixed;
    const int built = std::min(site.ground.year, earliest + static_cast<int>(site.luck.below(30)));
    furnish_house(building, 2 + static_cast<int>(site.luck.below(3)), 1, 5, 1.5 * site.spec.dwelling_m2, built);
  });
}

}  // namespace wangge::town::plot
