#include "engine/core/error.h"
#include "gis/town/people/household_sizes.h"
#include "gis/town/people/totals.h"

#include <functional>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// One number of Totals with its name.
struct Figure {
  core::Text name;
  std::function<std::int64_t(const Totals&)> of;
};

const std::vector<Figure>& figures() {
  static const std::vector<Figure> all{
      {{.zh = "户数", .en = "households"}, [](const Totals& t) { return t.households; }},
      {{.zh = "居民数", .en = "residents"}, [](const Totals& t) { return t.residents; }},
      {{.zh = "15 岁以下", .en = "residents under 15"}, [](const Totals& t) { return t.ages[0]; }},
      {{.zh = "15-59 岁", .en = "residents of 15-59"}, [](const Totals& t) { return t.ages[1]; }},
      {{.zh = "60-79 岁", .en = "residents of 60-79"}, [](const Totals& t) { return t.ages[2]; }},
      {{.zh = "80 岁及以上", .en = "residents of 80 and more"}, [](const Totals& t) { return t.ages[3]; }},
      {{.zh = "常住", .en = "registered residents"}, [](const Totals& t) { return t.residences[0]; }},
      {{.zh = "流动", .en = "floating residents"}, [](const Totals& t) { return t.residences[1]; }},
      {{.zh = "租住", .en = "renting residents"}, [](const Totals& t) { return t.residences[2]; }},
      {{.zh = "困难群众", .en = "persons in need"}, [](const Totals& t) { return t.in_need; }},
      {{.zh = "党员", .en = "party members"}, [](const Totals& t) { return t.party_members; }},
      {{.zh = "企业", .en = "enterprises"}, [](const Totals& t) { return t.enterprises; }},
      {{.zh = "组织", .en = "organisations"}, [](const Totals& t) { return t.organisations; }}};
  return all;
}

[[noreturn]] void refuse(const Area& area, const core::Text& what, std::int64_t own, const core::Text& against,
                         std::int64_t other) {
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}（{}）：{}为 {}，{} {}：请更正其中之一", area.name, area.code, what.zh, own, against.zh, other),
       .en =
           fmt::format("{} ({}): {} are {}, {} {}: correct one of them", area.name, area.code, what.en, own, against.en, other)});
}

void check_area(const Area& area) {
  const Totals& own = area.totals;
  for (const Figure& figure : figures()) {
    if (figure.of(own) < 0) refuse(area, figure.name, figure.of(own), {.zh = "不得小于", .en = "which must be at least"}, 0);
  }
  const core::Text residents{.zh = "居民数", .en = "residents"};
  const core::Text must{.zh = "而居民数为", .en = "while its residents are"};
  const auto ages = std::accumulate(own.ages.begin(), own.ages.end(), std::int64_t{0});
  const auto kinds = std::accumulate(own.residences.begin(), own.residences.end(), std::int64_t{0});
  if (ages != own.residents) refuse(area, {.zh = "各年龄之和", .en = "its ages together"}, ages, must, own.residents);
  if (kinds != own.residents) refuse(area, {.zh = "各居住类别之和", .en = "its residences together"}, kinds, must, own.residents);
  if (own.households > own.residents) refuse(area, {.zh = "户数", .en = "households"}, own.households, must, own.residents);
  if (own.residents > largest_household * own.households) {
    refuse(area, residents, own.residents,
           {.zh = "而每户至多 8 人，户数只容", .en = "while at 8 persons a household there is room for"},
           largest_household * own.households);
  }
  if (own.in_need > own.residents) refuse(area, {.zh = "困难群众", .en = "persons in need"}, own.in_need, must, own.residents);
  if (own.party_members > own.residents - own.ages[0]) {
    refuse(area, {.zh = "党员", .en = "party members"}, own.party_members,
           {.zh = "而 15 岁及以上居民数为", .en = "while its residents of 15 and more are"}, own.residents - own.ages[0]);
  }
}

}  // namespace

void check_totals(const Column<AreaId, Area>& areas) {
  Column<AreaId, std::vector<AreaId>> children(areas.size());
  for (const AreaId area : core::ids<AreaId>(areas.size())) {
    check_area(areas[area]);
    if (areas[area].parent.valid()) children[areas[area].parent].push_back(area);
  }
  for (const AreaId area : core::ids<AreaId>(areas.size())) {
    if (children[area].empty()) continue;
    for (const Figure& figure : figures()) {
      std::int64_t sum = 0;
      for (const AreaId child : children[area]) sum += figure.of(areas[child].totals);
      if (sum == figure.of(areas[area].totals)) continue;
      refuse(areas[area], figure.name, figure.of(areas[area].totals),
             {.zh = "而其下级之和为", .en = "while the areas below it sum to"}, sum);
    }
  }
}

}  // namespace wangge::town
