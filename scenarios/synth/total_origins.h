#pragma once

#include "gis/town/people/totals.h"
#include "scenarios/synth/synth_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// A table of areas, as far as it is named in words about a contradiction.
struct AreaTableWords {
  std::string shown;               ///< the file as written
  std::optional<std::string> row;  ///< "areas.csv:3", the row of the area that the words name
};

/// Where the figures of a contradiction between totals were given, at least one place: of the whole town in the section or on
/// the command line, of areas in the table, or the number of areas. `clash`: what town::complete_totals refuses, none where it
/// misses people altogether; `top`: the code of the whole. What was given on the command line, and so changed last, stands first.
[[nodiscard]] std::vector<std::string> total_origins(const town::TotalsClash::Subject* clash, const SynthSpec& spec,
                                                     const std::string& top, const std::optional<AreaTableWords>& table);

}  // namespace wangge::scenarios
