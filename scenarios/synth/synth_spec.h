#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "gis/town/people/totals.h"
#include "gis/town/town_spec.h"
#include "gis/town/write_town.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// A count, or a share of the residents.
struct Amount {
  std::optional<std::int64_t> count;
  std::optional<double> share;
};

/// One level of a town whose areas are made up.
struct SynthLevel {
  std::string name;
  std::int64_t count = 1;           ///< areas of this level in the whole town
  std::int64_t rural = 0;           ///< how many of them are villages
  std::vector<std::string> labels;  ///< names, first come first served; the rest are made
};

/// Real names and codes from tables.
struct SynthNames {
  std::string source;  ///< CSV of the lowest level: code, name, streetCode, areaCode
  std::string towns;   ///< CSV of the level above: code, name, areaCode; empty: towns are named by their codes
  std::string county;  ///< six digits
  std::string label;   ///< name of the county; empty: its code
};

/// The section `[synth]`: what a town that stands in place of sources is made from, as written.
struct SynthSpec {
  town::Form form = town::Form::quarter;
  std::optional<double> area_km2;
  double longitude = 0;  ///< of the middle, degrees
  double latitude = 0;
  std::string outline;  ///< a file; empty: made
  std::string outline_layer;
  town::Terrain terrain;
  town::LivingShares living;
  int year = 2025;
  std::vector<town::Stage> stages;
  std::optional<double> renewal;
  double dwelling_m2 = 95;
  double occupied = 0.88;
  std::optional<std::int64_t> buildings;

  std::optional<std::int64_t> households;
  std::optional<std::int64_t> residents;
  double persons_per_household = 2.62;
  std::array<Amount, town::age_count> ages;
  std::array<Amount, town::residence_count> residences;
  Amount in_need;
  Amount party_members;
  Amount enterprises;
  Amount organisations;
  double rural_share = 0.35;  ///< size of a village against a community

  std::vector<SynthLevel> levels;
  std::string code;  ///< of the highest area, where codes are made
  std::optional<SynthNames> names;
  std::string areas;  ///< CSV of totals an area; empty: none

  std::vector<std::string> partitions;
  std::string grids;  ///< the partition that is today's plan; empty: none
  town::PeopleDetail people = town::PeopleDetail::persons;

  std::map<std::string, std::string> places;  ///< written key -> "file:line:column", for errors found later
};

/// The file of a made town, as its scenario names it.
inline constexpr const char* made_town_file = "town.gpkg";

/// Where a key was written: "town.toml:12:9"; where it was not, the place of the section.
[[nodiscard]] std::string place_of(const SynthSpec& spec, const std::string& key);
/// Words behind a key and its place: "town.toml:12:9: synth.areas: …".
[[nodiscard]] core::Text behind_place(const SynthSpec& spec, const std::string& key, const core::Text& words);

}  // namespace wangge::scenarios
