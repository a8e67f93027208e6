#include "gis/cells/assign_faces.h"

#include "engine/core/disjoint_sets.h"
#include "gis/cells/join_parts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace wangge::gis::cells {
namespace {

/// How much a metre of border counts towards joining a neighbour, by what lies on it.
constexpr std::array<double, territory::barrier_class_count> pull = {1.0, 0.5, 0.2, 0.1, 0.1, 0.05, 1.0};

/// Connected faces with one claim, or with none in one unit.
struct Patch {
  std::uint32_t claim = none;
  std::uint32_t unit = 0;  // of one of its faces
  std::uint32_t area = none;
  std::int64_t size = 0;
  std::int64_t built = 0;  // the part of it under the claiming block
  std::uint32_t cell = none;
};

struct Touch {
  std::uint32_t patch;
  std::uint32_t other;
  double weight;
};

class Assignment {
 public:
  /// Pieces of shared open land of less than `least_piece` found no cell.
  Assignment(const FinePlane& fine, const std::vector<Unit>& units, std::size_t block_count, std::int64_t least_piece)
      : fine_(fine), units_(units), block_count_(block_count), least_piece_(least_piece) {}

  std::vector<std::uint32_t> run() {
    make_patches();
    found_cells();
    collect_touches();
    while (!homeless_.empty()) {
      if (!adopt()) promote();
    }
    std::vector<std::uint32_t> cell_of_face(fine_.plane.face_count(), none);
    for (std::uint32_t face = 0; face < cell_of_face.size(); ++face) {
      if (patch_of_face_[face] != none) cell_of_face[face] = patches_[patch_of_face_[face]].cell;
    }
    return cell_of_face;
  }

 private:
  [[nodiscard]] const Unit& unit_of(std::uint32_t face) const { return units_[fine_.unit_of_face[face]]; }

  void make_patches() {
    const Arrangement& plane = fine_.plane;
    core::DisjointSets sets(plane.face_count());
    for (std::uint32_t h = 0; h < plane.half_edge_count(); h += 2) {
      const std::uint32_t f = plane.face_of(h);
      const std::uint32_t g = plane.face_of(h ^ 1U);
      const bool same_claim = fine_.claim_of_face[f] == fine_.claim_of_face[g];
      if (!same_claim || unit_of(f).area != unit_of(g).area || unit_of(f).area == none) continue;
      if (fine_.claim_of_face[f] != none || fine_.unit_of_face[f] == fine_.unit_of_face[g]) sets.unite(f, g);
    }
    patch_of_face_.assign(plane.face_count(), none);
    for (std::uint32_t face = 0; face < plane.face_count(); ++face) {
      const Unit& unit = unit_of(face);
      if (unit.area == none) continue;
      std::uint32_t& patch = patch_of_face_[sets.find(face)];
      if (patch == none) {
        patch = static_cast<std::uint32_t>(patches_.size());
        patches_.push_back({fine_.claim_of_face[face], fine_.unit_of_face[face], unit.area, 0, 0, none});
      }
      patch_of_face_[face] = patch;
      patches_[patch].size += plane.doubled_area(face);
      if (unit.kind == Unit::Kind::block && unit.block == patches_[patch].claim)
        patches_[patch].built += plane.doubled_area(face);
    }
  }

  /// A claim's first patch is the one with most of its building, else the largest. A patch with a sizeable part of the
  /// building is a cell too (parts are joined later).
  void found_cells() {
    std::vector<std::uint32_t> order(patches_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Patch& p = patches_[a];
      const Patch& q = patches_[b];
      return std::make_tuple(p.claim, -p.built, -p.size, a) < std::make_tuple(q.claim, -q.built, -q.size, b);
    });
    std::int64_t main_built = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      Patch& patch = patches_[order[i]];
      const bool first = i == 0 || patches_[order[i - 1]].claim != patch.claim;
      if (first) main_built = patch.built;
      const bool part = patch.claim < block_count_ && patch.built * 100 > main_built;
      const bool scrap = patch.claim >= block_count_ + units_.size() && patch.size < least_piece_;
      if (patch.claim != none && !scrap && (first || part)) {
        patch.cell = cells_++;
      } else {
        homeless_.push_back(order[i]);
      }
    }
    std::sort(homeless_.begin(), homeless_.end());
  }

  void collect_touches() {
    const Arrangement& plane = fine_.plane;
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) {
      const std::uint32_t patch = patch_of_face_[plane.face_of(h)];
      const std::uint32_t other = patch_of_face_[plane.face_of(h ^ 1U)];
      if (patch == none || other == none || patch == other || patches_[patch].cell != none) continue;
      if (patches_[patch].area != patches_[other].area) continue;
      touches_.push_back({patch, other, length(plane.segment(h)) * pull[static_cast<std::size_t>(fine_.barrier[h / 2])]});
    }
    std::stable_sort(touches_.begin(), touches_.end(), [](const Touch& a, const Touch& b) { return a.patch < b.patch; });
  }

  /// One round: every homeless patch beside a cell joins the one that pulls most. False when nothing moved.
  bool adopt() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> adopted;
    std::vector<std::uint32_t> left;
    for (const std::uint32_t patch : homeless_) {
      const std::uint32_t cell = strongest_neighbour(patch);
      if (cell == none) {
        left.push_back(patch);
      } else {
        adopted.emplace_back(patch, cell);
      }
    }
    for (const auto& [patch, cell] : adopted) patches_[patch].cell = cell;
    homeless_ = std::move(left);
    return !adopted.empty();
  }

  [[nodiscard]] std::uint32_t strongest_neighbour(std::uint32_t patch) const {
    const auto first = std::lower_bound(touches_.begin(), touches_.end(), patch,
                                        [](const Touch& touch, std::uint32_t wanted) { return touch.patch < wanted; });
    std::vector<std::pair<std::uint32_t, double>> pulls;
    for (auto touch = first; touch != touches_.end() && touch->patch == patch; ++touch) {
      const std::uint32_t cell = patches_[touch->other].cell;
      if (cell == none) continue;
      const auto known = std::find_if(pulls.begin(), pulls.end(), [&](const auto& entry) { return entry.first == cell; });
      if (known == pulls.end()) {
        pulls.emplace_back(cell, touch->weight);
      } else {
        known->second += touch->weight;
      }
    }
    std::sort(pulls.begin(), pulls.end());
    const auto best =
        std::max_element(pulls.begin(), pulls.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == pulls.end() ? none : best->first;
  }

  /// Where no cell is near, the largest homeless patch of each area founds one.
  void promote() {
    std::vector<std::uint32_t> order = homeless_;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::make_tuple(patches_[a].area, -patches_[a].size, a) < std::make_tuple(patches_[b].area, -patches_[b].size, b);
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 || patches_[order[i]].area != patches_[order[i - 1]].area) patches_[order[i]].cell = cells_++;
    }
    homeless_.erase(
        std::remove_if(homeless_.begin(), homeless_.end(), [&](std::uint32_t patch) { return patches_[patch].cell != none; }),
        homeless_.end());
  }

  const FinePlane& fine_;
  const std::vector<Unit>& units_;
  std::size_t block_count_;
  std::int64_t least_piece_;
  std::vector<Patch> patches_;
  std::vector<std::uint32_t> patch_of_face_;
  std::vector<std::uint32_t> homeless_;
  std::vector<Touch> touches_;
  std::uint32_t cells_ = 0;
};

/// Cells by area, then by their first building, then by place.
void renumber(CellFaces& cells, const FinePlane& fine, const std::vector<Unit>& units, const Blocks& blocks) {
  constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  std::uint32_t count = 0;
  for (const std::uint32_t cell : cells.of_face) count = cell == none ? count : std::max(count, cell + 1);
  std::vector<std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>> keys(count, {none, last, none});
  for (std::uint32_t face = 0; face < cells.of_face.size(); ++face) {
    const std::uint32_t cell = cells.of_face[face];
    if (cell == none) continue;
    const Unit& unit = units[fine.unit_of_face[face]];
    auto& [area, building, first_face] = keys[cell];
    area = unit.area;
    first_face = std::min(first_face, face);
    if (unit.kind != Unit::Kind::block || blocks.all[unit.block].buildings.empty()) continue;
    if (cells.of_block[unit.block] == cell)
      building = std::min<std::uint64_t>(building, blocks.all[unit.block].buildings.front());
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t cell = 0; cell < count; ++cell) {
    if (std::get<0>(keys[cell]) != none) order.push_back(cell);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  std::vector<std::uint32_t> renamed(count, none);
  cells.area.clear();
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renamed[order[i]] = i;
    cells.area.push_back(std::get<0>(keys[order[i]]));
  }
  cells.cells = static_cast<std::uint32_t>(order.size());
  for (std::uint32_t& cell : cells.of_face) cell = cell == none ? none : renamed[cell];
  for (std::uint32_t& cell : cells.of_block) cell = cell == none ? none : renamed[cell];
}

}  // namespace

CellFaces assign_faces(const FinePlane& fine, const std::vector<Unit>& units, const Blocks& blocks, const Layers& layers,
                       const CellRules& rules, const Lattice& lattice) {
  CellFaces cells;
  cells.of_face = Assignment(fine, units, blocks.all.size(), lattice.doubled_area(rules.empty_joins_below)).run();
  join_parts(cells, fine, units, blocks, layers, rules, lattice);
  renumber(cells, fine, units, blocks);
  return cells;
}

}  // namespace wangge::gis::cells
