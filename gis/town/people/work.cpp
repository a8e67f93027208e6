#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "gis/town/people/living.h"
#include "gis/town/people/names.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/people/posts.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/settle.h"

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

constexpr std::array<std::string_view, 4> shop_kinds{"retail", "catering", "services", "trade"};
constexpr std::array<std::string_view, 4> body_kinds{"social organisation", "public institution", "party organisation",
                                                     "association"};

/// A heavy tail: a market hall or an office tower holds dozens, most houses none.
constexpr double concentration = 1.6;

class Work {
 public:
  Work(const Town& town, const TownSpec& spec) : town_(town), spec_(spec), members_(buildings_by_area(town)) {}

  [[nodiscard]] std::vector<Establishment> settle(std::int64_t Totals::*field, const Pull& pull, NameKind kind) {
    std::vector<Establishment> made;
    for (const AreaId area : lowest_areas(town_)) place(area, town_.areas[area].totals.*field, pull, kind, made);
    return made;
  }

 private:
  void place(AreaId area, std::int64_t count, const Pull& pull, NameKind kind, std::vector<Establishment>& made) {
    if (count == 0) return;
    const bool firms = kind == NameKind::enterprise;
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
        made.push_back(
            {members[i], inner_point(own.footprint), names_.fresh(kind, luck), std::string(kind_of(own, firms, luck))});
      }
    }
  }

  [[nodiscard]] std::string_view kind_of(const Building& building, bool firms, core::Stream& luck) const {
    if (firms) {
      if (building.use == BuildingUse::industrial) return "manufacturing";
      return town_.blocks[building.block].use == LandUse::market ? "trade" : shop_kinds[luck.below(4)];
    }
    return building.use == BuildingUse::civic ? body_kinds[1] : body_kinds[luck.below(4)];
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
  core::Csr<AreaId, BuildingId> members_;
  FreshNames names_;
};

}  // namespace

void settle_work(Town& town, const TownSpec& spec) {
  town.enterprises = Work(town, spec).settle(&Totals::enterprises, enterprise_pull, NameKind::enterprise);
  town.organisations = Work(town, spec).settle(&Totals::organisations, organisation_pull, NameKind::organisation);
  town.posts = made_posts(town, spec);
}

}  // namespace wangge::town
