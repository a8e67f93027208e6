#pragma once

#include "engine/core/units.h"
#include "engine/simulation/loop/event_log.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
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
/// Those of the current slice (2^13 ms, some eight seconds) stand in a 4-ary heap over two 64-bit keys; those of the same block
/// of 512 slices lie unsorted in a bucket of their slice, later ones in one of their block. A bucket is emptied into the next
/// finer when it is reached, so that what is due tomorrow costs nothing today, and what is written to stays in the near cache.
/// push and pop O(log events of the slice), hardly any allocation once grown. Memory: 24 bytes a block up to the last event.
/// Precondition: 0 <= time < 2^58 ms.
///
///   const std::uint32_t ticket = queue.push(now + travel, EventKind::arrived, responder.value());
class EventQueue {
 public:
  std::uint32_t push(core::Millis time, EventKind kind, std::uint32_t entity) {
    assert(time.value >= 0);
    const Entry entry{(static_cast<std::uint64_t>(time.value) << kind_bits) | static_cast<std::uint64_t>(kind),
                      (std::uint64_t{entity} << 32U) | ++tickets_};
    const std::uint64_t slice = slice_of(entry);
    if (slice <= current_) {
      sift_up(entry);
    } else {
      ++waiting_;
      if (slice / slices_a_block == current_ / slices_a_block) {
        slices_[static_cast<std::size_t>(slice % slices_a_block)].push_back(entry);
        ++in_block_;
      } else {
        put_by(std::min(slice / slices_a_block, last_block), entry);
      }
      if (heap_.empty()) advance();
    }
    return tickets_;
  }

  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size() + waiting_; }
  /// Precondition: not empty.
  [[nodiscard]] core::Millis next_time() const { return core::Millis(static_cast<std::int64_t>(heap_[0].when >> kind_bits)); }

  /// Calls visit(kind, entity, next) for a few events: the one that is due next, and those one of which may well follow it.
  template <class Visit>
  void foresee(Visit&& visit) const {
    const std::size_t end = heap_.size() < 3 ? heap_.size() : 3;
    for (std::size_t i = 0; i < end; ++i)
      visit(static_cast<EventKind>(heap_[i].when & 63U), static_cast<std::uint32_t>(heap_[i].what >> 32U), i == 0);
  }
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
  static constexpr unsigned slice_bits = 13;
  static constexpr std::uint64_t slices_a_block = 512;
  /// Whatever is due after some 140 years has one bucket.
  static constexpr std::uint64_t last_block = std::uint64_t{1} << 20U;

  [[nodiscard]] static std::uint64_t slice_of(const Entry& entry) { return entry.when >> (kind_bits + slice_bits); }

  void put_by(std::uint64_t block, const Entry& entry) {
    if (blocks_.size() <= block) blocks_.resize(static_cast<std::size_t>(block) + 1);
    std::vector<Entry>& bucket = blocks_[static_cast<std::size_t>(block)];
    if (bucket.capacity() == 0 && !spare_.empty()) {
      bucket.swap(spare_.back());
      spare_.pop_back();
    }
    bucket.push_back(entry);
  }

  /// Makes the next slice that has events the heap. Preconditions: the heap is empty, something waits.
  void advance() {
    if (in_block_ == 0 && enter_next_block()) return make_heap();
    while (slices_[static_cast<std::size_t>(current_ % slices_a_block)].empty()) ++current_;
    heap_.swap(slices_[static_cast<std::size_t>(current_ % slices_a_block)]);
    in_block_ -= heap_.size();
    waiting_ -= heap_.size();
    make_heap();
  }

  /// Spreads the next block that has events over its slices. True: it was the last, which is the heap at once.
  bool enter_next_block() {
    std::uint64_t block = current_ / slices_a_block;
    while (blocks_[static_cast<std::size_t>(block)].empty()) ++block;
    std::vector<Entry>& bucket = blocks_[static_cast<std::size_t>(block)];
    if (block == last_block) {
      heap_.swap(bucket);
      waiting_ = 0;
      current_ = ~std::uint64_t{0};
      return true;
    }
    current_ = block * slices_a_block;
    for (const Entry& entry : bucket) slices_[static_cast<std::size_t>(slice_of(entry) % slices_a_block)].push_back(entry);
    in_block_ = bucket.size();
    bucket.clear();
    spare_.push_back(std::exchange(bucket, {}));
    return false;
  }

  void make_heap() {
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
  std::array<std::vector<Entry>, slices_a_block> slices_;  ///< of the current block; those up to the current one are empty
  std::vector<std::vector<Entry>> blocks_;                 ///< those up to the current one are empty
  std::vector<std::vector<Entry>> spare_;                  ///< empty, with memory
  std::uint64_t current_ = 0;                              ///< slice of the heap
  std::size_t waiting_ = 0;                                ///< events in slices_ and blocks_
  std::size_t in_block_ = 0;                               ///< events in slices_
  std::uint32_t tickets_ = 0;
};

}  // namespace wangge::simulation
