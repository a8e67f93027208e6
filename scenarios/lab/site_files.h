#pragma once

#include "engine/siting/location/siting_task.h"

#include <filesystem>
#include <optional>
#include <string>

/// Siting problems from files.
namespace wangge::scenarios {

/// An instance of the OR-Library (Beasley 1985): nodes, edges and p, then an edge and its length a line, nodes from 1. Every node
/// is a site and a demand point of weight 1, lengths are shortest paths; an edge listed twice keeps its last length. Names are
/// the numbers of the file. Throws Error(environment) where the file cannot be read, Error(input) naming line and value where it
/// is another. O(nodes^3).
[[nodiscard]] siting::SitingTask read_orlib(const std::filesystem::path& path);

/// Where tables do not say it by the names of their columns.
struct SiteColumns {
  std::optional<std::string> site;    ///< of the lengths: the name of the site
  std::optional<std::string> point;   ///< of the lengths: the name of the demand point
  std::optional<std::string> length;  ///< of the lengths
  std::optional<std::string> weight;  ///< of the demand
};

struct SiteTables {
  std::filesystem::path distances;             ///< a row a pair: site, demand point, length; a pair without a row: no way
  std::filesystem::path demand;                ///< a row a demand point: its name in some column, its weight
  std::optional<std::filesystem::path> sites;  ///< a row each site: site, and any of cost, floor, capacity, fixed, forbidden
  SiteColumns columns;
  bool with_budget = false;  ///< `sites` must have the column cost
  bool with_floor = false;   ///< `sites` must have the column floor
};

/// Sites and demand points in the order in which they first occur in the tables of distances and of demand. Throws Error that
/// names file, line, column and value: an unreadable file, an unknown column, no number, a pair or point given twice, a point of
/// one table that is missing from the other; of `sites` also a column that is none of the above, a site without a row, a mark
/// that is neither 0 nor 1.
[[nodiscard]] siting::SitingTask read_site_tables(const SiteTables& tables);

}  // namespace wangge::scenarios
