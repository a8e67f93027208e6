#pragma once

#include "gis/town/people/totals.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::town {

/// One way of telling the residents apart: into ages, into residences. Of totals.cpp only.
struct TotalParts {
  Total total = Total::ages;
  core::Text name;
  std::vector<double> shares;                                      ///< of the whole
  std::vector<bool> asked;                                         ///< shares that the whole meets to one person
  Column<AreaId, std::vector<std::optional<std::int64_t>>> given;  ///< one a part
  Column<AreaId, std::vector<double>> lean;                        ///< multiplies the shares of an area below the whole
};

/// The parts of every area: they sum to its residents, and each part to the parent's. What is given stands; the whole has the
/// shares, leaning areas share them out; an area below that gives some parts gets the others by the shares; sisters that give
/// none are fitted to their residents and to what is left of the parent's parts, and rounded exactly. Throws TotalsClash.
[[nodiscard]] Column<AreaId, std::vector<std::int64_t>> resolve_parts(const Column<AreaId, Area>& areas,
                                                                      const Column<AreaId, std::int64_t>& residents,
                                                                      const TotalParts& parts);

}  // namespace wangge::town
