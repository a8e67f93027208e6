#include "engine/core/parallel.h"
#include "gis/town/people/living.h"
#include "gis/town/people/village_homes.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/settle.h"
#include "gis/town/too_little_land.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// Compounds of one area do not all change height at the same factor.
constexpr double unlike = 0.12;

class AreaDwellings {
 public:
  AreaDwellings(Town& town, const TownSpec& spec, AreaId area, std::span<const BuildingId> members)
      : town_(town), spec_(spec), area_(area), households_(town.areas[area].totals.households) {
    for (const BuildingId building : members) {
      const Building& own = town.buildings[building];
      if (!(own.dwellings_per_floor > 0) || !stands_in(own, spec.year)) continue;
      members_.push_back(building);
      const std::uint64_t group = own.compound.valid() ? own.compound.value() : 0x100000000ULL + building.value();
      core::Stream luck(spec.seed, 0, "height of a compound", group);
      bias_.push_back(1 + unlike * (luck.uniform() - 0.5));
    }
  }

  [[nodiscard]] const std::vector<BuildingId>& members() const { return members_; }

  /// For the households of the whole area.
  void fit() { fit(households_); }

  /// For so many households of the area.
  void fit(std::int64_t households) {
    households_ = households;
    const auto aim =
        std::max<std::int64_t>(households, std::llround(static_cast<double>(households) / std::clamp(spec_.occupied, 0.05, 1.0)));
    const double factor = aim == 0 ? 1.0 : factor_for(aim);
    std::int64_t dwellings = 0;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      Building& own = town_.buildings[members_[i]];
      own.floors = static_cast<std::uint16_t>(floors(i, factor));
      own.dwellings = static_cast<std::uint16_t>(dwellings_at(own, own.floors));
      dwellings += own.dwellings;
    }
    if (dwellings < aim) divide_flats(aim, dwellings);
  }

 private:
  [[nodiscard]] int floors(std::size_t i, double factor) const {
    const Building& own = town_.buildings[members_[i]];
    const int low = std::min(own.floors, own.floors_min);
    const int high = std::max(own.floors, own.floors_max);
    return std::clamp(static_cast<int>(std::lround(own.floors * factor * bias_[i])), low, high);
  }

  [[nodiscard]] std::int64_t dwellings_with(double factor) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < members_.size(); ++i) sum += dwellings_at(town_.buildings[members_[i]], floors(i, factor));
    return sum;
  }

  /// The least factor of all heights, within their bounds, at which there are enough flats; the largest where there never are.
  [[nodiscard]] double factor_for(std::int64_t aim) const {
    double low = 0.05;
    double high = 20;
    for (int i = 0; i < 30; ++i) {
      const double middle = std::sqrt(low * high);
      (dwellings_with(middle) >= aim ? high : low) = middle;
    }
    return high;
  }

  /// Smaller flats in the same walls, as few as needed: for the aim if possible, for the households at least.
  void divide_flats(std::int64_t aim, std::int64_t dwellings) {
    std::vector<double> weights;
    ShareBounds bounds;
    std::int64_t most = 0;
    for (const BuildingId building : members_) {
      const std::int64_t own = town_.buildings[building].dwellings;
      const std::int64_t limit = divided(own);
      weights.push_back(static_cast<double>(own));
      bounds.low.push_back(own);
      bounds.high.push_back(limit);
      most += limit;
    }
    const Area& area = town_.areas[area_];
    if (most < households_) refuse(area, most, dwellings);
    const auto shares = bounded_shares(std::min(aim, most), weights, bounds);
    for (std::size_t i = 0; i < members_.size(); ++i) {
      town_.buildings[members_[i]].dwellings = static_cast<std::uint16_t>(shares[i]);
    }
  }

  [[noreturn]] void refuse(const Area& area, std::int64_t most, std::int64_t dwellings) const {
    throw TooLittleLand(
        spec_, {.zh = fmt::format("“{}”（{}）给定 {} 户，但其 {} 栋可住建筑按允许的最高层数只有 {} 套住房（隔小后至多 {} "
                                  "套）：请减少户数或社区，或扩大用地",
                                  area.name, area.code, area.totals.households, members_.size(), dwellings, most),
                .en = fmt::format("'{}' ({}) has {} households, but the {} buildings one can live in there hold {} dwellings at "
                                  "their greatest height ({} when flats are divided): ask for fewer households or fewer "
                                  "communities, or more land",
                                  area.name, area.code, area.totals.households, members_.size(), dwellings, most)});
  }

  Town& town_;
  const TownSpec& spec_;
  AreaId area_;
  std::int64_t households_;
  std::vector<BuildingId> members_;
  std::vector<double> bias_;
};

/// Each natural village for its own share of the area's households; areas without villages as a whole.
void fit_area(Town& town, const TownSpec& spec, AreaId area, std::span<const BuildingId> members, const Villages& villages) {
  AreaDwellings whole(town, spec, area, members);
  const std::vector<Settlement> settlements = villages.settlements(whole.members());
  const std::int64_t households = town.areas[area].totals.households;
  std::vector<double> weights;
  std::vector<std::int64_t> most;
  for (const Settlement& settlement : settlements) {
    std::int64_t room = 0;
    double usual = 0;
    for (const std::size_t i : settlement.members) {
      room += most_dwellings(town.buildings[whole.members()[i]]);
      usual += town.buildings[whole.members()[i]].dwellings;
    }
    most.push_back(room);
    weights.push_back(usual);
  }
  if (settlements.size() < 2 || std::accumulate(most.begin(), most.end(), std::int64_t{0}) < households) return whole.fit();
  const auto shares = bounded_shares(households, weights, village_bounds(households, settlements, most));
  for (std::size_t s = 0; s < settlements.size(); ++s) {
    std::vector<BuildingId> own;
    for (const std::size_t i : settlements[s].members) own.push_back(whole.members()[i]);
    AreaDwellings(town, spec, area, own).fit(shares[s]);
  }
}

}  // namespace

void fit_dwellings(Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  const auto members = buildings_by_area(town);
  const std::vector<AreaId> areas = lowest_areas(town);
  const Villages villages(town);
  core::parallel_for(threads, areas.size(), [&](std::size_t i) {
    progress.check();
    fit_area(town, spec, areas[i], members[areas[i]], villages);
  });
}

}  // namespace wangge::town
