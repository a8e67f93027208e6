#include "gis/town/people/work_kinds.h"

#include <array>
#include <cstddef>
#include <span>

namespace wangge::town {
namespace {

using territory::BuildingUse;

/// How much work a square metre of floor draws: the use of the building times that of its block.
struct Pull {
  std::array<double, territory::building_use_count> use{};
  std::array<double, land_use_count> block{};
};

// In the order of BuildingUse: residential, mixed, commercial, industrial, civic, agricultural, minor, unknown.
constexpr Pull enterprise_pulls{{0.02, 1.0, 3.0, 3.0, 0.1, 0.1, 0, 0.2},
                                {1, 1, 1, 1, 0.6, 2, 2, 0.2, 0.2, 3, 0.2, 0.2, 0, 0, 0.2, 0.2}};
constexpr Pull organisation_pulls{{0.02, 0.4, 0.8, 0.3, 3.0, 0.05, 0, 0.1},
                                  {1, 1, 1, 1, 1, 1, 0.5, 1.5, 1.5, 0.5, 4, 1, 0, 0, 0.2, 0.2}};
constexpr double least_pull = 1e-6;  ///< any building will do where nothing better stands

double drawn(const Pull& pull, const WorkPlace& place) {
  return pull.use[static_cast<std::size_t>(place.building)] * pull.block[static_cast<std::size_t>(place.block)] + least_pull;
}

constexpr WorkKind manufacturing{"manufacturing", NameKind::manufacturer, 6, 3000, 12};
constexpr WorkKind logistics{"logistics", NameKind::carrier, 2, 1000, 25};
constexpr WorkKind trade{"trade", NameKind::trader, 1, 800};
constexpr WorkKind retail{"retail", NameKind::shop, 1, 500};
constexpr WorkKind catering{"catering", NameKind::eatery, 1, 300};
constexpr WorkKind services{"services", NameKind::service, 1, 3000};

constexpr WorkKind school{"school", NameKind::school};
constexpr WorkKind kindergarten{"kindergarten", NameKind::kindergarten};
constexpr WorkKind hospital{"hospital", NameKind::hospital};
constexpr WorkKind clinic{"clinic", NameKind::clinic};
constexpr WorkKind market_office{"market office", NameKind::market};
constexpr WorkKind government{"government", NameKind::office};
constexpr WorkKind service_centre{"service centre", NameKind::service_point};
constexpr WorkKind institution{"public institution", NameKind::institution};
constexpr WorkKind social_body{"social organisation", NameKind::social_body};
constexpr WorkKind party_body{"party organisation", NameKind::party_body};
constexpr WorkKind association{"association", NameKind::association};

/// A kind with its weight among those of a place.
struct Choice {
  const WorkKind* kind;
  double weight;
};

constexpr std::array works{Choice{&manufacturing, 7}, Choice{&logistics, 2}, Choice{&trade, 1}};
constexpr std::array works_front{Choice{&trade, 4}, Choice{&logistics, 2}, Choice{&services, 2}, Choice{&catering, 2}};
constexpr std::array halls{Choice{&trade, 6}, Choice{&retail, 3}, Choice{&catering, 1}};
constexpr std::array centre{Choice{&retail, 4}, Choice{&catering, 3}, Choice{&services, 2}, Choice{&trade, 1}};
constexpr std::array tower{Choice{&services, 7}, Choice{&trade, 3}};
constexpr std::array street{Choice{&retail, 5}, Choice{&catering, 3}, Choice{&services, 2}};
constexpr std::array campus{Choice{&catering, 5}, Choice{&retail, 4}, Choice{&services, 1}};
constexpr std::array home{Choice{&services, 6}, Choice{&retail, 4}};
constexpr std::array farm{Choice{&manufacturing, 5}, Choice{&trade, 5}};

std::span<const Choice> enterprise_choices(const WorkPlace& place) {
  constexpr int office_floors = 8;
  if (place.building == BuildingUse::industrial) return works;
  if (place.building == BuildingUse::agricultural) return farm;
  switch (place.block) {
    case LandUse::industry:
      return works_front;
    case LandUse::market:
      return halls;
    case LandUse::school:
    case LandUse::hospital:
    case LandUse::civic:
    case LandUse::park:
      return campus;
    case LandUse::commerce:
      return place.floors >= office_floors ? std::span<const Choice>(tower) : std::span<const Choice>(centre);
    default:
      return place.building == BuildingUse::residential || place.building == BuildingUse::minor ? std::span<const Choice>(home)
                                                                                                : std::span<const Choice>(street);
  }
}

constexpr std::array of_campus{Choice{&party_body, 5}, Choice{&association, 3}, Choice{&social_body, 2}};
constexpr std::array of_government{Choice{&government, 4}, Choice{&institution, 3}, Choice{&service_centre, 1},
                                   Choice{&party_body, 1}, Choice{&association, 1}};
constexpr std::array of_people{Choice{&social_body, 4}, Choice{&association, 3}, Choice{&party_body, 3}};
constexpr std::array of_works{Choice{&party_body, 5}, Choice{&association, 5}};
constexpr std::array of_park{Choice{&institution, 7}, Choice{&association, 3}};

std::span<const Choice> organisation_choices(const WorkPlace& place) {
  switch (place.block) {
    case LandUse::school:
    case LandUse::hospital:
    case LandUse::market:
      return of_campus;
    case LandUse::civic:
      return of_government;
    case LandUse::industry:
    case LandUse::commerce:
      return of_works;
    case LandUse::park:
      return of_park;
    default:
      return of_people;
  }
}

const WorkKind& chosen(std::span<const Choice> choices, core::Stream& luck) {
  double sum = 0;
  for (const Choice& choice : choices) sum += choice.weight;
  double left = luck.uniform() * sum;
  for (const Choice& choice : choices) {
    left -= choice.weight;
    if (left < 0) return *choice.kind;
  }
  return *choices.back().kind;
}

}  // namespace

double enterprise_pull(const WorkPlace& place) { return drawn(enterprise_pulls, place); }

double organisation_pull(const WorkPlace& place) { return drawn(organisation_pulls, place); }

const WorkKind& enterprise_kind(const WorkPlace& place, core::Stream& luck) { return chosen(enterprise_choices(place), luck); }

const WorkKind& organisation_kind(const WorkPlace& place, core::Stream& luck) {
  return chosen(organisation_choices(place), luck);
}

std::optional<WorkKind> main_organisation(const WorkPlace& place) {
  constexpr double of_hospital = 3000;  // square metres of floor; smaller ones are clinics
  const bool civic = place.building == BuildingUse::civic;
  switch (place.block) {
    case LandUse::school:
      return civic ? std::optional(school) : std::nullopt;
    case LandUse::hospital:
      if (!civic) return std::nullopt;
      return place.floor_m2 >= of_hospital ? hospital : clinic;
    case LandUse::market:
      return place.building == BuildingUse::commercial ? std::optional(market_office) : std::nullopt;
    case LandUse::civic:
      return civic ? std::optional(government) : std::nullopt;
    case LandUse::village:
      return civic ? std::optional(service_centre) : std::nullopt;
    case LandUse::compound:
    case LandUse::open_estate:
      return civic ? std::optional(kindergarten) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace wangge::town
