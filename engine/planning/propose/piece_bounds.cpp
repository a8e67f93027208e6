#include "engine/planning/propose/piece_bounds.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

/// What a plan makes of one parcel.
struct Piece {
  std::uint32_t parts = 1;
  SizeRange sizes{};  ///< of its parts, a cell over the maximum counted as the maximum
};

/// Whether each node is in one grid, and each grid connected.
bool is_partition(const Plan& plan, const SearchGraph& graph) {
  core::DisjointSets sets(graph.size());
  std::size_t pieces = graph.size();
  std::map<GridId, Node> grids;
  for (Node node = 0; node < graph.size(); ++node) {
    const GridId grid = plan.grid_of(graph.cells[node].front());
    grids.emplace(grid, node);
    for (const CellId cell : graph.cells[node]) {
      if (plan.grid_of(cell) != grid) return false;
    }
    for (const SearchGraph::Arc& arc : graph.out(node)) {
      if (arc.connects && plan.grid_of(graph.cells[arc.to].front()) == grid && sets.unite(node, arc.to)) --pieces;
    }
  }
  return pieces == grids.size();
}

Piece piece_of(const Plan& plan, const SearchGraph& graph) {
  std::map<GridId, std::int64_t> sizes;
  for (Node node = 0; node < graph.size(); ++node) sizes[plan.grid_of(graph.cells[node].front())] += graph.nodes[node].size;
  Piece piece{.parts = static_cast<std::uint32_t>(sizes.size()), .sizes = {sizes.begin()->second, sizes.begin()->second}};
  for (const auto& [grid, size] : sizes) {
    piece.sizes.least = std::min(piece.sizes.least, size);
    piece.sizes.most = std::max(piece.sizes.most, size);
  }
  return piece;
}

/// A grid that lies in several parcels is none of those that the bounds speak of, unless a lock holds it together.
bool in_one_parcel_each(const Plan& plan, std::span<const Parcel> parcels) {
  std::map<GridId, const Parcel*> owner;
  for (const Parcel& parcel : parcels) {
    for (const auto& cells : parcel.graph.cells) {
      for (const CellId cell : cells) {
        const Parcel* known = owner.emplace(plan.grid_of(cell), &parcel).first->second;
        if (known != &parcel && !(known->locked && parcel.locked)) return false;
      }
    }
  }
  return true;
}

/// What the plan makes of each parcel; nothing where these graphs do not know it.
std::optional<std::vector<Piece>> pieces_of(const Plan& plan, std::span<const Parcel> parcels) {
  if (!in_one_parcel_each(plan, parcels)) return std::nullopt;
  std::vector<Piece> pieces;
  for (const Parcel& parcel : parcels) {
    if (!parcel.locked && !is_partition(plan, parcel.graph)) return std::nullopt;
    pieces.push_back(parcel.locked ? Piece{} : piece_of(plan, parcel.graph));
  }
  return pieces;
}

/// Metres between grids of different parcels.
double between(const Plan& plan, std::span<const Parcel> parcels) {
  if (parcels.size() < 2) return 0;
  std::map<CellId, std::size_t> parcel_of;
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    for (const auto& cells : parcels[i].graph.cells) {
      for (const CellId cell : cells) parcel_of.emplace(cell, i);
    }
  }
  double metres = 0;
  for (const auto& [cell, parcel] : parcel_of) {
    for (const auto& other : plan.territory().cells.neighbours[cell]) {
      const auto beyond = parcel_of.find(other.cell);
      if (beyond == parcel_of.end() || other.cell < cell || beyond->second == parcel) continue;
      if (plan.grid_of(cell) != plan.grid_of(other.cell)) metres += other.border.value;
    }
  }
  return metres;
}

PieceBounds bound_border(const Plan& plan, const BoundGround& ground, std::size_t begin, std::span<const Piece> pieces,
                         BoundScope scope) {
  const std::span<const Parcel> parcels(ground.parcels.data() + begin, pieces.size());
  PieceBounds bounds{.scope = scope, .parts = {}, .border = between(plan, parcels)};
  double most = 0;
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    bounds.parts.push_back(pieces[i].parts);
    if (parcels[i].locked) continue;
    SizeRange range = plan.rules().households;
    if (scope == BoundScope::own_sizes) {
      range.least = std::min(range.least, pieces[i].sizes.least);
      range.most = std::max(range.most, pieces[i].sizes.most);
    }
    const BorderBound bound = ground.borders.of(begin + i, range, pieces[i].parts);
    bounds.border += bound.metres;
    if (bound.metres > most) bounds.border_by = bound.kind;
    most = std::max(most, bound.metres);
  }
  return bounds;
}

}  // namespace

std::string_view name(BoundScope scope) {
  switch (scope) {
    case BoundScope::in_range:
      return "in_range";
    case BoundScope::own_sizes:
      return "own_sizes";
    case BoundScope::none:
      break;
  }
  return "none";
}

PieceBounds bound_pieces(const Plan& plan, const BoundGround& joined, const BoundGround& unjoined, std::size_t begin,
                         std::size_t end, double border) {
  const SizeRange range = plan.rules().households;
  auto pieces = pieces_of(plan, {joined.parcels.data() + begin, end - begin});
  bool in_range = pieces.has_value();
  for (std::size_t i = begin; in_range && i < end; ++i) {
    const SizeRange sizes = (*pieces)[i - begin].sizes;
    in_range = joined.parcels[i].locked.has_value() || (range.holds(sizes.least) && range.holds(sizes.most));
  }
  if (!in_range) pieces = pieces_of(plan, {unjoined.parcels.data() + begin, end - begin});
  if (!pieces) return {};
  PieceBounds bounds = in_range ? bound_border(plan, joined, begin, *pieces, BoundScope::in_range)
                                : bound_border(plan, unjoined, begin, *pieces, BoundScope::own_sizes);
  // Lengths are counted in millionths of a metre, border by border.
  bounds.border = checked_bound(bounds.border, border, 1e-3 + 1e-9 * border);
  return bounds;
}

}  // namespace wangge::planning
