#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::planning {

/// A set of keys of one length, numbered in the order they came: 0, 1, 2, … The states of one layer of a frontier search.
///
///   StateTable layer(24);   const auto [index, fresh] = layer.put(key);
class StateTable {
 public:
  struct Place {
    std::uint32_t index = 0;
    bool fresh = false;
  };

  /// Of keys of that many bytes.
  explicit StateTable(std::size_t key_bytes);

  /// The key's number; a fresh one is copied. Precondition: fewer than 2^32 - 1 keys. O(key bytes), amortised.
  Place put(const std::uint8_t* key);
  [[nodiscard]] const std::uint8_t* key(std::uint32_t index) const { return keys_.data() + index * stride_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Memory held.
  [[nodiscard]] std::size_t bytes() const { return keys_.capacity() + places_.capacity() * sizeof(std::uint32_t); }

 private:
  void grow();

  std::size_t stride_;
  std::size_t size_ = 0;
  std::vector<std::uint8_t> keys_;
  std::vector<std::uint32_t> places_;  ///< by hash: number of the key + 1; 0: free
};

}  // namespace wangge::planning
