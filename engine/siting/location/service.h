#pragma once

#include "engine/siting/location/siting_task.h"

#include <string>
#include <vector>

namespace wangge::siting {

/// Part of the people behind the demand: the old, the disabled, the floating.
struct DemandGroup {
  std::string name;
  core::Column<DemandId, double> weights;
};

/// How sites serve a group.
struct GroupService {
  std::string name;
  double weight = 0;        ///< of the group
  double share_within = 0;  ///< of the weight, within the radius of a site; 0 where nothing weighs
  double mean_length = 0;   ///< of the weight that is reached, to the nearest site
  double unreached = 0;     ///< weight without a way to any site
};

/// One entry a group, in their order. Call it with today's sites and with the chosen ones to see before and after.
/// O(sites * demands + groups * demands).
[[nodiscard]] std::vector<GroupService> service_of_groups(const SitingTask& task, const std::vector<SiteId>& sites, double radius,
                                                          const std::vector<DemandGroup>& groups);

}  // namespace wangge::siting
