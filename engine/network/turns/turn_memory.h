#pragma once

#include "engine/network/turns/turn_paths.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace wangge::network {

/// What must be remembered of the way so far, so that no forbidden run of courses is completed: the longest end of the way that
/// begins one (an automaton after Aho, Corasick 1975). State 0 remembers nothing.
class TurnMemory {
 public:
  using State = std::uint32_t;

  explicit TurnMemory(std::span<const std::vector<Course>> forbidden);

  [[nodiscard]] std::size_t state_count() const { return states_.size(); }
  /// The last course of what a state remembers. Precondition: state > 0.
  [[nodiscard]] Course last(State state) const { return states_[state].last; }
  /// False for a state that stands for a forbidden run: no way comes there.
  [[nodiscard]] bool allowed(State state) const { return !states_[state].forbidden; }
  /// After one more course; nothing where it completes a forbidden run.
  [[nodiscard]] std::optional<State> after(State state, Course next) const;

 private:
  struct Node {
    Course last = 0;
    State shorter = 0;  ///< the longest proper end that is remembered too
    bool forbidden = false;
    std::map<Course, State> next;
  };
  [[nodiscard]] State step(State state, Course next) const;

  std::vector<Node> states_;
};

}  // namespace wangge::network
