#include "engine/planning/exact/graph_file.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

constexpr std::int64_t most_rows = std::numeric_limits<std::uint32_t>::max() / 4;
constexpr std::int64_t most_weight = std::int64_t{1} << 62;

/// The numbers of a text, one after another, with the line each stands on.
class Numbers {
 public:
  Numbers(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  /// The next one, which must lie in [least, most].
  std::int64_t next(const core::Text& what, std::int64_t least, std::int64_t most) {
    const std::string_view word = next_word();
    if (word.empty())
      fail({.zh = fmt::format("文件到此结束，缺少{}", what.zh), .en = fmt::format("the file ends here, {} is missing", what.en)});
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value < least || value > most) {
      fail({.zh = fmt::format("{}：“{}”，应为 {} 到 {} 的整数", what.zh, word, least, most),
            .en = fmt::format("{}: \"{}\", expected a whole number from {} to {}", what.en, word, least, most)});
    }
    return value;
  }

  void expect_end() {
    const std::string_view word = next_word();
    if (!word.empty()) {
      fail({.zh = fmt::format("最后一条边之后还有“{}”", word), .en = fmt::format("\"{}\" after the last edge", word)});
    }
  }

  [[noreturn]] void fail(const core::Text& why) const {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 第 {} 行：{}", name_, line_, why.zh),
                                               .en = fmt::format("{}, line {}: {}", name_, line_, why.en)});
  }

 private:
  static bool space(char letter) { return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r'; }

  std::string_view next_word() {
    while (at_ < text_.size() && space(text_[at_])) line_ += text_[at_++] == '\n' ? 1 : 0;
    const std::size_t start = at_;
    while (at_ < text_.size() && !space(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Whether no edge stands twice; the ends of each are in order.
bool all_differ(std::vector<WeightedEdge> edges) {
  const auto key = [](const WeightedEdge& edge) { return std::pair(edge.a, edge.b); };
  std::sort(edges.begin(), edges.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return std::adjacent_find(edges.begin(), edges.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }) ==
         edges.end();
}

}  // namespace

WeightedGraph read_graph_text(std::string_view text, const std::string& name) {
  Numbers numbers(text, name);
  const std::int64_t nodes = numbers.next({.zh = "节点数", .en = "the count of nodes"}, 1, most_rows);
  const std::int64_t edges = numbers.next({.zh = "边数", .en = "the count of edges"}, 0, most_rows);
  std::vector<std::int64_t> weights;
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < nodes; ++i) {
    weights.push_back(numbers.next({.zh = "节点的权重", .en = "the weight of a node"}, 0, most_weight - total));
    total += weights.back();
  }
  std::vector<WeightedEdge> list;
  for (std::int64_t i = 0; i < edges; ++i) {
    const core::Text what{.zh = "边的节点", .en = "the node of an edge"};
    const std::int64_t a = numbers.next(what, 0, nodes - 1);
    const std::int64_t b = numbers.next(what, 0, nodes - 1);
    if (a == b) {
      numbers.fail({.zh = fmt::format("边 {} {} 的两端是同一节点", a, b),
                    .en = fmt::format("both ends of the edge {} {} are one node", a, b)});
    }
    list.push_back({static_cast<std::uint32_t>(std::min(a, b)), static_cast<std::uint32_t>(std::max(a, b))});
  }
  numbers.expect_end();
  if (!all_differ(list))
    numbers.fail({.zh = "有的边出现了两次，每条边应只写一次", .en = "an edge stands twice, expected each edge once"});
  return make_weighted_graph(std::move(weights), list);
}

WeightedGraph read_graph_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  const bool folder = std::filesystem::is_directory(path);
  if (!file || folder) {
    const core::Text why = core::system_cause(folder ? EISDIR : errno);
    throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("无法读取 {}：{}", path.string(), why.zh),
                                                     .en = fmt::format("cannot read {}: {}", path.string(), why.en)});
  }
  return read_graph_text(std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}, path.string());
}

}  // namespace wangge::planning
