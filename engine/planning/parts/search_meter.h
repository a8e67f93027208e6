#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace wangge::planning {

/// The best partition met: least excess, then least cut.
struct BestParts {
  std::int64_t excess = std::numeric_limits<std::int64_t>::max();
  std::int64_t cut = std::numeric_limits<std::int64_t>::max();
  std::vector<std::uint32_t> part;

  [[nodiscard]] bool beats(const BestParts& other) const {
    return excess != other.excess ? excess < other.excess : cut < other.cut;
  }
};

/// Counts the work of one leg of a search and says when to leave off. Work is a flip proposed, a node looked at for contiguity, a
/// node of a tree drawn: the same on every machine. Time only ends a search early.
class SearchMeter {
 public:
  using Clock = std::chrono::steady_clock;

  SearchMeter() = default;
  /// `enough` is set by others, once an answer that cannot be beaten is known.
  SearchMeter(std::optional<Clock::time_point> deadline, std::int64_t reach, const std::atomic<bool>* enough)
      : deadline_(deadline), reach_(reach), enough_(enough) {}

  void add(std::uint64_t work) { work_ += work; }
  [[nodiscard]] std::uint64_t work() const { return work_; }
  [[nodiscard]] bool reached(const BestParts& best) const { return best.excess == 0 && best.cut <= reach_; }
  [[nodiscard]] bool out_of_time() const { return deadline_ && Clock::now() >= *deadline_; }
  [[nodiscard]] bool should_stop() const {
    return (enough_ != nullptr && enough_->load(std::memory_order_relaxed)) || out_of_time();
  }

 private:
  std::optional<Clock::time_point> deadline_;
  std::int64_t reach_ = std::numeric_limits<std::int64_t>::min();
  const std::atomic<bool>* enough_ = nullptr;
  std::uint64_t work_ = 0;
};

}  // namespace wangge::planning
