#pragma once

#include "viewer/server/tile_geometry.h"
#include "viewer/server/tile_layer.h"

#include <memory>
#include <string>
#include <vector>

namespace wangge::viewer {

/// Vector tiles of a set of layers, encoded on demand: an R-tree a layer finds the features of a tile. Immutable once built,
/// so any number of threads may ask it. Building is O(n log n); a tile costs O(log n + its vertices).
///
///   const TileIndex index(plan_layers(plan, threads));
///   std::string bytes = index.encode({.zoom = 14, .x = 8612, .y = 5734});
class TileIndex {
 public:
  explicit TileIndex(std::vector<TileLayer> layers);
  ~TileIndex();
  TileIndex(TileIndex&&) noexcept;
  TileIndex& operator=(TileIndex&&) noexcept;

  /// The tile in the Mapbox Vector Tile format, uncompressed; empty where the tile shows nothing. Precondition: tile.exists().
  [[nodiscard]] std::string encode(TileAddress tile) const;
  [[nodiscard]] const std::vector<TileLayer>& layers() const;

 private:
  struct Trees;
  std::unique_ptr<Trees> trees_;
};

}  // namespace wangge::viewer
