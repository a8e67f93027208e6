#include "gis/town/growth/services.h"

#include <algorithm>
#include <array>
#include <limits>

namespace wangge::town {
namespace {

struct ServedBy {
  LandUse use;
  double residents;  ///< whom one serves
};

constexpr std::array<ServedBy, 5> kinds{{{LandUse::school, 7500},
                                         {LandUse::hospital, 50000},
                                         {LandUse::market, 12000},
                                         {LandUse::civic, 15000},
                                         {LandUse::industry, std::numeric_limits<double>::infinity()}}};

/// When the dwellings about a place came, on average; last of all where there are none.
double age_about(const Town& town, BlockId place, const Column<BlockId, double>& age, const Column<BlockId, double>& dwellings) {
  constexpr double reach = 1000;  // metres
  const Position middle = middle_of_block(town, town.blocks[place]);
  double sum = 0;
  double all = 0;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    if (dwellings[id] <= 0 || core::distance(middle, middle_of_block(town, town.blocks[id])).value > reach) continue;
    sum += dwellings[id] * age[id];
    all += dwellings[id];
  }
  return all > 0 ? sum / all : std::numeric_limits<double>::infinity();
}

struct Candidate {
  double age;
  BlockId block;
};

std::vector<Candidate> oldest_first(const Town& town, LandUse use, const Column<BlockId, double>& age,
                                    const Column<BlockId, double>& dwellings) {
  std::vector<Candidate> found;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    if (town.blocks[id].use == use) found.push_back({age_about(town, id, age, dwellings), id});
  }
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) { return a.age != b.age ? a.age < b.age : a.block < b.block; });
  return found;
}

double residents_of(const Town& town) {
  std::int64_t residents = 0;
  for (const Area& area : town.areas) residents += area.level == 0 ? area.totals.residents : 0;
  return static_cast<double>(residents);
}

}  // namespace

Position middle_of_block(const Town& town, const Block& block) {
  Position sum;
  for (const VertexId vertex : block.ring) {
    sum.x += town.vertices[vertex].x;
    sum.y += town.vertices[vertex].y;
  }
  const auto count = static_cast<double>(block.ring.size());
  return {sum.x / count, sum.y / count};
}

std::vector<Service> services_in_order(const Town& town, const Column<BlockId, double>& age,
                                       const Column<BlockId, double>& dwellings) {
  std::vector<Service> services;
  const double residents = std::max(1.0, residents_of(town));
  for (const ServedBy& kind : kinds) {
    const std::vector<Candidate> blocks = oldest_first(town, kind.use, age, dwellings);
    const double each = std::min(kind.residents, residents / static_cast<double>(std::max<std::size_t>(1, blocks.size())));
    for (std::size_t n = 0; n < blocks.size(); ++n)
      services.push_back({blocks[n].block, (static_cast<double>(n) + 0.5) * each / residents});
  }
  return services;
}

}  // namespace wangge::town
