#include "gis/town/streets/county.h"

#include "engine/core/error.h"
#include "gis/town/plots/town_centres.h"
#include "gis/town/streets/city_site.h"
#include "gis/town/streets/connect.h"
#include "gis/town/streets/country_ranks.h"
#include "gis/town/streets/finish_plan.h"
#include "gis/town/streets/macro_streets.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/region_borders.h"
#include "gis/town/streets/rural_roads.h"
#include "gis/town/streets/urban_core.h"
#include "gis/town/streets/villages.h"
#include "gis/town/streets/whole_regions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge::town::streets {
namespace {

constexpr double least_town_m2 = 180000;

struct Seats {
  std::vector<UrbanCore> cores;
  std::vector<AreaId> towns;          ///< of each core
  std::vector<std::uint8_t> is_core;  ///< by region
};

/// The city that a town is part of; by region, the land and the built-up parts of its other towns.
std::optional<CityAround> city_around(AreaId town, const std::vector<CityPlace>& cities, const CountyLand& land,
                                      const Seats& seats) {
  const auto of_city = [&](AreaId other) {
    return std::find_if(cities.begin(), cities.end(), [&](const CityPlace& place) { return place.town == other; });
  };
  const auto own = of_city(town);
  if (own == cities.end()) return std::nullopt;
  CityAround city{own->at, std::vector<std::uint8_t>(land.regions.size() + 1, 0)};
  for (const LandShare& share : land.shares)
    city.of_city[share.region] = share.town != town && of_city(share.town) != cities.end();
  for (std::size_t k = 0; k < seats.cores.size(); ++k)
    city.of_city[seats.cores[k].region] = of_city(seats.towns[k]) != cities.end();
  return city;
}

/// The places of the towns of a city moved to where their borders meet.
std::vector<CityPlace> at_heart(const Mesh& mesh, const CountyLand& land, std::vector<CityPlace> cities) {
  if (cities.size() < 2) return cities;
  std::vector<AreaId> town_of_region(land.regions.size());
  for (const LandShare& share : land.shares) {
    for (const CityPlace& place : cities) {
      if (place.town == share.town) town_of_region[share.region] = share.town;
    }
  }
  const Position heart = city_heart(mesh, town_of_region, cities.front().at);
  for (CityPlace& place : cities) place.at = heart;
  return cities;
}

/// The towns with urban communities, the largest first.
Seats carve_seats(Mesh& mesh, const TownSpec& spec, CountyLand& land, const Heights& heights,
                  const std::vector<CityPlace>& cities) {
  const std::vector<bool> lowest = lowest_level(spec);
  std::map<std::uint32_t, std::pair<double, std::size_t>> towns;
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    if (!lowest[id.value()] || area.kind != AreaKind::urban) continue;
    auto& [households, communities] = towns[area.parent.valid() ? area.parent.value() : id.value()];
    households += static_cast<double>(area.totals.households);
    ++communities;
  }
  std::vector<std::pair<double, std::uint32_t>> order;
  for (const auto& [town, urban] : towns) order.emplace_back(-urban.first, town);
  std::sort(order.begin(), order.end());
  Seats seats;
  for (const auto& [households, town] : order) {
    const std::size_t communities = towns[town].second;
    double built = std::max({-households / town_households_m2, least_town_m2, 50000.0 * static_cast<double>(communities)});
    const auto region = static_cast<std::uint32_t>(land.regions.size());
    const std::optional<CityAround> city = city_around(AreaId(town), cities, land, seats);
    std::optional<UrbanCore> core;
    for (int tries = 0; tries < 4 && !core; ++tries, built *= 0.8)
      core = carve_urban_core(mesh, spec, land, AreaId(town), region, built, heights, city);
    if (!core) {
      throw core::Error(core::ErrorCode::input,
                        {.zh = "县域内没有足够的土地布置一个镇区：请扩大范围",
                         .en = "the county has no room for the built-up land of one of its towns: widen the outline"});
    }
    core->communities = communities;
    land.regions.push_back({RegionKind::urban, AreaId(town), core->centre});
    seats.cores.push_back(*core);
    seats.towns.emplace_back(town);
  }
  seats.is_core.assign(land.regions.size(), 0);
  for (const UrbanCore& core : seats.cores) seats.is_core[core.region] = 1;
  return seats;
}

void open_fields(Mesh& mesh, const std::vector<std::uint8_t>& is_core) {
  for (Face& face : mesh.faces) {
    if (face.use != LandUse::compound || is_core[face.region] != 0) continue;
    face.use = LandUse::farmland;
    face.fabric = Fabric::village;
  }
}

/// What is neither village nor town is closed: hills where it is high, else fields.
void close_fields(Mesh& mesh, const Heights& heights) {
  for (Face& face : mesh.faces) {
    if (face.use != LandUse::farmland) continue;
    double sum = 0;
    for (const Vertex vertex : face.ring) sum += heights.at(mesh.at[vertex]);
    const Position middle = centroid(mesh.ring_points(face));
    if (0.5 * (sum / static_cast<double>(face.ring.size()) + heights.at(middle)) > 140) face.use = LandUse::hills;
    face.closed = true;
  }
}

/// Fields of a town without villages belong to the region of the town itself; regions without blocks go.
std::vector<Region> settle_regions(Mesh& mesh, const CountyLand& land, const Seats& seats) {
  std::vector<std::uint32_t> into(land.regions.size());
  for (std::uint32_t r = 0; r < into.size(); ++r) into[r] = r;
  for (const LandShare& share : land.shares) {
    if (land.regions[share.region].kind != RegionKind::urban) continue;
    for (const UrbanCore& core : seats.cores) {
      if (land.regions[core.region].area == share.area) into[share.region] = core.region;
    }
  }
  std::vector<std::uint32_t> number(land.regions.size(), 0xFFFFFFFFU);
  std::vector<Region> regions;
  for (Face& face : mesh.faces) {
    const std::uint32_t region = into[face.region];
    if (number[region] == 0xFFFFFFFFU) {
      number[region] = static_cast<std::uint32_t>(regions.size());
      regions.push_back(land.regions[region]);
      if (land.regions[region].kind == RegionKind::rural) regions.back().centre = mesh.at[face.ring.front()];
    }
    if (face.use == LandUse::village && land.regions[region].kind == RegionKind::rural) {
      regions[number[region]].centre = centroid(mesh.ring_points(face));
    }
    face.region = number[region];
  }
  return regions;
}

/// How streets run in each town, and in all villages.
struct StreetFields {
  std::vector<DirectionField> fields;
  std::vector<std::size_t> of_region;
  std::vector<double> largest_m2;  ///< of a block, by region
  std::uint32_t next_street = 1;
};

/// Villages share one field; that of the towns comes with their main streets.
StreetFields village_fields(const TownSpec& spec, const std::vector<Position>& rim, Position centre, std::size_t regions) {
  StreetFields made;
  made.of_region.assign(regions, 0);
  made.largest_m2.assign(regions, 1e12);
  FieldPlan lanes;
  lanes.grids.push_back({centre, 0.05, 0, 1});
  lanes.turning = {centre, 0, 0, 260, 0.5};
  const Noise noise(spec.seed, "village lanes");
  made.fields.emplace_back(lanes, noise, grown(box_of(rim), 50), std::max(60.0, std::sqrt(signed_area(rim)) / 500));
  return made;
}

void lay_town_streets(Mesh& mesh, const TownSpec& spec, const Seats& seats, const std::vector<Corridor>& corridors,
                      StreetFields& streets, const core::Progress& progress) {
  for (const UrbanCore& core : seats.cores) {
    progress.check();
    // All land within the loop of a town is built up, however much of it other towns of the city have.
    const TownShape shape(spec, core.rim, core.centre, std::max(core.built_m2, signed_area(core.rim)), corridors);
    streets.of_region[core.region] = streets.fields.size();
    streets.largest_m2[core.region] = core.built_m2 / (4.0 * static_cast<double>(core.communities));
    streets.fields.push_back(shape.directions());
    const MacroTown town{spec, shape, streets.fields.back(), core.region, near_corridors(corridors, core.rim)};
    streets.next_street = lay_macro_streets(mesh, town, streets.next_street);
  }
}

void mark_built_land(Mesh& mesh, const Seats& seats) {
  for (const UrbanCore& core : seats.cores) {
    for (Face& face : mesh.faces) {
      if (!face.closed && face.region == core.region) face.use = LandUse::compound;
    }
  }
}

std::vector<TownCentre> centres_of(const Seats& seats) {
  std::vector<TownCentre> centres;
  for (const UrbanCore& core : seats.cores) centres.push_back({core.centre, core.built_m2});
  return centres;
}

/// What the country roads lead to. Small towns get their centres when land is allotted, at places that the plan decides already.
RoadPlaces road_places(const StreetPlan& plan, const TownSpec& spec, const Seats& seats, const std::vector<Position>& gates) {
  RoadPlaces places;
  const std::vector<AreaId> city = city_towns(spec);
  for (std::size_t k = 0; k < seats.cores.size(); ++k) {
    const bool of_city = std::find(city.begin(), city.end(), seats.towns[k]) != city.end();
    (of_city ? places.seats : places.centres).push_back({seats.towns[k], seats.cores[k].centre});
  }
  for (const plot::TownCentrePlace& centre : plot::town_centre_places(plan, spec))
    places.centres.push_back({centre.town, centre.at});
  places.gates = gates;
  return places;
}

void refuse_parted(const StreetPlan& plan) {
  if (connected(plan)) return;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = "县域的道路无法越过河流和铁路连成一片：请换一个种子，或增加桥梁和铁路道口",
       .en = "the roads of the county cannot be joined across its rivers and railway: take another seed, or ask for "
             "more bridges and rail crossings"});
}

}  // namespace

StreetPlan lay_county(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  progress.begin("streets", 5);
  const std::vector<Position> rim = outline_of(spec);
  const Position centre = deep_point(rim, centroid(rim), 900);
  Mesh mesh = outline_mesh(rim);
  const LaidCorridors corridors = lay_corridors(mesh, spec, rim, centre, long_axis(rim), progress);
  const Heights heights(spec, rim, corridors.corridors);
  CountyLand land = county_land(spec, signed_area(rim));
  const std::vector<CityPlace> cities = draw_region_borders(mesh, spec, land, heights, progress);
  share_corridors(mesh);
  progress.advance(1);

  const Seats seats = carve_seats(mesh, spec, land, heights, at_heart(mesh, land, cities));
  share_corridors(mesh);
  join_pieces_of_regions(mesh, land.regions, spec);
  mark_built_land(mesh, seats);
  StreetFields streets = village_fields(spec, rim, centre, land.regions.size());
  lay_town_streets(mesh, spec, seats, corridors.corridors, streets, progress);
  progress.advance(1);
  open_fields(mesh, seats.is_core);
  const std::vector<Position> gates = lay_rural_roads(mesh, spec, heights, corridors.corridors, seats.is_core, progress);
  progress.advance(1);
  lay_villages(mesh, spec, land, heights, progress);
  close_fields(mesh, heights);
  progress.advance(1);
  lay_block_streets(mesh, {spec, streets.fields, streets.of_region, streets.largest_m2}, threads, streets.next_street);
  share_corridors(mesh);
  divide_waters(mesh, 1500);
  std::vector<Region> regions = settle_regions(mesh, land, seats);
  join_pieces_of_regions(mesh, regions, spec);
  StreetPlan plan = finish_plan(mesh, spec, rim, heights, centres_of(seats));
  refuse_parted(plan);
  plan.waters = corridors.waters;
  plan.regions = std::move(regions);
  rank_country_roads(plan, spec, road_places(plan, spec, seats, gates));
  progress.advance(1);
  progress.end();
  return plan;
}

}  // namespace wangge::town::streets
