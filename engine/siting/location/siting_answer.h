#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/relaxation.h"
#include "engine/siting/location/siting_task.h"

#include <cstdint>
#include <vector>

namespace wangge::siting {

/// The answer to a siting problem. `cost` and `bound` are in the objective's unit: least cost, no choice below `bound`; where
/// demand covered is maximised, most cover, no choice above `bound`.
struct SitingAnswer {
  std::vector<SiteId> sites;                   ///< rising
  core::Column<DemandId, SiteId> served_by{};  ///< the nearest chosen site, ties the lower; invalid: none (in reach)
  double cost = 0;
  double bound = 0;
  StoppedBy stopped_by = StoppedBy::work;  ///< proof: optimal, to 1e-9 of the cost
  std::uint64_t work = 0;

  [[nodiscard]] double gap() const;  ///< |cost - bound| / |cost|; 0 where both are 0
};

/// The nearest of the sites for every demand point, within a radius. O(sites chosen * demands).
[[nodiscard]] core::Column<DemandId, SiteId> nearest_of(const SitingTask& task, const std::vector<SiteId>& sites,
                                                        double radius = no_way);

/// Sites of a search as ids, rising.
[[nodiscard]] std::vector<SiteId> as_ids(const SiteSet& sites);

}  // namespace wangge::siting
