#include "engine/core/error.h"
#include "scenarios/lab/site_files.h"
#include "scenarios/run/checked_file.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, std::size_t line, std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 第 {} 行：{}", path.string(), line, zh),
                                             .en = fmt::format("{} line {}: {}", path.string(), line, en)});
}

struct OrlibHead {
  std::size_t nodes = 0;
  std::size_t edges = 0;
  std::size_t p = 0;
};

/// Three numbers of a line, whole where `whole`.
template <class A, class B, class C>
bool three(const std::string& line, A& a, B& b, C& c) {
  std::istringstream words(line);
  std::string rest;
  return static_cast<bool>(words >> a >> b >> c) && !(words >> rest);
}

/// All shortest paths (Floyd 1962).
void close_paths(std::vector<double>& lengths, std::size_t nodes) {
  for (std::size_t via = 0; via < nodes; ++via) {
    const double* onward = lengths.data() + via * nodes;
    for (std::size_t from = 0; from < nodes; ++from) {
      double* row = lengths.data() + from * nodes;
      const double first = row[via];
      if (first == siting::no_way) continue;
      for (std::size_t to = 0; to < nodes; ++to) row[to] = std::min(row[to], first + onward[to]);
    }
  }
}

}  // namespace

siting::SitingTask read_orlib(const std::filesystem::path& path) {
  std::istringstream lines(read_file(path));
  std::string line;
  OrlibHead head;
  if (!std::getline(lines, line) || !three(line, head.nodes, head.edges, head.p) || head.nodes == 0 || head.nodes > 20000) {
    refuse(path, 1, "应为三个整数：节点数、边数、p", "expected three whole numbers: nodes, edges, p");
  }
  std::vector<double> lengths(head.nodes * head.nodes, siting::no_way);
  for (std::size_t node = 0; node < head.nodes; ++node) lengths[node * head.nodes + node] = 0;
  for (std::size_t edge = 0, number = 1; edge < head.edges;) {
    ++number;
    if (!std::getline(lines, line)) {
      refuse(path, number, fmt::format("只有 {} 条边，应有 {} 条", edge, head.edges),
             fmt::format("there are only {} edges of {}", edge, head.edges));
    }
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::size_t a = 0;
    std::size_t b = 0;
    double length = 0;
    if (!three(line, a, b, length) || a < 1 || b < 1 || a > head.nodes || b > head.nodes || !(length >= 0) ||
        std::isinf(length)) {
      refuse(path, number, fmt::format("“{}”：应为两个从 1 到 {} 的节点和一个长度", line, head.nodes),
             fmt::format("'{}': expected two nodes from 1 to {} and a length", line, head.nodes));
    }
    lengths[(a - 1) * head.nodes + b - 1] = length;
    lengths[(b - 1) * head.nodes + a - 1] = length;
    ++edge;
  }
  close_paths(lengths, head.nodes);
  siting::SitingTask task;
  task.lengths = siting::LengthTable(head.nodes, head.nodes, std::move(lengths));
  task.weights.resize(head.nodes, 1);
  for (std::size_t node = 1; node <= head.nodes; ++node) {
    task.sites.push_back({.name = std::to_string(node)});
    task.demand_names.push_back(std::to_string(node));
  }
  task.most_sites = head.p;
  return task;
}

}  // namespace wangge::scenarios
