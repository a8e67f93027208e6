#pragma once

#include "engine/core/random.h"
#include "engine/siting/location/effort.h"
#include "engine/siting/location/nearest_lists.h"
#include "engine/siting/location/site_choice.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::siting {

/// Local search for the median: one site out, another in, as long as the best such swap lowers the cost. What a swap gains is
/// kept up to date as gain of the site that comes, loss of the site that goes and what both share (Resende and Werneck 2007, "A
/// fast swap-based local search procedure for location problems"); a swap touches only the demand whose two nearest sites change.
/// Memory: sites * p doubles.
class Interchange {
 public:
  Interchange(NearestLists& lists, const ChoiceRules& rules, Effort& effort);

  /// From a choice within the rules with at least one site; adds sites first while there is room.
  [[nodiscard]] SiteSetCost descend(SiteSet sites);
  /// The choice with `count` swaps of random sites that are free, within the rules.
  [[nodiscard]] SiteSet shaken(const SiteSet& sites, std::size_t count, core::Stream& luck) const;
  [[nodiscard]] double cost(std::span<const std::uint32_t> sites);

 private:
  /// The two nearest chosen sites of a demand point.
  struct Served {
    double first = 0;
    double second = 0;
    std::uint32_t slot = none;   ///< of the nearest
    std::uint32_t other = none;  ///< of the second
  };
  struct Swap {
    std::uint32_t in = 0;
    std::uint32_t out = none;  ///< slot; none: the site is added
    double profit = 0;
  };
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  void begin(const SiteSet& sites);
  [[nodiscard]] Served serve(std::size_t demand);
  void count(std::size_t demand, double sign);
  [[nodiscard]] std::optional<Swap> best_swap();
  void consider_swaps_in(std::uint32_t site, Swap& best);
  [[nodiscard]] std::optional<Swap> best_addition();
  void apply(const Swap& swap);
  [[nodiscard]] bool affordable(std::uint32_t in, std::uint32_t out_slot) const;
  [[nodiscard]] double total() const;

  NearestLists& lists_;
  const ChoiceRules& rules_;
  Effort& effort_;
  SiteSet chosen_;                   ///< by slot
  std::vector<std::uint32_t> slot_;  ///< of each site; none: not chosen
  std::vector<Served> served_;       ///< of each demand point
  std::vector<double> gain_;         ///< of each site: what its coming saves
  std::vector<double> loss_;         ///< of each slot: what its going costs
  std::vector<double> shared_;       ///< site x slot: what is counted twice
  std::vector<double> shared_most_;  ///< of each site: sum of its shared_, an upper bound of each
  double spent_ = 0;
  std::size_t width_ = 0;
};

}  // namespace wangge::siting
