#pragma once

#include "engine/core/progress.h"
#include "engine/core/text.h"
#include "scenarios/run/stage_clock.h"

#include <cstddef>

namespace wangge::scenarios {

/// Runs steps one after the other, each timed and open to Ctrl-C.
class Stages {
 public:
  explicit Stages(core::Progress& progress) : progress_(progress) {}

  /// `size` is asked for after the step, of its result.
  template <class Step, class Size>
  auto run(const char* name, const core::Text& unit, Step step, Size size) {
    progress_.check();
    clock_.begin(name);
    auto result = step();
    clock_.end(static_cast<std::size_t>(size(result)), unit);
    progress_.check();
    return result;
  }

  [[nodiscard]] const StageClock& clock() const { return clock_; }

 private:
  core::Progress& progress_;
  StageClock clock_;
};

}  // namespace wangge::scenarios
