#include "engine/siting/location/service.h"

#include <algorithm>

namespace wangge::siting {

std::vector<GroupService> service_of_groups(const SitingTask& task, const std::vector<SiteId>& sites, double radius,
                                            const std::vector<DemandGroup>& groups) {
  std::vector<double> nearest(task.weights.size(), no_way);
  for (const SiteId site : sites) {
    const std::span<const double> row = task.lengths.from(site);
    for (std::size_t demand = 0; demand < row.size(); ++demand) nearest[demand] = std::min(nearest[demand], row[demand]);
  }
  std::vector<GroupService> found;
  for (const DemandGroup& group : groups) {
    GroupService service;
    service.name = group.name;
    double within = 0;
    double way = 0;
    for (const DemandId demand : core::ids<DemandId>(nearest.size())) {
      const double weight = group.weights[demand];
      const double length = nearest[demand.value()];
      service.weight += weight;
      if (length == no_way) {
        service.unreached += weight;
        continue;
      }
      way += weight * length;
      if (length <= radius) within += weight;
    }
    if (service.weight > 0) service.share_within = within / service.weight;
    if (service.weight > service.unreached) service.mean_length = way / (service.weight - service.unreached);
    found.push_back(std::move(service));
  }
  return found;
}

}  // namespace wangge::siting
