#pragma once

#include "engine/core/text.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What one stage of a run cost.
struct Stage {
  std::string name;  ///< stable: "read", "build"…
  double seconds = 0;
  double cpu_seconds = 0;  ///< of all threads
  double peak_mib = 0;     ///< most memory resident while the stage ran
  std::int64_t size = 0;   ///< of its result
  core::Text unit;         ///< what the size counts
};

/// Measures stages one after the other.
///
///   clock.begin("read");  …  clock.end(layers.buildings.size(), {.zh = "建筑", .en = "buildings"});
class StageClock {
 public:
  StageClock();
  void begin(const std::string& name);
  void end(std::size_t size, const core::Text& unit);
  [[nodiscard]] const std::vector<Stage>& stages() const { return stages_; }
  /// When the run began, as "2026-11-21T08:30:00Z".
  [[nodiscard]] const std::string& started() const { return started_; }

 private:
  std::vector<Stage> stages_;
  std::string started_;
  double wall_ = 0;
  double cpu_ = 0;
};

/// timing.json: the only file of a run that depends on the clock.
[[nodiscard]] std::string timing_json(const StageClock& clock, int threads);

}  // namespace wangge::scenarios
