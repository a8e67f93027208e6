#include "engine/siting/pairing/organisations.h"

#include <utility>

namespace wangge::siting {

Pairing pair_organisations(const std::vector<Organisation>& organisations, const std::vector<GridWish>& grids,
                           const LengthTable& lengths) {
  TransportTask task;
  std::vector<double> costs;
  for (std::size_t from = 0; from < organisations.size(); ++from) {
    task.capacity.push_back(organisations[from].grids);
    for (std::size_t to = 0; to < grids.size(); ++to) {
      const bool able = grids[to].skills == 0 || (grids[to].skills & organisations[from].skills) != 0;
      costs.push_back(able ? lengths(SiteId(from), DemandId(to)) : no_way);
    }
  }
  for (const GridWish& grid : grids) task.need.push_back(grid.organisations);
  task.costs = LengthTable(organisations.size(), grids.size(), std::move(costs));
  task.most_a_pair = 1;
  Pairing pairing;
  pairing.proof = solve_transport(task);
  pairing.pairs = pairing.proof.shipments;
  pairing.unmet = pairing.proof.unmet;
  pairing.length = pairing.proof.cost;
  pairing.bound = pairing.proof.bound;
  return pairing;
}

}  // namespace wangge::siting
