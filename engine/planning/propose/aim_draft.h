#pragma once

#include "engine/planning/draft.h"
#include "engine/planning/propose/aim_table.h"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace wangge::planning {

/// What a search pays for; all are better when smaller. Sums over the parts of a region.
enum class AimTerm : std::uint8_t {
  excess,     ///< households out of range
  deviation,  ///< |work / mean - 1|
  deviation_max,
  squares,      ///< of the deviations
  border,       ///< metres
  open_border,  ///< metres not along a road, river or railway
  open_gap,     ///< open border less a given share of the border: a bound on it bounds the share over many regions
  bulk,         ///< 1 - compactness
  compounds,    ///< split
  compound_households,
  travel,   ///< household-minutes
  moved,    ///< households outside their today's grid
  members,  ///< squared relative deviations
  organisations
};
inline constexpr std::size_t aim_term_count = 14;
using AimTerms = std::array<double, aim_term_count>;

[[nodiscard]] constexpr std::size_t at(AimTerm term) { return static_cast<std::size_t>(term); }

[[nodiscard]] constexpr AimTerms no_caps() {
  AimTerms caps{};
  for (double& cap : caps) cap = std::numeric_limits<double>::infinity();
  return caps;
}

/// Prices of one unit of each term, and ceilings with a price of each unit above.
struct AimGoal {
  AimTerms price{};
  AimTerms cap = no_caps();
  AimTerms cap_price{};
  double open_share = 0;      ///< for AimTerm::open_gap
  bool change_first = false;  ///< the limit of change goes before sizes, which are excused whatever they are

  [[nodiscard]] double cost(const AimTerms& terms) const;
  /// Whether no term but the excess is above its ceiling, by more than rounding.
  [[nodiscard]] bool keeps_caps(const AimTerms& terms) const;
};

/// A partition of a region under search that knows its aims as they are measured, with the terms after any single flip in
/// O(degree + parts). Middles, posts and partners of today's grids hold still until `recentre`.
class AimDraft {
 public:
  using Node = SearchGraph::Node;

  /// Preconditions as for Draft. `minutes` is called in `recentre` alone.
  AimDraft(const SearchGraph& graph, const AimTable& table, const SizeRange& range, std::uint32_t parts,
           std::vector<std::uint32_t> labels, PartMinutes minutes, double open_share);

  [[nodiscard]] const Draft& draft() const { return draft_; }
  [[nodiscard]] const std::vector<std::uint32_t>& labels() const { return draft_.labels(); }
  [[nodiscard]] std::uint32_t parts() const { return static_cast<std::uint32_t>(parts_.size()); }
  [[nodiscard]] const AimTerms& terms() const { return terms_; }
  /// Households out of range; parts with a cell over the maximum are let off.
  [[nodiscard]] std::int64_t excess() const { return draft_.excess(); }

  [[nodiscard]] AimTerms after(Node node, std::uint32_t to) const;
  [[nodiscard]] bool can_leave(Node node) { return draft_.can_leave(node); }
  /// Preconditions as for Draft::flip; `terms` is what `after` said.
  void flip(Node node, std::uint32_t to, const AimTerms& terms);
  /// New middles, new partners, all terms from scratch.
  void recentre();
  /// Another partition into as many parts.
  void restart(std::vector<std::uint32_t> labels);

 private:
  struct Part {
    double work = 0;
    double area = 0;
    double perimeter = 0;
    double members = 0;
    double organisations = 0;
    double off = 0;             ///< |work / mean - 1|
    double bulk = 0;            ///< 1 - compactness
    std::int64_t partner = -1;  ///< group of today's grids
  };

  void sum_parts();
  void refresh(Part& part) const;
  void choose_partners();
  [[nodiscard]] AimTerms recomputed() const;
  [[nodiscard]] double size_cost(std::int64_t size, std::uint32_t giants) const;
  [[nodiscard]] double staying(Node node, std::uint32_t part) const;
  [[nodiscard]] std::uint32_t& held(std::uint32_t group, std::uint32_t part) { return held_[group * parts_.size() + part]; }
  [[nodiscard]] std::uint32_t held(std::uint32_t group, std::uint32_t part) const { return held_[group * parts_.size() + part]; }

  const SearchGraph* graph_;
  const AimTable* table_;
  SizeRange range_;
  Draft draft_;
  PartMinutes minutes_of_;
  double open_share_;
  double mean_work_ = 1, mean_members_ = 0, mean_organisations_ = 0;
  std::vector<Part> parts_;
  std::vector<std::uint32_t> held_;       ///< nodes of a compound in a part
  std::vector<std::uint32_t> spread_of_;  ///< parts that hold some of a compound
  std::vector<std::vector<double>> minutes_;
  AimTerms terms_{};
};

}  // namespace wangge::planning
