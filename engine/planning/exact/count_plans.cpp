#include "engine/planning/exact/count_plans.h"

#include "engine/core/error.h"
#include "engine/planning/exact/frontier_walk.h"
#include "engine/planning/exact/state_table.h"
#include "engine/planning/exact/vertex_order.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

void add(PlanCount& sum, const PlanCount& count) {
  const PlanCount before = sum;
  sum.low += count.low;
  sum.high += count.high + (sum.low < before.low ? 1 : 0);
  if (sum.high > before.high || (sum.high == before.high && sum.low >= before.low)) return;
  throw core::Error(core::ErrorCode::environment, {.zh = "方案的个数超过 128 位整数；请减少节点或份数",
                                                   .en = "the number of plans exceeds 128 bits; take fewer nodes or parts"});
}

/// One layer of states with the number of ways to each.
struct Layer {
  StateTable states;
  std::vector<PlanCount> ways;

  [[nodiscard]] std::size_t bytes() const { return states.bytes() + ways.capacity() * sizeof(PlanCount); }
};

void check_memory(std::size_t bytes, const CountLimits& limits, std::size_t step, std::size_t steps, std::size_t states) {
  if (bytes <= limits.bytes) return;
  throw core::Error(
      core::ErrorCode::environment,
      {.zh = fmt::format("计数在第 {} / {} 个节点处已有 {} 个状态，超过允许的 {} MiB 内存；请用更窄的图、更小的允差或更多内存",
                         step, steps, states, limits.bytes >> 20),
       .en = fmt::format("counting has {} states at node {} of {}, more than the {} MiB of memory allowed; take a "
                         "narrower graph, less slack or more memory",
                         states, step, steps, limits.bytes >> 20)});
}

Layer next_layer(FrontierWalk& walk, const Layer& layer, std::size_t step, std::size_t steps, const CountLimits& limits) {
  Layer next{StateTable(walk.key_bytes(step + 1)), {}};
  for (std::uint32_t i = 0; i < layer.states.size(); ++i) {
    walk.load(step, layer.states.key(i));
    for (std::uint32_t choice = 0; choice < walk.choices(); ++choice) {
      if (!walk.advance(step, choice)) continue;
      const auto [index, fresh] = next.states.put(walk.pack(step + 1));
      if (fresh) next.ways.emplace_back();
      add(next.ways[index], layer.ways[i]);
    }
    if (i % 1024 == 0) check_memory(layer.bytes() + next.bytes(), limits, step + 1, steps, next.states.size());
  }
  return next;
}

}  // namespace

PlanCount count_plans(const WeightedGraph& graph, const PartRange& asked, const CountLimits& limits) {
  const PartRange range = checked_range(graph, asked);
  const std::vector<FrontierStep> steps = with_links(graph, frontier_steps(graph, frontier_order(graph)));
  if (frontier_width(steps) > most_slots) {
    throw core::Error(core::ErrorCode::environment,
                      {.zh = fmt::format("图的前沿宽 {} 个节点，计数最多 {}", frontier_width(steps), most_slots),
                       .en = fmt::format("the graph's frontier is {} nodes wide; counting takes at most {}",
                                         frontier_width(steps), most_slots)});
  }
  FrontierWalk walk(steps, range);
  Layer layer{StateTable(walk.key_bytes(0)), {PlanCount{0, 1}}};
  layer.states.put(std::vector<std::uint8_t>(walk.key_bytes(0), 0).data());
  for (std::size_t step = 0; step < steps.size(); ++step) layer = next_layer(walk, layer, step, steps.size(), limits);
  return layer.ways.empty() ? PlanCount() : layer.ways.front();
}

std::string to_string(const PlanCount& count) {
  std::string digits;
  // Long division by ten, 32 bits at a time.
  std::array<std::uint64_t, 4> words{count.high >> 32, count.high & 0xffffffffU, count.low >> 32, count.low & 0xffffffffU};
  do {
    std::uint64_t rest = 0;
    for (std::uint64_t& word : words) {
      const std::uint64_t value = rest << 32 | word;
      word = value / 10;
      rest = value % 10;
    }
    digits.push_back(static_cast<char>('0' + rest));
  } while (std::any_of(words.begin(), words.end(), [](std::uint64_t word) { return word != 0; }));
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace wangge::planning
