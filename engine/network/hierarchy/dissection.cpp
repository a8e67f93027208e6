#include "engine/network/hierarchy/dissection.h"

#include "engine/core/error.h"

#include <metis.h>

#include <algorithm>
#include <mutex>
#include <numeric>

namespace wangge::network {
namespace {

constexpr std::size_t too_few_for_dissection = 16;

/// Both directions of every edge, sorted, each once.
std::vector<NodePair> both_ways(std::span<const NodePair> edges) {
  std::vector<NodePair> all;
  all.reserve(2 * edges.size());
  for (const auto& [a, b] : edges) {
    if (a == b) continue;
    all.emplace_back(a, b);
    all.emplace_back(b, a);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

std::vector<std::uint32_t> dissection_order(std::size_t nodes, std::span<const NodePair> edges) {
  std::vector<std::uint32_t> step(nodes);
  std::iota(step.begin(), step.end(), 0U);
  const std::vector<NodePair> all = both_ways(edges);
  if (nodes < too_few_for_dissection || all.empty()) return step;
  std::vector<idx_t> first(nodes + 1, 0);
  std::vector<idx_t> heads;
  heads.reserve(all.size());
  for (const auto& [tail, head] : all) {
    ++first[tail + 1];
    heads.push_back(static_cast<idx_t>(head));
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<idx_t> at_step(nodes);
  std::vector<idx_t> step_of(nodes);
  auto count = static_cast<idx_t>(nodes);
  {
    static std::mutex one_at_a_time;  // METIS draws from the C library's own random numbers
    const std::lock_guard<std::mutex> lock(one_at_a_time);
    const int status = METIS_NodeND(&count, first.data(), heads.data(), nullptr, nullptr, at_step.data(), step_of.data());
    if (status != METIS_OK) {
      throw core::Error(core::ErrorCode::environment, {.zh = "METIS 无法为路网排序：内存不足或被中断",
                                                       .en = "METIS could not order the road network: out of memory or stopped"});
    }
  }
  std::transform(step_of.begin(), step_of.end(), step.begin(), [](idx_t value) { return static_cast<std::uint32_t>(value); });
  return step;
}

}  // namespace wangge::network
