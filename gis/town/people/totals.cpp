#include "gis/town/people/totals.h"

#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "gis/town/people/household_sizes.h"
#include "gis/town/people/total_parts.h"
#include "gis/town/people/total_tree.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::town {
namespace {

using Given = std::optional<std::int64_t>;

class Completion {
 public:
  Completion(Column<AreaId, Area>& areas, const Column<AreaId, GivenTotals>& given, const TotalsRules& rules, core::Seed seed)
      : areas_(areas), given_(given), rules_(rules), seed_(seed) {}

  void run() {
    settle_households();
    settle_parts();
    settle_marks();
    settle_work();
  }

 private:
  using Numbers = Column<AreaId, std::int64_t>;

  [[nodiscard]] TotalField field(Total total, core::Text name, std::optional<std::int64_t> GivenTotals::*member) const {
    TotalField made{total,
                    std::move(name),
                    {},
                    Column<AreaId, double>(areas_.size(), 1.0),
                    Numbers(areas_.size(), 0),
                    Numbers(areas_.size(), no_limit),
                    Column<AreaId, std::optional<double>>(areas_.size()),
                    false,
                    {}};
    for (const GivenTotals& own : given_) made.given.push_back(own.*member);
    return made;
  }

  [[nodiscard]] double draw(const char* purpose, AreaId area, double cv) const {
    core::Stream luck(seed_, 0, purpose, area.value());
    return core::Lognormal(1, cv).draw(luck);
  }

  /// How large each area is against its sisters: of the lowest level by luck and kind, above it what lies below.
  [[nodiscard]] Column<AreaId, double> sizes() const {
    Column<AreaId, double> size(areas_.size(), 0.0);
    for (std::size_t i = areas_.size(); i-- > 0;) {
      const AreaId area(i);
      if (size[area] == 0) {
        size[area] =
            draw("size of an area", area, rules_.spread) * (areas_[area].kind == AreaKind::rural ? rules_.rural_share : 1);
      }
      if (areas_[area].parent.valid()) size[areas_[area].parent] += size[area];
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      if (given_[AreaId(i)].share) size[AreaId(i)] = *given_[AreaId(i)].share;
    }
    return size;
  }

  /// Sisters that state the other number weigh as much as it says, in the scale of those that do not.
  void weigh_by(const Column<AreaId, Given>& other, Column<AreaId, double>& weight) const {
    Column<AreaId, double> stated(areas_.size(), 0.0);
    Column<AreaId, double> drawn(areas_.size(), 0.0);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      if (!other[area] || !areas_[area].parent.valid()) continue;
      stated[areas_[area].parent] += static_cast<double>(*other[area]);
      drawn[areas_[area].parent] += weight[area];
    }
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      const AreaId parent = areas_[area].parent;
      if (!other[area] || !parent.valid() || stated[parent] == 0) continue;
      weight[area] = static_cast<double>(*other[area]) * drawn[parent] / stated[parent];
    }
  }

  [[nodiscard]] static std::size_t count(const Column<AreaId, Given>& given) {
    return static_cast<std::size_t>(std::count_if(given.begin(), given.end(), [](const Given& own) { return own.has_value(); }));
  }

  /// Whichever of households and residents is said more often leads, the other follows within 1 to 8 persons a household.
  void settle_households() {
    TotalField households = field(Total::households, {.zh = "户数", .en = "households"}, &GivenTotals::households);
    TotalField residents = field(Total::residents, {.zh = "居民数", .en = "residents"}, &GivenTotals::residents);
    const std::size_t said = count(households.given) + count(residents.given);
    if (said == 0) refuse_silence();
    const bool residents_lead = count(residents.given) > count(households.given);
    TotalField& first = residents_lead ? residents : households;
    TotalField& second = residents_lead ? households : residents;
    const double ratio = residents_lead ? 1 / rules_.persons_per_household : rules_.persons_per_household;
    first.weight = sizes();
    weigh_by(second.given, first.weight);
    bound(second.given, !residents_lead, first);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      if (second.given[area]) first.top[area] = static_cast<double>(*second.given[area]) / ratio;
    }
    const Numbers leading = resolve(areas_, first);
    Column<AreaId, Given> known;
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      known.push_back(leading[area]);
      second.weight[area] = static_cast<double>(leading[area]) * draw("size of households", area, rules_.size_spread);
      second.top[area] = static_cast<double>(leading[area]) * ratio;
    }
    bound(known, residents_lead, second);
    const Numbers following = resolve(areas_, second);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      areas_[area].totals.households = residents_lead ? following[area] : leading[area];
      areas_[area].totals.residents = residents_lead ? leading[area] : following[area];
    }
  }

  /// 1 to 8 persons a household: bounds of households from residents, or of residents from households.
  void bound(const Column<AreaId, Given>& other, bool from_residents, TotalField& own) const {
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      if (!other[area]) continue;
      own.low[area] = from_residents ? (*other[area] + largest_household - 1) / largest_household : *other[area];
      own.high[area] = from_residents ? *other[area] : largest_household * *other[area];
    }
    own.because = {.zh = "（每户 1 至 8 人）", .en = " (1 to 8 persons a household)"};
  }

  void settle_parts() {
    const AskedShares& asked = rules_.asked;
    TotalParts ages{Total::ages,
                    {.zh = "年龄", .en = "ages"},
                    {rules_.ages.begin(), rules_.ages.end()},
                    std::vector<bool>(asked.ages.begin(), asked.ages.end()),
                    {},
                    {}};
    TotalParts kinds{Total::residences,
                     {.zh = "居住类别", .en = "residences"},
                     {rules_.residences.begin(), rules_.residences.end()},
                     std::vector<bool>(asked.residences.begin(), asked.residences.end()),
                     {},
                     {}};
    Numbers residents;
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      residents.push_back(areas_[area].totals.residents);
      ages.given.push_back({given_[area].ages.begin(), given_[area].ages.end()});
      kinds.given.push_back({given_[area].residences.begin(), given_[area].residences.end()});
      const bool rural = areas_[area].kind == AreaKind::rural;
      const double old = draw("old people of an area", area, 0.2) * (rural ? 1.25 : 1);
      ages.lean.push_back({draw("children of an area", area, 0.12) * (rural ? 1.1 : 1), 1, old, old * (rural ? 1.15 : 1)});
      kinds.lean.push_back({1, draw("floating of an area", area, 0.5) * (rural ? 0.15 : 1),
                            draw("rental of an area", area, 0.4) * (rural ? 0.06 : 1)});
    }
    const auto by_age = resolve_parts(areas_, residents, ages);
    const auto by_kind = resolve_parts(areas_, residents, kinds);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      std::copy(by_age[area].begin(), by_age[area].end(), areas_[area].totals.ages.begin());
      std::copy(by_kind[area].begin(), by_kind[area].end(), areas_[area].totals.residences.begin());
    }
  }

  void settle_marks() {
    TotalField need = field(Total::in_need, {.zh = "困难群众", .en = "persons in need"}, &GivenTotals::in_need);
    TotalField party = field(Total::party_members, {.zh = "党员", .en = "party members"}, &GivenTotals::party_members);
    need.top_is_asked = rules_.asked.in_need;
    party.top_is_asked = rules_.asked.party_members;
    need.because = {.zh = "（不超过居民数）", .en = " (its residents)"};
    party.because = {.zh = "（不超过 15 岁及以上居民数）", .en = " (its residents of 15 and more)"};
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      const Totals& own = areas_[area].totals;
      need.high[area] = own.residents;
      party.high[area] = own.residents - own.ages[0];
      need.weight[area] = static_cast<double>(own.residents) * draw("need of an area", area, 0.35);
      party.weight[area] = static_cast<double>(party.high[area]) * draw("party members of an area", area, 0.3);
      need.top[area] = static_cast<double>(own.residents) * rules_.in_need;
      party.top[area] = static_cast<double>(own.residents) * rules_.party_members;
    }
    const Numbers in_need = resolve(areas_, need);
    const Numbers members = resolve(areas_, party);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      areas_[area].totals.in_need = in_need[area];
      areas_[area].totals.party_members = members[area];
    }
  }

  void settle_work() {
    TotalField firms = field(Total::enterprises, {.zh = "企业", .en = "enterprises"}, &GivenTotals::enterprises);
    TotalField bodies = field(Total::organisations, {.zh = "组织", .en = "organisations"}, &GivenTotals::organisations);
    firms.top_is_asked = rules_.asked.enterprises;
    bodies.top_is_asked = rules_.asked.organisations;
    firms.because = {.zh = "（全域每名居民至多一家）", .en = " (one for each resident of the whole)"};
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      // A single area, such as an industrial estate, may well have more firms than people.
      if (!areas_[area].parent.valid()) firms.high[area] = areas_[area].totals.residents;
      const auto people = static_cast<double>(areas_[area].totals.residents);
      const double rural = areas_[area].kind == AreaKind::rural ? 0.3 : 1;
      firms.weight[area] = people * rural * draw("enterprises of an area", area, rules_.work_spread);
      bodies.weight[area] = (people + 500) * rural * draw("organisations of an area", area, rules_.work_spread / 2);
      firms.top[area] = people * rules_.enterprises;
      bodies.top[area] = people * rules_.organisations;
    }
    const Numbers enterprises = resolve(areas_, firms);
    const Numbers organisations = resolve(areas_, bodies);
    for (const AreaId area : core::ids<AreaId>(areas_.size())) {
      areas_[area].totals.enterprises = enterprises[area];
      areas_[area].totals.organisations = organisations[area];
    }
  }

  [[noreturn]] void refuse_silence() const {
    throw core::Error(core::ErrorCode::input,
                      {.zh = "没有任何区域给出户数或居民数：请至少在一个层级给出其中之一",
                       .en = "no area states households or residents: state one of them at one level at least"});
  }

  Column<AreaId, Area>& areas_;
  const Column<AreaId, GivenTotals>& given_;
  const TotalsRules& rules_;
  core::Seed seed_;
};

}  // namespace

void complete_totals(Column<AreaId, Area>& areas, const Column<AreaId, GivenTotals>& given, const TotalsRules& rules,
                     core::Seed seed) {
  assert(given.size() == areas.size());
  Completion(areas, given, rules, seed).run();
  for (const AreaId area : core::ids<AreaId>(areas.size()))
    areas[area].organisations_stated = given[area].organisations.has_value();
  check_totals(areas);
}

}  // namespace wangge::town
