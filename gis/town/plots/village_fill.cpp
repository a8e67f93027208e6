#include "gis/town/plots/fills.h"
#include "gis/town/plots/gates.h"
#include "gis/town/plots/houses.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using territory::BuildingUse;

/// The settled part of the land: about `wanted` square metres around the heart, cut square to the longer side; the rest
/// stays fields.
Outline settled_part(Site& site, const Outline& land, double wanted, Position heart) {
  Outline part = land;
  for (int cut = 0; cut < 6 && part.area() > 1.15 * wanted; ++cut) {
    const Frame frame = smallest_box(part.corner);
    const Extent around = extent(part.corner, frame);
    const double share = std::max(0.5, wanted / part.area());
    const bool heart_low = frame.u(heart) - around.low_u < around.high_u - frame.u(heart);
    const double u = heart_low ? around.low_u + around.width() * share : around.high_u - around.width() * share;
    const double bow = site.between(-0.12, 0.12);
    const Position direction = unit(plus(frame.across(), times(frame.along, bow)));
    const std::optional<Outline> kept = left_part(part, frame.at(u, (around.low_v + around.high_v) / 2),
                                                  heart_low ? direction : times(direction, -1), shared_side);
    if (!kept) break;
    part = *kept;
  }
  return part;
}

void build_farm_house(Site& site, const Outline& parcel, bool rows) {
  const HouseStyle style{.front_room = rows ? 1.0 : site.between(1.5, 4),
                         .side_room = rows ? 0.2 : site.between(0.8, 2.0),
                         .deepest = rows ? 12 : site.between(9, 12),
                         .longest = rows ? 14 : site.between(10, 15),
                         .squareness = 1,
                         .courtyards = 0.25,
                         .least_area = 45};
  const std::optional<std::size_t> index = build_house(site, parcel, style, BuildingUse::residential);
  if (!index) return;
  const int built = std::min(site.ground.year, 1984 + static_cast<int>(site.luck.below(38)));
  const int floors = 1 + static_cast<int>(site.luck.below(built < 1995 ? 2U : 3U));
  Building& building = site.fill.buildings[*index];
  furnish_house(building, floors, 1, 4, 1e9, built);
  if (rows || !site.chance(0.3)) return;
  // A shed or a kitchen behind the house.
  const Position along = unit(minus(building.footprint[1], building.footprint[0]));
  const Position centre = Convex(as_convex({building.footprint.data(), building.footprint.size() - 1})).middle();
  const double deep = far(building.footprint[1], building.footprint[2]);
  const Convex shed = rectangle(plus(moved(centre, left_of(along), deep / 2 + 4.5), times(along, site.between(-2, 2))), along,
                                site.between(3.5, 6), site.between(3, 4));
  if (!contains(parcel.corner, shed.middle()) || !site.fits(shed, {0.8, 0.5})) return;
  Building& minor = site.build(shed, BuildingUse::minor);
  minor.built = static_cast<std::int16_t>(built);
}

}  // namespace

void fill_village(Site& site) {
  const double homes = std::max(6.0, site.ground.households / site.spec.occupied * 1.15);
  const bool rows = site.chance(0.3);
  const double plot = rows ? site.between(140, 180) : site.between(210, 320);
  const std::vector<Outline> pieces = site.land(2, 400);
  double left = homes;
  for (const Outline& land : pieces) {
    if (left < 3) break;
    const std::vector<Mouth> doors = chosen_mouths(site, land, 1);
    const Position heart = doors.empty() ? centroid(land.corner) : doors[0].at;
    const Outline settled = facing_roads(site, settled_part(site, land, left * plot * 1.3, heart));
    const LaneStyle style{.plot_depth = rows ? 13.0 : site.between(16, 20),
                          .longest_block = site.between(70, 120),
                          .lane_width = site.between(3, 4),
                          .jitter = rows ? 0.04 : 0.13,
                          .line_class = network::LineClass::service};
    std::vector<Outline> blocks;
    cut_lanes(site, settled, style, blocks);
    bool hall = site.fill.buildings.empty();
    for (const Outline& block : blocks) {
      for (const Outline& part : convex_parts(block)) {
        std::vector<Outline> parcels;
        cut_parcels(site, part, plot * site.between(0.85, 1.2), style.jitter, parcels);
        for (const Outline& parcel : parcels) {
          if (hall && parcel.area() > 120) {
            // The committee's house or the ancestral hall stands at the first place on the street.
            const std::optional<std::size_t> index = build_house(site, parcel, {.courtyards = 1}, BuildingUse::civic);
            hall = !index;
            if (index) site.fill.buildings[*index].built = static_cast<std::int16_t>(std::min(site.ground.year, 1990));
            continue;
          }
          if (site.chance(0.06)) continue;
          build_farm_house(site, parcel, rows);
        }
      }
    }
    left -= settled.area() / (plot * 1.3);
  }
}

}  // namespace wangge::town::plot
