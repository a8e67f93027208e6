#include "engine/planning/propose/profile.h"

#include <algorithm>

namespace wangge::planning {
namespace {

/// The aim of an emphasised profile weighs so many times as much, the others stay.
constexpr double emphasis = 5;
/// Beside an even load, borders and ways of a usual partition count as much as this share of a grid's weight.
constexpr double soft_share = 0.5;
constexpr double open_factor = 3;
/// Grids farther from the mean than is fair, or than the most even partition known has them, are avoided.
constexpr double fair_margin = 0.002;
/// A household out of range, as a share of a mean grid, costs this much.
constexpr double excess_price = 200;
/// What goes first of range and limit of change costs so many times as much where change is limited.
constexpr double first_of_two = 20;
/// Terms above a ceiling cost this much for each whole ceiling.
constexpr double ceiling_price = 40;
/// Travel in the search is measured between nodes, in the figure between cells: the ceiling leaves room for the difference.
constexpr double travel_margin = 0.999;

void price_work(AimGoal& goal, double weight) {
  goal.price[at(AimTerm::deviation)] = 4 * weight;
  goal.price[at(AimTerm::deviation_max)] = 8 * weight;
  goal.price[at(AimTerm::squares)] = 10 * weight;
}

void set_cap(AimGoal& goal, AimTerm term, double cap, double scale, double parts) {
  goal.cap[at(term)] = cap;
  goal.cap_price[at(term)] = ceiling_price * parts / std::max(scale, 1e-9);
}

void cap_by_reference(AimGoal& goal, const ReferenceTerms& reference, double households, double parts) {
  const AimTerms& had = reference.terms;
  goal.open_share = reference.open_share;
  set_cap(goal, AimTerm::deviation, had[at(AimTerm::deviation)], 0.5 * parts, parts);
  set_cap(goal, AimTerm::deviation_max, std::max(had[at(AimTerm::deviation_max)], reference.deviation_max), 0.5, parts);
  set_cap(goal, AimTerm::border, had[at(AimTerm::border)], had[at(AimTerm::border)], parts);
  set_cap(goal, AimTerm::open_gap, had[at(AimTerm::open_gap)], had[at(AimTerm::border)], parts);
  set_cap(goal, AimTerm::bulk, had[at(AimTerm::bulk)], had[at(AimTerm::bulk)], parts);
  set_cap(goal, AimTerm::compounds, had[at(AimTerm::compounds)], 4, parts);
  set_cap(goal, AimTerm::compound_households, had[at(AimTerm::compound_households)], households, parts);
  set_cap(goal, AimTerm::travel, travel_margin * had[at(AimTerm::travel)], had[at(AimTerm::travel)], parts);
  set_cap(goal, AimTerm::members, had[at(AimTerm::members)], parts, parts);
  set_cap(goal, AimTerm::organisations, had[at(AimTerm::organisations)], parts, parts);
}

/// Sizes go before the limit, unless they are excused: a household out of range outweighs the many that may have to change for
/// it.
void limit_change(AimGoal& goal, const ChangeLimit& change, double households, double parts) {
  set_cap(goal, AimTerm::moved, static_cast<double>(allowed_change(change.share, households)), households, 5 * parts);
  goal.change_first = change.first;
  (change.first ? goal.cap_price[at(AimTerm::moved)] : goal.price[at(AimTerm::excess)]) *= first_of_two;
}

double fair_cap(const Parcel& parcel, std::uint32_t parts, double wanted) {
  const EvenParts& even = parcel.even;
  if (even.parts != parts || parcel.table.grids_elsewhere > parcel.table.dedicated_elsewhere) return fair_deviation;
  const double known = even.labels.empty() ? even.bound : even.deviation;
  return known <= wanted ? wanted : known + fair_margin;
}

Profile emphasised(std::string_view key, core::Text name, const Aims& aims, double Aims::*aim) {
  Profile profile{.key = key, .name = std::move(name), .aims = aims};
  profile.aims.*aim *= emphasis;
  return profile;
}

}  // namespace

std::vector<Profile> make_profiles(const Aims& aims, const AimGround& ground, bool compounds, bool reference) {
  std::vector<Profile> all{{.key = "balanced", .name = {.zh = "按给定权重", .en = "the weights as given"}, .aims = aims}};
  if (reference) {
    all.push_back({.key = "no worse",
                   .name = {.zh = "各项均不劣于参照方案", .en = "no figure worse than the reference"},
                   .aims = aims,
                   .no_worse = true});
  }
  const auto add = [&](bool wanted, std::string_view key, core::Text name, double Aims::*aim) {
    if (wanted && aims.*aim > 0) all.push_back(emphasised(key, std::move(name), aims, aim));
  };
  const bool counted =
      ground.ledger != nullptr && (!ground.ledger->party_members.empty() || !ground.ledger->organisations.empty());
  add(true, "even", {.zh = "侧重工作量均衡", .en = "even work first"}, &Aims::work);
  add(true, "compact", {.zh = "侧重形状紧凑", .en = "compact shape first"}, &Aims::compact);
  add(true, "barriers", {.zh = "侧重沿路划界", .en = "borders along roads first"}, &Aims::barriers);
  add(true, "travel", {.zh = "侧重路程短", .en = "short ways first"}, &Aims::travel);
  add(compounds, "compounds", {.zh = "侧重小区不拆", .en = "whole compounds first"}, &Aims::compounds);
  add(ground.today != nullptr, "change", {.zh = "侧重少改动", .en = "least change first"}, &Aims::change);
  add(counted, "spread", {.zh = "侧重党员与组织均匀", .en = "members and organisations first"}, &Aims::spread);
  all.push_back(
      {.key = "fewer", .name = {.zh = "网格少一些", .en = "fewer grids"}, .aims = aims, .count = Profile::Count::fewer});
  all.push_back({.key = "more", .name = {.zh = "网格多一些", .en = "more grids"}, .aims = aims, .count = Profile::Count::more});
  return all;
}

AimGoal make_goal(const Parcel& parcel, const AimTerms& usual, std::uint32_t part_count, const Profile& profile,
                  const std::optional<ChangeLimit>& change, const std::optional<ReferenceTerms>& reference) {
  const auto parts = static_cast<double>(part_count);
  const Aims& aims = profile.aims;
  double households = 0;
  for (const auto& node : parcel.graph.nodes) households += node.households;
  const double size = std::max(1.0, static_cast<double>(parcel.graph.total));
  AimGoal goal;
  goal.price[at(AimTerm::excess)] = excess_price * parts / size;
  price_work(goal, aims.work);
  const auto relative = [&](AimTerm term, double weight) {
    if (usual[at(term)] > 0) goal.price[at(term)] = soft_share * parts * weight / usual[at(term)];
  };
  relative(AimTerm::border, aims.compact);
  relative(AimTerm::bulk, aims.compact);
  // A metre that follows no line is paid for several times, so that the share along lines counts even where it is high.
  if (usual[at(AimTerm::border)] > 0)
    goal.price[at(AimTerm::open_border)] = open_factor * soft_share * parts * aims.barriers / usual[at(AimTerm::border)];
  relative(AimTerm::travel, aims.travel);
  goal.price[at(AimTerm::compounds)] = 0.1 * aims.compounds;
  goal.price[at(AimTerm::compound_households)] = soft_share * parts * aims.compounds / size;
  goal.price[at(AimTerm::moved)] = parts * aims.change / size;
  goal.price[at(AimTerm::members)] = soft_share * aims.spread;
  goal.price[at(AimTerm::organisations)] = soft_share * aims.spread;
  if (aims.work > 0) set_cap(goal, AimTerm::deviation_max, fair_cap(parcel, part_count, wanted_deviation(aims)), 1, parts);
  if (change) limit_change(goal, *change, households, parts);
  if (profile.no_worse && reference) cap_by_reference(goal, *reference, households, parts);
  return goal;
}

}  // namespace wangge::planning
