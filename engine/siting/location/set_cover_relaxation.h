#pragma once

#include "engine/siting/location/cover_sets.h"
#include "engine/siting/location/site_choice.h"

namespace wangge::siting {

/// Set covering with "every demand point is covered" relaxed (Beasley 1987; Caprara, Fischetti, Toth 1999): at prices u the bound
/// is sum u_j + the least sum over a choice of sites of (cost_i - the prices of the demand it covers).
class SetCoverRelaxation final : public Relaxation {
 public:
  /// `costs` of the sites, which the cover minimises; `whole` where they are whole numbers.
  SetCoverRelaxation(const CoverSets& sets, std::vector<double> costs, const ChoiceRules& rules, bool whole, Effort& effort);

  [[nodiscard]] std::size_t sites() const override { return sets_.sites(); }
  [[nodiscard]] std::size_t prices() const override { return sets_.demands(); }
  [[nodiscard]] double highest_price(std::size_t demand) const override { return highest_[demand]; }
  [[nodiscard]] bool whole() const override { return whole_; }
  /// Opens the only site left of a demand point; nothing where one has none.
  [[nodiscard]] std::optional<std::vector<Choice>> enter(std::vector<Choice> status) override;
  double price(std::span<const double> prices) override;
  [[nodiscard]] const std::vector<double>& values() const override { return values_; }
  const std::vector<double>& slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) override;
  [[nodiscard]] std::vector<double> first_prices(std::span<const std::uint32_t> chosen) override;
  /// Completes greedily by value per demand newly covered, then leaves out what is not needed.
  [[nodiscard]] std::optional<SiteSetCost> improve(const SiteSet& chosen) override;
  [[nodiscard]] double cost(std::span<const std::uint32_t> chosen) override;

 private:
  [[nodiscard]] SiteSet completed(const SiteSet& chosen, std::vector<std::uint32_t>& covered);

  const CoverSets& sets_;
  std::vector<double> costs_;
  const ChoiceRules& rules_;
  bool whole_;
  Effort& effort_;
  std::vector<double> highest_;  ///< 0 where an open site covers
  std::vector<Choice> status_;   ///< of the branch
  std::vector<double> values_;
  std::vector<double> slopes_;
};

}  // namespace wangge::siting
