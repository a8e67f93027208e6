#include "scenarios/run/stage_clock.h"

#include "engine/core/memory.h"
#include "scenarios/run/cpu_seconds.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <fstream>

namespace wangge::scenarios {
namespace {

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// What the step before has freed goes back to the system. Linux lets a process restart its own high-water mark; where it does
/// not, the mark is that of the whole run so far.
void restart_peak() {
  core::give_back_freed_memory();
  std::ofstream("/proc/self/clear_refs") << "5";
}

double peak_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib / 1024;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double rounded(double value, double step) { return std::round(value / step) * step; }

}  // namespace

StageClock::StageClock() : started_(fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))) {}

void StageClock::begin(const std::string& name) {
  stages_.push_back({.name = name, .unit = {}});
  restart_peak();
  wall_ = wall_seconds();
  cpu_ = cpu_seconds(CpuOf::process);
}

void StageClock::end(std::size_t size, const core::Text& unit) {
  Stage& stage = stages_.back();
  stage.seconds = wall_seconds() - wall_;
  stage.cpu_seconds = cpu_seconds(CpuOf::process) - cpu_;
  stage.peak_mib = peak_mib();
  stage.size = static_cast<std::int64_t>(size);
  stage.unit = unit;
}

std::string timing_json(const StageClock& clock, int threads) {
  using nlohmann::json;
  json stages = json::array();
  for (const Stage& stage : clock.stages()) {
    stages.push_back({{"stage", stage.name},
                      {"seconds", rounded(stage.seconds, 1e-3)},
                      {"cpu_seconds", rounded(stage.cpu_seconds, 1e-3)},
                      {"peak_mib", rounded(stage.peak_mib, 0.1)},
                      {"size", stage.size},
                      {"unit", stage.unit.en}});
  }
  return json{{"stages", stages}, {"threads", threads}, {"started", clock.started()}}.dump(2) + "\n";
}

}  // namespace wangge::scenarios
