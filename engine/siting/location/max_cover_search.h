#pragma once

#include "engine/core/random.h"
#include "engine/siting/location/cover_sets.h"
#include "engine/siting/location/site_choice.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace wangge::siting {

/// Local search for choices that cover much: demand point j costs w_j q^(number of chosen sites in reach). Its state is a choice
/// with what every site would gain, kept up to date where sites come and go, so that a step costs what it changes.
/// Deterministic for a seed.
class MaxCoverSearch {
 public:
  /// `busy`: q, 0 … below 1. All must outlive it.
  MaxCoverSearch(const CoverSets& sets, std::span<const double> weights, double busy, const ChoiceRules& rules, Effort& effort);

  /// Greedy completion, then every chosen site in turn out and the best one in, until none helps. Nothing where the choice
  /// breaks the rules.
  [[nodiscard]] std::optional<SiteSetCost> improve(const SiteSet& chosen);
  /// From `best`: some sites near one another out, a random one of their surroundings in, the best ones for the rest, and
  /// exchanges where something has changed; what is no worse is gone on from (iterated local search).
  [[nodiscard]] SiteSetCost polish(const SiteSetCost& best, std::uint64_t work, core::Stream luck);
  [[nodiscard]] double cost(std::span<const std::uint32_t> chosen) const;
  /// What one more site saves at a demand point that `others` reach.
  [[nodiscard]] double marginal(std::size_t demand, std::uint32_t others) const {
    return weights_[demand] * all_busy_[others] * (1 - busy_);
  }

 private:
  /// What changes with a choice; copied to go back.
  struct State {
    SiteSet chosen;
    std::vector<std::uint32_t> reached;  ///< of each demand point: by how many chosen sites
    std::vector<double> gain;            ///< of each site
    std::vector<char> in;                ///< of each site
    double spent = 0;
    double saved = 0;  ///< by the choice, to rounding
  };
  void begin(const SiteSet& chosen);
  void put(std::uint32_t site);
  void take(std::uint32_t site);
  void shift(std::uint32_t demand, double change);
  void fill();
  void settle();
  void wake(std::uint32_t site);
  void shake(std::size_t count, core::Stream& luck);
  [[nodiscard]] std::optional<std::uint32_t> best_free();
  [[nodiscard]] SiteSet neighbours(std::uint32_t middle, core::Stream& luck) const;
  [[nodiscard]] SiteSetCost present() const;

  const CoverSets& sets_;
  std::span<const double> weights_;
  double busy_;
  const ChoiceRules& rules_;
  Effort& effort_;
  std::vector<double> all_busy_;  ///< busy^k
  State now_;
  std::deque<std::uint32_t> wake_;  ///< chosen sites whose surroundings have changed
  std::vector<char> awake_;         ///< of each site: in wake_
};

}  // namespace wangge::siting
