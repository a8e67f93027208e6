#pragma once

#include "engine/core/text.h"

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The schema of a scenario file: one table of every key. From it the loader checks files, `wangge explain KEY`
/// answers and docs/scenario-keys.md is generated. A key that is not in the table does not exist.
namespace wangge::scenarios {

/// What a value is written as.
enum class Kind {
  text,
  integer,
  number,
  flag,
  date,
  file,  ///< a path relative to the file it is written in
  duration,
  length,
  area,
  speed,
  share,
  per_floor,
  rate,
  law,
  target,
  shifts,        ///< array of "mon-fri 08:00-12:00"
  texts,         ///< array of texts
  range,         ///< [least, most]
  number_range,  ///< the same, of any numbers
  hours,         ///< 24 numbers, or the name of a profile
  weekdays,      ///< 7 numbers (Monday first), or the name of a profile
  amount,        ///< an integer, or a share of the residents
  count_range,   ///< an integer, or [least, most]
  change,        ///< an integer, or "15 % of households"
  rates,         ///< a rate, or an array of rates that add up
  season,        ///< 12 or 365 numbers, or the name of a profile
  dates,         ///< array of dates
  until,         ///< "response +-2 %"
  warm_up,       ///< a duration, or "auto"
  moment,        ///< a duration since the start, or a date with or without a time
  place,         ///< [longitude, latitude]
  stars,         ///< 5 numbers, one star first
  tables,        ///< a table of the keys of other sections
  setting,       ///< whatever the key takes that is named beside it
};

struct KeySpec {
  std::string path{};  ///< "travel.stairs"; "level[].name" in an array of tables; "*" is a free name
  Kind kind = Kind::text;
  bool required = false;
  std::string fallback{};                                 ///< the default as TOML; empty: none
  core::Text fallback_source{};                           ///< who says so; empty where a default needs no source
  std::vector<std::string> choices{};                     ///< allowed words; empty: any
  double low = -std::numeric_limits<double>::infinity();  ///< of numbers, inclusive
  double high = std::numeric_limits<double>::infinity();
  core::Text meaning{};
  std::string example{};  ///< as TOML; empty: the kind's own
};

/// All keys in the order of the documentation. Built once.
[[nodiscard]] const std::vector<KeySpec>& keys();
/// By exact path; null when there is none.
[[nodiscard]] const KeySpec* find_key(std::string_view path);
/// What a value of this kind must look like: `a duration such as "15 min"`.
[[nodiscard]] core::Text expectation(const KeySpec& key);
/// The kind in a word: "duration".
[[nodiscard]] core::Text kind_name(Kind kind);
/// The key's own example, or its kind's.
[[nodiscard]] std::string example(const KeySpec& key);

/// The same table as a tree, to walk next to a document.
struct KeyTree {
  std::map<std::string, std::unique_ptr<KeyTree>> members;
  std::unique_ptr<KeyTree> any;    ///< a free name
  std::unique_ptr<KeyTree> items;  ///< of an array of tables
  const KeySpec* key = nullptr;    ///< set where a value may stand

  [[nodiscard]] const KeyTree* member(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> member_names() const;
};
[[nodiscard]] const KeyTree& key_tree();

/// The sections of the table; each in a file of its own.
[[nodiscard]] std::vector<KeySpec> scenario_keys();
[[nodiscard]] std::vector<KeySpec> assumption_keys();  ///< a part of them
[[nodiscard]] std::vector<KeySpec> planning_keys();
[[nodiscard]] std::vector<KeySpec> territory_keys();
[[nodiscard]] std::vector<KeySpec> redraw_keys();
[[nodiscard]] std::vector<KeySpec> travel_keys();
[[nodiscard]] std::vector<KeySpec> operation_keys();
[[nodiscard]] std::vector<KeySpec> demand_keys();
[[nodiscard]] std::vector<KeySpec> life_keys();
[[nodiscard]] std::vector<KeySpec> department_keys();
[[nodiscard]] std::vector<KeySpec> office_keys();
[[nodiscard]] std::vector<KeySpec> whistle_keys();  ///< of a request
[[nodiscard]] std::vector<KeySpec> duty_keys();
[[nodiscard]] std::vector<KeySpec> responder_keys();
[[nodiscard]] std::vector<KeySpec> dispatch_keys();
[[nodiscard]] std::vector<KeySpec> scoring_keys();
[[nodiscard]] std::vector<KeySpec> simulation_keys();
[[nodiscard]] std::vector<KeySpec> group_keys();
[[nodiscard]] std::vector<KeySpec> siting_keys();
[[nodiscard]] std::vector<KeySpec> siting_measure_keys();  ///< a part of them
[[nodiscard]] std::vector<KeySpec> pairing_keys();
[[nodiscard]] std::vector<KeySpec> synth_keys();

}  // namespace wangge::scenarios
