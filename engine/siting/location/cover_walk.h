#pragma once

#include "engine/core/random.h"
#include "engine/siting/location/cover_sets.h"
#include "engine/siting/location/effort.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::siting {

/// Local search for covers with few sites: from a full cover a site goes, then again and again one more goes and one that covers
/// a random uncovered demand point comes, while demand that stays uncovered weighs more and more (row weighting local search:
/// Gao, Weise, Li 2015, "An efficient local search heuristic with row weighting for the unicost set covering problem").
/// Deterministic for a seed.
class CoverWalk {
 public:
  /// Open sites stay, closed ones never come. Precondition: every demand point has a site that is not closed.
  CoverWalk(const CoverSets& sets, const std::vector<Choice>& status, core::Seed seed, Effort& effort);

  /// The smallest cover met before `work` is spent; ends at once with `enough` sites.
  [[nodiscard]] SiteSet smallest(std::size_t enough, std::uint64_t work);

 private:
  [[nodiscard]] bool free_to_go(std::uint32_t site) const { return in_[site] != 0 && status_[site] != Choice::open; }
  [[nodiscard]] std::optional<std::uint32_t> least_loss(std::optional<std::uint32_t> barred) const;
  [[nodiscard]] std::uint32_t newcomer(std::uint32_t demand) const;
  void greedy();
  void add(std::uint32_t site);
  void remove(std::uint32_t site);
  void credit_only(std::uint32_t demand, std::int64_t sign);
  void set_uncovered(std::uint32_t demand, bool uncovered);
  void wake_neighbours(std::uint32_t site);

  const CoverSets& sets_;
  const std::vector<Choice>& status_;
  core::Stream luck_;
  Effort& effort_;
  std::vector<char> in_;                  ///< of each site: chosen
  std::vector<char> awake_;               ///< of each site: something near has changed since it went
  std::vector<std::int64_t> score_;       ///< of each site: weight won by its coming, or lost (negative) by its going
  std::vector<std::uint64_t> since_;      ///< of each site: the step of its last change
  std::vector<std::int64_t> weight_;      ///< of each demand point
  std::vector<std::uint32_t> times_;      ///< of each demand point: covered how often
  std::vector<std::uint32_t> uncovered_;  ///< demand points
  std::vector<std::uint32_t> place_;      ///< of each demand point, in uncovered_
  std::size_t size_ = 0;
  std::uint64_t step_ = 0;
};

}  // namespace wangge::siting
