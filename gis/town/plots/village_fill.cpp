#include "gis/town/plots/fills.h"
#include "gis/town/plots/gates.h"
#include "gis/town/plots/houses.h"

#include <algorithm>
#include <numeric>

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

double sum_of_areas(const std::vector<Outline>& pieces) {
  return std::accumulate(pieces.begin(), pieces.end(), 0.0, [](double sum, const Outline& each) { return sum + each.area(); });
}

int drawn_year(Site& site) { return std::min(site.ground.year, 1984 + static_cast<int>(site.luck.below(38))); }

/// A shed or a kitchen behind the house, apart from it.
void build_shed_behind(Site& site, const Outline& parcel, const Ring& house, int built) {
  const Position along = unit(minus(house[1], house[0]));
  const Frame frame{house[0], along};
  const Extent around = extent({house.data(), house.size() - 1}, frame);
  const double deep = site.between(3.5, 6.5);
  const Position at = frame.at((around.low_u + around.high_u) / 2 + site.between(-2, 2), around.high_v + 1.2 + deep / 2);
  const Convex shed = rectangle(at, along, site.between(4, 9), deep);
  if (!contains(parcel.corner, shed.middle()) || !site.fits(shed, {0.8, 0.5})) return;
  site.build(shed, BuildingUse::minor).built = static_cast<std::int16_t>(built);
}

/// What stands on a plot of a village.
enum class Farm : std::uint8_t { usual, large, yard, row, hall };

/// Large plots hold old houses about a yard, rows of brothers' houses, large new houses, and halls: mills, stores, stables.
Farm drawn_farm(Site& site, double land, bool rows) {
  const double luck = site.luck.uniform();
  if (land > 360 && luck < 0.15) return Farm::hall;
  if (land > 250 && luck < 0.5) return Farm::yard;
  if (land > 200 && luck < (rows ? 0.85 : 0.6)) return Farm::row;
  return luck > 0.84 ? Farm::large : Farm::usual;
}

HouseStyle style_of(Site& site, Farm farm, bool rows) {
  HouseStyle style{.front_room = rows ? 1.0 : site.between(1.2, 3.5),
                   .side_room = rows ? 0.2 : site.between(0.5, 1.6),
                   .deepest = rows ? 13 : site.between(9.5, 13.5),
                   .longest = rows ? 14 : site.between(10, 17),
                   .squareness = 0.92,
                   .courtyards = 0.15,
                   .notched = 0.55,
                   .sheds = 0.35,
                   .least_area = 45};
  switch (farm) {
    case Farm::usual:
      break;
    case Farm::large:
      style.deepest = site.between(14, 19);
      style.longest = site.between(17, 25);
      break;
    case Farm::yard:
      style.deepest = site.between(16, 24);
      style.longest = site.between(18, 28);
      style.courtyards = 1;
      break;
    case Farm::row:
      style.longest = 40;
      style.row_unit = site.between(8.5, 12.5);
      break;
    case Farm::hall:
      style.deepest = site.between(13, 20);
      style.longest = site.between(22, 42);
      style.notched = 0.2;
      style.sheds = 0;
      style.courtyards = 0;
      break;
  }
  return style;
}

void build_farm(Site& site, const Outline& parcel, bool rows) {
  constexpr double for_several = 170;  // square metres on the ground from which a house holds more than one family
  const Farm farm = drawn_farm(site, parcel.area(), rows);
  const BuildingUse use = farm == Farm::hall ? BuildingUse::agricultural : BuildingUse::residential;
  const HouseGroup group = build_houses(site, parcel, style_of(site, farm, rows), use);
  if (group.houses == 0) return;
  const int built = drawn_year(site);
  for (std::size_t i = group.first; i < group.end(); ++i) {
    Building& building = site.fill.buildings[i];
    building.built = static_cast<std::int16_t>(built);
    if (farm == Farm::hall) continue;
    const double ground = signed_area({building.footprint.data(), building.footprint.size() - 1});
    const int floors = 1 + static_cast<int>(site.luck.below(built < 1995 || farm == Farm::yard ? 2U : 3U));
    furnish_house(building, floors, 1, 4, ground > for_several ? 140 : 1e9, built);
  }
  if (group.shed) site.fill.buildings[group.end()].built = static_cast<std::int16_t>(built);
  if (group.shed || farm == Farm::row || farm == Farm::hall || !site.chance(0.32)) return;
  build_shed_behind(site, parcel, Ring(site.fill.buildings[group.first].footprint), built);
}

/// The committee's house, at the first place on the street that is large enough.
bool build_hall(Site& site, const Outline& parcel) {
  if (parcel.area() < 130) return false;
  const HouseGroup group = build_houses(
      site, parcel, {.front_room = 3, .deepest = 13, .longest = 24, .squareness = 1, .courtyards = 0.3}, BuildingUse::civic);
  if (group.houses == 0) return false;
  Building& hall = site.fill.buildings[group.first];
  hall.floors = hall.floors_min = hall.floors_max = 2;
  hall.built = static_cast<std::int16_t>(std::min(site.ground.year, 2005));
  return true;
}

/// How a village is cut up and built.
struct Village {
  bool rows = false;  ///< laid out anew, in rows
  double plot = 250;  ///< square metres
  bool hall = false;  ///< still to be built
  LaneStyle lanes{};
};

void build_farms(Site& site, const std::vector<Outline>& blocks, Village& village) {
  for (const Outline& block : blocks) {
    for (const Outline& part : convex_parts(block)) {
      const ParcelStyle parcels{village.plot * site.between(0.85, 1.2), village.lanes.jitter, village.rows ? 0.25 : 0.5};
      for (const Outline& parcel : parcels_of(site, part, parcels)) {
        if (village.hall && build_hall(site, parcel)) {
          village.hall = false;
        } else if (!site.chance(0.05)) {
          build_farm(site, parcel, village.rows);
        }
      }
    }
  }
}

}  // namespace

void fill_village(Site& site) {
  constexpr double closest_plot = 185;    // square metres
  constexpr double share_of_land = 0.85;  // that lanes leave to the plots
  const double homes = std::max(6.0, site.ground.households / site.spec.occupied * 1.15);
  Village village{.rows = site.chance(0.3), .hall = site.ground.village_hall};
  village.plot = village.rows ? site.between(175, 225) : site.between(290, 410);
  village.lanes = {.plot_depth = village.rows ? 13.0 : site.between(18, 23),
                   .longest_block = site.between(70, 120),
                   .lane_width = site.between(3, 4),
                   .jitter = village.rows ? 0.04 : 0.13,
                   .line_class = network::LineClass::service};
  // All lanes before the first house: that of a second piece of land may pass the first.
  std::vector<Outline> blocks;
  const std::vector<Outline> pieces = site.land(2, 0.5, 300);
  village.plot = std::max(closest_plot, std::min(village.plot, share_of_land * sum_of_areas(pieces) / homes));
  double left = homes;
  for (const Outline& land : pieces) {
    if (left < 3) break;
    const std::vector<Mouth> doors = chosen_mouths(site, land, 1);
    const Position heart = doors.empty() ? centroid(land.corner) : doors[0].at;
    const double wanted = left * village.plot * 1.2;
    const Outline settled = facing_roads(site, settled_part(site, land, wanted, heart));
    for (Outline& block : lane_blocks(site, settled, village.lanes)) blocks.push_back(std::move(block));
    left -= settled.area() / (village.plot * 1.2);
  }
  build_farms(site, blocks, village);
}

}  // namespace wangge::town::plot
