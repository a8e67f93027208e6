#include "engine/siting/location/nearest_lists.h"

#include "engine/core/parallel.h"

#include <algorithm>

namespace wangge::siting {

NearestLists::NearestLists(const SitingTask& task, std::size_t depth, core::Threads threads)
    : task_(task),
      out_(task.sites.size(), 0),
      rows_(task.weights.size()),
      reach_(task.weights.size(), 0),
      depth_(task.weights.size(), depth) {
  std::vector<double> farthest(task.weights.size(), 0);
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    if (!allowed(task, site)) {
      out_[site.value()] = 1;
      continue;
    }
    const std::span<const double> row = task.lengths.from(site);
    for (std::size_t demand = 0; demand < row.size(); ++demand) {
      if (row[demand] < no_way) farthest[demand] = std::max(farthest[demand], row[demand]);
    }
  }
  unserved_ = 1;
  for (std::size_t demand = 0; demand < farthest.size(); ++demand) unserved_ += task.weights.values()[demand] * farthest[demand];
  constexpr std::size_t block = 256;
  core::parallel_for(threads, (rows_.size() + block - 1) / block, [&](std::size_t part) {
    const std::size_t end = std::min(rows_.size(), (part + 1) * block);
    for (std::size_t demand = part * block; demand < end; ++demand) fill(demand, depth_[demand]);
  });
}

double NearestLists::cost(std::uint32_t site, std::size_t demand) const {
  const double weight = task_.weights.values()[demand];
  if (weight <= 0) return 0;
  const double length = task_.lengths(SiteId(site), DemandId(demand));
  return length < no_way ? weight * length : unserved_;
}

void NearestLists::count_below(std::uint32_t site, std::span<const double> limits, std::span<double> counts) const {
  const std::span<const double> row = task_.lengths.from(SiteId(site));
  const std::vector<double>& weights = task_.weights.values();
  // Without a way the product is infinite, and without weight the limit is 0: neither lies below.
  for (std::size_t demand = 0; demand < counts.size(); ++demand)
    counts[demand] -= weights[demand] * row[demand] < limits[demand] ? 1 : 0;
}

void NearestLists::fill(std::size_t demand, std::size_t depth) {
  const double weight = task_.weights.values()[demand];
  std::vector<Near>& row = rows_[demand];
  row.clear();
  reach_[demand] = no_way;
  if (weight <= 0) return;
  for (std::uint32_t site = 0; site < out_.size(); ++site) {
    const double length = task_.lengths(SiteId(site), DemandId(demand));
    if (out_[site] == 0 && length < no_way) row.push_back({weight * length, site});
  }
  if (row.size() > depth) {
    std::nth_element(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(depth - 1), row.end());
    reach_[demand] = row[depth - 1].cost;
    row.resize(depth);
    row.shrink_to_fit();
  }
  std::sort(row.begin(), row.end());
}

void NearestLists::deepen(std::size_t demand) {
  depth_[demand] *= 4;
  fill(demand, depth_[demand]);
}

void NearestLists::drop(const std::vector<Choice>& status) {
  for (std::size_t site = 0; site < status.size(); ++site) {
    if (status[site] == Choice::closed) out_[site] = 1;
  }
  for (std::vector<Near>& row : rows_) {
    std::erase_if(row, [&](const Near& near) { return out_[near.site] != 0; });
  }
}

}  // namespace wangge::siting
