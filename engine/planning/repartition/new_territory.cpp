#include "engine/planning/repartition/new_territory.h"

#include <utility>

namespace wangge::planning {
namespace {

using territory::LevelId;
using territory::Neighbour;
using territory::Territory;

class Builder {
 public:
  Builder(const Territory& old, LevelId level, AreaPlan& plan) : old_(old), level_(level), plan_(plan) {}

  NewTerritory run() {
    made_.territory = old_;
    made_.territory.areas = {};
    new_of_old_.resize(old_.areas.size());
    const core::Column<AreaId, std::uint32_t> row_below = rows_of_lower_areas();
    for (const AreaId area : core::ids<AreaId>(old_.areas.size())) {
      const LevelId own = old_.areas.level[area];
      if (own < level_) keep(area, parent_of(area));
    }
    for (const AreaPlan::Row& row : plan_.areas) {
      made_.area_of_row.push_back(add(level_, row.code, row.name, row.above.valid() ? new_of_old_[row.above] : AreaId()));
    }
    for (const AreaId area : core::ids<AreaId>(old_.areas.size())) {
      const LevelId own = old_.areas.level[area];
      if (own <= level_) continue;
      const bool next_below = own.value() == level_.value() + 1;
      keep(area, next_below ? made_.area_of_row[row_below[area]] : parent_of(area));
    }
    place_cells();
    return std::move(made_);
  }

 private:
  [[nodiscard]] AreaId parent_of(AreaId area) const {
    const AreaId parent = old_.areas.parent[area];
    return parent.valid() ? new_of_old_[parent] : AreaId();
  }

  /// The row that each area just below the level lies in.
  [[nodiscard]] core::Column<AreaId, std::uint32_t> rows_of_lower_areas() const {
    core::Column<AreaId, std::uint32_t> row(old_.areas.size(), 0);
    if (level_ == old_.lowest_level()) return row;
    for (const CellId cell : core::ids<CellId>(old_.cells.size())) {
      AreaId area = old_.cells.parent[cell];
      while (old_.areas.level[area].value() > level_.value() + 1) area = old_.areas.parent[area];
      row[area] = plan_.row_of_cell[cell];
    }
    return row;
  }

  AreaId add(LevelId level, std::string code, std::string name, AreaId parent) {
    territory::Areas& areas = made_.territory.areas;
    areas.code.push_back(std::move(code));
    areas.name.push_back(std::move(name));
    areas.parent.push_back(parent);
    areas.area.push_back(core::SquareMetres(0));
    areas.households.push_back(0);
    areas.residents.push_back(0);
    return areas.level.push_back(level);
  }

  /// An old area under its parent of now, with the next code under it where its code began with that of another parent.
  void keep(AreaId area, AreaId parent) {
    std::string code = old_.areas.code[area];
    const AreaId before = old_.areas.parent[area];
    if (before.valid()) {
      const std::string& old_prefix = old_.areas.code[before];
      const std::string& prefix = made_.territory.areas.code[parent];
      const bool nested = code.size() > old_prefix.size() && code.compare(0, old_prefix.size(), old_prefix) == 0;
      if (nested && prefix != old_prefix) code = plan_.codes.next_under(prefix, code.size() - old_prefix.size());
    }
    new_of_old_[area] = add(old_.areas.level[area], std::move(code), old_.areas.name[area], parent);
  }

  void place_cells() {
    Territory& made = made_.territory;
    const bool lowest = level_ == old_.lowest_level();
    made.cells_of_area = core::Column<AreaId, std::vector<CellId>>(made.areas.size());
    for (const CellId cell : core::ids<CellId>(old_.cells.size())) {
      const AreaId parent = lowest ? made_.area_of_row[plan_.row_of_cell[cell]] : new_of_old_[old_.cells.parent[cell]];
      made.cells.parent[cell] = parent;
      made.cells_of_area[parent].push_back(cell);
      for (AreaId area = parent; area.valid(); area = made.areas.parent[area]) {
        made.areas.area[area] += old_.cells.area[cell];
        made.areas.households[area] += old_.cells.households[cell];
        made.areas.residents[area] += old_.cells.residents[cell];
      }
    }
    if (!lowest) return;
    move_outer_borders();
    number_parts();
  }

  void move_outer_borders() {
    territory::Cells& cells = made_.territory.cells;
    for (const CellId cell : core::ids<CellId>(cells.size())) {
      for (const Neighbour& other : cells.neighbours[cell]) {
        const bool before = old_.cells.parent[cell] == old_.cells.parent[other.cell];
        const bool now = cells.parent[cell] == cells.parent[other.cell];
        if (before && !now) cells.outer_border[cell] += other.border;
        if (!before && now) cells.outer_border[cell] -= other.border;
      }
    }
  }

  void number_parts() {
    territory::Cells& cells = made_.territory.cells;
    core::Column<CellId, std::uint8_t> seen(cells.size(), 0);
    for (const auto& own : made_.territory.cells_of_area) {
      std::uint32_t part = 0;
      for (const CellId start : own) {
        if (seen[start] != 0) continue;
        std::vector<CellId> open = {start};
        seen[start] = 1;
        for (std::size_t at = 0; at < open.size(); ++at) {
          cells.part[open[at]] = part;
          for (const Neighbour& other : cells.neighbours[open[at]]) {
            if (seen[other.cell] != 0 || cells.parent[other.cell] != cells.parent[start]) continue;
            seen[other.cell] = 1;
            open.push_back(other.cell);
          }
        }
        ++part;
      }
    }
  }

  const Territory& old_;
  LevelId level_;
  AreaPlan& plan_;
  NewTerritory made_;
  core::Column<AreaId, AreaId> new_of_old_;
};

}  // namespace

NewTerritory new_territory(const Territory& old, LevelId level, AreaPlan& plan) { return Builder(old, level, plan).run(); }

}  // namespace wangge::planning
