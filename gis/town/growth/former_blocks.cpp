#include "gis/town/growth/former_blocks.h"

#include "engine/core/csr.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "gis/town/fill_blocks.h"
#include "gis/town/join_fills.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wangge::town {
namespace {

/// Fewer homes are no quarter.
constexpr std::ptrdiff_t fewest_homes = 6;
/// The first and the last year, before the end, in which houses of a village were built that have gone since; assumed.
constexpr int oldest_house = 1978;
constexpr int newest_before_the_end = 6;

bool bare(const Line& line) { return !line.line_class || !network::is_road(*line.line_class); }

/// Blocks that share a side which no road lies on.
core::Csr<BlockId, BlockId> neighbours_without_road(const Town& town) {
  Column<LineId, BlockId> first(town.lines.size());
  std::vector<std::pair<BlockId, BlockId>> pairs;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    for (const LineId line : town.blocks[id].line_of_edge) {
      if (!bare(town.lines[line]) || first[line] == id) continue;
      if (!first[line].valid()) {
        first[line] = id;
        continue;
      }
      pairs.emplace_back(first[line], id);
      pairs.emplace_back(id, first[line]);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return core::Csr<BlockId, BlockId>::build(town.blocks.size(), pairs);
}

core::Csr<BlockId, BuildingId> buildings_by_block(const Town& town) {
  std::vector<std::pair<BlockId, BuildingId>> entries;
  entries.reserve(town.buildings.size());
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size())) entries.emplace_back(town.buildings[id].block, id);
  return core::Csr<BlockId, BuildingId>::build(town.blocks.size(), entries);
}

bool lanes_or_village(LandUse use) { return use == LandUse::lanes || use == LandUse::urban_village; }

/// How high homes of today's lanes and villages in the city stand on average; of all homes where there are few such.
double usual_floors(const Town& town) {
  constexpr double few = 30;
  struct Mean {
    double floors = 0;
    double homes = 0;
  };
  Mean all;
  Mean old;
  for (const Building& building : town.buildings) {
    if (building.dwellings == 0) continue;
    all = {all.floors + building.floors, all.homes + 1};
    if (lanes_or_village(town.blocks[building.block].use)) old = {old.floors + building.floors, old.homes + 1};
  }
  const Mean& mean = old.homes < few ? all : old;
  return mean.homes > 0 ? mean.floors / mean.homes : 1;
}

/// Old houses stood no higher than those of their kind that are left, or the town would have been fuller then than it is now.
void lower_to(BlockFill& fill, double usual) {
  double floors = 0;
  double homes = 0;
  for (const Building& building : fill.buildings) {
    if (building.dwellings == 0) continue;
    floors += building.floors;
    homes += 1;
  }
  if (floors <= usual * homes) return;
  const double factor = usual * homes / floors;
  for (Building& building : fill.buildings) {
    if (building.dwellings == 0) continue;
    building.floors = static_cast<std::uint16_t>(std::max<long>(building.floors_min, std::lround(building.floors * factor)));
    building.dwellings = dwellings_on(building.floors, building.dwellings_per_floor);
  }
}

class FormerFiller {
 public:
  FormerFiller(const Town& town, const TownSpec& spec)
      : town_(town),
        spec_(spec),
        roads_(town.vertices, town.lines),
        beside_(neighbours_without_road(town)),
        buildings_(buildings_by_block(town)),
        usual_floors_(usual_floors(town)) {}

  /// Without those that share a bare side with one before: the houses of one would not know of the ways of the other.
  [[nodiscard]] std::vector<Renewal> apart(const std::vector<Renewal>& all) const {
    std::vector<std::uint8_t> taken(town_.blocks.size(), 0);
    std::vector<Renewal> kept;
    for (const Renewal& renewal : all) {
      const auto near = beside_[renewal.block];
      if (std::any_of(near.begin(), near.end(), [&](BlockId block) { return taken[block.value()] != 0; })) continue;
      taken[renewal.block.value()] = 1;
      kept.push_back(renewal);
    }
    return kept;
  }

  /// Nothing where no old quarter can have stood.
  [[nodiscard]] BlockFill fill(const Renewal& renewal) const {
    BlockGround ground = bare_ground(town_.vertices, town_.lines, renewal.block, town_.blocks[renewal.block]);
    ground.use = renewal.before;
    ground.year = renewal.year;
    BlockFill made = fill_clear_of(ground, spec_, roads_);
    const auto homes = std::count_if(made.buildings.begin(), made.buildings.end(),
                                     [](const Building& building) { return building.dwellings > 0; });
    if (homes < fewest_homes || reaches_over(ground, made)) return {};
    lower_to(made, usual_floors_);
    date(made, renewal);
    return made;
  }

 private:
  /// Whether a way of the fill touches what stands today beyond a side without a road.
  [[nodiscard]] bool reaches_over(const BlockGround& ground, const BlockFill& fill) const {
    const std::span<const BlockId> near = beside_[ground.id];
    if (near.empty()) return false;
    Column<VertexId, Position> vertices(ground.ring);
    for (const Position node : fill.nodes) vertices.push_back(node);
    Column<LineId, Line> lines;
    for (const InnerLine& inner : fill.lines) {
      Line line;
      for (const std::uint32_t node : inner.nodes) line.vertices.emplace_back(node);
      line.line_class = inner.line_class;
      line.width_m = inner.width_m;
      lines.push_back(std::move(line));
    }
    const RoadPieces ways(vertices, lines);
    return std::any_of(near.begin(), near.end(), [&](BlockId block) {
      const auto there = buildings_[block];
      return std::any_of(there.begin(), there.end(), [&](BuildingId building) {
        return ways.first_within(town_.buildings[building].footprint, 0).has_value();
      });
    });
  }

  void date(BlockFill& fill, const Renewal& renewal) const {
    core::Stream luck(spec_.seed, 0, "former houses", renewal.block.value());
    const int years = renewal.year - newest_before_the_end - oldest_house + 1;
    for (Building& building : fill.buildings) {
      building.removed = static_cast<std::int16_t>(renewal.year);
      if (renewal.before != LandUse::urban_village) continue;
      building.built = static_cast<std::int16_t>(oldest_house + static_cast<int>(luck.below(static_cast<std::uint32_t>(years))));
    }
  }

  const Town& town_;
  const TownSpec& spec_;
  RoadPieces roads_;
  core::Csr<BlockId, BlockId> beside_;
  core::Csr<BlockId, BuildingId> buildings_;
  double usual_floors_;
};

}  // namespace

std::vector<FormerBlock> former_blocks(const Town& town, const TownSpec& spec, core::Threads threads,
                                       const core::Progress& progress) {
  const std::vector<Renewal> wanted = renewals(town, spec);
  if (wanted.empty()) return {};
  const FormerFiller filler(town, spec);
  std::vector<FormerBlock> blocks;
  for (const Renewal& renewal : filler.apart(wanted)) blocks.push_back({renewal, {}});
  core::parallel_for(threads, blocks.size(), [&](std::size_t at) {
    if (at % 16 == 0) progress.check();
    blocks[at].fill = filler.fill(blocks[at].renewal);
  });
  std::erase_if(blocks, [](const FormerBlock& block) { return block.fill.buildings.empty(); });
  return blocks;
}

}  // namespace wangge::town
