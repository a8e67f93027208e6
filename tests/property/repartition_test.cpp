#include "engine/planning/repartition/atom_graph.h"
#include "engine/planning/repartition/divide.h"
#include "tests/support/random_cells.h"
#include "tests/support/random_pieces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// Divisions of random land: few pieces against all divisions there are, more pieces against less effort, and heirs against all
/// ways to choose them. Seeds are printed.
namespace wangge::planning {
namespace {

using Labels = std::vector<std::uint32_t>;

/// Areas side by side, with their pieces.
struct Land {
  Land(std::size_t areas, std::size_t side, std::uint32_t most, std::uint64_t seed)
      : territory(testing::ascii_territory(
            testing::random_town({.areas_across = areas, .areas_down = 1, .side = side, .unit = 3, .empty_share = 6}, seed))) {
    for (auto& piece : testing::random_pieces(territory, most, seed)) {
      const auto group = static_cast<std::uint32_t>(territory.cells.parent[piece.front()].value() - 1);
      std::sort(piece.begin(), piece.end());
      for (const CellId cell : piece) households += territory.cells.households[cell];
      atoms.push_back({std::move(piece), group});
      groups.push_back(group);
    }
  }

  [[nodiscard]] SearchGraph graph(const SizeRange& range) const {
    return atom_graph(territory, atoms, PeopleUnit::households, range);
  }

  territory::Territory territory;
  std::vector<Atom> atoms;
  Labels groups;
  std::int64_t households = 0;
};

/// The most that stays, by all ways to give each group another part or none.
std::int64_t most_kept(const SearchGraph& graph, const Labels& group_of, const Labels& part_of, std::uint32_t parts) {
  const std::uint32_t groups = 1 + *std::max_element(group_of.begin(), group_of.end());
  std::vector<std::vector<std::int64_t>> kept(groups, std::vector<std::int64_t>(parts, 0));
  for (SearchGraph::Node node = 0; node < graph.size(); ++node)
    kept[group_of[node]][part_of[node]] += static_cast<std::int64_t>(graph.nodes[node].households);
  std::vector<std::int64_t> best(std::size_t{1} << parts, 0);
  for (std::uint32_t group = 0; group < groups; ++group) {
    std::vector<std::int64_t> next = best;
    for (std::size_t used = 0; used < best.size(); ++used) {
      for (std::uint32_t part = 0; part < parts; ++part) {
        if ((used >> part & 1U) != 0) continue;
        std::int64_t& sum = next[used | std::size_t{1} << part];
        sum = std::max(sum, best[used] + kept[group][part]);
      }
    }
    best = std::move(next);
  }
  return *std::max_element(best.begin(), best.end());
}

bool in_pieces(const SearchGraph& graph, const Labels& labels, std::uint32_t part) {
  std::vector<SearchGraph::Node> open;
  std::vector<bool> seen(graph.size(), false);
  std::size_t members = 0;
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    if (labels[node] != part) continue;
    ++members;
    if (open.empty()) open.push_back(node);
  }
  if (members == 0) return true;
  seen[open.front()] = true;
  for (std::size_t at = 0; at < open.size(); ++at) {
    for (const SearchGraph::Arc& arc : graph.out(open[at])) {
      if (!arc.connects || seen[arc.to] || labels[arc.to] != part) continue;
      seen[arc.to] = true;
      open.push_back(arc.to);
    }
  }
  return open.size() != members;
}

/// People out of range and households moved of the best division of all; every labelling is tried.
std::pair<std::int64_t, std::int64_t> best_of_all(const Land& land, const SearchGraph& graph, const SizeRange& range,
                                                  std::uint32_t parts) {
  std::pair<std::int64_t, std::int64_t> best{std::numeric_limits<std::int64_t>::max(), 0};
  Labels labels(graph.size(), 0);
  while (true) {
    std::int64_t excess = 0;
    bool sound = true;
    for (std::uint32_t part = 0; part < parts && sound; ++part) {
      std::int64_t size = 0;
      std::uint32_t giants = 0;
      for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
        if (labels[node] != part) continue;
        size += graph.nodes[node].size;
        giants += graph.nodes[node].giants;
      }
      excess += giants > 0 ? 0 : range.excess(size);
      sound = excess <= best.first && !in_pieces(graph, labels, part);
    }
    if (sound) best = std::min(best, std::pair(excess, land.households - most_kept(graph, land.groups, labels, parts)));
    std::size_t at = 0;
    while (at < labels.size() && ++labels[at] == parts) labels[at++] = 0;
    if (at == labels.size()) return best;
  }
}

TEST(Divide, FindsTheBestOfAllDivisionsOfFewPieces) {
  int in_range = 0;
  int out_of_range = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Land land(2, 3, 4, seed);
    if (land.atoms.size() > 9 || land.households == 0) continue;
    const std::uint32_t parts = seed % 2 == 0 ? 3 : 4;
    if (land.atoms.size() < parts) continue;
    const double spread = seed % 3 == 0 ? 0.15 : 0.4;
    const double mean = static_cast<double>(land.households) / parts;
    const SizeRange range{static_cast<std::int64_t>(mean * (1 - spread)), static_cast<std::int64_t>(mean * (1 + spread)) + 1};
    const SearchGraph graph = land.graph(range);
    const auto [excess, moved] = best_of_all(land, graph, range, parts);
    const Division found =
        divide(graph, land.groups, {.parts = parts, .size = range, .effort = 30, .attempts = 1}, core::Seed(seed));
    EXPECT_EQ(found.excess, excess);
    EXPECT_EQ(found.moved, moved);
    EXPECT_TRUE(found.excess_proven && found.moved_proven);
    EXPECT_EQ(found.impossible, excess > 0);
    if (excess == 0) {
      EXPECT_EQ(found.least_moved, moved) << "proven";
    }
    (excess == 0 ? in_range : out_of_range)++;
  }
  EXPECT_GT(in_range, 5);
  EXPECT_GT(out_of_range, 2);
}

TEST(Divide, TellsWhatMovesByTheBestHeirs) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Land land(4, 5, 3, seed);
    const std::uint32_t parts = 7;
    const std::int64_t mean = land.households / parts;
    const SizeRange range{mean * 8 / 10, mean * 12 / 10};
    const SearchGraph graph = land.graph(range);
    ASSERT_GT(graph.size(), 32U) << "too many for the exact search";
    const Division found =
        divide(graph, land.groups, {.parts = parts, .size = range, .effort = 60, .attempts = 2}, core::Seed(seed));
    EXPECT_EQ(found.moved, land.households - most_kept(graph, land.groups, found.part_of_node, parts));
    std::int64_t kept = 0;
    for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
      if (found.heir_of_group[land.groups[node]] == found.part_of_node[node])
        kept += static_cast<std::int64_t>(graph.nodes[node].households);
    }
    EXPECT_EQ(found.moved, land.households - kept) << "by its own heirs";
  }
}

TEST(Divide, IsNeverWorseWithMoreEffortOrAttempts) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Land land(4, 6, 3, seed);
    const std::uint32_t parts = 7;
    const std::int64_t mean = land.households / parts;
    const SizeRange range{mean * 94 / 100, mean * 106 / 100};
    const SearchGraph graph = land.graph(range);
    const auto standing = [&](std::uint64_t effort, std::uint32_t attempts) {
      const Division found =
          divide(graph, land.groups, {.parts = parts, .size = range, .effort = effort, .attempts = attempts}, core::Seed(seed));
      return std::tuple(found.excess, found.moved, found.cost);
    };
    auto last = standing(1, 1);
    for (const std::uint64_t effort : {10U, 60U, 125U, 200U, 250U, 700U, 1000U}) {
      const auto next = standing(effort, 1);
      EXPECT_LE(next, last) << effort;
      last = next;
    }
    last = standing(60, 1);
    for (const std::uint32_t attempts : {2U, 3U, 5U}) {
      const auto next = standing(60, attempts);
      EXPECT_LE(next, last) << attempts << " attempts";
      last = next;
    }
  }
}

}  // namespace
}  // namespace wangge::planning
