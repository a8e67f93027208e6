#pragma once

#include "viewer/server/tile_geometry.h"

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace wangge::viewer {

/// Keeps the tiles asked for last, up to a number of bytes. Safe for any number of threads; two that ask for the same absent
/// tile at once may both make it, and get the same bytes.
///
///   auto bytes = cache.get(tile, [&] { return gzip(index.encode(tile)); });
class TileCache {
 public:
  using Bytes = std::shared_ptr<const std::string>;

  explicit TileCache(std::size_t byte_limit) : byte_limit_(byte_limit) {}

  [[nodiscard]] Bytes get(TileAddress tile, const std::function<std::string()>& make);
  /// Bytes held; at most the limit, unless a single tile is larger.
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Uses = std::list<std::pair<TileAddress, Bytes>>;  ///< the latest first

  std::size_t byte_limit_;
  mutable std::mutex mutex_;
  std::size_t bytes_ = 0;
  Uses uses_;
  std::map<TileAddress, Uses::iterator> entries_;
};

}  // namespace wangge::viewer
