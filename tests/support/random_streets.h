#pragma once

#include "engine/core/random.h"
#include "engine/core/units.h"
#include "engine/network/road_graph.h"

#include <array>
#include <cstdint>
#include <vector>

namespace wangge::testing {

/// A random street graph: a grid with bent, missing, one-way and foot-only pieces, and doors beside them. The same seed, the same
/// streets. No town on purpose: tests of the engine link no part of gis, and what they must stand are pieces that cannot be
/// reached and ways that only some modes may take, which made towns (gis/town) never have.
struct RandomStreets {
  std::vector<network::RoadLine> lines;
  std::vector<core::Position> doors;

  RandomStreets(std::uint64_t seed, std::uint32_t side, std::uint32_t door_count) {
    core::Stream luck(core::Seed(seed), 0, "town", 0);
    const auto shift = [&] { return 60.0 * luck.uniform() - 30.0; };
    std::vector<core::Position> corners;
    for (std::uint32_t i = 0; i < side * side; ++i) {
      corners.push_back({100.0 * (i % side) + shift(), 100.0 * (i / side) + shift()});
    }
    std::int64_t bend = std::int64_t{1} << 30;
    const auto street = [&](std::uint32_t a, std::uint32_t b) {
      if (luck.below(8) == 0) return;
      constexpr std::array classes = {network::LineClass::footway, network::LineClass::service, network::LineClass::residential,
                                      network::LineClass::residential, network::LineClass::primary};
      network::RoadLine line;
      line.line_class = classes[luck.below(classes.size())];
      line.points = {corners[a], corners[b]};
      line.nodes = {a, b};
      if (luck.below(3) == 0) {
        const core::Position middle{(corners[a].x + corners[b].x) / 2 + shift(), (corners[a].y + corners[b].y) / 2 + shift()};
        line.points.insert(line.points.begin() + 1, middle);
        line.nodes.insert(line.nodes.begin() + 1, bend++);
      }
      const bool one_way = luck.below(4) == 0;
      const auto driving = !one_way             ? network::Direction::both
                           : luck.below(2) == 0 ? network::Direction::forward
                                                : network::Direction::backward;
      line.access = {network::Direction::both, driving, driving};
      lines.push_back(line);
    };
    for (std::uint32_t i = 0; i < side * side; ++i) {
      if (i % side + 1 < side) street(i, i + 1);
      if (i / side + 1 < side) street(i, i + side);
    }
    for (std::uint32_t i = 0; i < door_count; ++i) {
      doors.push_back({100.0 * side * luck.uniform() - 50, 100.0 * side * luck.uniform() - 50});
    }
  }
};

}  // namespace wangge::testing
