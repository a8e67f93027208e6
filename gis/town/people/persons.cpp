#include "gis/town/people/persons.h"

#include "engine/territory/controlled_rounding.h"
#include "engine/territory/proportional_fitting.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wangge::town {
namespace {

/// A person's place in the household, for ages: alone, the first of several, the second, a further one.
constexpr std::size_t place_count = 4;
std::size_t place_of(std::size_t index, std::uint8_t size) { return size == 1 ? 0 : std::min<std::size_t>(index + 1, 3); }

constexpr std::array<std::array<double, age_count>, place_count> age_by_place{
    {{0, 0.62, 0.30, 0.08}, {0, 0.80, 0.18, 0.02}, {0.06, 0.72, 0.20, 0.02}, {0.52, 0.36, 0.08, 0.04}}};
/// Where there are more children than places behind a head, some must head a household.
constexpr double child_alone = 1e-3;

constexpr std::size_t rows = residence_count * living_kind_count * place_count;

std::size_t row_of(std::size_t residence, LivingKind kind, std::size_t place) {
  return (residence * living_kind_count + static_cast<std::size_t>(kind)) * place_count + place;
}

class AreaPersons {
 public:
  AreaPersons(std::span<const Home> homes, const Totals& totals, core::Stream& luck)
      : homes_(homes),
        totals_(totals),
        luck_(luck),
        persons_(homes.empty() ? 0 : std::size_t{homes.back().first_person} + homes.back().size, 0) {}

  [[nodiscard]] std::vector<std::uint8_t> settled() && {
    settle_residences();
    settle_ages();
    return std::move(persons_);
  }

 private:
  /// Persons of each kind of building by residence.
  [[nodiscard]] std::vector<std::int64_t> residences_by_kind() const {
    std::vector<std::int64_t> by_kind(living_kind_count, 0);
    for (const Home& home : homes_) by_kind[static_cast<std::size_t>(home.kind)] += home.size;
    const std::vector<std::int64_t> wanted(totals_.residences.begin(), totals_.residences.end());
    std::vector<double> seed;
    for (std::size_t kind = 0; kind < living_kind_count; ++kind) {
      for (std::size_t r = 0; r < residence_count; ++r) {
        seed.push_back(traits(static_cast<LivingKind>(kind)).residences[r] * static_cast<double>(wanted[r] + 1) *
                       static_cast<double>(by_kind[kind]));
      }
    }
    const std::array<territory::Margin, 2> margins{territory::Margin{"kind of building", {0}, {by_kind.begin(), by_kind.end()}},
                                                   territory::Margin{"residence", {1}, {wanted.begin(), wanted.end()}}};
    const std::array<std::size_t, 2> shape{living_kind_count, residence_count};
    const auto fit = territory::fit_proportionally(seed, shape, margins);
    return territory::round_table(territory::fitted_cells(fit), by_kind, wanted);
  }

  void settle_residences() {
    const std::vector<std::int64_t> table = residences_by_kind();
    std::array<std::vector<std::pair<std::uint64_t, std::uint32_t>>, living_kind_count> order;
    for (std::size_t i = 0; i < homes_.size(); ++i) {
      const std::uint64_t late = std::uint64_t{luck_.next32()} * (3U + homes_[i].size);  // small households come first
      order[static_cast<std::size_t>(homes_[i].kind)].emplace_back(late, static_cast<std::uint32_t>(i));
    }
    for (std::size_t kind = 0; kind < living_kind_count; ++kind) {
      std::sort(order[kind].begin(), order[kind].end());
      std::array<std::int64_t, residence_count> left{};
      std::copy_n(table.begin() + static_cast<std::ptrdiff_t>(kind * residence_count), residence_count, left.begin());
      std::size_t residence = residence_count - 1;  // rental first, then floating, then resident
      for (const auto& [late, home] : order[kind]) {
        for (std::uint32_t k = 0; k < homes_[home].size; ++k) {
          while (residence > 0 && left[residence] == 0) --residence;
          --left[residence];
          persons_[homes_[home].first_person + k] = static_cast<std::uint8_t>(age_count * residence);
        }
      }
    }
  }

  /// How many persons stand in each row of the table, and how many of each age they get.
  [[nodiscard]] std::vector<std::int64_t> ages_by_row() const {
    std::vector<std::int64_t> by_row(rows, 0);
    for (const Home& home : homes_) {
      for (std::size_t k = 0; k < home.size; ++k) ++by_row[row_of(residence_at(home, k), home.kind, place_of(k, home.size))];
    }
    std::int64_t behind = 0;  // places that are no head's
    for (std::size_t row = 0; row < rows; ++row) behind += row % place_count >= 2 ? by_row[row] : 0;
    const double least = totals_.ages[0] <= behind ? 0.0 : child_alone;
    std::vector<double> seed;
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t residence = row / place_count / living_kind_count;
      const auto& kind = traits(static_cast<LivingKind>(row / place_count % living_kind_count));
      for (std::size_t age = 0; age < age_count; ++age) {
        const double here = std::max(age_by_place[row % place_count][age], age == 0 ? least : 0.0);
        seed.push_back(here * age_by_residence[age][residence] * kind.ages[age] * static_cast<double>(by_row[row]));
      }
    }
    const std::vector<std::int64_t> wanted(totals_.ages.begin(), totals_.ages.end());
    const std::array<territory::Margin, 2> margins{territory::Margin{"place", {0}, {by_row.begin(), by_row.end()}},
                                                   territory::Margin{"age", {1}, {wanted.begin(), wanted.end()}}};
    const std::array<std::size_t, 2> shape{rows, age_count};
    const territory::FitRules rules{.tolerance = 1e-6, .lenient = 1, .rounds = 300};
    return territory::round_table(territory::fitted_cells(territory::fit_proportionally(seed, shape, margins, rules)), by_row,
                                  wanted);
  }

  [[nodiscard]] std::size_t residence_at(const Home& home, std::size_t k) const {
    return persons_[home.first_person + k] / age_count;
  }

  void settle_ages() {
    const std::vector<std::int64_t> table = ages_by_row();
    std::vector<std::vector<std::uint8_t>> urns(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t age = 0; age < age_count; ++age) {
        urns[row].insert(urns[row].end(), static_cast<std::size_t>(table[row * age_count + age]), static_cast<std::uint8_t>(age));
      }
      for (std::size_t i = urns[row].size(); i > 1; --i) {
        std::swap(urns[row][i - 1], urns[row][luck_.below(static_cast<std::uint32_t>(i))]);
      }
    }
    for (const Home& home : homes_) {
      for (std::size_t k = 0; k < home.size; ++k) {
        auto& urn = urns[row_of(residence_at(home, k), home.kind, place_of(k, home.size))];
        persons_[home.first_person + k] = static_cast<std::uint8_t>(persons_[home.first_person + k] + urn.back());
        urn.pop_back();
      }
    }
  }

  std::span<const Home> homes_;
  const Totals& totals_;
  core::Stream& luck_;
  std::vector<std::uint8_t> persons_;
};

}  // namespace

std::vector<std::uint8_t> settled_persons(std::span<const Home> homes, const Totals& totals, core::Stream& luck) {
  return AreaPersons(homes, totals, luck).settled();
}

}  // namespace wangge::town
