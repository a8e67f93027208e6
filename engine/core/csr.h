#pragma once

#include "engine/core/id.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wangge::core {

/// Compressed adjacency: for each id of one kind a run of entries. Immutable once built.
///
///   Csr<CellId, Neighbour> adjacency = Csr<CellId, Neighbour>::build(cells, pairs);
template <class IdType, class Entry>
class Csr {
 public:
  Csr() = default;

  /// Entries keep their given order within one id (a stable counting sort). O(ids + entries).
  [[nodiscard]] static Csr build(std::size_t size, std::span<const std::pair<IdType, Entry>> entries) {
    Csr csr;
    csr.first_.assign(size + 1, 0);
    for (const auto& [id, entry] : entries) ++csr.first_[id.value() + 1];
    for (std::size_t i = 0; i < size; ++i) csr.first_[i + 1] += csr.first_[i];
    std::vector<std::uint32_t> next(csr.first_.begin(), csr.first_.end() - 1);
    csr.entries_.resize(entries.size());
    for (const auto& [id, entry] : entries) csr.entries_[next[id.value()]++] = entry;
    return csr;
  }

  [[nodiscard]] std::size_t size() const { return first_.empty() ? 0 : first_.size() - 1; }
  [[nodiscard]] std::size_t entry_count() const { return entries_.size(); }
  [[nodiscard]] std::span<const Entry> operator[](IdType id) const {
    return {entries_.data() + first_[id.value()], entries_.data() + first_[id.value() + 1]};
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<Entry> entries_;
};

}  // namespace wangge::core
