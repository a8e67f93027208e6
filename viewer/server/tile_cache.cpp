#include "viewer/server/tile_cache.h"

namespace wangge::viewer {

TileCache::Bytes TileCache::get(TileAddress tile, const std::function<std::string()>& make) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto entry = entries_.find(tile); entry != entries_.end()) {
      uses_.splice(uses_.begin(), uses_, entry->second);
      return entry->second->second;
    }
  }
  const Bytes made = std::make_shared<const std::string>(make());
  const std::lock_guard lock(mutex_);
  if (const auto entry = entries_.find(tile); entry != entries_.end()) return entry->second->second;
  uses_.emplace_front(tile, made);
  entries_[tile] = uses_.begin();
  bytes_ += made->size();
  while (bytes_ > byte_limit_ && uses_.size() > 1) {
    bytes_ -= uses_.back().second->size();
    entries_.erase(uses_.back().first);
    uses_.pop_back();
  }
  return made;
}

std::size_t TileCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace wangge::viewer
