#pragma once

#include "engine/core/units.h"
#include "engine/planning/move.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// What a planner does to a plan, in the planner's words: by codes, buildings, compounds and lines. An edit is a value; it
/// becomes moves when it is applied (compose.h), each of which goes through `Plan::apply`.
namespace wangge::planning {

/// A line or a ring in the plan's system, metres.
using Path = std::vector<core::Position>;

/// Which cells: those named, those of the named buildings and compounds, those under the places, those whose own place lies
/// inside the outline. All of them together; a building brings its whole cell.
struct Selection {
  std::vector<CellId> cells{};
  std::vector<std::string> buildings{};  ///< the source's ids
  std::vector<std::string> compounds{};  ///< names; a name that several compounds have means all of them
  std::vector<core::Position> places{};
  Path outline{};  ///< a ring; whether it is closed does not matter

  [[nodiscard]] bool empty() const {
    return cells.empty() && buildings.empty() && compounds.empty() && places.empty() && outline.empty();
  }
};

/// Cells go to a grid of the same parent.
struct AssignEdit {
  Selection what;
  std::string to;
};

/// The cells on the smaller side of a line, in households, become a grid of their own. The line is prolonged straight at both
/// ends. A cell goes by the side of the larger share of its land.
struct SplitEdit {
  std::string grid;
  Path line;
  bool compounds_whole = false;  ///< a compound goes where most of its households are
  std::string code{};            ///< of the new grid; empty: the next free one
  std::string name{};
};

/// All grids become the one that `into` names, or the first.
struct MergeEdit {
  std::vector<std::string> grids;
  std::string into{};
};

/// Cells of one grid change places with cells of another.
struct SwapEdit {
  std::string first;
  Selection of_first;
  std::string second;
  Selection of_second;
};

/// The border of two grids moves into `from`: `to` takes the cells along it whose place lies within `width`, as far as it can
/// walk from its own land without meeting a barrier of class `until` or stronger. At least one of both is given.
struct BorderEdit {
  std::string from;
  std::string to;
  std::optional<core::Metres> width{};
  std::optional<territory::BarrierClass> until{};
  bool compounds_whole = false;
};

/// The cells, from whichever grids of one parent, become a dedicated grid (专属网格): one enterprise, market, school or park.
struct DedicateEdit {
  Selection what;
  std::string code{};
  std::string name{};
};

/// A grid gets another code. Its old one is void.
struct RecodeEdit {
  std::string grid;
  std::string code;
};

struct RenameEdit {
  std::string grid;
  std::string name;
};

/// Takes the last steps back; a refused edit was none. Only `History` can.
struct UndoEdit {
  std::size_t times = 1;
};

/// Does steps again that were taken back, as long as nothing else was done since.
struct RedoEdit {
  std::size_t times = 1;
};

using Edit = std::variant<AssignEdit, SplitEdit, MergeEdit, SwapEdit, BorderEdit, DedicateEdit, RecodeEdit, RenameEdit, UndoEdit,
                          RedoEdit>;
/// "assign", "split", "merge", "swap", "border", "dedicate", "recode", "rename", "undo" or "redo": as an edit list writes it.
[[nodiscard]] std::string_view name(const Edit& edit);

/// What only geometry can tell; without it places of cells stand for their shapes. All must be pure.
struct EditGround {
  /// Share of a cell's land inside a ring, 0 to 1. Absent: 1 where the cell's place lies inside.
  std::function<double(CellId, const Path& ring)> share_inside{};
  /// The cell at a place; none outside. Absent: selections by place are refused.
  std::function<std::optional<CellId>(core::Position)> cell_at{};
  /// The common border of two neighbouring cells as straight pieces. Absent: the point halfway between their places.
  std::function<std::vector<std::pair<core::Position, core::Position>>(CellId, CellId)> border{};
  Staff staff{};                      ///< of grids that an edit makes
  std::vector<std::string> locked{};  ///< codes of grids whose cells and codes stay: an edit of them is refused
};

}  // namespace wangge::planning
