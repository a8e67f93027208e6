#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"

#include <cstdint>
#include <string>
#include <vector>

/// Which grid of one plan became which grid of another, and what changed hands: codes and counts alone, no shapes.
namespace wangge::evaluation {

using OldGridId = core::Id<struct OldGridTag>;
using NewGridId = core::Id<struct NewGridTag>;

/// What stands on some land.
struct Holdings {
  std::int64_t cells = 0;
  std::int64_t households = 0;
  std::int64_t residents = 0;
  std::int64_t buildings = 0;
  core::SquareMetres area;

  Holdings& operator+=(const Holdings& other);
  friend bool operator==(const Holdings&, const Holdings&) = default;
};

struct ComparedGrid {
  std::string code;
  std::string parent;  ///< code of the area above
  Holdings held;       ///< as its own plan has it
};

/// What lies in one grid of the old plan and in one of the new. An invalid id: land that only the other plan has.
struct Transfer {
  OldGridId from;
  NewGridId to;
  Holdings held;
};

struct ComparedPlans {
  core::Column<OldGridId, ComparedGrid> before;
  core::Column<NewGridId, ComparedGrid> after;
  std::vector<Transfer> transfers;  ///< each pair once, by (from, to), invalid ids last
};

/// What became of a code. `merged`: more than half of the old grid lies in a new grid that is not its counterpart; `split`: more
/// than half of the new grid comes from an old grid that is not its counterpart; `dissolved` and `created`: no grid has so much.
enum class Fate : std::uint8_t { kept, renamed, merged, dissolved, split, created };
[[nodiscard]] const char* name(Fate fate);

/// One line of the history of codes.
struct CodeStep {
  OldGridId before;  ///< invalid: created
  NewGridId after;   ///< invalid: dissolved
  Fate fate = Fate::kept;
  Holdings common;
  double share_of_old = 0;  ///< of its households; of its area where it has none
  double share_of_new = 0;
  bool voided = false;  ///< no grid of the new plan has the old code
  bool reused = false;  ///< the old code went to a grid that does not go on from this one
};

/// What changed in the grids of one area. `out`: its land in the old plan that changed grid; `in`: the same in the new.
struct ParentChange {
  std::string code;
  std::int64_t grids_before = 0;
  std::int64_t grids_after = 0;
  Holdings before;
  Holdings after;
  Holdings out;
  Holdings in;
};

struct PlanMatching {
  core::Column<OldGridId, NewGridId> new_of;  ///< the matched grid; invalid: none
  core::Column<NewGridId, OldGridId> old_of;
  std::vector<CodeStep> history;      ///< old codes rising, then what is split off or created by new code
  std::vector<ParentChange> parents;  ///< by code
  Holdings common;                    ///< land of both plans
  Holdings changed;                   ///< of it: whose grid is not the one matched with its old grid
  Holdings changed_parent;            ///< of it: that also came under another area
  Holdings only_before;
  Holdings only_after;

  [[nodiscard]] bool moved(const Transfer& transfer) const {
    return transfer.from.valid() && transfer.to.valid() && new_of[transfer.from] != transfer.to;
  }
};

/// Matches grids so that as many households as possible stay in their grid: no other naming of the new grids would let fewer
/// change. Ties are decided by equal codes, then by common area, then by a hash of the two codes, so that the plans may change
/// places: match_plans(b, a) is the transpose of match_plans(a, b). A matched pair goes on (kept, renamed) where it holds at
/// least a quarter of the old or of the new grid.
/// Cost: that of heaviest_matching over the transfers.
///
///   const PlanMatching matching = match_plans(plans);   matching.changed.households
[[nodiscard]] PlanMatching match_plans(const ComparedPlans& plans);

}  // namespace wangge::evaluation
