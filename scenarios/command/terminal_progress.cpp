#include "scenarios/command/terminal_progress.h"

#include "scenarios/command/interrupt.h"
#include "scenarios/run/stage_names.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace wangge::scenarios {
namespace {

constexpr std::size_t bar_width = 30;

std::string clock_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_bar(double share, double seconds, std::size_t width, core::Language language) {
  share = std::clamp(share, 0.0, 1.0);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string bar(filled, '=');
  if (filled < width) bar += '>';
  bar.resize(width, ' ');
  std::string text = fmt::format("[{}] {:3.0f} %", bar, share * 100);
  if (share < 0.02 || seconds < 1) return text;
  const std::string left = clock_text(seconds * (1 - share) / share);
  return text + (language == core::Language::zh ? fmt::format("  剩余 {}", left) : fmt::format("  {} left", left));
}

TerminalProgress::TerminalProgress(Style style, core::Language language) : style_(style), language_(language) {}

TerminalProgress::TerminalProgress(const Console& console)
    : TerminalProgress(console.quiet ? Style::silent : fitting_style(), console.language) {}

TerminalProgress::~TerminalProgress() { clear_line(); }

TerminalProgress::Style TerminalProgress::fitting_style() { return ::isatty(STDERR_FILENO) == 1 ? Style::bar : Style::lines; }

void TerminalProgress::begin(std::string_view stage, std::uint64_t total) {
  const std::lock_guard lock(mutex_);
  stage_ = core::in(stage_title(stage), language_);
  total_ = total;
  done_ = 0;
  begun_ = Clock::now();
  const auto first = style_ == Style::bar ? begun_ : begun_ + std::chrono::seconds(10);
  next_draw_ = first.time_since_epoch().count();
  if (style_ == Style::bar) draw(begun_);
}

void TerminalProgress::advance(std::uint64_t by) {
  done_.fetch_add(by, std::memory_order_relaxed);
  if (style_ == Style::silent) return;
  const Clock::time_point now = Clock::now();
  if (now.time_since_epoch().count() < next_draw_.load(std::memory_order_relaxed)) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock.owns_lock()) draw(now);
}

void TerminalProgress::end() {
  const std::lock_guard lock(mutex_);
  clear_line();
  if (style_ == Style::lines && !stage_.empty()) {
    const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
    std::fputs(fmt::format("{}: {:.1f} s\n", stage_, seconds).c_str(), stderr);
  }
  stage_.clear();
}

bool TerminalProgress::interrupted() const { return interrupt_requested(); }

void TerminalProgress::draw(Clock::time_point now) {
  if (stage_.empty()) return;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  // A search may go on beyond what was announced.
  const double share = total_ == 0 ? 0 : std::min(1.0, static_cast<double>(done_.load()) / static_cast<double>(total_));
  const bool bar = style_ == Style::bar;
  next_draw_ = (now + (bar ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000))).time_since_epoch().count();
  if (bar) {
    std::fputs(fmt::format("\r\033[K{:<12} {}", stage_, progress_bar(share, seconds, bar_width, language_)).c_str(), stderr);
    std::fflush(stderr);
    drawn_ = true;
  } else {
    std::fputs(fmt::format("{}: {:.0f} %\n", stage_, share * 100).c_str(), stderr);
  }
}

void TerminalProgress::clear_line() {
  if (!drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace wangge::scenarios
