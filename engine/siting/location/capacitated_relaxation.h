#pragma once

#include "engine/core/random.h"
#include "engine/siting/location/relaxation.h"
#include "engine/siting/location/site_choice.h"
#include "engine/siting/location/whole_assignment.h"

namespace wangge::siting {

/// The capacitated p-median with "every demand point is served once" relaxed; see solve_capacitated_median.
class CapacitatedRelaxation final : public Relaxation {
 public:
  CapacitatedRelaxation(const SitingTask& task, const ChoiceRules& rules, bool whole, Effort& effort);

  [[nodiscard]] std::size_t sites() const override { return task_.sites.size(); }
  [[nodiscard]] std::size_t prices() const override { return task_.weights.size(); }
  [[nodiscard]] double highest_price(std::size_t demand) const override { return highest_[demand]; }
  [[nodiscard]] bool whole() const override { return whole_; }
  /// Nothing where what may still be opened has too little room.
  [[nodiscard]] std::optional<std::vector<Choice>> enter(std::vector<Choice> status) override;
  double price(std::span<const double> prices) override;
  [[nodiscard]] const std::vector<double>& values() const override { return values_; }
  const std::vector<double>& slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) override;
  [[nodiscard]] std::vector<double> first_prices(std::span<const std::uint32_t> chosen) override;
  /// Filled up with the roomiest sites and assigned; each site moves to the median of its own demand, again and again; then the
  /// first swap of two sites that lowers the cost of a quick assignment, again and again.
  [[nodiscard]] std::optional<SiteSetCost> improve(const SiteSet& chosen) override;
  /// From a choice and an assignment that fits: filled up as above, then moves to the medians and swaps of two sites, each
  /// mending the assignment at hand. Serves where capacities are so tight that an assignment made anew seldom fits.
  [[nodiscard]] SiteSetCost improve_known(const SiteSetCost& known, WholeAssignment assignment);
  /// Random swaps with sites near by, each followed by moves to the medians; what is no worse is gone on from.
  [[nodiscard]] std::optional<SiteSetCost> polish(const SiteSetCost& best, std::uint64_t work) override;
  [[nodiscard]] double cost(std::span<const std::uint32_t> chosen) override;

  /// Takes note of a choice and its assignment, if it is better than any before.
  void keep(SiteSet sites, WholeAssignment assignment);
  /// The best choice met, rising, and its assignment; of infinite cost where there was none.
  [[nodiscard]] const SiteSet& best_sites() const { return best_sites_; }
  [[nodiscard]] const WholeAssignment& best() const { return best_; }
  /// The least that a set of sites may cost whose assignments could not all be tried; infinite where there was none.
  [[nodiscard]] double unsure() const { return unsure_; }

 private:
  struct Wish {
    double worth = 0;  ///< a unit of weight
    std::uint32_t demand = 0;
  };
  [[nodiscard]] std::vector<Wish> wishes(std::uint32_t site, std::span<const double> prices) const;
  /// The sites of an assignment, each moved to where its own demand is served best, as long as that helps (Cooper 1964).
  [[nodiscard]] SiteSetCost moved_to_their_demand(SiteSetCost present, WholeAssignment assignment);
  [[nodiscard]] SiteSet shaken(const SiteSet& sites, core::Stream& luck) const;
  [[nodiscard]] SiteSet medians_of(const SiteSet& sites, const WholeAssignment& assignment);
  [[nodiscard]] std::optional<SiteSetCost> swapped(const SiteSetCost& present, std::uint64_t until);
  /// Takes other sites with an assignment mended from the present one where that costs less.
  bool mend(SiteSet next, WholeAssignment before, SiteSetCost& present, WholeAssignment& assignment);
  [[nodiscard]] SiteSet roomy(SiteSet chosen) const;
  [[nodiscard]] double uncapacitated(std::span<const std::uint32_t> chosen) const;

  const SitingTask& task_;
  const ChoiceRules& rules_;
  bool whole_;
  Effort& effort_;
  WholeAssigner assigner_;
  std::vector<double> highest_;
  double all_ = 0;  ///< weight
  std::vector<double> values_;
  std::vector<double> slopes_;
  std::uint64_t polished_ = 0;  ///< so often
  SiteSet best_sites_;
  WholeAssignment best_{.site_of = {}, .cost = no_way};
  double unsure_ = no_way;
};

}  // namespace wangge::siting
