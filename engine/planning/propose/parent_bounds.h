#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/parcel.h"

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace wangge::planning {

/// What the bound of one parcel may cost: it is printed with every plan, so many parcels get little each.
struct BoundEffort {
  std::uint64_t visits = 1'000'000;
  std::uint64_t table_bytes = std::uint64_t{4} << 20;

  [[nodiscard]] static BoundEffort for_parcels(std::size_t parcels);
};

/// Metres that every partition of the parcel into so many connected parts with sizes in the range has between parts: the better
/// of
/// - packed spanning trees (Tutte 1961, Nash-Williams 1961): k parts cut at least k - 1 edges of every tree;
/// - `cut_bound` of the graph with borders in millimetres.
/// O(trees x arcs log arcs), and as `cut_bound`.
[[nodiscard]] double border_bound(const Parcel& parcel, const SizeRange& range, std::uint32_t parts, const BoundEffort& effort);

/// How far, as a share of the parent's mean, the work of some part is off in every partition of the parcel: the part with a given
/// heavy node weighs a sum of node weights that holds it; the nearest such sum to the mean, the worst of the heavy nodes.
/// `grids`: of the whole parent; the mean is its work divided by them. O(heavy nodes x nodes x steps of the mean).
[[nodiscard]] double deviation_bound(const Parcel& parcel, std::uint32_t parts, std::size_t grids);

/// Border bounds that were computed already; several plans share most of them. Not for several threads.
class BorderBounds {
 public:
  explicit BorderBounds(const std::vector<Parcel>& parcels)
      : parcels_(parcels), effort_(BoundEffort::for_parcels(parcels.size())) {}
  double of(std::size_t parcel, const SizeRange& range, std::uint32_t parts);

 private:
  const std::vector<Parcel>& parcels_;
  BoundEffort effort_;
  std::map<std::tuple<std::size_t, std::int64_t, std::int64_t, std::uint32_t>, double> known_;
};

}  // namespace wangge::planning
