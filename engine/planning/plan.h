#pragma once

#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/planning/lands.h"
#include "engine/planning/move.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wangge::planning {

/// Figures of one grid. Lengths and areas are sums of millionths, so they do not depend on the order of moves.
struct GridTally {
  std::int64_t households = 0;
  std::int64_t residents = 0;
  std::int64_t buildings = 0;
  std::int64_t cells = 0;
  std::int64_t size = 0;  ///< what the range of rule 5 counts: households, or steps of points
  double work = 0;
  core::SquareMetres area;
  core::Metres perimeter;  ///< of all its pieces, holes included; without borders too short to be neighbours'
  std::array<core::Metres, territory::barrier_class_count> border{};  ///< with other grids of the same parent, by barrier
};

/// One rule that a grid breaks, and why.
struct RuleBreak {
  int rule = 0;          ///< 4 connected, 5 sized, 7 staffed
  bool excused = false;  ///< of rule 5: for a proven reason
  core::Text reason;     ///< with the numbers
};

/// Who is missing, in words. Precondition: somebody is.
[[nodiscard]] core::Text staff_reason(const Staff& staff);

/// What the rules say of one grid.
struct Verdict {
  bool valid = true;
  bool connected = true;            ///< rule 4
  bool sized = true;                ///< rule 5: in range or dedicated
  bool staffed = false;             ///< rule 7
  bool excused = false;             ///< out of range for a proven reason (arithmetic, or a lock), and otherwise in order
  core::Text reason;                ///< of all that is broken, with the numbers; empty where valid
  std::vector<RuleBreak> broken{};  ///< by rule
};

/// Another grid along the outline, and how long the common border is.
struct GridNeighbour {
  GridId grid;
  core::Metres border;
};

/// A partition of every lowest-level area into grids, with one door: `apply`.
///
/// Rules 1 seamless, 2 nested, 3 whole and 6 coded hold in every state: a plan maps each cell to one grid of the cell's
/// parent, a building lies in one cell, and a move that would break a rule is refused. Rules 4 connected, 5 sized and
/// 7 staffed are flags, true to the state after every move.
/// Grid ids are stable: a merged grid leaves a gap, a split takes the lowest gap. A plan is a value and may be copied; it
/// refers to its Territory, which must live longer and may be shared by many threads.
/// Cost: `apply` O(c log c) in the cells of the grids it touches; figures O(1), `verdict` O(parts of the grid).
///
///   auto answer = plan.apply(AssignCells{{{cell, grid}}});
///   if (auto* undo = std::get_if<Move>(&answer)) plan.apply(*undo);
class Plan {
 public:
  /// One row a grid: its label; parents follow from the cells.
  /// `voided`: codes of grids that ended before; they are never given again.
  /// Throws Error(input) when a cell has no grid, a grid no cell or cells of two parents, or a code breaks rule 6.
  Plan(const territory::Territory& territory, const PlanningRules& rules, std::vector<GridLabel> grids,
       core::Column<CellId, GridId> grid_of_cell, const WorkOfCell& work = {}, std::set<std::string> voided = {});

  [[nodiscard]] std::variant<Move, Refusal> apply(const Move& move);

  [[nodiscard]] const territory::Territory& territory() const { return *territory_; }
  [[nodiscard]] const PlanningRules& rules() const { return rules_; }
  /// Live grids by rising id.
  [[nodiscard]] std::vector<GridId> grids() const;
  /// One more than the highest live id: the size of a column over grids.
  [[nodiscard]] std::size_t id_bound() const { return grids_.size(); }
  [[nodiscard]] bool live(GridId grid) const;
  /// Live grids of a lowest-level area by rising code.
  [[nodiscard]] std::vector<GridId> grids_of(AreaId area) const;

  [[nodiscard]] GridId grid_of(CellId cell) const { return grid_of_cell_[cell]; }
  [[nodiscard]] const core::Column<CellId, GridId>& grid_of_cell() const { return grid_of_cell_; }
  [[nodiscard]] std::span<const CellId> cells_of(GridId grid) const { return grids_[grid].cells; }  ///< rising
  [[nodiscard]] AreaId parent(GridId grid) const { return grids_[grid].parent; }
  [[nodiscard]] const GridLabel& label(GridId grid) const { return grids_[grid].label; }
  [[nodiscard]] const std::string& code(GridId grid) const { return grids_[grid].label.code; }
  [[nodiscard]] const std::string& name(GridId grid) const { return grids_[grid].label.name; }
  [[nodiscard]] GridKind kind(GridId grid) const { return grids_[grid].label.kind; }

  [[nodiscard]] GridTally tally(GridId grid) const;
  /// Polsby and Popper 1991: 4 pi area / perimeter^2; 1 for a disc, pi/4 for a square; 0 without perimeter. A grid of
  /// several pieces is measured with all their outlines.
  [[nodiscard]] double compactness(GridId grid) const;
  /// Mean of its cells' places, weighted by households; by area where it has none. O(cells of the grid).
  [[nodiscard]] core::Position centre(GridId grid) const;
  [[nodiscard]] Verdict verdict(GridId grid) const;
  /// Whether rule 5 excuses the grid: no number of grids fits its parent, one of its cells alone is over the maximum, or a lock
  /// of the planner forces its size (`PlanningRules::forced`). Whether it keeps the other rules does not matter here.
  [[nodiscard]] bool size_excused(GridId grid) const;
  /// From now on these sizes are forced by locks.
  void force(std::shared_ptr<const ForcedSizes> forced) { rules_.forced = std::move(forced); }
  /// Grids with a common border, of this parent or another, the longest border first, ties by id. O(cells of the grid).
  [[nodiscard]] std::vector<GridNeighbour> neighbours(GridId grid) const;
  /// Codes that no grid may have again, because the grid that had them ended or was recoded.
  [[nodiscard]] const std::set<std::string>& voided() const { return voided_; }
  /// The lowest id that no grid has: the one that a split takes.
  [[nodiscard]] GridId next_id() const;
  /// The code that a further grid of the area would get: the lowest number that no grid has or had. `like`: a grid of the area
  /// whose letters and number of digits it follows ("1101W03" after "1101W02"); without it, and where the rules fix a layout or
  /// the grid's code is no letters and a number, the parent's code and the rules' digits.
  [[nodiscard]] std::string next_code(AreaId area, std::optional<GridId> like = std::nullopt) const;
  /// The name for a new grid with that code, worded as that of `like`, which no other grid of the parent has.
  [[nodiscard]] std::string next_name(AreaId area, std::string_view for_code, GridId like) const;

  /// Asserts that everything kept up to date equals a full recomputation. O(cells).
  void check_invariants() const;
  /// Same assignment, labels and figures, to the last bit.
  friend bool operator==(const Plan& a, const Plan& b);

 private:
  /// Sums of a grid in whole numbers; lengths, areas and work in millionths.
  struct Sums {
    std::int64_t households = 0, residents = 0, buildings = 0;
    std::int64_t size = 0;
    std::int64_t work = 0, area = 0, perimeter = 0;
    std::array<std::int64_t, territory::barrier_class_count> border{};
    friend bool operator==(const Sums&, const Sums&) = default;
  };
  struct Grid {
    GridLabel label;
    AreaId parent;              ///< invalid: the id is free
    std::vector<CellId> cells;  ///< rising
    Sums sums;
    std::uint32_t lands = 0;      ///< connected parts of the parent it lies in
    std::uint32_t pieces = 0;     ///< connected pieces it has
    std::uint32_t alone = 0;      ///< parts it lies in that could stand alone
    std::uint32_t oversized = 0;  ///< cells of it that are over the maximum on their own
    friend bool operator==(const Grid&, const Grid&) = default;
  };
  struct Ground;  ///< what follows from the territory and the rules alone; shared by copies

  [[nodiscard]] std::variant<Move, Refusal> on(const AssignCells& move);
  [[nodiscard]] std::variant<Move, Refusal> on(const MergeGrids& move);
  [[nodiscard]] std::variant<Move, Refusal> on(const SplitGrid& move);
  [[nodiscard]] std::variant<Move, Refusal> on(const LabelGrid& move);
  [[nodiscard]] std::optional<Refusal> refuse_grid(GridId grid) const;
  [[nodiscard]] std::optional<Refusal> refuse_assignments(const std::vector<Assignment>& assignments) const;
  [[nodiscard]] std::optional<Refusal> refuse_code(const std::string& code, AreaId parent, std::optional<GridId> but,
                                                   bool taking_back = false) const;
  void transfer(CellId cell, GridId to);
  void add_cell(Sums& sums, CellId cell, std::int64_t sign) const;
  void replace_cells(const std::vector<Assignment>& assignments);
  void refresh(GridId grid);
  void start(GridId grid, GridLabel label, AreaId parent);
  void retire(GridId grid, bool taking_back);
  [[nodiscard]] Sums recomputed(GridId grid) const;
  [[nodiscard]] std::int64_t comprehensive_size(AreaId area) const;
  [[nodiscard]] core::Text connection_reason(GridId grid) const;
  [[nodiscard]] core::Text size_reason(GridId grid) const;
  /// Nothing where no lock forces the grid's size.
  [[nodiscard]] std::optional<core::Text> forced_reason(GridId grid) const;

  const territory::Territory* territory_;
  PlanningRules rules_;
  std::shared_ptr<const Ground> ground_;
  core::Column<CellId, GridId> grid_of_cell_;
  core::Column<GridId, Grid> grids_;
  core::Column<AreaId, std::vector<GridId>> grids_of_area_;  ///< rising ids
  std::map<std::string, GridId> grid_of_code_;
  std::set<std::string> voided_;
};

}  // namespace wangge::planning
