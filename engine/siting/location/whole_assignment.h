#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/relaxation.h"
#include "engine/siting/location/siting_task.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace wangge::siting {

/// Every demand point with one site that has room for it.
struct WholeAssignment {
  std::vector<std::uint32_t> site_of;  ///< of each demand point
  double cost = 0;
};

/// The generalised assignment problem for sites already chosen: demand points stay whole, a site takes no more weight than its
/// capacity. Sites without a capacity take all.
class WholeAssigner {
 public:
  WholeAssigner(const SitingTask& task, Effort& effort);

  /// Demand in order of what a second choice would cost more, each to the nearest site with room; then single moves and exchanges
  /// as long as they help. Nothing where the order leaves somebody without room, or where moves alone end so far over `above`
  /// that exchanges hardly come below it. O(demands * (sites + demand of a site)) a round.
  [[nodiscard]] std::optional<WholeAssignment> quickly(std::span<const std::uint32_t> sites,
                                                       double above = std::numeric_limits<double>::infinity());
  /// Near an assignment to other sites that fits: whom none of `sites` serves goes to the nearest with room, heaviest first; then
  /// as quickly() does. Nothing where somebody finds no room, or as there with `above`.
  [[nodiscard]] std::optional<WholeAssignment> mended(std::span<const std::uint32_t> sites, WholeAssignment before,
                                                      double above = std::numeric_limits<double>::infinity());

  struct Exact {
    std::optional<WholeAssignment> best;  ///< below `above`; nothing: there is none, or none was found
    bool proven = false;
    double bound = 0;  ///< no assignment to these sites costs less; infinite where they have too little room
  };
  /// Depth first over the demand, heaviest first. The bound is that of demand that may be split, a transport problem whose
  /// prices also say what every single assignment adds to it; where weights are not whole numbers or there are more than
  /// `most_split` demand points it is the nearest site of each. Ends after `looks` or with the effort.
  [[nodiscard]] Exact exactly(std::span<const std::uint32_t> sites, double above, std::uint64_t looks);

 private:
  struct Walk;
  [[nodiscard]] double cost(std::uint32_t site, std::size_t demand) const;
  [[nodiscard]] bool place(std::span<const std::uint32_t> sites, const std::vector<std::uint32_t>& order, WholeAssignment& found);
  [[nodiscard]] std::vector<std::uint32_t> by_regret(std::span<const std::uint32_t> sites) const;
  [[nodiscard]] std::optional<WholeAssignment> exchanged(std::span<const std::uint32_t> sites, WholeAssignment found,
                                                         double above);
  bool move_one(std::span<const std::uint32_t> sites, WholeAssignment& found);
  bool exchange_two(std::span<const std::uint32_t> sites, WholeAssignment& found);
  /// A demand point with the first one that the site serves and that saves something; `served`: of each site.
  bool exchange_with(std::size_t a, std::uint32_t site, std::vector<std::vector<std::uint32_t>>& served, WholeAssignment& found);
  static constexpr std::size_t most_split = 500;
  /// What each assignment adds to a bound of all; `bound` infinite: the sites have too little room.
  struct Excess {
    double bound = 0;
    std::vector<double> of;  ///< site by place in the list, then demand point
  };
  [[nodiscard]] Excess excess_of(std::span<const std::uint32_t> sites);
  void descend(Walk& walk, std::size_t depth, double spent, double bound);

  const SitingTask& task_;
  Effort& effort_;
  std::vector<double> room_;             ///< of each site, while assigning
  std::vector<std::uint32_t> heaviest_;  ///< demand points, heaviest first
};

}  // namespace wangge::siting
