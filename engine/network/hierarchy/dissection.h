#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wangge::network {

/// An undirected edge between two nodes; loops and repetitions are allowed and count for nothing.
using NodePair = std::pair<std::uint32_t, std::uint32_t>;

/// The order in which a hierarchy contracts nodes: for each node its step, 0 first. Nested dissection (George 1973) by METIS
/// (Karypis, Kumar 1998): a small separator of the graph is contracted last, each side before it in the same way, so that few
/// shortcuts arise. Some microseconds a node. Times never depend on the order, only speed does.
/// Throws Error(environment) where METIS fails.
[[nodiscard]] std::vector<std::uint32_t> dissection_order(std::size_t nodes, std::span<const NodePair> edges);

}  // namespace wangge::network
