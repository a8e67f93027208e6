#pragma once

#include "engine/core/error.h"
#include "gis/town/town.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

/// Fills in the totals that a specification leaves open, and refuses those that contradict each other.
namespace wangge::town {

/// What is counted of each area.
enum class Total : std::uint8_t { households, residents, ages, residences, in_need, party_members, enterprises, organisations };

/// Given totals that contradict each other. Code `input`; the words name the area, both numbers and what would do.
class TotalsClash : public core::Error {
 public:
  struct Subject {
    std::string code;                 ///< of the area
    Total total = Total::households;  ///< the one that cannot be
    bool areas_below = false;         ///< what is stated of the areas below it is the other side
    bool bound_by_people = false;     ///< the other side is how many people there are; households and residents bind each other
  };

  TotalsClash(Subject subject, core::Text words)
      : core::Error(core::ErrorCode::input, std::move(words)), subject_(std::move(subject)) {}
  [[nodiscard]] const Subject& subject() const { return subject_; }

 private:
  Subject subject_;
};

/// What the specification says of one area; absent where it says nothing. Zero is a statement.
struct GivenTotals {
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> residents;
  std::array<std::optional<std::int64_t>, age_count> ages{};
  std::array<std::optional<std::int64_t>, residence_count> residences{};
  std::optional<std::int64_t> in_need;
  std::optional<std::int64_t> party_members;
  std::optional<std::int64_t> enterprises;
  std::optional<std::int64_t> organisations;
  std::optional<double> share;  ///< of the parent's households, any scale; absent: drawn from a lognormal
};

/// Which shares of the whole are asked for, not assumed: they are met to one person, or refused.
struct AskedShares {
  std::array<bool, age_count> ages{};
  std::array<bool, residence_count> residences{};
  bool in_need = false;
  bool party_members = false;
  bool enterprises = false;
  bool organisations = false;
};

/// What is assumed of what nobody gives; every figure can be overridden.
struct TotalsRules {
  double persons_per_household = 2.62;                                 ///< China 2020
  std::array<double, age_count> ages{0.1795, 0.6335, 0.1616, 0.0254};  ///< China 2020; the last two split 18.70 % assumed
  std::array<double, residence_count> residences{0.74, 0.12, 0.14};    ///< assumed
  double in_need = 0.035;                                              ///< of residents, assumed
  double party_members = 0.068;                                        ///< of residents: 98 of 1,412 million, rounded
  double enterprises = 0.012;                                          ///< of residents, assumed
  double organisations = 0.0009;                                       ///< of residents, assumed
  AskedShares asked;
  double spread = 0.45;       ///< coefficient of variation of the sizes of sisters
  double rural_share = 0.35;  ///< a rural area's size against an urban sister's
  double size_spread = 0.05;  ///< coefficient of variation of persons a household
  double work_spread = 0.9;   ///< coefficient of variation of enterprises a resident
};

/// Sets `totals` of every area so that children sum exactly to their parent in every field, ages and residences to the
/// residents, and households <= residents <= 8 households. What is given stands; what is missing is the sum of what is given
/// below, or a share of what is given above (heavy-tailed, by largest remainder, within what the other fields allow), or follows
/// from the rules. Ages and residences of sisters are fitted to both margins and rounded exactly. The whole has the shares of the
/// rules; areas below it lean to either side by luck.
/// `organisations_stated` says whose organisations are given.
/// Preconditions: parents before children; given.size() == areas.size().
/// Throws TotalsClash where given totals contradict each other, where a share that is asked for cannot be met, or with more
/// enterprises than residents in the whole; Error(input) where nothing says how many people there are. O(areas x children).
void complete_totals(Column<AreaId, Area>& areas, const Column<AreaId, GivenTotals>& given, const TotalsRules& rules,
                     core::Seed seed);

/// Throws Error(input) at the first area whose totals are not those of its children, or contradict each other.
void check_totals(const Column<AreaId, Area>& areas);

}  // namespace wangge::town
