#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "gis/town/people/living.h"
#include "gis/town/people/names.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/people/posts.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/settle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::town {
namespace {

using territory::BuildingUse;

/// How much work a square metre of floor draws: the use of the building times that of its block.
struct Pull {
  std::array<double, territory::building_use_count> use{};
  std::array<double, land_use_count> block{};
};

// In the order of BuildingUse: residential, mixed, commercial, industrial, civic, agricultural, minor, unknown.
constexpr Pull enterprise_pull{{0.02, 1.0, 3.0, 1.5, 0.1, 0.1, 0, 0.2},
                               {1, 1, 1, 1, 0.6, 2, 2, 0.2, 0.2, 3, 0.2, 0.2, 0, 0, 0.2, 0.2}};
constexpr Pull organisation_pull{{0.02, 0.4, 0.8, 0.3, 3.0, 0.05, 0, 0.1},
                                 {1, 1, 1, 1, 1, 1, 0.5, 1.5, 1.5, 0.5, 4, 1, 0, 0, 0.2, 0.2}};
constexpr double least_pull = 1e-6;  ///< any building will do where nothing better stands

/// A kind of establishment: the word that is written, how it is named, how many work there.
struct WorkKind {
  std::string_view word;
  NameKind name;
  double fewest = 0;
  double most = 0;
};
constexpr WorkKind manufacturing{"manufacturing", NameKind::manufacturer, 4, 3000};
constexpr WorkKind trade{"trade", NameKind::trader, 1, 800};
constexpr std::array<WorkKind, 4> shop_kinds{WorkKind{"retail", NameKind::shop, 1, 500},
                                             {"catering", NameKind::eatery, 1, 300},
                                             {"services", NameKind::service, 1, 3000},
                                             trade};
constexpr WorkKind institution{"public institution", NameKind::institution};
constexpr std::array<WorkKind, 4> body_kinds{WorkKind{"social organisation", NameKind::social_body},
                                             institution,
                                             {"party organisation", NameKind::party_body},
                                             {"association", NameKind::association}};

/// Sizes of firms follow Zipf's law nearly (Axtell 2001, Science 293: exponent 1.06); floor area a head is assumed.
constexpr double size_exponent = 1.06;
constexpr double floor_m2_a_head = 8;

/// A Pareto law between the fewest and the most, within what the floor area holds.
std::uint16_t employees_of(const WorkKind& kind, double floor_m2, core::Stream& luck) {
  const double most = std::clamp(floor_m2 / floor_m2_a_head, 1.0, kind.most);
  const double fewest = std::min(kind.fewest, most);
  const double tail = 1 - std::pow(fewest / most, size_exponent);
  return static_cast<std::uint16_t>(fewest * std::pow(1 - luck.uniform() * tail, -1 / size_exponent));
}

/// A heavy tail: a market hall or an office tower holds dozens, most houses none.
constexpr double concentration = 1.6;

class Work {
 public:
  Work(const Town& town, const TownSpec& spec, const core::Progress& progress)
      : town_(town), spec_(spec), progress_(progress), members_(buildings_by_area(town)) {}

  [[nodiscard]] std::vector<Establishment> settle(std::int64_t Totals::*field, const Pull& pull, bool firms) {
    std::vector<Establishment> made;
    for (const AreaId area : lowest_areas(town_)) {
      progress_.check();
      place(area, town_.areas[area].totals.*field, pull, firms, made);
    }
    return made;
  }

 private:
  void place(AreaId area, std::int64_t count, const Pull& pull, bool firms, std::vector<Establishment>& made) {
    if (count == 0) return;
    std::vector<BuildingId> members;
    std::vector<double> weights;
    for (const BuildingId building : members_[area]) {
      const Building& own = town_.buildings[building];
      if (!stands_in(own, spec_.year)) continue;
      core::Stream luck(spec_.seed, 0, firms ? "enterprises of a building" : "organisations of a building", building.value());
      const double floor_area = std::abs(signed_area(own.footprint)) * own.floors;
      const double draw =
          pull.use[static_cast<std::size_t>(own.use)] * pull.block[static_cast<std::size_t>(town_.blocks[own.block].use)];
      members.push_back(building);
      weights.push_back((draw + least_pull) * floor_area * core::Lognormal(1, concentration).draw(luck));
    }
    if (members.empty()) refuse(town_.areas[area], count, firms);
    core::Stream luck(spec_.seed, 0, firms ? "enterprises of an area" : "organisations of an area", area.value());
    const auto shares = lucky_shares(count, weights, {}, luck);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Building& own = town_.buildings[members[i]];
      for (std::int64_t k = 0; k < shares[i]; ++k) {
        const WorkKind& kind = kind_of(own, firms, luck);
        made.push_back({members[i], inner_point(own.footprint), names_.fresh(kind.name, luck), std::string(kind.word)});
        const double floor_m2 = std::abs(signed_area(own.footprint)) * own.floors / static_cast<double>(shares[i]);
        if (firms) made.back().employees = employees_of(kind, floor_m2, luck);
      }
    }
  }

  [[nodiscard]] const WorkKind& kind_of(const Building& building, bool firms, core::Stream& luck) const {
    if (firms) {
      if (building.use == BuildingUse::industrial) return manufacturing;
      return town_.blocks[building.block].use == LandUse::market ? trade : shop_kinds[luck.below(4)];
    }
    return building.use == BuildingUse::civic ? institution : body_kinds[luck.below(4)];
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
  FreshNames names_;
};

}  // namespace

void settle_work(Town& town, const TownSpec& spec, const core::Progress& progress) {
  town.enterprises = Work(town, spec, progress).settle(&Totals::enterprises, enterprise_pull, true);
  town.organisations = Work(town, spec, progress).settle(&Totals::organisations, organisation_pull, false);
  progress.check();
  town.posts = made_posts(town, spec);
}

}  // namespace wangge::town
