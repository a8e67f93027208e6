#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/parallel.h"
#include "gis/town/people/household_sizes.h"
#include "gis/town/people/living.h"
#include "gis/town/people/persons.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/people/village_homes.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/settle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace wangge::town {
namespace {

[[noreturn]] void refuse(const Area& area, const char* zh, const char* en, std::int64_t wanted, std::int64_t room) {
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("“{}”（{}）给定 {} {}，但至多容得下 {}：请更正合计或扩大用地", area.name, area.code, wanted, zh, room),
       .en = fmt::format("'{}' ({}) is to hold {} {}, but there is room for {} at most: correct the total or give it "
                         "more land",
                         area.name, area.code, wanted, en, room)});
}

/// Around 1, so that equal buildings differ a little.
double jitter(core::Stream& luck) { return 0.9 + 0.2 * luck.uniform(); }

/// A dwelling of twice the floor has 1.15 times the persons a household, among those of one kind of building. Assumed.
constexpr double size_by_room = 0.2;

double dwelling_m2(const Building& building) {
  return std::abs(signed_area(building.footprint)) * building.floors / building.dwellings;
}

class People {
 public:
  People(Town& town, const TownSpec& spec) : town_(town), spec_(spec), members_(buildings_by_area(town)), villages_(town) {}

  void settle(core::Threads threads, const core::Progress& progress) {
    for (Building& building : town_.buildings)
      building.households = building.residents = building.in_need = building.party_members = 0;
    const std::vector<AreaId> areas = lowest_areas(town_);
    core::parallel_for(threads, areas.size(), [&](std::size_t i) {
      progress.check();
      share_households(areas[i]);
    });
    number_households();
    core::parallel_for(threads, areas.size(), [&](std::size_t i) {
      progress.check();
      deal_households(areas[i]);
    });
    number_persons();
    core::parallel_for(threads, areas.size(), [&](std::size_t i) {
      progress.check();
      fill_homes(areas[i]);
    });
  }

 private:
  [[nodiscard]] std::vector<BuildingId> homes_of(AreaId area) const {
    std::vector<BuildingId> lived_in;
    for (const BuildingId building : members_[area]) {
      const Building& own = town_.buildings[building];
      if (own.dwellings > 0 && stands_in(own, spec_.year)) lived_in.push_back(building);
    }
    return lived_in;
  }

  /// Households of each building: where the area has natural villages each gets its own number first.
  [[nodiscard]] std::vector<std::int64_t> shared_households(std::int64_t households, std::span<const BuildingId> members,
                                                            std::span<const double> weights, const ShareBounds& room,
                                                            core::Stream& luck) const {
    const std::vector<Settlement> settlements = villages_.settlements(members);
    if (settlements.size() < 2) return lucky_shares(households, weights, room, luck);
    std::vector<double> weight(settlements.size(), 0);
    std::vector<std::int64_t> most(settlements.size(), 0);
    for (std::size_t s = 0; s < settlements.size(); ++s) {
      for (const std::size_t i : settlements[s].members) {
        weight[s] += weights[i];
        most[s] += room.high[i];
      }
    }
    const auto shares = lucky_shares(households, weight, village_bounds(households, settlements, most), luck);
    std::vector<std::int64_t> found(members.size(), 0);
    for (std::size_t s = 0; s < settlements.size(); ++s) {
      std::vector<double> own;
      ShareBounds bounds;
      for (const std::size_t i : settlements[s].members) {
        own.push_back(weights[i]);
        bounds.high.push_back(room.high[i]);
      }
      const auto parts = lucky_shares(shares[s], own, bounds, luck);
      for (std::size_t k = 0; k < parts.size(); ++k) found[settlements[s].members[k]] = parts[k];
    }
    return found;
  }

  /// Households of each building of one area.
  void share_households(AreaId area) {
    const Totals& totals = town_.areas[area].totals;
    const std::vector<BuildingId> members = homes_of(area);
    core::Stream luck(spec_.seed, 0, "households of buildings", area.value());
    std::vector<double> weights;
    ShareBounds room;
    for (const BuildingId building : members) {
      const Building& own = town_.buildings[building];
      weights.push_back(own.dwellings * traits(living_kind(town_, own)).occupancy * jitter(luck));
      room.high.push_back(own.dwellings);
    }
    const std::int64_t dwellings = std::accumulate(room.high.begin(), room.high.end(), std::int64_t{0});
    if (dwellings < totals.households) refuse(town_.areas[area], "户", "households", totals.households, dwellings);
    if (totals.residents < totals.households || totals.residents > largest_household * totals.households) {
      refuse(town_.areas[area], "人", "residents", totals.residents, largest_household * totals.households);
    }
    const auto households = shared_households(totals.households, members, weights, room, luck);
    for (std::size_t i = 0; i < members.size(); ++i)
      town_.buildings[members[i]].households = static_cast<std::uint16_t>(households[i]);
  }

  /// Where the households of each building begin.
  void number_households() {
    std::size_t households = 0;
    for (const Building& building : town_.buildings) {
      first_household_.push_back(households);
      households += building.households;
    }
    town_.households.assign(households, Household());
  }

  /// How large the households of each building are against those of the area: by kind, within it by the floor a household has.
  [[nodiscard]] std::vector<Homestead> homesteads(std::span<const BuildingId> members, core::Stream& luck) const {
    std::array<double, living_kind_count> floor{}, households{};  // of each kind
    for (const BuildingId building : members) {
      const Building& own = town_.buildings[building];
      const auto kind = static_cast<std::size_t>(living_kind(town_, own));
      floor[kind] += dwelling_m2(own) * own.households;
      households[kind] += own.households;
    }
    std::vector<Homestead> found(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Building& own = town_.buildings[members[i]];
      if (own.households == 0) continue;
      const LivingKind kind = living_kind(town_, own);
      const auto k = static_cast<std::size_t>(kind);
      const double room = floor[k] > 0 ? std::clamp(dwelling_m2(own) * households[k] / floor[k], 0.25, 4.0) : 1;
      found[i] = {own.households, traits(kind).household_size * core::pow(room, size_by_room) * jitter(luck)};
    }
    return found;
  }

  /// The sizes of the households of one area, each in a building; the residents of a building are theirs together.
  void deal_households(AreaId area) {
    const Totals& totals = town_.areas[area].totals;
    const std::vector<BuildingId> members = homes_of(area);
    core::Stream luck(spec_.seed, 0, "sizes of households", area.value());
    const auto sizes = household_sizes(totals.households, totals.residents, luck);
    const auto dealt = dealt_sizes(sizes, homesteads(members, luck), luck);
    auto next = dealt.begin();
    for (const BuildingId building : members) {
      Building& own = town_.buildings[building];
      for (std::size_t k = 0; k < own.households; ++k, ++next) {
        town_.households[first_household_[building.value()] + k] = {building, *next};
        own.residents = static_cast<std::uint16_t>(own.residents + *next);
      }
    }
  }

  /// Where the persons of each building begin.
  void number_persons() {
    std::size_t persons = 0;
    for (const Building& building : town_.buildings) {
      first_person_.push_back(persons);
      persons += building.residents;
    }
    town_.persons.assign(persons, 0);
  }

  /// The ages and residences of the persons, and who is in need or a party member.
  void fill_homes(AreaId area) {
    std::vector<Home> homes;
    std::uint32_t person = 0;  // of the area
    for (const BuildingId building : members_[area]) {
      const Building& own = town_.buildings[building];
      if (own.households == 0) continue;
      for (std::size_t k = 0; k < own.households; ++k) {
        const std::uint8_t size = town_.households[first_household_[building.value()] + k].persons;
        homes.push_back({person, size, living_kind(town_, own)});
        person += size;
      }
    }
    core::Stream luck(spec_.seed, 0, "persons", area.value());
    const std::vector<std::uint8_t> persons = settled_persons(homes, town_.areas[area].totals, luck);
    auto next = persons.begin();
    for (const BuildingId building : members_[area]) {
      const auto count = static_cast<std::ptrdiff_t>(town_.buildings[building].residents);
      std::copy_n(next, count, town_.persons.begin() + static_cast<std::ptrdiff_t>(first_person_[building.value()]));
      next += count;
    }
    settle_marks(area, luck);
  }

  /// Persons in need by age and kind of building; party members among those of 15 and more.
  void settle_marks(AreaId area, core::Stream& luck) {
    const Totals& totals = town_.areas[area].totals;
    const std::vector<BuildingId> members = homes_of(area);
    std::vector<double> need_weight, party_weight;
    ShareBounds anyone, grown;
    for (const BuildingId building : members) {
      const Building& own = town_.buildings[building];
      std::array<double, age_count> ages{};
      double settled = 0;
      for (std::size_t k = 0; k < own.residents; ++k) {
        const std::uint8_t person = town_.persons[first_person_[building.value()] + k];
        ages[person % age_count] += 1;
        settled += person >= age_count || person % age_count == 0 ? 0 : 1;
      }
      const LivingTraits& kind = traits(living_kind(town_, own));
      need_weight.push_back(kind.in_need * (0.6 * ages[0] + 0.5 * ages[1] + 2 * ages[2] + 6 * ages[3]) * jitter(luck));
      party_weight.push_back(kind.party * (settled + 0.3 * (ages[1] + ages[2] + ages[3])) * jitter(luck));
      anyone.high.push_back(own.residents);
      grown.high.push_back(own.residents - static_cast<std::int64_t>(ages[0]));
    }
    const std::int64_t adults = std::accumulate(grown.high.begin(), grown.high.end(), std::int64_t{0});
    if (totals.in_need > totals.residents)
      refuse(town_.areas[area], "名困难群众", "persons in need", totals.in_need, totals.residents);
    if (totals.party_members > adults) refuse(town_.areas[area], "名党员", "party members", totals.party_members, adults);
    const auto in_need = lucky_shares(totals.in_need, need_weight, anyone, luck);
    const auto party = lucky_shares(totals.party_members, party_weight, grown, luck);
    for (std::size_t i = 0; i < members.size(); ++i) {
      town_.buildings[members[i]].in_need = static_cast<std::uint16_t>(in_need[i]);
      town_.buildings[members[i]].party_members = static_cast<std::uint16_t>(party[i]);
    }
  }

  Town& town_;
  const TownSpec& spec_;
  core::Csr<AreaId, BuildingId> members_;
  Villages villages_;
  std::vector<std::size_t> first_household_;
  std::vector<std::size_t> first_person_;
};

}  // namespace

void settle_people(Town& town, const TownSpec& spec, core::Threads threads, const core::Progress& progress) {
  People(town, spec).settle(threads, progress);
}

}  // namespace wangge::town
