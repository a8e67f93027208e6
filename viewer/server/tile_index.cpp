#include "viewer/server/tile_index.h"

#include "viewer/server/vector_tile.h"

#include <boost/geometry/core/cs.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace wangge::viewer {
namespace {

// Doubles hold world steps exactly and do not overflow where the tree measures areas.
using TreePoint = boost::geometry::model::point<double, 2, boost::geometry::cs::cartesian>;
using TreeBox = boost::geometry::model::box<TreePoint>;
using Entry = std::pair<TreeBox, std::uint32_t>;
using Tree = boost::geometry::index::rtree<Entry, boost::geometry::index::rstar<16>>;

TreeBox tree_box(const WorldBox& box) {
  return {{static_cast<double>(box.low.x), static_cast<double>(box.low.y)},
          {static_cast<double>(box.high.x), static_cast<double>(box.high.y)}};
}

Tree tree_of(const TileLayer& layer) {
  std::vector<Entry> entries;
  entries.reserve(layer.features.size());
  for (std::size_t f = 0; f < layer.features.size(); ++f) {
    entries.emplace_back(tree_box(layer.features[f].box), static_cast<std::uint32_t>(f));
  }
  return Tree(entries);
}

}  // namespace

struct TileIndex::Trees {
  std::vector<TileLayer> layers;
  std::vector<Tree> trees;
};

TileIndex::TileIndex(std::vector<TileLayer> layers) : trees_(std::make_unique<Trees>()) {
  trees_->layers = std::move(layers);
  for (const TileLayer& layer : trees_->layers) trees_->trees.push_back(tree_of(layer));
}
TileIndex::~TileIndex() = default;
TileIndex::TileIndex(TileIndex&&) noexcept = default;
TileIndex& TileIndex::operator=(TileIndex&&) noexcept = default;

std::string TileIndex::encode(TileAddress tile) const {
  const TreeBox box = tree_box(box_of(tile));
  std::string bytes;
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < trees_->layers.size(); ++i) {
    const TileLayer& layer = trees_->layers[i];
    const Tree& tree = trees_->trees[i];
    found.clear();
    for (auto entry = tree.qbegin(boost::geometry::index::intersects(box)); entry != tree.qend(); ++entry) {
      if (layer.features[entry->second].min_zoom <= tile.zoom) found.push_back(entry->second);
    }
    std::sort(found.begin(), found.end());
    append_tile_layer(bytes, layer, found, tile);
  }
  return bytes;
}

const std::vector<TileLayer>& TileIndex::layers() const { return trees_->layers; }

}  // namespace wangge::viewer
