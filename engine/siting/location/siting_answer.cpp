#include "engine/siting/location/siting_answer.h"

#include <algorithm>
#include <cmath>

namespace wangge::siting {

double SitingAnswer::gap() const {
  if (cost == bound) return 0;
  return std::abs(cost - bound) / std::max(std::abs(cost), 1e-300);
}

core::Column<DemandId, SiteId> nearest_of(const SitingTask& task, const std::vector<SiteId>& sites, double radius) {
  core::Column<DemandId, SiteId> nearest(task.weights.size());
  std::vector<double> length(task.weights.size(), no_way);
  for (const SiteId site : sites) {
    const std::span<const double> row = task.lengths.from(site);
    for (const DemandId demand : core::ids<DemandId>(row.size())) {
      const double here = row[demand.value()];
      if (here > radius || here >= length[demand.value()]) continue;
      length[demand.value()] = here;
      nearest[demand] = site;
    }
  }
  return nearest;
}

std::vector<SiteId> as_ids(const SiteSet& sites) {
  std::vector<SiteId> ids;
  for (const std::uint32_t site : sites) ids.emplace_back(site);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace wangge::siting
