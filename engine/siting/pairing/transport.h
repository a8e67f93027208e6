#pragma once

#include "engine/siting/location/length_table.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace wangge::siting {

/// Who can give how much, who needs how much, and what a unit from one to the other costs.
struct TransportTask {
  std::vector<std::int64_t> capacity;  ///< of each source, at least 0
  std::vector<std::int64_t> need;      ///< of each sink, at least 0
  LengthTable costs;                   ///< a row a source; whole numbers stay exact; no_way: must not serve
  std::int64_t most_a_pair = std::numeric_limits<std::int64_t>::max();  ///< units from one source to one sink
};

struct Shipment {
  std::uint32_t source = 0;
  std::uint32_t sink = 0;
  std::int64_t amount = 0;

  friend bool operator==(const Shipment&, const Shipment&) = default;
};

/// A plan of least unmet need, and among those of least cost, with the prices that prove it (linear programming duality): for
/// every pair a unit's cost less both prices is at least 0 where more could go, and the prices of what is needed and given add up
/// to the cost.
struct TransportAnswer {
  std::vector<Shipment> shipments;    ///< by source, then sink
  std::vector<std::int64_t> unmet;    ///< of each sink
  double cost = 0;                    ///< of the shipments
  double bound = 0;                   ///< from the prices alone: no plan that leaves as little unmet costs less
  std::vector<double> source_prices;  ///< at most 0: what one more unit of capacity saves
  std::vector<double> sink_prices;    ///< what one more unit of need costs
};

/// Transport problem by shortest augmenting paths with potentials (Edmonds and Karp 1972; Tomizawa 1971), one sink after the
/// other. O(paths * sources * sinks); a path carries as much as it can. Deterministic; where several plans are best, which one
/// comes depends on the order of sources and sinks alone. Precondition: sizes agree, numbers of at least 0.
[[nodiscard]] TransportAnswer solve_transport(const TransportTask& task);

}  // namespace wangge::siting
