#include "engine/planning/exact/state_table.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wangge::planning {
namespace {

std::uint64_t hash_of(const std::uint8_t* key, std::size_t bytes) {
  std::uint64_t hash = 0x9e3779b97f4a7c15U ^ bytes;
  for (std::size_t at = 0; at < bytes; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, key + at, std::min<std::size_t>(8, bytes - at));
    hash = (hash ^ word) * 0xff51afd7ed558ccdU;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

StateTable::StateTable(std::size_t key_bytes) : stride_(key_bytes), places_(1024, 0) {}

StateTable::Place StateTable::put(const std::uint8_t* key) {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = hash_of(key, stride_) & mask;
  for (; places_[at] != 0; at = (at + 1) & mask) {
    if (std::memcmp(this->key(places_[at] - 1), key, stride_) == 0) return {places_[at] - 1, false};
  }
  keys_.insert(keys_.end(), key, key + stride_);
  places_[at] = static_cast<std::uint32_t>(++size_);
  if (size_ * 2 > places_.size()) grow();
  return {static_cast<std::uint32_t>(size_ - 1), true};
}

void StateTable::grow() {
  std::vector<std::uint32_t> wider(places_.size() * 2, 0);
  const std::size_t mask = wider.size() - 1;
  for (std::uint32_t index = 0; index < size_; ++index) {
    std::size_t at = hash_of(key(index), stride_) & mask;
    while (wider[at] != 0) at = (at + 1) & mask;
    wider[at] = index + 1;
  }
  places_ = std::move(wider);
}

}  // namespace wangge::planning
