#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace wangge::planning {

/// Reads a `.graph` file: numbers parted by white space; first the counts of nodes and edges, then the weight of each node,
/// then the two 0-based nodes of each edge:
///
///     3 2
///     5 3 4
///     0 1
///     1 2
///
/// Every edge weighs 1. Throws Error(environment) where the file cannot be read, Error(input) that names the file and the
/// line where a number is missing, is no whole number, a node does not exist, or an edge is a loop or stands twice.
/// O(nodes + edges log edges).
///
///   WeightedGraph graph = read_graph_file("IA_county.graph");
[[nodiscard]] WeightedGraph read_graph_file(const std::filesystem::path& path);

/// The same from a text; `name` stands in messages.
[[nodiscard]] WeightedGraph read_graph_text(std::string_view text, const std::string& name);

}  // namespace wangge::planning
