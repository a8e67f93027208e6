#pragma once

#include "scenarios/compare/figure_list.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// What a file says of the luck behind its simulated figures.
struct Luck {
  std::optional<std::uint64_t> seed;
  int replications = 0;
};

/// How the interval of a difference was made. `paired`: replication by replication under the same luck; `unpaired`: from the two
/// intervals, as of independent runs.
enum class IntervalKind : std::uint8_t { none, paired, unpaired };

/// `same`: no difference at all. `different`: a fact, or the interval leaves out 0. `undecided`: the interval holds 0.
/// `unmeasured`: a simulated figure without an interval. `one_sided`: the other plan does not have the figure.
enum class FigureVerdict : std::uint8_t { same, different, undecided, unmeasured, one_sided };
[[nodiscard]] const char* name(IntervalKind kind);
[[nodiscard]] const char* name(FigureVerdict verdict);

struct FigurePair {
  std::string name;
  std::string unit;
  std::optional<Figure> before;
  std::optional<Figure> after;
  std::optional<double> difference;  ///< after - before
  std::optional<core::Estimate::Interval> ci95;
  IntervalKind interval = IntervalKind::none;
  FigureVerdict verdict = FigureVerdict::same;
  Better better = Better::neither;

  /// Positive: the second plan is better, negative: the first; 0: equal, undecided or a matter of taste.
  [[nodiscard]] int winner() const;
};

/// Whether a figure comes from replications, and so has luck in it.
[[nodiscard]] bool is_simulated(std::string_view name);

/// All figures of both, plan first, then coverage, simulation, and the rest by name. Paired intervals where both name the same
/// seed and hold as many samples; else Welch's (1947) from the two intervals; none where one of them has none.
[[nodiscard]] std::vector<FigurePair> pair_figures(const Figures& before, const Figures& after, const Luck& luck_before,
                                                   const Luck& luck_after);

}  // namespace wangge::scenarios
