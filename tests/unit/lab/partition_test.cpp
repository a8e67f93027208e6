#include "scenarios/lab/partition.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// Reads a .graph file on its own.
struct Graph {
  std::vector<long> weights;
  std::vector<std::pair<std::size_t, std::size_t>> edges;
};

Graph read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::size_t nodes = 0;
  std::size_t edges = 0;
  file >> nodes >> edges;
  Graph graph{std::vector<long>(nodes), std::vector<std::pair<std::size_t, std::size_t>>(edges)};
  for (long& weight : graph.weights) file >> weight;
  for (auto& [a, b] : graph.edges) file >> a >> b;
  return graph;
}

/// The edges that a written plan cuts; -1 where it is no plan: a part that is not one piece, out of range, or missing.
long cut_of_plan(const Graph& graph, const std::filesystem::path& path, const PartitionQuestion& question) {
  std::ifstream file(path);
  std::vector<std::size_t> part;
  for (std::size_t own = 0; file >> own;) part.push_back(own);
  if (part.size() != graph.weights.size()) return -1;
  std::vector<long> sums(question.parts, 0);
  for (std::size_t node = 0; node < part.size(); ++node) {
    if (part[node] >= question.parts) return -1;
    sums[part[node]] += graph.weights[node];
  }
  for (const long sum : sums) {
    if (sum < question.min || sum > question.max) return -1;
  }
  std::vector<std::size_t> piece(part.size());
  for (std::size_t node = 0; node < piece.size(); ++node) piece[node] = node;
  long cut = 0;
  for (bool moving = true; moving;) {
    moving = false;
    cut = 0;
    for (const auto& [a, b] : graph.edges) {
      cut += part[a] != part[b] ? 1 : 0;
      if (part[a] != part[b] || piece[a] == piece[b]) continue;
      piece[a] = piece[b] = std::min(piece[a], piece[b]);
      moving = true;
    }
  }
  return std::set<std::size_t>(piece.begin(), piece.end()).size() == question.parts ? cut : -1;
}

/// Graphs of counties and tracts (Validi and Buchanan 2022). Of instances.csv: instance, nodes, edges, k, lower, upper,
/// best_cut_edges, status. Nothing of the answer is told: the search ends by itself.
TEST(LabPartition, FindsProvenLeastCutsFromEverySeed) {
  const std::filesystem::path folder = std::filesystem::path(WANGGE_VALIDATION) / "cut_edges";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  const test::TemporaryFolder scratch;
  std::ifstream file(folder / "instances.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::stringstream fields(line);
    std::vector<std::string> field(8);
    for (std::string& text : field) std::getline(fields, text, ',');
    PartitionQuestion question;
    question.graph = folder / (field[0] + ".graph");
    question.parts = static_cast<std::uint32_t>(std::stoul(field[3]));
    question.min = std::stoll(field[4]);
    question.max = std::stoll(field[5]);
    question.out = scratch / "parts.txt";
    const Graph graph = read(question.graph);
    const long least = std::stol(field[6]);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      question.seed = core::Seed(seed);
      const json answer = json::parse(lab_partition(question));
      EXPECT_EQ(answer.at("cut_edges"), least) << field[0] << " seed " << seed;
      EXPECT_EQ(cut_of_plan(graph, *question.out, question), least) << field[0] << " seed " << seed;
      EXPECT_LE(answer.at("lower_bound"), least) << field[0] << " seed " << seed;
      EXPECT_GT(answer.at("lower_bound"), least / 2) << field[0] << " seed " << seed;
      if (!field[0].ends_with("_county")) continue;
      EXPECT_EQ(answer.at("stopped_by"), "proof") << field[0] << " seed " << seed;
    }
  }
}

/// One county of Kansas weighs 544,179; the lightest neighbour, 32,787. Whether a part of both is allowed decides.
TEST(LabPartition, AnswersWhereOneNodeNearlyFillsAPart) {
  const std::filesystem::path path = std::filesystem::path(WANGGE_VALIDATION) / "cut_edges" / "KS_county.graph";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const test::TemporaryFolder scratch;
  PartitionQuestion question;
  question.graph = path;
  question.parts = 5;
  question.min = 564'918;
  question.max = 576'965;
  question.out = scratch / "parts.txt";
  const json none = json::parse(lab_partition(question));
  EXPECT_EQ(none.at("stopped_by"), "infeasible");
  EXPECT_FALSE(none.at("feasible"));
  question.max = 576'966;
  const json answer = json::parse(lab_partition(question));
  EXPECT_EQ(answer.at("stopped_by"), "proof");
  EXPECT_EQ(answer.at("lower_bound"), answer.at("cut_edges"));
  EXPECT_EQ(cut_of_plan(read(path), *question.out, question), answer.at("cut_edges"));
}

TEST(LabPartition, EndsWhereTheBoundOfALatticeIsMet) {
  const test::TemporaryFolder scratch;
  const std::filesystem::path path = scratch / "grid.graph";
  {
    constexpr int side = 50;
    std::ofstream file(path);
    file << side * side << ' ' << 2 * side * (side - 1) << '\n';
    for (int node = 0; node < side * side; ++node) file << "1 ";
    file << '\n';
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) {
        if (column + 1 < side) file << row * side + column << ' ' << row * side + column + 1 << '\n';
        if (row + 1 < side) file << row * side + column << ' ' << (row + 1) * side + column << '\n';
      }
    }
  }
  PartitionQuestion question;
  question.graph = path;
  question.parts = 25;
  question.min = question.max = 100;
  question.out = scratch / "parts.txt";
  const json answer = json::parse(lab_partition(question));
  EXPECT_EQ(answer.at("cut_edges"), 400);
  EXPECT_EQ(answer.at("lower_bound"), 400);
  EXPECT_EQ(answer.at("stopped_by"), "proof");
  EXPECT_LT(answer.at("work"), 10'000'000) << "a search that goes on behind the answer";
  EXPECT_GT(answer.at("cpu_seconds"), 0.01);
  EXPECT_LT(answer.at("cpu_seconds"), answer.at("seconds").get<double>() + 0.1) << "of one thread";
  EXPECT_EQ(cut_of_plan(read(path), *question.out, question), 400);
}

}  // namespace
}  // namespace wangge::scenarios
