#pragma once

#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/planning/staff.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Changes of a plan as values. A move goes through `Plan::apply`, which answers with the move that undoes it. The code of a grid
/// that ends or is recoded is void from then on: no other grid gets it. Only the move that takes it back, as `apply` gave it,
/// may.
namespace wangge::planning {

using territory::CellId;
using GridId = core::Id<struct GridTag>;

/// A dedicated grid (专属网格) is drawn around one enterprise, market or school and is exempt from the size range.
enum class GridKind : std::uint8_t { comprehensive, dedicated };
/// "comprehensive" or "dedicated", as plan.gpkg writes it.
[[nodiscard]] std::string_view name(GridKind kind);

/// What a grid is called.
struct GridLabel {
  std::string code;  ///< begins with the parent's code and is longer; unique over grids and areas
  std::string name;
  GridKind kind = GridKind::comprehensive;
  Staff staff;

  friend bool operator==(const GridLabel&, const GridLabel&) = default;
};

struct Assignment {
  CellId cell;
  GridId grid;
};

/// Gives each cell to its grid. Refused where it empties a grid (merge instead) or crosses a parent's outline.
struct AssignCells {
  std::vector<Assignment> assignments;  ///< each cell at most once
};

/// All cells of `from` go to `into`; `from` ends.
struct MergeGrids {
  GridId from;
  GridId into;
  bool taking_back = false;  ///< takes a split back: the code of `from` is free again instead of void
};

/// Some, not all, cells of a grid become a grid of their own.
struct SplitGrid {
  GridId grid;
  std::vector<CellId> cells;
  GridLabel label;           ///< an empty code: the next free one; an empty name: made from the code
  std::optional<GridId> as;  ///< the id it gets; absent: the lowest free one
  bool taking_back = false;  ///< takes a merge back: the void code of the label lives again
};

/// Renames, recodes, sets kind or staff: the whole label at once.
struct LabelGrid {
  GridId grid;
  GridLabel label;
  bool taking_back = false;  ///< takes a label back: the void code of the label lives again, the present one is free again
};

using Move = std::variant<AssignCells, MergeGrids, SplitGrid, LabelGrid>;

/// Why a move was not applied: the rule of DOMAIN (1 seamless, 2 nested, 3 whole, 6 coded; 0: it names something that is
/// not there) and the place.
struct Refusal {
  int rule = 0;
  core::Text reason;
  std::optional<CellId> cell;
  std::optional<GridId> grid;
};

}  // namespace wangge::planning
