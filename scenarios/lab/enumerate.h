#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace wangge::scenarios {

/// What `wangge lab enumerate` is asked: about a grid of cells, or about a graph.
struct EnumerateQuestion {
  std::uint32_t rows = 0;  ///< of the grid
  std::uint32_t columns = 0;
  std::optional<std::filesystem::path> graph;  ///< a .graph file in place of a grid
  std::uint32_t parts = 2;
  std::int64_t slack = 0;           ///< around the mean weight of a part
  std::optional<std::int64_t> min;  ///< with max in place of the slack
  std::optional<std::int64_t> max;
  std::uint64_t mebibytes = 4096;  ///< of memory for the states
};

struct GridSize {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
};

/// `6x6`. Throws Error(usage).
[[nodiscard]] GridSize grid_size(std::string_view text);

/// `wangge lab enumerate`: how many partitions into connected parts there are, as JSON: plans (in full: up to 128 bits).
/// A part weighs from the mean less the slack to the mean plus the slack. Throws Error as read_graph_file and count_plans do.
///
///   lab_enumerate({.rows = 6, .columns = 6, .parts = 6})   // {"plans": 451206}
[[nodiscard]] std::string lab_enumerate(const EnumerateQuestion& question);

}  // namespace wangge::scenarios
