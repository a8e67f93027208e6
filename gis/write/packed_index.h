#pragma once

#include "gis/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

struct sqlite3;

/// Filling a spatial index of SQLite in one go. Internal to gis/write.
namespace wangge::gis {

/// What the index holds of one feature.
struct IndexEntry {
  std::int64_t feature = 0;
  Box box;
};

/// Fills the empty R-tree table `name` (module rtree of SQLite, two dimensions) with full nodes, written straight into its
/// shadow tables: sorted into vertical stripes, each stripe from south to north (sort-tile-recursive packing; Leutenegger,
/// Lopez, Edgington 1997). About a tenth of the time of single inserts. Bounds are rounded outwards to 32-bit floats as SQLite
/// does. Precondition: a transaction is open and the table is empty. O(n log n). Throws std::runtime_error with SQLite's own
/// words.
///
///   fill_packed_index(database, "rtree_buildings_geom", entries);
void fill_packed_index(sqlite3& database, const std::string& name, std::vector<IndexEntry> entries);

}  // namespace wangge::gis
