#include "gis/cells/pockets.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace wangge::gis::cells {
namespace {

/// A stretch of border between open land and a pocket.
struct Contact {
  std::uint32_t land = 0;    // unit
  std::uint32_t pocket = 0;  // its first unit
  std::uint32_t half_edge = 0;
};

/// Land or water that nothing faces, or land with more than so much room for each block that faces it. By unit.
std::vector<bool> find_open(const Units& units, std::span<const UnitMeasure> measures, std::size_t block_count,
                            core::SquareMetres room) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> facing;
  for (const Seed& seed : units.seeds) facing.emplace_back(seed.unit, seed.claim);
  std::sort(facing.begin(), facing.end());
  facing.erase(std::unique(facing.begin(), facing.end()), facing.end());
  std::vector<double> blocks(units.all.size(), 0);
  for (const auto& [unit, block] : facing) ++blocks[unit];
  std::vector<bool> open(units.all.size(), false);
  for (std::uint32_t unit = 1; unit < units.all.size(); ++unit) {
    const std::uint32_t claim = units.all[unit].claim;
    open[unit] = (claim != none && claim >= block_count) || (blocks[unit] > 0 && measures[unit].area > blocks[unit] * room.value);
  }
  return open;
}

class Pockets {
 public:
  Pockets(const Arrangement& plane, const Units& units, std::vector<bool> open, std::size_t block_count, double connection)
      : plane_(plane), units_(units), open_(std::move(open)), connection_(connection), sets_(units.all.size()) {
    unite();
    inhabited_.assign(units.all.size(), false);
    for (std::uint32_t unit = 0; unit < units.all.size(); ++unit) {
      if (units.all[unit].shared || units.all[unit].claim < block_count) inhabited_[sets_.find(unit)] = true;
    }
  }

  /// By land, then pocket, then half-edge.
  [[nodiscard]] std::vector<Contact> contacts() {
    std::vector<bool> is_seed(plane_.half_edge_count(), false);
    for (const Seed& seed : units_.seeds) is_seed[seed.half_edge] = true;
    std::vector<Contact> found;
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); ++h) {
      const std::uint32_t land = unit_of(h);
      const std::uint32_t other = unit_of(h ^ 1U);
      if (!open_[land] || open_[other] || units_.all[land].area != units_.all[other].area) continue;
      // Walls of blocks that face the land are its seeds already, and sheds claim nothing.
      const Unit& beyond = units_.all[other];
      if (beyond.kind == Unit::Kind::block && (beyond.claim == none || is_seed[h])) continue;
      if (inhabited_[sets_.find(other)]) found.push_back({land, sets_.find(other), h});
    }
    std::sort(found.begin(), found.end(), [](const Contact& a, const Contact& b) {
      return std::tie(a.land, a.pocket, a.half_edge) < std::tie(b.land, b.pocket, b.half_edge);
    });
    return found;
  }

 private:
  [[nodiscard]] std::uint32_t unit_of(std::uint32_t half_edge) const { return units_.of_face[plane_.face_of(half_edge)]; }

  /// Units with a sufficient common border hang together; what one edge does not decide is summed up.
  void unite() {
    std::vector<std::uint32_t> undecided;
    for (std::uint32_t h = 0; h < plane_.half_edge_count(); h += 2) {
      const std::uint32_t left = unit_of(h);
      const std::uint32_t right = unit_of(h ^ 1U);
      if (left == right || open_[left] || open_[right] || units_.all[left].area != units_.all[right].area) continue;
      if (units_.all[left].area == none) continue;
      if (length(plane_.segment(h)) >= connection_) {
        sets_.unite(left, right);
      } else {
        undecided.push_back(h);
      }
    }
    std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> borders;
    for (const std::uint32_t h : undecided) {
      const auto [low, high] = std::minmax({sets_.find(unit_of(h)), sets_.find(unit_of(h ^ 1U))});
      if (low != high) borders.emplace_back(low, high, length(plane_.segment(h)));
    }
    std::sort(borders.begin(), borders.end());
    for (std::size_t i = 0; i < borders.size();) {
      const auto [low, high, first] = borders[i];
      double sum = 0;
      for (; i < borders.size() && std::get<0>(borders[i]) == low && std::get<1>(borders[i]) == high; ++i)
        sum += std::get<2>(borders[i]);
      if (sum >= connection_) sets_.unite(low, high);
    }
  }

  const Arrangement& plane_;
  const Units& units_;
  std::vector<bool> open_;  // of units
  double connection_;
  core::DisjointSets sets_;
  std::vector<bool> inhabited_;  // of the first unit of each pocket
};

/// The seeds of one land: its contacts that count, with a claim for each pocket from `first_claim` on.
struct LandSeeds {
  std::vector<Seed> seeds;
  std::uint32_t claims = 0;
};

/// In a wide land short edges may be taken as points, which costs much less; not where a pocket's border ends, so that the land
/// is divided right there.
void thin_out(std::span<Seed> own, const Arrangement& plane, double short_below) {
  std::vector<std::uint32_t> ends;
  for (const Seed& seed : own) {
    ends.push_back(plane.origin(seed.half_edge));
    ends.push_back(plane.target(seed.half_edge));
  }
  std::sort(ends.begin(), ends.end());
  const auto inner = [&](std::uint32_t point) {
    const auto [first, last] = std::equal_range(ends.begin(), ends.end(), point);
    return last - first > 1;
  };
  for (Seed& seed : own) {
    seed.as_point = inner(plane.origin(seed.half_edge)) && inner(plane.target(seed.half_edge)) &&
                    length(plane.segment(seed.half_edge)) < short_below;
  }
}

LandSeeds seeds_of_land(std::span<const Contact> contacts, const Arrangement& plane, double connection, double short_below,
                        std::uint32_t first_claim) {
  LandSeeds found;
  for (std::size_t i = 0; i < contacts.size();) {
    const std::uint32_t pocket = contacts[i].pocket;
    const std::size_t before = found.seeds.size();
    double sum = 0;
    for (; i < contacts.size() && contacts[i].pocket == pocket; ++i) {
      sum += length(plane.segment(contacts[i].half_edge));
      found.seeds.push_back({contacts[i].land, contacts[i].half_edge, first_claim + found.claims});
    }
    if (sum < connection) {
      found.seeds.resize(before);
      continue;
    }
    ++found.claims;
    thin_out(std::span(found.seeds).subspan(before), plane, short_below);
  }
  return found;
}

}  // namespace

std::vector<Seed> pocket_seeds(const Arrangement& plane, const Units& units, std::span<const UnitMeasure> measures,
                               std::size_t block_count, const CellRules& rules, const Lattice& lattice) {
  const double connection = rules.connection.value / lattice.unit();
  std::vector<bool> open = find_open(units, measures, block_count, rules.open_land_above);
  const std::vector<Contact> contacts = Pockets(plane, units, std::move(open), block_count, connection).contacts();
  std::vector<Seed> seeds;
  auto next = static_cast<std::uint32_t>(block_count + units.all.size());
  for (std::size_t i = 0, end = 0; i < contacts.size(); i = end) {
    while (end < contacts.size() && contacts[end].land == contacts[i].land) ++end;
    // Halves of a narrow strip would be too thin to be cells.
    const UnitMeasure& measure = measures[contacts[i].land];
    const double width = 2 * measure.area / measure.perimeter;
    if (width < 2 * rules.thin_below.value) continue;
    const LandSeeds found =
        seeds_of_land(std::span(contacts).subspan(i, end - i), plane, connection, width / 8 / lattice.unit(), next);
    if (found.claims < 2) continue;
    next += found.claims;
    seeds.insert(seeds.end(), found.seeds.begin(), found.seeds.end());
  }
  return seeds;
}

}  // namespace wangge::gis::cells
