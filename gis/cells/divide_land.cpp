#include "engine/core/parallel.h"
#include "gis/cells/clip_separator.h"
#include "gis/cells/fine_plane.h"

#include <algorithm>

namespace wangge::gis::cells {
namespace {

/// One land that several blocks share.
struct SharedLand {
  std::uint32_t unit = 0;
  std::size_t first_seed = 0;
  std::size_t last_seed = 0;
  LatticePoint low;
  LatticePoint high;
};

std::vector<SharedLand> shared_lands(const Arrangement& coarse, const Units& units) {
  std::vector<std::uint32_t> land_of_unit(units.all.size(), none);
  std::vector<SharedLand> lands;
  for (std::size_t i = 0; i < units.seeds.size(); ++i) {
    const Seed& seed = units.seeds[i];
    if (!units.all[seed.unit].shared) continue;
    if (land_of_unit[seed.unit] == none) {
      land_of_unit[seed.unit] = static_cast<std::uint32_t>(lands.size());
      const LatticePoint start = coarse.points()[coarse.origin(seed.half_edge)];
      lands.push_back({seed.unit, i, i, start, start});
    }
    lands[land_of_unit[seed.unit]].last_seed = i + 1;
  }
  for (std::uint32_t h = 0; h < coarse.half_edge_count(); ++h) {
    const std::uint32_t land = land_of_unit[units.of_face[coarse.face_of(h)]];
    if (land == none) continue;
    const LatticePoint p = coarse.points()[coarse.origin(h)];
    lands[land].low = {std::min(lands[land].low.x, p.x), std::min(lands[land].low.y, p.y)};
    lands[land].high = {std::max(lands[land].high.x, p.x), std::max(lands[land].high.y, p.y)};
  }
  return lands;
}

struct Stretch {
  Segment segment;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
};

std::vector<Stretch> divide(const SharedLand& land, const Arrangement& coarse, const Units& units, double tolerance) {
  std::vector<Wall> walls;
  walls.reserve(land.last_seed - land.first_seed);
  for (std::size_t i = land.first_seed; i < land.last_seed; ++i) {
    const Seed& seed = units.seeds[i];
    const Segment wall = coarse.segment(seed.half_edge);
    walls.push_back({seed.as_point ? Segment{wall.a, wall.a} : wall, seed.claim});
  }
  std::vector<Stretch> stretches;
  for (const Separator& line : separators(walls, land.low, land.high, tolerance)) {
    for (const Segment& segment : clip_separator(line, land.unit, coarse, units.of_face))
      stretches.push_back({segment, line.left, line.right});
  }
  return stretches;
}

void add_borders(FineLinework& work, const Arrangement& coarse, const Units& units) {
  std::vector<std::uint32_t> faced(coarse.half_edge_count(), none);
  for (const Seed& seed : units.seeds) faced[seed.half_edge] = seed.claim;
  for (std::uint32_t h = 0; h < coarse.half_edge_count(); h += 2) {
    const std::uint32_t left = units.of_face[coarse.face_of(h)];
    const std::uint32_t right = units.of_face[coarse.face_of(h + 1)];
    if (left == right) continue;
    work.segments.push_back(coarse.segment(h));
    work.boundaries.push_back({left, right, faced[h], faced[h + 1], units.barrier[h / 2], false});
  }
}

}  // namespace

FineLinework divide_land(const Arrangement& coarse, const Units& units, const CellRules& rules, const Lattice& lattice,
                         core::Threads threads, core::Progress& progress) {
  const std::vector<SharedLand> lands = shared_lands(coarse, units);
  // The largest first, so that no thread is left alone with one at the end.
  std::vector<std::size_t> order(lands.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return lands[a].last_seed - lands[a].first_seed > lands[b].last_seed - lands[b].first_seed;
  });
  std::vector<std::vector<Stretch>> stretches(lands.size());
  progress.begin("cells", lands.size());
  core::parallel_for(threads, lands.size(), [&](std::size_t i) {
    progress.check();
    stretches[order[i]] = divide(lands[order[i]], coarse, units, rules.simplify.value / lattice.unit());
    progress.advance(1);
  });
  progress.end();
  FineLinework work;
  add_borders(work, coarse, units);
  for (std::size_t i = 0; i < lands.size(); ++i) {
    for (const Stretch& stretch : stretches[i]) {
      work.segments.push_back(stretch.segment);
      work.boundaries.push_back({lands[i].unit, lands[i].unit, stretch.left, stretch.right, BarrierClass::none, true});
    }
  }
  return work;
}

}  // namespace wangge::gis::cells
