#include "gis/town/people/stage_totals.h"

#include "gis/town/people/household_sizes.h"
#include "gis/town/people/living.h"
#include "gis/town/people/whole_shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>
#include <vector>

namespace wangge::town {
namespace {

/// One field of all areas scaled to its share of the whole, by weights and at most `high`.
std::vector<std::int64_t> scaled(std::int64_t total, double share, const std::vector<double>& weights,
                                 const ShareBounds& bounds) {
  std::int64_t least = 0;
  for (const std::int64_t low : bounds.low) least += low;
  std::int64_t most = 0;
  for (const std::int64_t high : bounds.high) most += high;
  const auto aim = std::clamp(static_cast<std::int64_t>(std::llround(static_cast<double>(total) * share)), least, most);
  return bounded_shares(aim, weights, bounds);
}

class StageTotals {
 public:
  explicit StageTotals(Town& town) : town_(town), lowest_(lowest_areas(town)) {
    Column<AreaId, std::int64_t> dwellings(town.areas.size(), 0);
    for (const Building& building : town.buildings) {
      const AreaId area = town.blocks[building.block].area;
      if (area.valid()) dwellings[area] += building.dwellings;
    }
    for (const AreaId area : lowest_) {
      before_.push_back(town.areas[area].totals);
      dwellings_.push_back(dwellings[area]);
    }
  }

  void scale(double share) {
    scale_people(share);
    scale_marks(share);
    for (Area& area : town_.areas) area.totals = Totals();
    for (std::size_t i = 0; i < lowest_.size(); ++i) {
      for (AreaId area = lowest_[i]; area.valid(); area = town_.areas[area].parent) town_.areas[area].totals += after_[i];
    }
  }

 private:
  template <class Of>
  [[nodiscard]] std::int64_t sum(Of of) const {
    std::int64_t total = 0;
    for (const Totals& own : before_) total += of(own);
    return total;
  }

  void scale_people(double share) {
    after_.assign(lowest_.size(), Totals());
    std::vector<double> weights;
    for (std::size_t i = 0; i < lowest_.size(); ++i)
      weights.push_back(static_cast<double>(std::min(before_[i].households, dwellings_[i])));
    const auto households = scaled(sum([](const Totals& t) { return t.households; }), share, weights, {{}, dwellings_});
    ShareBounds size;
    for (std::size_t i = 0; i < lowest_.size(); ++i) {
      after_[i].households = households[i];
      size.low.push_back(households[i]);
      size.high.push_back(largest_household * households[i]);
      weights[i] = static_cast<double>(households[i]) * ratio(before_[i].residents, before_[i].households);
    }
    const auto residents = scaled(sum([](const Totals& t) { return t.residents; }), share, weights, size);
    for (std::size_t i = 0; i < lowest_.size(); ++i) {
      after_[i].residents = residents[i];
      split(residents[i], before_[i].ages, after_[i].ages);
      split(residents[i], before_[i].residences, after_[i].residences);
    }
  }

  void scale_marks(double share) {
    scale_field(&Totals::in_need, share, [](const Totals& t) { return t.residents; });
    scale_field(&Totals::party_members, share, [](const Totals& t) { return t.residents - t.ages[0]; });
    constexpr std::int64_t no_limit = std::int64_t{1} << 40U;
    const auto any = [this](std::size_t i) { return has_building(i) ? no_limit : 0; };
    scale_field(&Totals::enterprises, share, any);
    scale_field(&Totals::organisations, share, any);
  }

  [[nodiscard]] bool has_building(std::size_t i) const { return dwellings_[i] > 0; }

  /// Limits by the totals of the area as they have become, or by its place in the list.
  template <class Limit>
  void scale_field(std::int64_t Totals::*field, double share, Limit limit) {
    std::vector<double> weights;
    ShareBounds bounds;
    for (std::size_t i = 0; i < lowest_.size(); ++i) {
      weights.push_back(static_cast<double>(before_[i].*field) * ratio(after_[i].households, before_[i].households));
      if constexpr (std::is_invocable_v<Limit, std::size_t>) {
        bounds.high.push_back(limit(i));
      } else {
        bounds.high.push_back(limit(after_[i]));
      }
    }
    const auto shares = scaled(sum([field](const Totals& t) { return t.*field; }), share, weights, bounds);
    for (std::size_t i = 0; i < lowest_.size(); ++i) after_[i].*field = shares[i];
  }

  [[nodiscard]] static double ratio(std::int64_t a, std::int64_t b) {
    return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0;
  }

  template <std::size_t size>
  static void split(std::int64_t total, const std::array<std::int64_t, size>& like, std::array<std::int64_t, size>& parts) {
    const std::vector<double> weights(like.begin(), like.end());
    const auto shares = bounded_shares(total, weights, {});
    std::copy(shares.begin(), shares.end(), parts.begin());
  }

  Town& town_;
  std::vector<AreaId> lowest_;
  std::vector<std::int64_t> dwellings_;
  std::vector<Totals> before_;
  std::vector<Totals> after_;
};

}  // namespace

void scale_totals(Town& town, double share) { StageTotals(town).scale(share); }

}  // namespace wangge::town
