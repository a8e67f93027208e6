#include "engine/network/turns/turn_memory.h"

namespace wangge::network {

TurnMemory::TurnMemory(std::span<const std::vector<Course>> forbidden) : states_(1) {
  for (const std::vector<Course>& run : forbidden) {
    State state = 0;
    for (const Course at : run) {
      const auto [entry, is_new] = states_[state].next.emplace(at, static_cast<State>(states_.size()));
      state = entry->second;
      if (is_new) states_.push_back({.last = at, .shorter = 0, .forbidden = false, .next = {}});
    }
    states_[state].forbidden = true;
  }
  std::vector<State> open;  // by rising length, so that what is shorter is done
  for (const auto& [at, state] : states_[0].next) open.push_back(state);
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (const auto& [at, state] : states_[open[i]].next) {
      states_[state].shorter = step(states_[open[i]].shorter, at);
      states_[state].forbidden = states_[state].forbidden || states_[states_[state].shorter].forbidden;
      open.push_back(state);
    }
  }
}

TurnMemory::State TurnMemory::step(State state, Course next) const {
  while (true) {
    const auto found = states_[state].next.find(next);
    if (found != states_[state].next.end()) return found->second;
    if (state == 0) return 0;
    state = states_[state].shorter;
  }
}

std::optional<TurnMemory::State> TurnMemory::after(State state, Course next) const {
  const State reached = step(state, next);
  return states_[reached].forbidden ? std::nullopt : std::optional(reached);
}

}  // namespace wangge::network
