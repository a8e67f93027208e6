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
#include <vector>

/// What a good partition is for one deployment: the size range, the soft aims and how long to search.
namespace wangge::planning {

using territory::AreaId;
using territory::CellId;

/// Households a grid may have, both ends included. Preconditions: 0 <= least <= most, most >= 1.
struct SizeRange {
  std::int64_t least = 500;
  std::int64_t most = 1000;

  [[nodiscard]] bool holds(std::int64_t households) const { return least <= households && households <= most; }
  /// Households by which a grid lies outside the range; 0 inside.
  [[nodiscard]] std::int64_t excess(std::int64_t households) const;
  /// Whether some k >= 1 has k least <= households <= k most: whether that many can be cut into grids at all.
  [[nodiscard]] bool fits(std::int64_t households) const;
  /// Numbers of grids to try, best first: those that fit, nearest to the middle of the range; where none fits, the one or
  /// two with the least excess. Never empty. O(households / most).
  [[nodiscard]] std::vector<std::int64_t> counts(std::int64_t households) const;

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
  SizeRange households;
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

/// Minutes of travel from one cell to each of `to`, in their order; unreachable cells get a large finite number.
/// Must be pure and callable from several threads. An empty function: straight lines at walking speed.
using TravelMinutes = std::function<std::vector<double>(CellId from, std::span<const CellId> to)>;

}  // namespace wangge::planning
