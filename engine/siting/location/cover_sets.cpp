#include "engine/siting/location/cover_sets.h"

namespace wangge::siting {

CoverSets::CoverSets(const SitingTask& task, double radius) {
  std::vector<std::span<const double>> rows;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    rows.push_back(allowed(task, site) ? task.lengths.from(site) : std::span<const double>());
  }
  demand_start_.push_back(0);
  for (std::size_t demand = 0; demand < task.weights.size(); ++demand) {
    for (std::uint32_t site = 0; site < rows.size(); ++site) {
      if (!rows[site].empty() && rows[site][demand] <= radius && rows[site][demand] < no_way) sites_of_.push_back(site);
    }
    demand_start_.push_back(sites_of_.size());
  }
  turn(rows.size());
}

CoverSets::CoverSets(std::size_t sites, const std::vector<std::vector<std::uint32_t>>& sites_of) {
  demand_start_.push_back(0);
  for (const std::vector<std::uint32_t>& row : sites_of) {
    sites_of_.insert(sites_of_.end(), row.begin(), row.end());
    demand_start_.push_back(sites_of_.size());
  }
  turn(sites);
}

void CoverSets::turn(std::size_t sites) {
  site_start_.assign(sites + 1, 0);
  for (const std::uint32_t site : sites_of_) ++site_start_[site + 1];
  for (std::size_t site = 0; site < sites; ++site) site_start_[site + 1] += site_start_[site];
  demands_of_.resize(sites_of_.size());
  std::vector<std::size_t> at(site_start_.begin(), site_start_.end() - 1);
  for (std::uint32_t demand = 0; demand < demands(); ++demand) {
    for (const std::uint32_t site : of_demand(demand)) demands_of_[at[site]++] = demand;
  }
}

}  // namespace wangge::siting
