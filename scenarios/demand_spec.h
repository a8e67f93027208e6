#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/loop/life.h"
#include "engine/territory/territory.h"
#include "scenarios/layer_ref.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a scenario says of requests: kinds, surges, a log of past ones.
namespace wangge::scenarios {

using simulation::DurationLaw;

/// The response that is promised.
enum class Target : std::uint8_t { accept, arrive, resolve };

/// Requests a year for every 1,000 of somebody or something.
struct Rate {
  enum class Per { residents, households, buildings, floor_area, group, ledger };
  double per_1000_year = 0;
  Per per = Per::residents;  ///< floor_area: of 1,000 m2
  std::string of{};          ///< the group or the kind of ledger
};

struct RequestSpec {
  std::string kind;
  core::Text title;
  std::vector<Rate> rates;                     ///< they add up
  std::vector<territory::BuildingUse> uses{};  ///< only there; empty: everywhere
  std::array<double, 24> hour_weight{};        ///< relative, any scale; sum > 0
  std::array<double, 7> weekday_weight{};      ///< monday first
  DurationLaw handle;
  core::Text source;  ///< of the rate, or "assumed"
  std::optional<std::array<double, 24>> weekend_hour_weight{};
  std::vector<double> season_weight{};     ///< 12 months or 365 days; empty: none
  std::optional<double> holiday_weight{};  ///< on the scale of weekday_weight; absent: the Sunday's
  double busy_days = 0;                    ///< coefficient of variation of a day's level
  simulation::Life life{};                 ///< all but the skills
  std::vector<std::string> needs{};        ///< skills, as tags
  struct Promised {
    Target target = Target::arrive;
    core::Millis within{0};
  };
  std::optional<Promised> promised{};  ///< absent: as the scenario promises
};

/// Whom grids whistle for, and who hands matters down to them.
struct DepartmentSpec {
  /// What it would hand down.
  struct Matter {
    std::string kind;         ///< of a [[request]]
    std::vector<Rate> rates;  ///< they add up
    bool admitted = false;    ///< on its admission list
  };
  std::string name;
  core::Text title;
  std::optional<DurationLaw> reports{};  ///< from the whistle, or the start of its next hours; nothing: no whistle calls it
  std::vector<std::string> hours{};      ///< as shifts are written; empty: always
  std::vector<Matter> matters{};
};

/// The offices of one level that matters climb to, one an area.
struct OfficeSpec {
  std::string level;
  core::Text title;  ///< empty: the level's
  std::uint32_t desks = 1;
  std::optional<DurationLaw> takes{};  ///< one try; nothing: as the chain of the kind says
  std::vector<std::string> hours{};    ///< as shifts are written; empty: always
};

/// A time and place in which some kinds of request come more often, or less.
struct SurgeSpec {
  std::string name;
  std::vector<std::string> kinds;
  core::Millis from{0};  ///< since the start of the horizon
  core::Millis to{0};
  double factor = 1;
  std::optional<Rate> extra{};
  std::string area{};                      ///< code of an area of any level; empty: not by area
  std::optional<core::Position> centre{};  ///< longitude and latitude of a circle
  core::Metres radius{0};
  std::optional<LayerRef> within{};  ///< polygons
  std::string key{};                 ///< file, line and key, for messages
};

/// Past requests, replayed as they happened.
struct LogSpec {
  LayerRef source;
  std::string opened_field;
  std::string kind_field;
  std::string building_field;                  ///< the building's source id; empty: by position
  std::map<std::string, std::string> kind_of;  ///< the log's word -> kind of a [[request]]; others keep their word
};

}  // namespace wangge::scenarios
