#pragma once

#include "engine/core/units.h"
#include "engine/simulation/loop/event_log.h"

#include <algorithm>
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

/// Future events, ordered by (time, kind, entity, ticket); tickets count up, so the order is total and the same on every machine.
/// Those of the current quarter of an hour (2^20 ms) stand in a 4-ary heap over two 64-bit keys; later ones lie unsorted in a
/// bucket of their own quarter and become the heap when it is empty, so that what is due tomorrow costs nothing today.
/// push and pop O(log events of the quarter), hardly any allocation once grown. Memory: 24 bytes a quarter up to the last event.
/// Precondition: 0 <= time < 2^58 ms.
///
///   const std::uint32_t ticket = queue.push(now + travel, EventKind::arrived, responder.value());
class EventQueue {
 public:
  std::uint32_t push(core::Millis time, EventKind kind, std::uint32_t entity) {
    assert(time.value >= 0);
    const Entry entry{(static_cast<std::uint64_t>(time.value) << kind_bits) | static_cast<std::uint64_t>(kind),
                      (std::uint64_t{entity} << 32U) | ++tickets_};
    const std::uint64_t quarter = std::min(entry.when >> (kind_bits + quarter_bits), last_quarter);
    if (quarter <= current_) {
      sift_up(entry);
    } else {
      if (later_.size() <= quarter) later_.resize(static_cast<std::size_t>(quarter) + 1);
      later_[static_cast<std::size_t>(quarter)].push_back(entry);
      ++waiting_;
      if (heap_.empty()) advance();
    }
    return tickets_;
  }

  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size() + waiting_; }
  /// Precondition: not empty.
  [[nodiscard]] core::Millis next_time() const { return core::Millis(static_cast<std::int64_t>(heap_[0].when >> kind_bits)); }

  /// Precondition: not empty.
  DueEvent pop() {
    const Entry top = heap_[0];
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) {
      sift_down(0, last);
    } else if (waiting_ > 0) {
      advance();
    }
    return {core::Millis(static_cast<std::int64_t>(top.when >> kind_bits)), static_cast<EventKind>(top.when & 63U),
            static_cast<std::uint32_t>(top.what >> 32U), static_cast<std::uint32_t>(top.what)};
  }

 private:
  struct Entry {
    std::uint64_t when;  ///< time, then kind
    std::uint64_t what;  ///< entity, then ticket
    friend bool operator<(const Entry& a, const Entry& b) { return a.when < b.when || (a.when == b.when && a.what < b.what); }
  };
  static constexpr unsigned kind_bits = 6;
  static constexpr unsigned quarter_bits = 20;
  /// Whatever is due after some 35 years has one bucket.
  static constexpr std::uint64_t last_quarter = std::uint64_t{1} << 20U;

  /// Makes the next quarter that has events the heap. Preconditions: the heap is empty, something waits.
  void advance() {
    while (later_[static_cast<std::size_t>(current_)].empty()) ++current_;
    std::vector<Entry>& bucket = later_[static_cast<std::size_t>(current_)];
    waiting_ -= bucket.size();
    heap_.assign(bucket.begin(), bucket.end());
    std::vector<Entry>().swap(bucket);
    if (heap_.size() < 2) return;
    for (std::size_t at = (heap_.size() - 2) / 4 + 1; at-- > 0;) sift_down(at, heap_[at]);
  }

  void sift_up(const Entry& entry) {
    std::size_t at = heap_.size();
    heap_.push_back(entry);
    while (at > 0) {
      const std::size_t parent = (at - 1) / 4;
      if (!(entry < heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = entry;
  }

  void sift_down(std::size_t at, const Entry entry) {
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
  std::vector<std::vector<Entry>> later_;  ///< by quarter; those up to the current one are empty
  std::uint64_t current_ = 0;              ///< quarter of the heap
  std::size_t waiting_ = 0;                ///< events in later_
  std::uint32_t tickets_ = 0;
};

}  // namespace wangge::simulation
