#pragma once

#include "engine/siting/location/interchange.h"
#include "engine/siting/location/nearest_lists.h"
#include "engine/siting/location/relaxation.h"

namespace wangge::siting {

/// The p-median with "every demand point is served once" relaxed (Cornuejols, Fisher, Nemhauser 1977): at prices u the bound is
/// sum u_j + the least sum over a choice of sites of sum_j min(0, c_ij - u_j).
class MedianRelaxation final : public Relaxation {
 public:
  MedianRelaxation(NearestLists& lists, Interchange& interchange, const ChoiceRules& rules, bool whole, Effort& effort);

  [[nodiscard]] std::size_t sites() const override { return lists_.sites(); }
  [[nodiscard]] std::size_t prices() const override { return lists_.demands(); }
  [[nodiscard]] double highest_price(std::size_t demand) const override { return lists_.unserved(demand); }
  [[nodiscard]] bool whole() const override { return whole_; }
  [[nodiscard]] std::optional<std::vector<Choice>> enter(std::vector<Choice> status) override { return status; }
  double price(std::span<const double> prices) override;
  [[nodiscard]] const std::vector<double>& values() const override { return values_; }
  const std::vector<double>& slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) override;
  [[nodiscard]] std::vector<double> first_prices(std::span<const std::uint32_t> chosen) override;
  [[nodiscard]] std::optional<SiteSetCost> improve(const SiteSet& chosen) override;
  /// Random swaps in the choice, each followed by a descent; what is no worse is gone on from (iterated local search).
  [[nodiscard]] std::optional<SiteSetCost> polish(const SiteSetCost& best, std::uint64_t work) override;
  [[nodiscard]] double cost(std::span<const std::uint32_t> chosen) override { return interchange_.cost(chosen); }
  void forget(const std::vector<Choice>& status) override { lists_.drop(status); }

 private:
  NearestLists& lists_;
  Interchange& interchange_;
  const ChoiceRules& rules_;
  bool whole_;
  Effort& effort_;
  std::vector<double> values_;
  std::vector<double> slopes_;
  std::uint64_t polished_ = 0;  ///< so often
};

}  // namespace wangge::siting
