#include "gis/town/plots/estate_ways.h"
#include "gis/town/plots/fills.h"
#include "gis/town/plots/housing.h"
#include "gis/town/plots/slabs.h"
#include "gis/town/plots/street_front.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using territory::BuildingUse;

/// Land, frame and ways of a campus; absent where the block is too small for ways.
struct Campus {
  Outline land;
  Frame frame;
  Circulation inside;
  Position gate;
};

std::optional<Campus> laid_campus(Site& site, double margin, double way_margin, double width_m, std::size_t gates) {
  const std::vector<Outline> land = site.land(margin, 300);
  if (land.empty()) return std::nullopt;
  const std::vector<Mouth> chosen = chosen_mouths(site, land[0], gates);
  if (chosen.empty()) return std::nullopt;
  const Frame frame = southward(land[0].corner);
  Circulation inside = lay_estate_ways(site, land[0], chosen, frame, way_margin, width_m, land[0].area() > 6000);
  return Campus{land[0], frame, std::move(inside), chosen[0].at};
}

/// The sports ground: the largest that fits, long side north to south as the rules of athletics ask.
void keep_field(Site& site, const Campus& campus) {
  struct Size {
    double width;
    double depth;
  };
  for (const Size& size : {Size{94, 178}, Size{62, 128}, Size{44, 92}, Size{32, 58}, Size{20, 34}}) {
    if (size.width * size.depth > 0.42 * campus.land.area()) continue;
    const std::optional<Convex> field =
        free_place(site, campus.inside.yard, campus.frame, size.width, size.depth, campus.gate, true, {3, 1});
    if (!field) continue;
    site.keep_free(*field);
    if (size.width < 40) return;
    // The running track: straights with rounded ends, a footway that hangs on the campus road.
    const Position middle = field->middle();
    const Frame own{middle, campus.frame.along};
    const double u = size.width / 2 - 3;
    const double v = size.depth / 2 - 3;
    const double c = u * 0.55;
    const Corners track{own.at(-u, -v + c * 1.6), own.at(-c, -v), own.at(c, -v), own.at(u, -v + c * 1.6),
                        own.at(u, v - c * 1.6),   own.at(c, v),   own.at(-c, v), own.at(-u, v - c * 1.6)};
    for (std::size_t i = 0; i < track.size(); ++i) {
      site.lay(track[i], track[(i + 1) % track.size()], network::LineClass::footway, 4);
    }
    for (const Position way : {campus.frame.along, times(campus.frame.along, -1)}) {
      const Position start = moved(middle, way, u);
      const std::optional<Position> joint = site.ways.first_met(moved(start, way, 0.5), way, 60);
      if (joint && runs_inside(site.ground.ring, start, *joint)) {
        site.lay(start, *joint, network::LineClass::footway, 3);
        return;
      }
    }
    return;
  }
}

void set_floors(Building& building, int floors, int built) {
  building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(floors);
  building.built = static_cast<std::int16_t>(built);
}

/// One house near the gate, as large as finds room: from so many metres in length down to a single classroom.
void build_one(Site& site, const Campus& campus, double longest, int built) {
  for (const double length : {longest, 24.0, 16.0, 11.0}) {
    const Room room{8, length < 20 ? 1.5 : 3};
    const auto house = free_place(site, campus.inside.yard, campus.frame, length, length < 20 ? 8 : 12, campus.gate, false, room);
    if (!house) continue;
    set_floors(site.build(*house, BuildingUse::civic), 2 + static_cast<int>(site.luck.below(3)), built);
    return;
  }
}

}  // namespace

void fill_school(Site& site) {
  const std::optional<Campus> campus = laid_campus(site, 2.5, 5, 5, 2);
  if (!campus) return;
  const int built = year_built(site);
  // On little land the house comes before the field, which has no running track there whose ways could meet the house.
  constexpr double little = 9000;
  if (campus->land.area() < little) {
    const double long_side = std::clamp(std::sqrt(campus->land.area()) * 0.5, 20.0, 50.0);
    build_one(site, *campus, long_side, built);
  }
  keep_field(site, *campus);
  const Slabs slabs{.depth = 14, .length_low = 32, .length_high = 64, .side_gap = 10, .row_gap = 25, .use = BuildingUse::civic};
  const std::size_t first = site.fill.buildings.size();
  lay_slabs(site, campus->inside.yard, campus->frame, slabs, network::LineClass::footway, 3, !campus->inside.looped);
  for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
    set_floors(site.fill.buildings[i], 3 + static_cast<int>(site.luck.below(3)), built);
  }
  if (site.fill.buildings.empty()) build_one(site, *campus, 50, built);
}

void fill_hospital(Site& site) {
  const std::optional<Campus> campus = laid_campus(site, 3, 6, 6, 3);
  if (!campus) return;
  const int built = year_built(site);
  const Frame& frame = campus->frame;
  const double whole = campus->land.area();
  const double scale = std::clamp(std::sqrt(whole / 30000), 0.45, 1.2);
  if (const auto house = free_place(site, campus->inside.yard, frame, 70 * scale, 42 * scale, campus->gate, false, {10, 3})) {
    set_floors(site.build(*house, u_shape(*house), BuildingUse::civic), 5, built);
  }
  for (int wards = 0; wards < 2; ++wards) {
    const auto ward =
        free_place(site, campus->inside.yard, frame, 62 * scale, 22 * scale, centroid(campus->land.corner), false, {14, 3});
    if (ward) set_floors(site.build(*ward, BuildingUse::civic), 9 + static_cast<int>(site.luck.below(9)), built);
  }
  const Slabs slabs{.depth = 15, .length_low = 26, .length_high = 46, .side_gap = 10, .row_gap = 16, .use = BuildingUse::civic};
  const std::size_t first = site.fill.buildings.size();
  lay_slabs(site, campus->inside.yard, frame, slabs, network::LineClass::footway, 3, !campus->inside.looped);
  for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
    set_floors(site.fill.buildings[i], 2 + static_cast<int>(site.luck.below(5)), built);
  }
}

void fill_market(Site& site) {
  const std::optional<Campus> campus = laid_campus(site, 3, 5, 6, 3);
  if (!campus) return;
  const int built = year_built(site);
  const double whole = campus->land.area();
  const double hall = std::clamp(std::sqrt(whole * 0.22), 18.0, 75.0);
  for (int halls = 0; halls < (whole > 9000 ? 2 : 1); ++halls) {
    const auto place = free_place(site, campus->inside.yard, campus->frame, hall * 1.2, hall * 0.8, centroid(campus->land.corner),
                                  false, {9, 3});
    if (place) set_floors(site.build(*place, BuildingUse::commercial), 1 + halls, built);
  }
  const Slabs stalls{
      .depth = 9, .length_low = 24, .length_high = 60, .side_gap = 6, .row_gap = 9, .use = BuildingUse::commercial};
  const std::size_t first = site.fill.buildings.size();
  lay_slabs(site, campus->inside.yard, campus->frame, stalls, network::LineClass::footway, 3, !campus->inside.looped);
  for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
    set_floors(site.fill.buildings[i], 1 + static_cast<int>(site.luck.below(3)), built);
  }
}

void fill_civic(Site& site) {
  const std::optional<Campus> campus = laid_campus(site, 3, 6, 5.5, 2);
  if (!campus) return;
  const int built = year_built(site);
  const double scale = std::clamp(std::sqrt(campus->land.area() / 20000), 0.4, 1.3);
  const Position middle = centroid(campus->land.corner);
  if (const auto house = free_place(site, campus->inside.yard, campus->frame, 80 * scale, 38 * scale, middle, false, {10, 3})) {
    set_floors(site.build(*house, u_shape(*house), BuildingUse::civic), 4 + static_cast<int>(site.luck.below(6)), built);
    // The forecourt with its flag stays open.
    site.keep_free(
        rectangle(moved(house->middle(), campus->frame.across(), -45 * scale), campus->frame.along, 60 * scale, 36 * scale));
  }
  const Slabs slabs{.depth = 14, .length_low = 24, .length_high = 46, .side_gap = 9, .row_gap = 20, .use = BuildingUse::civic};
  const std::size_t first = site.fill.buildings.size();
  lay_slabs(site, campus->inside.yard, campus->frame, slabs, network::LineClass::footway, 3, !campus->inside.looped);
  for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
    set_floors(site.fill.buildings[i], 2 + static_cast<int>(site.luck.below(5)), built);
  }
}

void fill_commerce(Site& site) {
  // The street front first: it closes the block but for the ways in.
  const std::optional<Campus> campus = laid_campus(site, 19, 5, 6, 3);
  const int built = year_built(site);
  const bool old = built < 2003;
  const Front front{.setback = 4, .depth_low = 13, .depth_high = 15, .width_low = 16, .width_high = 48, .gap = 4};
  const auto street = [&](std::size_t edge) {
    const auto found = site.class_of(static_cast<Side>(edge));
    return found && *found >= network::LineClass::residential && *found <= network::LineClass::primary;
  };
  build_front(site, front, street, [&](Building& building, double) {
    set_floors(building, 2 + static_cast<int>(site.luck.below(old ? 4U : 5U)), built);
    building.use = BuildingUse::commercial;
  });
  if (!campus) return;
  const Frame& frame = campus->frame;
  const Position middle = centroid(campus->land.corner);
  const double whole = campus->land.area();
  if (whole > 9000) {
    const double side = std::clamp(std::sqrt(whole * 0.25), 40.0, 110.0);
    if (const auto mall = free_place(site, campus->inside.yard, frame, side * 1.2, side * 0.8, middle, false, {12, 3})) {
      set_floors(site.build(*mall, BuildingUse::commercial), 4 + static_cast<int>(site.luck.below(3)), built);
    }
  }
  const int towers = static_cast<int>(whole / 9000) + 1;
  for (int tower = 0; tower < towers; ++tower) {
    const double side = site.between(26, 36);
    const auto place = free_place(site, campus->inside.yard, frame, side, side, campus->gate, false, {18, 3});
    if (!place) break;
    const int floors = 8 + static_cast<int>((6 + 18 * site.ground.closeness) * site.luck.uniform());
    set_floors(site.build(*place, BuildingUse::commercial), floors, built);
  }
}

}  // namespace wangge::town::plot
