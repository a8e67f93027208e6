#pragma once

#include "gis/town/make_town.h"
#include "tests/support/audit_town.h"

#include <cstddef>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

/// Made towns held against an audit that shares nothing with the generator.
namespace wangge::town {

inline Town made(const TownSpec& spec, int threads) {
  core::SilentProgress progress;
  return make_town(spec, core::Threads(threads), progress);
}

/// Each rule with its count, the first of its findings and where; empty where nothing was found.
inline std::string words(const core::Findings& findings) {
  std::string text;
  for (const core::Findings::Group& group : findings.groups()) {
    const core::Finding& first = findings.all()[group.first];
    text += fmt::format("{} x {}: {}", group.rule, group.count, first.message.en);
    if (first.place) text += fmt::format(" at {:.1f} {:.1f}", first.place->x, first.place->y);
    text += "\n";
  }
  return text;
}

/// Nothing that an audit of streets, buildings and people finds.
inline void expect_sound(const Town& town) {
  EXPECT_EQ(words(audit_streets(town)), "");
  EXPECT_EQ(words(audit_buildings(town)), "");
  EXPECT_EQ(words(audit_people(town)), "");
}

/// Of a closed ring; counter-clockwise is positive.
inline double area_of(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  return twice / 2;
}

inline double area_of(const MultiPolygon& shape) {
  double area = 0;
  for (const Polygon& polygon : shape) {
    area += area_of(polygon.outer);
    for (const Ring& hole : polygon.holes) area += area_of(hole);
  }
  return area;
}

}  // namespace wangge::town
