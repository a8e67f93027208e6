#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "engine/core/math.h"
#include "gis/town/people/campuses.h"
#include "gis/town/people/living.h"
#include "gis/town/people/names.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/people/posts.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/people/work_kinds.h"
#include "gis/town/settle.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// Sizes of firms follow Zipf's law nearly (Axtell 2001, Science 293: exponent 1.06); floor area a head is assumed.
constexpr double size_exponent = 1.06;

/// A Pareto law between the fewest and the most, within what the floor area holds, at `luck` of [0, 1).
std::uint16_t employees_of(const WorkKind& kind, double floor_m2, double luck) {
  const double most = std::clamp(floor_m2 / kind.floor_m2_a_head, 1.0, kind.most);
  const double fewest = std::min(kind.fewest, most);
  const double tail = 1 - core::pow(fewest / most, size_exponent);
  return static_cast<std::uint16_t>(fewest * core::pow(1 - luck * tail, -1 / size_exponent));
}

/// An enterprise that is still to be staffed.
struct Firm {
  std::size_t number = 0;  ///< among all that are made
  const WorkKind* kind = nullptr;
  double floor_m2 = 0;  ///< that it may fill
};

/// Large enterprises take large houses: the luckier draws of an area go to those with more room.
void staff(std::vector<Firm> firms, core::Stream& luck, std::vector<Establishment>& made) {
  std::vector<double> draws;
  for (std::size_t i = 0; i < firms.size(); ++i) draws.push_back(luck.uniform());
  std::sort(draws.begin(), draws.end());
  std::sort(firms.begin(), firms.end(), [](const Firm& a, const Firm& b) {
    const double room_a = a.floor_m2 / a.kind->floor_m2_a_head;
    const double room_b = b.floor_m2 / b.kind->floor_m2_a_head;
    return room_a != room_b ? room_a < room_b : a.number < b.number;
  });
  for (std::size_t i = 0; i < firms.size(); ++i) {
    made[firms[i].number].employees = employees_of(*firms[i].kind, firms[i].floor_m2, draws[i]);
  }
}

/// A heavy tail: a market hall or an office tower holds dozens, most houses none.
constexpr double concentration = 1.6;

/// Which of the two is settled.
enum class Sort : std::uint8_t { enterprise, organisation };

class Work {
 public:
  Work(const Town& town, const TownSpec& spec, const core::Progress& progress)
      : town_(town), spec_(spec), progress_(progress), members_(buildings_by_area(town)), has_main_(town.blocks.size(), 0) {}

  [[nodiscard]] std::vector<Establishment> settle(std::int64_t Totals::*field, Sort sort) {
    std::vector<Establishment> made;
    for (const AreaId area : lowest_areas(town_)) {
      progress_.check();
      place(area, town_.areas[area].totals.*field, sort, made);
    }
    return made;
  }

 private:
  [[nodiscard]] WorkPlace place_of(BuildingId building) const {
    const Building& own = town_.buildings[building];
    return {town_.blocks[own.block].use, own.use, own.floors, std::abs(signed_area(own.footprint)) * own.floors};
  }

  void place(AreaId area, std::int64_t count, Sort sort, std::vector<Establishment>& made) {
    if (count == 0) return;
    const bool firms = sort == Sort::enterprise;
    std::vector<BuildingId> members;
    std::vector<double> weights;
    for (const BuildingId building : members_[area]) {
      if (!stands_in(town_.buildings[building], spec_.year)) continue;
      core::Stream luck(spec_.seed, 0, firms ? "enterprises of a building" : "organisations of a building", building.value());
      const WorkPlace here = place_of(building);
      const double pull = firms ? enterprise_pull(here) : organisation_pull(here);
      members.push_back(building);
      weights.push_back(pull * here.floor_m2 * core::Lognormal(1, concentration).draw(luck));
    }
    if (members.empty()) refuse(town_.areas[area], count, firms);
    core::Stream luck(spec_.seed, 0, firms ? "enterprises of an area" : "organisations of an area", area.value());
    if (!firms) count -= place_main(members, count, luck, made);
    const auto shares = lucky_shares(count, weights, {}, luck);
    std::vector<Firm> staffed;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const WorkPlace here = place_of(members[i]);
      for (std::int64_t k = 0; k < shares[i]; ++k) {
        const WorkKind& kind = firms ? enterprise_kind(here, luck) : organisation_kind(here, luck);
        // The first of a house may fill it, the next half of it, and so on.
        if (firms) staffed.push_back({made.size(), &kind, here.floor_m2 / static_cast<double>(k + 1)});
        add(members[i], kind, luck, made);
      }
    }
    staff(std::move(staffed), luck, made);
  }

  /// The organisations that schools, hospitals, markets, seats of government and the common houses of estates and villages are
  /// there for: every campus one, the first in its largest house, while there are organisations; then the largest common houses,
  /// one to a block, until half of all organisations are placed. Returns how many.
  std::int64_t place_main(const std::vector<BuildingId>& members, std::int64_t count, core::Stream& luck,
                          std::vector<Establishment>& made) {
    std::vector<std::tuple<bool, double, BuildingId>> houses;
    for (const BuildingId building : members) {
      const WorkPlace here = place_of(building);
      if (main_organisation(here)) houses.emplace_back(here.block < LandUse::commerce, -here.floor_m2, building);
    }
    std::sort(houses.begin(), houses.end());
    std::int64_t placed = 0;
    for (const auto& [common_house, size, building] : houses) {
      std::uint8_t& taken = has_main_[town_.buildings[building].block];
      if (placed >= (common_house ? count / 2 : count)) break;
      if (taken != 0) continue;
      taken = 1;
      add(building, *main_organisation(place_of(building)), luck, made);
      ++placed;
    }
    return placed;
  }

  void add(BuildingId building, const WorkKind& kind, core::Stream& luck, std::vector<Establishment>& made) {
    const Position at = inner_point(town_.buildings[building].footprint);
    made.push_back({building, at, names_.fresh(kind.name, luck), std::string(kind.word)});
  }

  [[noreturn]] static void refuse(const Area& area, std::int64_t count, bool firms) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("“{}”（{}）给定 {} 个{}，但那里没有建筑：请改为 0 或给它建筑用地", area.name, area.code, count,
                           firms ? "企业" : "组织"),
         .en = fmt::format("'{}' ({}) is to hold {} {}, but no building stands there: set them to 0 or give it land to "
                           "build on",
                           area.name, area.code, count, firms ? "enterprises" : "organisations")});
  }

  const Town& town_;
  const TownSpec& spec_;
  const core::Progress& progress_;
  core::Csr<AreaId, BuildingId> members_;
  Column<BlockId, std::uint8_t> has_main_;  ///< whether the organisation that a block is for has been placed
  FreshNames names_;
};

}  // namespace

void settle_work(Town& town, const TownSpec& spec, const core::Progress& progress) {
  town.enterprises = Work(town, spec, progress).settle(&Totals::enterprises, Sort::enterprise);
  town.organisations.clear();  // of another date, they name other buildings
  share_organisations(town, spec.year);
  town.organisations = Work(town, spec, progress).settle(&Totals::organisations, Sort::organisation);
  progress.check();
  town.posts = made_posts(town, spec);
}

}  // namespace wangge::town
