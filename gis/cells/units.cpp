#include "gis/cells/units.h"

#include "engine/core/disjoint_sets.h"
#include "gis/cells/pockets.h"
#include "gis/thin_land.h"

#include <algorithm>
#include <tuple>

namespace wangge::gis::cells {
namespace {

std::vector<BarrierClass> strongest_barriers(const Arrangement& plane, const Linework& work) {
  std::vector<BarrierClass> barrier(plane.edge_count(), BarrierClass::none);
  for (std::size_t edge = 0; edge < barrier.size(); ++edge) {
    for (const Arrangement::Source& source : plane.sources(edge)) {
      barrier[edge] = std::max(barrier[edge], work.shapes[work.shape_of_segment[source.segment]].barrier);
    }
  }
  return barrier;
}

class Flood {
 public:
  Flood(const Arrangement& plane, const AreaLand& land, const Blocks& blocks, const CellRules& rules, const Lattice& lattice)
      : plane_(plane),
        land_(land),
        blocks_(blocks),
        rules_(rules),
        lattice_(lattice),
        water_(plane.face_count(), false),
        enclosures_(plane.face_count()),
        regions_(plane.face_count()) {}

  Units run(const std::vector<std::vector<std::uint32_t>>& covers, const Linework& work) {
    units_.barrier = strongest_barriers(plane_, work);
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (blocks_.of_face[face] != none) continue;
      for (const std::uint32_t shape : covers[face])
        water_[face] = water_[face] || work.shapes[shape].kind == InputShape::Kind::water;
    }
    flood();
    home_blocks();
    join_across_lanes();
    number_units();
    find_seeds();
    measure_units();
    share_open_land();
    return std::move(units_);
  }

 private:
  [[nodiscard]] bool open(std::uint32_t face) const { return land_.of_face[face] != none && blocks_.of_face[face] == none; }
  [[nodiscard]] std::uint32_t main_block(std::uint32_t face) const {
    const std::uint32_t block = blocks_.of_face[face];
    return block == none || blocks_.all[block].minor ? none : block;
  }

  /// Enclosures lie between barriers, walls or not; regions are open land between barriers and walls, or water.
  void flood() {
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); h += 2) {
      const std::uint32_t f = plane_.face_of(h);
      const std::uint32_t g = plane_.face_of(h ^ 1U);
      if (land_.of_face[f] != land_.of_face[g] || land_.of_face[f] == none || water_[f] != water_[g]) continue;
      const bool divides = units_.barrier[h / 2] != BarrierClass::none && !water_[f];
      if (divides) continue;
      enclosures_.unite(f, g);
      if (open(f) && open(g)) regions_.unite(f, g);
    }
  }

  /// The enclosure with most of each block.
  void home_blocks() {
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::int64_t>> shares;
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (main_block(face) != none) shares.emplace_back(main_block(face), enclosures_.find(face), plane_.doubled_area(face));
    }
    std::sort(shares.begin(), shares.end());
    home_.assign(blocks_.all.size(), none);
    std::vector<std::int64_t> most(blocks_.all.size(), 0);
    for (std::size_t i = 0; i < shares.size();) {
      const auto [block, enclosure, first] = shares[i];
      std::int64_t sum = 0;
      for (; i < shares.size() && std::get<0>(shares[i]) == block && std::get<1>(shares[i]) == enclosure; ++i)
        sum += std::get<2>(shares[i]);
      if (sum > most[block]) {
        most[block] = sum;
        home_[block] = enclosure;
      }
    }
  }

  /// The block that looks across a half-edge onto open land in its own enclosure; none otherwise.
  [[nodiscard]] std::uint32_t facing(std::uint32_t half_edge) {
    const std::uint32_t face = plane_.face_of(half_edge);
    const std::uint32_t across = plane_.face_of(half_edge ^ 1U);
    const std::uint32_t block = main_block(across);
    if (block == none || !open(face) || water_[face] || land_.of_face[face] != land_.of_face[across]) return none;
    return enclosures_.find(face) == enclosures_.find(home_[block]) ? block : none;
  }

  void join(std::uint32_t f, std::uint32_t g) {
    regions_.unite(f, g);
    enclosures_.unite(f, g);
  }

  void join_across_lanes() {
    std::vector<bool> inhabited(plane_.face_count(), false);
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); ++h) {
      if (facing(h) != none) inhabited[regions_.find(plane_.face_of(h))] = true;
    }
    std::vector<std::uint32_t> lanes;  // with open dry land of one area on both sides
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); h += 2) {
      const std::uint32_t f = plane_.face_of(h);
      const std::uint32_t g = plane_.face_of(h ^ 1U);
      if (units_.barrier[h / 2] != BarrierClass::lane || !open(f) || !open(g) || water_[f] || water_[g]) continue;
      if (land_.of_face[f] == land_.of_face[g] && regions_.find(f) != regions_.find(g)) lanes.push_back(h);
    }
    for (const std::uint32_t h : lanes) {
      const std::uint32_t f = regions_.find(plane_.face_of(h));
      const std::uint32_t g = regions_.find(plane_.face_of(h ^ 1U));
      if (!inhabited[f] && !inhabited[g]) join(f, g);
    }
    share_out_small_land(lanes, inhabited);
  }

  /// Uninhabited land below the limit joins the inhabited land with the longest common lane.
  void share_out_small_land(const std::vector<std::uint32_t>& lanes, const std::vector<bool>& inhabited) {
    std::vector<std::int64_t> size(plane_.face_count(), 0);
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (open(face)) size[regions_.find(face)] += plane_.doubled_area(face);
    }
    const std::int64_t limit = lattice_.doubled_area(rules_.open_land_above);
    std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> borders;  // (uninhabited, inhabited, length)
    for (const std::uint32_t h : lanes) {
      std::uint32_t f = regions_.find(plane_.face_of(h));
      std::uint32_t g = regions_.find(plane_.face_of(h ^ 1U));
      if (inhabited[f]) std::swap(f, g);
      if (!inhabited[f] && inhabited[g] && size[f] < limit) borders.emplace_back(f, g, length(plane_.segment(h)));
    }
    std::stable_sort(borders.begin(), borders.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    for (std::size_t i = 0; i < borders.size();) {
      const std::uint32_t empty = std::get<0>(borders[i]);
      std::uint32_t best = none;
      double longest = 0;
      while (i < borders.size() && std::get<0>(borders[i]) == empty) {
        const std::uint32_t other = std::get<1>(borders[i]);
        double sum = 0;
        for (; i < borders.size() && std::get<0>(borders[i]) == empty && std::get<1>(borders[i]) == other; ++i)
          sum += std::get<2>(borders[i]);
        if (sum > longest) {
          longest = sum;
          best = other;
        }
      }
      join(empty, best);
    }
  }

  void number_units() {
    units_.all.assign(1, Unit{});
    units_.of_face.assign(plane_.face_count(), 0);
    std::vector<std::uint32_t> of_region(plane_.face_count(), none);
    std::vector<std::uint32_t> of_block(blocks_.all.size(), none);
    for (std::uint32_t face = 1; face < plane_.face_count(); ++face) {
      if (land_.of_face[face] == none) continue;
      const std::uint32_t block = blocks_.of_face[face];
      std::uint32_t& unit = block != none ? of_block[block] : of_region[regions_.find(face)];
      if (unit == none) {
        unit = static_cast<std::uint32_t>(units_.all.size());
        const auto kind = block != none ? Unit::Kind::block : water_[face] ? Unit::Kind::water : Unit::Kind::land;
        units_.all.push_back({kind, land_.of_face[face], block, none, false});
        if (main_block(face) != none) units_.all.back().claim = block;
      }
      units_.of_face[face] = unit;
    }
  }

  void find_seeds() {
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); ++h) {
      const std::uint32_t block = facing(h);
      if (block == none) continue;
      const std::uint32_t unit = units_.of_face[plane_.face_of(h)];
      units_.seeds.push_back({unit, h, block});
      Unit& faced = units_.all[unit];
      if (faced.claim == none) faced.claim = block;
      faced.shared = faced.shared || faced.claim != block;
    }
    sort_seeds();
    for (Unit& unit : units_.all) {
      if (unit.shared) unit.claim = none;
    }
  }

  /// Empty land and water that is large enough to stand alone claims itself.
  void measure_units() {
    measures_.assign(units_.all.size(), {});
    for (std::uint32_t face = 0; face < plane_.face_count(); ++face)
      measures_[units_.of_face[face]].area += lattice_.square_metres(plane_.doubled_area(face));
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); ++h) {
      const std::uint32_t unit = units_.of_face[plane_.face_of(h)];
      if (unit == units_.of_face[plane_.face_of(h ^ 1U)]) continue;
      measures_[unit].perimeter += length(plane_.segment(h)) * lattice_.unit();
    }
    for (std::uint32_t i = 1; i < units_.all.size(); ++i) {
      Unit& unit = units_.all[i];
      if (unit.claim != none || unit.shared || unit.kind == Unit::Kind::block) continue;
      const double metres = measures_[i].area;
      const bool thin = metres < 1.0e4 && is_thin(metres, measures_[i].perimeter, rules_.thin_below);
      if (metres >= rules_.empty_joins_below.value && !thin) unit.claim = static_cast<std::uint32_t>(blocks_.all.size()) + i;
    }
  }

  void share_open_land() {
    for (const Seed& seed : pocket_seeds(plane_, units_, measures_, blocks_.all.size(), rules_, lattice_)) {
      units_.all[seed.unit].shared = true;
      units_.all[seed.unit].claim = none;
      units_.seeds.push_back(seed);
    }
    sort_seeds();
  }

  void sort_seeds() {
    std::stable_sort(units_.seeds.begin(), units_.seeds.end(), [](const Seed& a, const Seed& b) { return a.unit < b.unit; });
  }

  const Arrangement& plane_;
  const AreaLand& land_;
  const Blocks& blocks_;
  const CellRules& rules_;
  const Lattice& lattice_;
  std::vector<bool> water_;
  core::DisjointSets enclosures_;
  core::DisjointSets regions_;
  std::vector<std::uint32_t> home_;  // enclosure of each main block
  Units units_;
  std::vector<UnitMeasure> measures_;
};

}  // namespace

Units flood_units(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers, const AreaLand& land,
                  const Blocks& blocks, const Linework& work, const CellRules& rules, const Lattice& lattice) {
  return Flood(plane, land, blocks, rules, lattice).run(covers, work);
}

}  // namespace wangge::gis::cells
