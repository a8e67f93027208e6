#pragma once

#include <string>

namespace wangge::scenarios {

/// A layer of any GDAL source, or a selection of an OpenStreetMap extract (path ends in .osm.pbf or .osm).
struct LayerRef {
  std::string path;              ///< as written; relative to the scenario file
  std::string layer;             ///< empty: the only layer
  std::string encoding;          ///< empty or "auto": as the driver says
  std::string reference;         ///< reference system to assume when the source has none; empty: none
  std::string named_by;          ///< file, line and key of the scenario, for messages
  std::string layer_named_by{};  ///< the same of the layer; empty: it is not written
};

}  // namespace wangge::scenarios
