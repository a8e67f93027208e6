#pragma once

#include "viewer/server/tile_geometry.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::viewer {

/// A tile as an independent reader of the specification sees it. A property's value is turned into text.
struct ReadFeature {
  std::uint64_t id = 0;
  int type = 0;
  std::map<std::string, std::string> properties;
  std::vector<TilePath> paths;  ///< one a MoveTo
  std::vector<bool> closed;     ///< of each path
};
struct ReadLayer {
  std::string name;
  std::uint32_t version = 0;
  std::uint32_t extent = 0;
  std::vector<ReadFeature> features;
};

/// Fails the test that calls it where the bytes break the specification (unknown command, index out of range…).
[[nodiscard]] std::map<std::string, ReadLayer> read_tile(std::string_view bytes);

}  // namespace wangge::viewer
