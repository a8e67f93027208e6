#pragma once

#include "engine/core/text.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/parcel.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

namespace wangge::planning {

/// What the bound of one parcel may cost: it is printed with every plan, so many parcels get little each.
struct BoundEffort {
  std::uint64_t visits = 1'000'000;         ///< of flows
  std::uint64_t states = 20'000;            ///< of an exact search, where the graph is small
  std::uint64_t table_filled = 30'000'000;  ///< bytes of its tables

  [[nodiscard]] static BoundEffort for_parcels(std::size_t parcels);
  /// So many that each gets little.
  [[nodiscard]] static bool many(std::size_t parcels);
};

/// Which argument a bound on the border comes from.
enum class BorderBoundKind : std::uint8_t {
  none,       ///< one grid, or nothing better than zero
  trees,      ///< packed spanning trees
  spreading,  ///< grids of limited size hold little that lies close together
  tables,     ///< a relaxation that looks at one grid at a time
  proven      ///< no bound can be better: a partition has this border
};

/// "trees", "spreading", "tables", "proven" or "none".
[[nodiscard]] std::string_view name(BorderBoundKind kind);
/// In a sentence: what the bound counts, and why plans may well be far above it.
[[nodiscard]] core::Text border_bound_text(BorderBoundKind kind);

struct BorderBound {
  double metres = 0;
  BorderBoundKind kind = BorderBoundKind::none;
};

/// Metres that every partition of the parcel into so many connected parts with sizes in the range has between parts: the best
/// of
/// - where there are few nodes, an exact search (`prove_cut`), or what it had proven when it ended;
/// - packed spanning trees (Tutte 1961, Nash-Williams 1961): k parts cut at least k - 1 edges of every tree;
/// - `spreading_bound` of the graph with borders in millimetres.
/// O(trees x arcs log arcs), and as these.
[[nodiscard]] BorderBound border_bound(const Parcel& parcel, const SizeRange& range, std::uint32_t parts,
                                       const BoundEffort& effort);

/// How far, as a share of the parent's mean, the work of some part is off in every partition of the parcel: the part with a given
/// heavy node weighs a sum of node weights that holds it; the nearest such sum to the mean, the worst of the heavy nodes.
struct HeavyBound {
  double deviation = 0;
  std::optional<SearchGraph::Node> node;  ///< the worst
};

/// `mean`: work of a grid of the whole parent, above zero. O(heavy nodes x nodes x steps of the mean).
[[nodiscard]] HeavyBound heavy_bound(const Parcel& parcel, std::uint32_t parts, double mean);

/// Border bounds that were computed already; several plans share most of them. Not for several threads.
class BorderBounds {
 public:
  explicit BorderBounds(const std::vector<Parcel>& parcels) : BorderBounds(parcels, BoundEffort::for_parcels(parcels.size())) {}
  BorderBounds(const std::vector<Parcel>& parcels, const BoundEffort& effort) : parcels_(parcels), effort_(effort) {}
  BorderBound of(std::size_t parcel, const SizeRange& range, std::uint32_t parts);

 private:
  const std::vector<Parcel>& parcels_;
  BoundEffort effort_;
  std::map<std::tuple<std::size_t, std::int64_t, std::int64_t, std::uint32_t>, BorderBound> known_;
};

}  // namespace wangge::planning
