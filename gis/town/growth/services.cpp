#include "gis/town/growth/services.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

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

/// The blocks with dwellings, found by place.
class Homes {
 public:
  Homes(const Town& town, const Column<BlockId, double>& age, const Column<BlockId, double>& dwellings)
      : town_(town), age_(age), dwellings_(dwellings) {
    for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
      if (dwellings[id] > 0) squares_[square_of(middle_of_block(town.vertices, town.blocks[id]))].push_back(id);
    }
  }

  /// When the dwellings about a place came, on average; last of all where there are none.
  [[nodiscard]] double age_about(BlockId place) const {
    const Position middle = middle_of_block(town_.vertices, town_.blocks[place]);
    double sum = 0;
    double all = 0;
    for (const BlockId id : around(square_of(middle))) {
      if (core::distance(middle, middle_of_block(town_.vertices, town_.blocks[id])).value > reach) continue;
      sum += dwellings_[id] * age_[id];
      all += dwellings_[id];
    }
    return all > 0 ? sum / all : std::numeric_limits<double>::infinity();
  }

 private:
  using Square = std::pair<std::int64_t, std::int64_t>;
  static constexpr double reach = 1000;  // metres, and the side of a square

  static Square square_of(Position at) {
    return {std::llround(std::floor(at.x / reach)), std::llround(std::floor(at.y / reach))};
  }

  /// Of this square and those about it, rising.
  [[nodiscard]] std::vector<BlockId> around(Square square) const {
    std::vector<BlockId> found;
    for (std::int64_t x = square.first - 1; x <= square.first + 1; ++x) {
      for (std::int64_t y = square.second - 1; y <= square.second + 1; ++y) {
        if (const auto own = squares_.find({x, y}); own != squares_.end())
          found.insert(found.end(), own->second.begin(), own->second.end());
      }
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  const Town& town_;
  const Column<BlockId, double>& age_;
  const Column<BlockId, double>& dwellings_;
  std::map<Square, std::vector<BlockId>> squares_;
};

struct Candidate {
  double age;
  BlockId block;
};

std::vector<Candidate> oldest_first(const Town& town, LandUse use, const Homes& homes) {
  std::vector<Candidate> found;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    if (town.blocks[id].use == use) found.push_back({homes.age_about(id), id});
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

std::vector<Service> services_in_order(const Town& town, const Column<BlockId, double>& age,
                                       const Column<BlockId, double>& dwellings) {
  std::vector<Service> services;
  const double residents = std::max(1.0, residents_of(town));
  const Homes homes(town, age, dwellings);
  for (const ServedBy& kind : kinds) {
    const std::vector<Candidate> blocks = oldest_first(town, kind.use, homes);
    const double each = std::min(kind.residents, residents / static_cast<double>(std::max<std::size_t>(1, blocks.size())));
    for (std::size_t n = 0; n < blocks.size(); ++n)
      services.push_back({blocks[n].block, (static_cast<double>(n) + 0.5) * each / residents});
  }
  return services;
}

}  // namespace wangge::town
