#pragma once

#include "scenarios/run/audience.h"

#include <cstdint>
#include <string>

namespace wangge::scenarios {

/// A district of one community with three grids; G3 is tiny.
inline gis::PlanFile sample() {
  gis::PlanFile plan;
  plan.levels.push_back({.level = "community",
                         .code = "C",
                         .name = "c",
                         .parent = "",
                         .households = 103,
                         .residents = 203,
                         .area_m2 = 0,
                         .shape = {}});
  const auto grid = [&](const char* code, std::int64_t households, std::int64_t residents) {
    gis::PlanFile::Grid row;
    row.code = code;
    row.parent = "C";
    row.households = households;
    row.residents = residents;
    plan.grids.push_back(row);
    gis::PlanFile::Building building;
    building.building = std::string("b") + code;
    building.grid = code;
    building.population_source = std::string(code) == "G1" ? "given" : "modelled";
    plan.buildings.push_back(building);
  };
  grid("G1", 60, 120);
  grid("G2", 40, 80);
  grid("G3", 3, 3);
  plan.posts.push_back({.post = "p", .level = "grid", .kind = "station", .name = "p", .parent = "G1", .place = {}});
  plan.circles.push_back({.post = "p", .minutes = 15, .mode = "walk", .shape = {}});
  plan.effective_circles.push_back({.share = 0.9, .minutes = 15, .shape = {}});
  plan.circles.push_back({.post = "all", .minutes = 15, .mode = "walk", .shape = {}});
  return plan;
}

}  // namespace wangge::scenarios
