#pragma once

#include "engine/core/random.h"
#include "engine/siting/location/cover_sets.h"
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
  /// Greedy completion, then every chosen site in turn out and the best one in, until none helps.
  [[nodiscard]] std::optional<SiteSetCost> improve(const SiteSet& chosen) override;
  /// Random sites out, the best in again and improved; what is no worse is gone on from (iterated local search).
  [[nodiscard]] std::optional<SiteSetCost> polish(const SiteSetCost& best, std::uint64_t work) override;
  [[nodiscard]] double cost(std::span<const std::uint32_t> chosen) override;

 private:
  [[nodiscard]] SiteSet thinned(const SiteSet& chosen, std::size_t count, core::Stream& luck) const;
  void begin();
  void put(std::uint32_t site);
  void take(std::uint32_t site);
  void shift(std::uint32_t demand, double before, double after);
  [[nodiscard]] std::optional<std::uint32_t> best_free() const;
  [[nodiscard]] bool swap_out(std::size_t slot);
  [[nodiscard]] double marginal(std::size_t demand, std::uint32_t others) const;

  const CoverSets& sets_;
  std::vector<double> weights_;
  double busy_;
  const ChoiceRules& rules_;
  bool whole_;
  Effort& effort_;
  std::vector<double> values_;
  std::vector<double> slopes_;
  std::vector<double> all_busy_;        ///< busy^k
  std::vector<std::uint32_t> reached_;  ///< of each demand point: by how many chosen sites
  std::vector<double> gain_;            ///< of each site
  std::vector<char> in_;                ///< of each site
  SiteSet chosen_;
  double spent_ = 0;
};

}  // namespace wangge::siting
