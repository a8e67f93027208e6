#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wangge::siting {

/// How long to search. A unit of work is one look at a pair of site and demand point; about 300 million a CPU-second.
struct SitingLimits {
  std::uint64_t work = 2'000'000'000;
  std::optional<double> seconds = std::nullopt;  ///< of the clock: only ends the work early
  core::Seed seed{1};
  core::Threads threads{1};            ///< never changes the answer
  core::Progress* progress = nullptr;  ///< asked for an interrupt; told the work done
};

enum class StoppedBy { proof, work, seconds };

[[nodiscard]] constexpr std::string_view name(StoppedBy stopped_by) {
  switch (stopped_by) {
    case StoppedBy::proof:
      return "proof";
    case StoppedBy::seconds:
      return "seconds";
    case StoppedBy::work:
      break;
  }
  return "work";
}

/// What is spent of the limits by one solver and all that it calls.
class Effort {
 public:
  explicit Effort(const SitingLimits& limits) : limits_(limits), start_(Clock::now()) {}

  /// Counts work; false once a limit is reached. Throws Error(interrupted) when the user wants an end.
  bool spend(std::uint64_t units) {
    work_ += units;
    if (work_ >= next_look_) look();
    return !over();
  }
  [[nodiscard]] bool over() const { return late_ || work_ >= limits_.work; }
  [[nodiscard]] std::uint64_t work() const { return work_; }
  /// For a part of the work that may take no more than `units`; the clock goes on. What it spent is to be spent here too.
  [[nodiscard]] Effort part(std::uint64_t units) const {
    Effort smaller = *this;
    smaller.limits_.work = units < left() ? units : left();
    smaller.work_ = 0;
    smaller.next_look_ = 0;
    return smaller;
  }
  [[nodiscard]] std::uint64_t left() const { return work_ >= limits_.work ? 0 : limits_.work - work_; }
  [[nodiscard]] StoppedBy reason() const { return late_ ? StoppedBy::seconds : StoppedBy::work; }
  [[nodiscard]] const SitingLimits& limits() const { return limits_; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::uint64_t look_every = 2'000'000;

  void look() {
    next_look_ = work_ + look_every;
    if (limits_.progress != nullptr) limits_.progress->check();
    if (!limits_.seconds) return;
    late_ = late_ || std::chrono::duration<double>(Clock::now() - start_).count() >= *limits_.seconds;
  }

  SitingLimits limits_;
  Clock::time_point start_;
  std::uint64_t work_ = 0;
  std::uint64_t next_look_ = 0;
  bool late_ = false;
};

}  // namespace wangge::siting
