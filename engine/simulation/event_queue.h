#pragma once

#include "engine/core/units.h"
#include "engine/simulation/event_log.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::simulation {

/// An event that is due: who it is about, and the ticket it was scheduled under.
struct DueEvent {
  core::Millis time;
  EventKind kind = EventKind::ordered;
  std::uint32_t entity = 0;
  std::uint32_t ticket = 0;
};

/// Future events as a 4-ary heap over two 64-bit keys, ordered by (time, kind, entity, ticket); tickets count up, so the order
/// is total and the same on every machine. push and pop O(log n), no allocation once grown.
/// Precondition: 0 <= time < 2^60 ms.
///
///   const std::uint32_t ticket = queue.push(now + travel, EventKind::arrived, responder.value());
class EventQueue {
 public:
  std::uint32_t push(core::Millis time, EventKind kind, std::uint32_t entity) {
    assert(time.value >= 0);
    const Entry entry{(static_cast<std::uint64_t>(time.value) << 4U) | static_cast<std::uint64_t>(kind),
                      (std::uint64_t{entity} << 32U) | ++tickets_};
    std::size_t at = heap_.size();
    heap_.push_back(entry);
    while (at > 0) {
      const std::size_t parent = (at - 1) / 4;
      if (!(entry < heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = entry;
    return tickets_;
  }

  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  /// Precondition: not empty.
  [[nodiscard]] core::Millis next_time() const { return core::Millis(static_cast<std::int64_t>(heap_[0].when >> 4U)); }

  /// Precondition: not empty.
  DueEvent pop() {
    const Entry top = heap_[0];
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(last);
    return {core::Millis(static_cast<std::int64_t>(top.when >> 4U)), static_cast<EventKind>(top.when & 15U),
            static_cast<std::uint32_t>(top.what >> 32U), static_cast<std::uint32_t>(top.what)};
  }

 private:
  struct Entry {
    std::uint64_t when;  ///< time, then kind
    std::uint64_t what;  ///< entity, then ticket
    friend bool operator<(const Entry& a, const Entry& b) { return a.when < b.when || (a.when == b.when && a.what < b.what); }
  };

  void sift_down(const Entry& entry) {
    std::size_t at = 0;
    while (true) {
      const std::size_t first = 4 * at + 1;
      if (first >= heap_.size()) break;
      const std::size_t end = first + 4 < heap_.size() ? first + 4 : heap_.size();
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) least = heap_[child] < heap_[least] ? child : least;
      if (!(heap_[least] < entry)) break;
      heap_[at] = heap_[least];
      at = least;
    }
    heap_[at] = entry;
  }

  std::vector<Entry> heap_;
  std::uint32_t tickets_ = 0;
};

}  // namespace wangge::simulation
