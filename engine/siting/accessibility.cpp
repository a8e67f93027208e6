#include "engine/siting/accessibility.h"

#include "engine/core/math.h"

#include <cassert>

namespace wangge::siting {

double Catchment::at(double length) const {
  assert(!rings.empty());
  const double end = rings.back().to;
  if (!(length <= end)) return 0;
  if (decay == Decay::gaussian) {
    const double rest = core::exp(-0.5);
    const double share = end > 0 ? length / end : 0;
    return (core::exp(-0.5 * share * share) - rest) / (1 - rest);
  }
  for (const Ring& ring : rings) {
    if (length <= ring.to) return ring.weight;
  }
  return 0;
}

std::vector<double> catchment_sums(const LengthTable& lengths, const Catchment& catchment) {
  std::vector<double> sums(lengths.demands(), 0);
  for (std::size_t site = 0; site < lengths.sites(); ++site) {
    const std::span<const double> row = lengths.from(SiteId(site));
    for (std::size_t point = 0; point < row.size(); ++point) sums[point] += catchment.at(row[point]);
  }
  return sums;
}

Accessibility accessibility(const LengthTable& lengths, std::span<const double> capacities, std::span<const double> weights,
                            const Catchment& catchment, std::span<const double> sums) {
  assert(lengths.sites() == capacities.size() && lengths.demands() == weights.size());
  assert(sums.empty() || sums.size() == weights.size());
  Accessibility found{.ratios = std::vector<double>(capacities.size(), 0), .scores = std::vector<double>(weights.size(), 0)};
  const auto share = [&](double length, std::size_t point) {
    const double near = catchment.at(length);
    return sums.empty() || !(near > 0) ? near : near * near / sums[point];
  };
  for (std::size_t site = 0; site < capacities.size(); ++site) {
    const std::span<const double> row = lengths.from(SiteId(site));
    double demand = 0;
    for (std::size_t point = 0; point < row.size(); ++point) demand += weights[point] * share(row[point], point);
    if (demand <= 0) continue;
    found.ratios[site] = capacities[site] / demand;
    for (std::size_t point = 0; point < row.size(); ++point) found.scores[point] += share(row[point], point) * found.ratios[site];
  }
  return found;
}

}  // namespace wangge::siting
