#pragma once

#include "engine/core/progress.h"
#include "engine/core/text.h"
#include "scenarios/command/console.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace wangge::scenarios {

/// Progress for people, on standard error: a bar with the remaining time on a terminal, a line at the end of each stage
/// (and every ten seconds within one) elsewhere. Knows Ctrl-C. `advance` may be called from any thread.
class TerminalProgress final : public core::Progress {
 public:
  enum class Style { silent, lines, bar };
  TerminalProgress(Style style, core::Language language);
  /// What fits standard error; nothing when the user wants quiet.
  explicit TerminalProgress(const Console& console);
  ~TerminalProgress() override;
  /// A bar when standard error is a terminal, else lines.
  [[nodiscard]] static Style fitting_style();

  void begin(std::string_view stage, std::uint64_t total) override;
  void advance(std::uint64_t by) override;
  void end() override;
  [[nodiscard]] bool interrupted() const override;

 private:
  using Clock = std::chrono::steady_clock;
  void draw(Clock::time_point now);
  void clear_line();

  Style style_;
  core::Language language_;
  std::mutex mutex_;
  std::string stage_;
  std::uint64_t total_ = 0;
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::int64_t> next_draw_{0};  ///< nanoseconds of Clock
  Clock::time_point begun_;
  bool drawn_ = false;
};

/// "[=====>    ] 52 %  0:12 left" for a share of the work and the seconds it took; no time before 2 % or 1 s.
[[nodiscard]] std::string progress_bar(double share, double seconds, std::size_t width, core::Language language);

}  // namespace wangge::scenarios
