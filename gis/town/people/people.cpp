#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/town/people/household_sizes.h"
#include "gis/town/people/living.h"
#include "gis/town/people/persons.h"
#include "gis/town/people/village_homes.h"
#include "gis/town/people/whole_shares.h"
#include "gis/town/settle.h"

#include <algorithm>
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

class People {
 public:
  People(Town& town, const TownSpec& spec) : town_(town), spec_(spec), members_(buildings_by_area(town)), villages_(town) {}

  void settle(core::Threads threads, const core::Progress& progress) {
    for (Building& building : town_.buildings)
      building.households = building.residents = building.in_need = building.party_members = 0;
    const std::vector<AreaId> areas = lowest_areas(town_);
    core::parallel_for(threads, areas.size(), [&](std::size_t i) {
      progress.check();
      fill_buildings(areas[i]);
    });
    number_homes();
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

  /// Households and residents of each building of one area.
  void fill_buildings(AreaId area) {
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
    ShareBounds size;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const LivingTraits& own = traits(living_kind(town_, town_.buildings[members[i]]));
      weights[i] = static_cast<double>(households[i]) * own.household_size * jitter(luck);
      size.low.push_back(households[i]);
      size.high.push_back(largest_household * households[i]);
    }
    const auto residents = lucky_shares(totals.residents, weights, size, luck);
    for (std::size_t i = 0; i < members.size(); ++i) {
      town_.buildings[members[i]].households = static_cast<std::uint16_t>(households[i]);
      town_.buildings[members[i]].residents = static_cast<std::uint16_t>(residents[i]);
    }
  }

  /// Where the households and persons of each building begin.
  void number_homes() {
    std::size_t households = 0;
    std::size_t persons = 0;
    first_household_.clear();
    first_person_.clear();
    for (const Building& building : town_.buildings) {
      first_household_.push_back(households);
      first_person_.push_back(persons);
      households += building.households;
      persons += building.residents;
    }
    town_.households.assign(households, Household());
    town_.persons.assign(persons, 0);
  }

  /// The sizes of the households, the ages and residences of the persons, and who is in need or a party member.
  void fill_homes(AreaId area) {
    std::vector<Home> homes;
    std::uint32_t person = 0;  // of the area
    for (const BuildingId building : members_[area]) {
      const Building& own = town_.buildings[building];
      if (own.households == 0) continue;
      core::Stream luck(spec_.seed, 0, "sizes of households", building.value());
      std::size_t household = first_household_[building.value()];
      for (const std::uint8_t size : household_sizes(own.households, own.residents, luck)) {
        town_.households[household++] = {building, size};
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
