#include "engine/planning/ensemble/parent_pieces.h"

#include "engine/planning/propose/pool.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;
using Node = SearchGraph::Node;

/// Nodes weigh their sizes, a cell over the maximum the maximum; edges are the borders that connect, each 1.
WeightedGraph connections(const SearchGraph& graph) {
  std::vector<std::int64_t> sizes;
  std::vector<WeightedEdge> edges;
  for (Node node = 0; node < graph.size(); ++node) {
    sizes.push_back(graph.nodes[node].size);
    for (const SearchGraph::Arc& arc : graph.out(node)) {
      if (arc.connects && node < arc.to) edges.push_back({node, arc.to});
    }
  }
  return make_weighted_graph(std::move(sizes), edges);
}

SizeRange range_of(const WeightedGraph& graph, const Partition& partition) {
  std::vector<std::int64_t> sizes(partition.parts, 0);
  for (std::size_t node = 0; node < partition.labels.size(); ++node) sizes[partition.labels[node]] += graph.node_weights[node];
  const auto [least, most] = std::minmax_element(sizes.begin(), sizes.end());
  return {*least, *most};
}

class PieceMaker {
 public:
  PieceMaker(const Territory& territory, const Parcel& parcel, std::uint64_t number, const PieceSources& sources)
      : sources_(sources), range_(sources.rules.households), proposed_(partition_of(sources.proposed, territory, parcel)) {
    piece_.graph = connections(parcel.graph);
    piece_.number = number;
    if (sources.today != nullptr) today_ = partition_of(*sources.today, territory, parcel);
  }

  /// True where the range was widened.
  bool choose() {
    if (today_ && keep_number_of(*today_)) return false;
    if (take(proposed_) || search(proposed_.parts)) return false;
    const SizeRange own = range_of(piece_.graph, proposed_);
    range_.least = std::min(range_.least, own.least);
    range_.most = std::max(range_.most, own.most);
    set(proposed_.parts, proposed_.labels);
    return proposed_.parts > 1;
  }

  [[nodiscard]] EnsemblePiece piece() && { return std::move(piece_); }

 private:
  void set(std::uint32_t parts, std::vector<std::uint32_t> start) {
    piece_.rules = {.parts = parts, .min = range_.least, .max = range_.most, .reversible = sources_.reversible};
    piece_.start = std::move(start);
  }

  bool take(const Partition& partition) {
    if (!is_plan(piece_.graph, partition.labels, partition.parts, range_.least, range_.most)) return false;
    set(partition.parts, partition.labels);
    return true;
  }

  bool keep_number_of(const Partition& today) {
    return take(today) || (proposed_.parts == today.parts && take(proposed_)) || search(today.parts);
  }

  bool search(std::uint32_t parts) {
    const std::int64_t total = total_weight(piece_.graph);
    if (parts < 2 || parts > piece_.graph.size() || total < parts * range_.least || total > parts * range_.most) return false;
    std::vector<std::uint32_t> found =
        find_start(piece_.graph, {.parts = parts, .min = range_.least, .max = range_.most}, sources_.seed, 0, piece_.number);
    if (found.empty()) return false;
    set(parts, std::move(found));
    return true;
  }

  const PieceSources& sources_;
  SizeRange range_;
  Partition proposed_;
  std::optional<Partition> today_;
  EnsemblePiece piece_;
};

}  // namespace

bool ParentPieces::varies() const {
  return std::any_of(pieces.begin(), pieces.end(), [](const EnsemblePiece& piece) { return piece.rules.parts > 1; });
}

std::vector<std::uint32_t> ParentPieces::grids(const std::vector<std::span<const std::uint32_t>>& parts) const {
  std::vector<std::uint32_t> made = fixed_grid;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t cell = 0; cell < made.size(); ++cell) {
      if (node_of_cell[i][cell] != outside) made[cell] = first_grid[i] + parts[i][node_of_cell[i][cell]];
    }
  }
  return made;
}

ParentPieces parent_pieces(const Territory& territory, std::span<const Parcel> parcels, std::size_t first_number,
                           const PieceSources& sources) {
  const std::vector<CellId>& cells = territory.cells_of_area[parcels.front().area];
  ParentPieces made;
  made.range = sources.rules.households;
  made.fixed_grid.assign(cells.size(), ParentPieces::outside);
  const auto place = [&](CellId cell) {
    return static_cast<std::size_t>(std::lower_bound(cells.begin(), cells.end(), cell) - cells.begin());
  };
  std::map<FixedId, std::uint32_t> locked;
  for (const Parcel& parcel : parcels) {
    if (!parcel.locked) continue;
    const auto [at, fresh] = locked.emplace(*parcel.locked, static_cast<std::uint32_t>(made.dedicated.size()));
    if (fresh) made.dedicated.push_back(parcel.dedicated ? 1 : 0);
    for (const auto& members : parcel.graph.cells) {
      for (const CellId cell : members) made.fixed_grid[place(cell)] = at->second;
    }
  }
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    if (parcels[i].locked) continue;
    PieceMaker maker(territory, parcels[i], first_number + i, sources);
    made.widened += maker.choose() ? 1 : 0;
    made.pieces.push_back(std::move(maker).piece());
    const RecomRules& rules = made.pieces.back().rules;
    if (rules.parts > 1) {
      made.range.least = std::min(made.range.least, rules.min);
      made.range.most = std::max(made.range.most, rules.max);
    }
    made.first_grid.push_back(static_cast<std::uint32_t>(made.dedicated.size()));
    made.dedicated.resize(made.dedicated.size() + rules.parts, 0);
    std::vector<std::uint32_t>& node_of = made.node_of_cell.emplace_back(cells.size(), ParentPieces::outside);
    for (Node node = 0; node < parcels[i].graph.size(); ++node) {
      for (const CellId cell : parcels[i].graph.cells[node]) node_of[place(cell)] = node;
    }
  }
  return made;
}

}  // namespace wangge::planning
