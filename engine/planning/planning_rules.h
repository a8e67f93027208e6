#pragma once

#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/planning/staff.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What a good partition is for one deployment: the size range, the soft aims and how long to search.
namespace wangge::planning {

using territory::AreaId;
using territory::CellId;

/// Sizes in points of a measure of work, in whole steps: sums are exact, so that bounds of them hold.
struct PointsOfCell {
  core::Column<CellId, std::int64_t> steps;  ///< >= 0
  std::int64_t steps_a_point = 1;
};

/// How large a grid may be, both ends included: households, or steps of points. Preconditions: 0 <= least <= most, most >= 1.
struct SizeRange {
  std::int64_t least = 500;
  std::int64_t most = 1000;
  std::shared_ptr<const PointsOfCell> points{};  ///< what sizes count in place of households; null: households

  [[nodiscard]] bool holds(std::int64_t size) const { return least <= size && size <= most; }
  /// By how much a size lies outside the range; 0 inside.
  [[nodiscard]] std::int64_t excess(std::int64_t size) const;
  /// Whether some k >= 1 has k least <= size <= k most: whether so much can be cut into grids at all.
  [[nodiscard]] bool fits(std::int64_t size) const;
  /// Numbers of grids to try, best first: those that fit, nearest to the middle of the range; where none fits, the one or
  /// two with the least excess. Never empty. O(size / most).
  [[nodiscard]] std::vector<std::int64_t> counts(std::int64_t size) const;

  /// The size of each cell of the territory.
  [[nodiscard]] const core::Column<CellId, std::int64_t>& sizes(const territory::Territory& territory) const {
    return points ? points->steps : territory.cells.households;
  }
  [[nodiscard]] std::int64_t size_of(const territory::Territory& territory, std::span<const CellId> cells) const;
  /// In words: "612", "612.5"; with its unit "612 households", "612.5 points"; both ends "500-1000".
  [[nodiscard]] std::string number(std::int64_t size) const;
  [[nodiscard]] core::Text amount(std::int64_t size) const;
  [[nodiscard]] std::string ends() const { return number(least) + "-" + number(most); }
  [[nodiscard]] core::Text unit() const;

  friend bool operator==(const SizeRange&, const SizeRange&) = default;
};

/// Land whose sizes a lock of the planner forces: what lies in it is out of range however it is divided.
struct ForcedLand {
  std::vector<CellId> cells;  ///< rising
  bool whole = false;         ///< one grid that stays as it is; else a piece that locks cut off, and that no number of grids fits
  core::Text reason;          ///< with the numbers
};

/// All such land of a territory; no cell lies in two.
struct ForcedSizes {
  std::vector<ForcedLand> lands;
  core::Column<CellId, std::uint32_t> land_of_cell;  ///< `none` where a cell lies in no such land
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
};

/// Weights of the soft aims, >= 0; only their ratios matter.
struct Aims {
  double work = 1.0;       ///< even workload within the parent
  double compact = 0.4;    ///< short borders between grids
  double barriers = 0.6;   ///< borders along roads, rivers and railways
  double travel = 0.4;     ///< short ways from the grid's middle household
  double compounds = 0.5;  ///< compounds kept whole
  double change = 0.5;     ///< few households that change grid; counts where there is a plan of today
  double spread = 0.3;     ///< party members and organisations spread evenly; counts where they are known
};

struct PlanningRules {
  SizeRange households;  ///< of a grid; in points where `SizeRange::points` says so
  Aims aims;
  std::int64_t effort = 200;           ///< search budget in work units: proposals per cell
  int code_digits = 3;                 ///< digits appended to the parent's code; more where a parent has too many grids
  bool code_exact = false;             ///< whether a grid's code is refused that has more or fewer digits, or other signs
  bool staff_enforced = false;         ///< whether a grid without worker and leader is invalid (rule 7), or only reported
  std::optional<Staffing> staffing{};  ///< of grids that a search makes; nothing: they come without people
  std::shared_ptr<const ForcedSizes> forced{};  ///< what locks excuse from the range (rule 5); null: nothing
};

/// Hours of work a year, or any other load, of each cell; empty: the households are the work.
using WorkOfCell = core::Column<CellId, double>;

/// The range between two numbers of points (0 <= least <= most, most > 0) of a measure: in whole points where these and all
/// cells' are whole numbers, otherwise in thousandths, each cell rounded to the nearest. O(cells).
[[nodiscard]] SizeRange range_of_points(double least, double most, const WorkOfCell& points);

/// Minutes of travel from one cell to each of `to`, in their order; unreachable cells get a large finite number.
/// Must be pure and callable from several threads. An empty function: straight lines at walking speed.
using TravelMinutes = std::function<std::vector<double>(CellId from, std::span<const CellId> to)>;

}  // namespace wangge::planning
