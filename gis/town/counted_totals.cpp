#include "gis/town/counted_totals.h"

namespace wangge::town {
namespace {

class Count {
 public:
  explicit Count(const Town& town) : town_(town), totals_(town.areas.size()) {}

  Column<AreaId, Totals> run() {
    for (const BuildingId id : core::ids<BuildingId>(town_.buildings.size())) {
      const Building& building = town_.buildings[id];
      Totals* totals = at(id);
      if (totals == nullptr) continue;
      totals->households += building.households;
      totals->residents += building.residents;
      totals->in_need += building.in_need;
      totals->party_members += building.party_members;
    }
    count_persons();
    for (const Establishment& one : town_.enterprises) count(one, &Totals::enterprises);
    for (const Establishment& one : town_.organisations) count(one, &Totals::organisations);
    for (std::size_t i = totals_.size(); i-- > 0;) add_to_parent(AreaId(i));
    if (town_.persons.empty()) take_given_parts();
    return std::move(totals_);
  }

 private:
  [[nodiscard]] Totals* at(BuildingId building) {
    if (!building.valid() || !town_.buildings[building].block.valid()) return nullptr;
    const AreaId area = town_.blocks[town_.buildings[building].block].area;
    return area.valid() ? &totals_[area] : nullptr;
  }

  void count_persons() {
    std::size_t person = 0;
    for (const Household& household : town_.households) {
      Totals* totals = at(household.building);
      for (int member = 0; member < household.persons && person < town_.persons.size(); ++member, ++person) {
        if (totals == nullptr) continue;
        ++totals->ages[town_.persons[person] % age_count];
        ++totals->residences[town_.persons[person] / age_count];
      }
    }
  }

  void count(const Establishment& one, std::int64_t Totals::*field) {
    if (Totals* totals = at(one.building)) ++(totals->*field);
  }

  void add_to_parent(AreaId area) {
    const AreaId parent = town_.areas[area].parent;
    if (!parent.valid()) return;
    totals_[parent] += totals_[area];
  }

  void take_given_parts() {
    for (const AreaId area : core::ids<AreaId>(totals_.size())) {
      totals_[area].ages = town_.areas[area].totals.ages;
      totals_[area].residences = town_.areas[area].totals.residences;
    }
  }

  const Town& town_;
  Column<AreaId, Totals> totals_;
};

}  // namespace

Column<AreaId, Totals> counted_totals(const Town& town) { return Count(town).run(); }

}  // namespace wangge::town
