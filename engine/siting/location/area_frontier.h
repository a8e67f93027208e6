#pragma once

#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/nested.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::siting {

/// How much an area may take beside what stands.
struct Allowance {
  std::size_t sites = 0;
  double money = 0;
};

[[nodiscard]] bool within(const Allowance& less, const Allowance& more);

/// An answer of one area.
struct AreaAnswer {
  Allowance taken;
  double cost = no_way;
  KnownChoice choice{};  ///< by number in the area
};

/// One area of the lowest level by itself: what its sites cost its people at each number of further sites and each sum of money,
/// from above by answers (the frontier of Haimes, Lasdon, Wismer 1971) and from below by a floor of falling steps. A bound raises
/// the floor for all that is within its allowance; prices of demand raise it everywhere (Lagrangian relaxation), by the knapsack
/// of sites that they leave. Deterministic.
class AreaFrontier {
 public:
  AreaFrontier(const SitingTask& whole, const CentreLevel& lowest, QuarterId area);

  /// From so much money on, until the next step, nothing costs less.
  struct Step {
    double money = 0;
    double bound = 0;
  };
  using Steps = std::vector<Step>;

  /// Nothing beyond this allowance is of interest. `counted`: whether the number of sites matters. Before all that follows.
  void set_most(const Allowance& most, bool counted);
  [[nodiscard]] const Allowance& most() const { return most_; }
  /// Sums of money closer to each other than this are the same.
  [[nodiscard]] double slip() const { return 1e-9 * most_.money; }
  /// By number of further sites, a single one where that does not matter.
  [[nodiscard]] const std::vector<Steps>& floor() const { return floor_; }
  [[nodiscard]] double bound(const Allowance& allowance) const;
  /// The most money, from that of an allowance on, for which the floor is no lower than a bound.
  [[nodiscard]] double money_until(const Allowance& allowance, double bound) const;

  void add(AreaAnswer answer);
  [[nodiscard]] const std::vector<AreaAnswer>& answers() const { return answers_; }
  /// The best answer within an allowance; none: null.
  [[nodiscard]] const AreaAnswer* best(const Allowance& allowance) const;
  /// A choice of sites of this area, and by whom each of its points is served; nothing where somebody is not served by one.
  [[nodiscard]] std::optional<AreaAnswer> answer_of(const std::vector<SiteId>& chosen,
                                                    const std::vector<SiteId>& served_by) const;

  /// No choice within an allowance costs less than a bound.
  void raise(const Allowance& allowance, double bound);
  /// Searches the area within an allowance, from the best answer known, and learns from it: with `work`, or four times as much as
  /// was in vain on the same before. Returns the work done.
  std::uint64_t search(const Allowance& allowance, std::uint64_t work, const Effort& effort);

  std::vector<SiteId> sites;     ///< those that may be chosen
  std::vector<DemandId> points;  ///< all of them
  SitingTask task;

 private:
  struct Asked {
    Allowance allowance;
    std::optional<Allowance> taken;
    std::uint64_t work = 0;
  };
  [[nodiscard]] AreaAnswer answer_of(KnownChoice choice) const;
  [[nodiscard]] SiteId number(SiteId site) const;
  [[nodiscard]] std::uint64_t work_for(const Allowance& allowance, std::uint64_t work) const;
  void raise(const PricedSites& prices);

  bool priced_;  ///< money matters
  bool counted_ = false;
  std::size_t standing_ = 0;
  Allowance most_;
  std::vector<Steps> floor_;
  std::vector<AreaAnswer> answers_;
  std::vector<Asked> unproven_;
};

}  // namespace wangge::siting
