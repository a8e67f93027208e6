#pragma once

#include "engine/core/text.h"
#include "engine/planning/planning_rules.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// The soft aims of a plan as figures: what each is called, its unit, its formula, and which weight of the scenario it shares.
namespace wangge::planning {

/// One figure; two figures may serve one aim of the scenario.
enum class AimFigure : std::uint8_t {
  deviation_max,
  deviation_mean,
  border,
  compactness,
  barriers,
  compounds,
  compound_households,
  travel,
  change,
  party_members,
  organisations
};
inline constexpr std::size_t aim_figure_count = 11;

struct AimFigureSpec {
  std::string_view key;  ///< in plans.json and for `wangge explain`: "deviation_max"
  std::string_view aim;  ///< the weight it belongs to: "work" for planning.aims.work
  core::Text name;
  core::Text unit;  ///< "%", "m"; empty: a pure number
  core::Text formula;
  int digits = 1;  ///< decimals shown to people
  bool more_is_better = false;
};

[[nodiscard]] const AimFigureSpec& aim_figure(AimFigure figure);
/// All figures in the order of the table.
[[nodiscard]] const std::array<AimFigure, aim_figure_count>& aim_figures();

/// A figure is absent where it has no meaning: change without today's plan, members that nobody counted.
class AimValues {
 public:
  [[nodiscard]] const std::optional<double>& operator[](AimFigure figure) const {
    return values_[static_cast<std::size_t>(figure)];
  }
  std::optional<double>& operator[](AimFigure figure) { return values_[static_cast<std::size_t>(figure)]; }
  friend bool operator==(const AimValues&, const AimValues&) = default;

 private:
  std::array<std::optional<double>, aim_figure_count> values_{};
};

/// The weight of the figure's aim, shared equally by those of the aim's figures that are present.
[[nodiscard]] double aim_weight(AimFigure figure, const Aims& aims, const AimValues& present);

/// Whether `a` is better than, worse than or like `b` in one figure; both present. A difference below one part in 10^9 is none.
[[nodiscard]] int compare_figure(AimFigure figure, double a, double b);

/// `a` is nowhere worse than `b` and somewhere better, over the figures that both have.
[[nodiscard]] bool dominates(const AimValues& a, const AimValues& b);

/// Weighted sums of normalised figures: 0 is the best of the given plans in everything, 1 the worst in everything.
///   score = sum of w x (distance from the best) / (worst - best) / sum of w; a figure in which all are alike counts 0.
[[nodiscard]] std::vector<double> aim_scores(const std::vector<AimValues>& plans, const Aims& aims);

}  // namespace wangge::planning
