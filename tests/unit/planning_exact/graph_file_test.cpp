#include "engine/planning/exact/graph_file.h"

#include "engine/core/error.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::planning {
namespace {

std::string refusal(const std::string& text) {
  try {
    static_cast<void>(read_graph_text(text, "x.graph"));
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().zh.find("x.graph 第"), std::string::npos) << error.message().zh;
    return error.message().en;
  }
  return "accepted";
}

TEST(GraphFile, ReadsNodesWeightsAndEdges) {
  const WeightedGraph graph = read_graph_text("4 3\n5 3 4 1\n2 1\n0 1\n3 1\n", "x.graph");
  EXPECT_EQ(graph.size(), 4U);
  EXPECT_EQ(graph.edges(), 3U);
  EXPECT_EQ(graph.node_weights, (std::vector<std::int64_t>{5, 3, 4, 1}));
  EXPECT_EQ(std::vector<std::uint32_t>(graph.around(1).begin(), graph.around(1).end()), (std::vector<std::uint32_t>{0, 2, 3}));
  EXPECT_EQ(total_weight(graph), 13);
}

TEST(GraphFile, NamesTheLineOfWhatIsWrong) {
  EXPECT_EQ(refusal("2 1\n5 3\n0 2\n"), "x.graph, line 3: the node of an edge: \"2\", expected a whole number from 0 to 1");
  EXPECT_EQ(refusal("2 1\n5 x\n0 1\n"),
            "x.graph, line 2: the weight of a node: \"x\", expected a whole number from 0 to 4611686018427387899");
  EXPECT_EQ(refusal("2 1\n5 3\n1 1\n"), "x.graph, line 3: both ends of the edge 1 1 are one node");
  EXPECT_EQ(refusal("2 2\n5 3\n0 1\n1 0\n"), "x.graph, line 5: an edge stands twice, expected each edge once");
  EXPECT_EQ(refusal("2 1\n5 3\n"), "x.graph, line 3: the file ends here, the node of an edge is missing");
  EXPECT_EQ(refusal("2 1\n5 3\n0 1\n7"), "x.graph, line 4: \"7\" after the last edge");
  EXPECT_EQ(refusal(""), "x.graph, line 1: the file ends here, the count of nodes is missing");
}

TEST(GraphFile, SaysWhenItCannotBeRead) {
  for (const char* path : {"/nowhere/x.graph", "/"}) {
    try {
      static_cast<void>(read_graph_file(path));
      ADD_FAILURE() << path;
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::environment);
      EXPECT_NE(error.message().en.find(path), std::string::npos) << error.message().en;
    }
  }
}

TEST(WeightedGraph, KnowsAPlanAndItsCut) {
  // 0 1 2
  // 3 4 5
  const WeightedGraph graph = grid_graph(2, 3);
  EXPECT_EQ(cut_of(graph, std::vector<std::uint32_t>{0, 0, 1, 0, 1, 1}), 3);
  EXPECT_TRUE(is_plan(graph, std::vector<std::uint32_t>{0, 0, 1, 0, 1, 1}, 2, 3, 3));
  EXPECT_FALSE(is_plan(graph, std::vector<std::uint32_t>{0, 1, 0, 0, 1, 1}, 2, 3, 3)) << "0 has two pieces";
  EXPECT_FALSE(is_plan(graph, std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1}, 2, 3, 3)) << "4 and 2";
  EXPECT_FALSE(is_plan(graph, std::vector<std::uint32_t>{0, 0, 1, 0, 1, 1}, 3, 0, 6)) << "a part is empty";
}

}  // namespace
}  // namespace wangge::planning
