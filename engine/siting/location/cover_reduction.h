#pragma once

#include "engine/siting/location/cover_sets.h"

namespace wangge::siting {

/// A set covering problem without what cannot matter: demand that is covered whenever other demand is, and sites whose demand
/// another site covers at no higher cost (Toregas and ReVelle 1973). A cover of the rest is a cover of all.
struct ReducedCover {
  CoverSets sets;
  std::vector<Choice> status;  ///< dominated sites are closed
};

/// Passes in turn until nothing more goes, or until `most_work` pairs of words were compared. Open sites stay. An optimal cover
/// within the status is kept.
[[nodiscard]] ReducedCover reduce_cover(const CoverSets& sets, std::vector<Choice> status, std::span<const double> costs,
                                        std::uint64_t most_work = 200'000'000);

}  // namespace wangge::siting
