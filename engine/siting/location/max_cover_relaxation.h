#pragma once

#include "engine/siting/location/cover_sets.h"
#include "engine/siting/location/max_cover_search.h"
#include "engine/siting/location/site_choice.h"

namespace wangge::siting {

/// Maximal (expected) covering as a cost: demand point j costs w_j q^(number of chosen sites in reach), q the share of time in
/// which a post is busy; q = 0 is maximal covering. Relaxed is "y_j sites reach j" (Galvao and ReVelle 1996): at prices u the
/// bound is sum over j of min_y (w_j q^y + u_j y) less the greatest sum over a choice of sites of the prices of the demand in
/// reach.
class MaxCoverRelaxation final : public Relaxation {
 public:
  MaxCoverRelaxation(const CoverSets& sets, std::vector<double> weights, double busy, const ChoiceRules& rules, bool whole,
                     Effort& effort);

  [[nodiscard]] std::size_t sites() const override { return sets_.sites(); }
  [[nodiscard]] std::size_t prices() const override { return sets_.demands(); }
  [[nodiscard]] double highest_price(std::size_t demand) const override { return weights_[demand] * (1 - busy_); }
  [[nodiscard]] bool whole() const override { return whole_; }
  [[nodiscard]] std::optional<std::vector<Choice>> enter(std::vector<Choice> status) override { return status; }
  double price(std::span<const double> prices) override;
  [[nodiscard]] const std::vector<double>& values() const override { return values_; }
  const std::vector<double>& slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) override;
  [[nodiscard]] std::vector<double> first_prices(std::span<const std::uint32_t> chosen) override;
  [[nodiscard]] std::optional<SiteSetCost> improve(const SiteSet& chosen) override { return search_.improve(chosen); }
  [[nodiscard]] std::optional<SiteSetCost> polish(const SiteSetCost& best, std::uint64_t work) override {
    return search_.polish(best, work, core::Stream(effort_.limits().seed, 0, "siting.cover", polished_++));
  }
  [[nodiscard]] double cost(std::span<const std::uint32_t> chosen) override { return search_.cost(chosen); }

 private:
  const CoverSets& sets_;
  std::vector<double> weights_;
  double busy_;
  bool whole_;
  Effort& effort_;
  MaxCoverSearch search_;
  std::vector<double> values_;
  std::vector<double> slopes_;
  std::uint64_t polished_ = 0;  ///< so often
};

}  // namespace wangge::siting
