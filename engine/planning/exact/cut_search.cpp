#include "engine/planning/exact/cut_search.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wangge::planning {
namespace {

constexpr std::uint32_t check_after = 256;  ///< states expanded between two looks at the limits

}  // namespace

CutSearch::CutSearch(std::span<const FrontierStep> steps, const PartRange& range, const PartTables& tables,
                     const ProofLimits& limits)
    : steps_(steps), range_(range), tables_(&tables), limits_(limits), walk_(steps, range) {}

std::int64_t CutSearch::ticks_ahead(std::size_t steps) const {
  const FrontierState& state = walk_.state();
  std::array<std::uint32_t, most_slots> slots{};
  for (std::uint32_t slot = 0; slot < state.width; ++slot) slots[state.part[slot]] |= 1U << slot;
  std::int64_t ticks = tables_->prices_left(steps);
  for (std::uint32_t part = 0; part < state.open; ++part) ticks += tables_->open(steps, slots[part], state.weight[part]);
  return ticks + tables_->unopened(steps) * (range_.parts - state.open - state.closed);
}

CutSearch::Stop CutSearch::stop(const Layer& layer, const Layer& next) const {
  const std::uint64_t bytes = layer.states.bytes() + next.states.bytes() + origin_count_ * sizeof(Origin) +
                              (layer.cuts.capacity() + next.cuts.capacity()) * sizeof(std::int64_t);
  if (work_ > limits_.states || bytes > limits_.bytes) return Stop::limit;
  if (limits_.deadline && std::chrono::steady_clock::now() >= *limits_.deadline) return Stop::deadline;
  return origin_count_ > allowed_ ? Stop::states : Stop::done;
}

CutSearch::Stop CutSearch::expand(Layer& next, const Layer& layer, std::size_t step, std::int64_t most) {
  std::vector<Origin>& origins = origins_.emplace_back();
  for (std::uint32_t i = 0; i < layer.states.size(); ++i) {
    walk_.load(step, layer.states.key(i));
    for (std::uint32_t choice = 0; choice < walk_.choices(); ++choice) {
      if (!walk_.advance(step, choice)) continue;
      const std::int64_t cut = layer.cuts[i] + walk_.cut();
      if (tables_->exceeds(cut, std::max<std::int64_t>(0, ticks_ahead(step + 1)), most)) continue;
      const auto [index, fresh] = next.states.put(walk_.pack(step + 1));
      if (fresh) {
        next.cuts.push_back(cut);
        origins.push_back({i, choice});
        ++work_;
        ++origin_count_;
      } else if (cut < next.cuts[index]) {
        next.cuts[index] = cut;
        origins[index] = {i, choice};
      }
    }
    if (i % check_after != 0) continue;
    if (const Stop why = stop(layer, next); why != Stop::done) return why;
  }
  return Stop::done;
}

CutSearch::Answer CutSearch::run(std::int64_t most, std::uint64_t states) {
  allowed_ = states;
  origins_.clear();
  origin_count_ = 0;
  Layer layer{StateTable(walk_.key_bytes(0)), {0}};
  layer.states.put(std::vector<std::uint8_t>(walk_.key_bytes(0), 0).data());
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    Layer next{StateTable(walk_.key_bytes(step + 1)), {}};
    const Stop why = expand(next, layer, step, most);
    if (why != Stop::done) return {.stopped = why, .part_of_step = {}, .lower_bound = 0};
    layer = std::move(next);
  }
  if (layer.cuts.empty()) return {.stopped = Stop::done, .part_of_step = {}, .lower_bound = most + 1};
  return {.stopped = Stop::done, .part_of_step = parts_of_best(), .lower_bound = layer.cuts.front()};
}

std::vector<std::uint32_t> CutSearch::parts_of_best() {
  std::vector<std::uint32_t> choices(steps_.size());
  std::uint32_t state = 0;
  for (std::size_t step = steps_.size(); step-- > 0;) {
    choices[step] = origins_[step][state].choice;
    state = origins_[step][state].state;
  }
  std::vector<std::uint32_t> part_of_step;
  std::vector<std::uint32_t> names;  // of the open parts
  std::uint32_t known = 0;
  walk_.start();
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    if (choices[step] == names.size()) names.push_back(known++);
    part_of_step.push_back(names[choices[step]]);
    static_cast<void>(walk_.advance(step, choices[step]));
    std::vector<std::uint32_t> after;
    for (std::uint32_t part = 0; part < walk_.state().open; ++part) after.push_back(names[walk_.former(part)]);
    names = std::move(after);
    walk_.step_on();
  }
  return part_of_step;
}

}  // namespace wangge::planning
