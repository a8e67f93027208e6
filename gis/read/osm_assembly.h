#pragma once

#include "gis/geometry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include <osmium/memory/buffer.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

/// From ways and relations of OpenStreetMap to shapes in degrees. Internal to gis/read.
namespace wangge::gis {

/// A shape, or why there is none.
struct Assembly {
  MultiPolygon shape;
  std::string defect;  ///< English sentence; empty where the shape was made
  std::string defect_zh;
  std::optional<Position> place;  ///< of the defect, in degrees
};

/// The area inside a closed way whose nodes have locations. It may still cross itself.
[[nodiscard]] Assembly area_of_way(const osmium::Way& way);

/// Ways kept until the relations that use them can be assembled.
class MemberWays {
 public:
  void keep(const osmium::Way& way);
  /// Null when the file did not hold it.
  [[nodiscard]] const osmium::Way* find(osmium::object_id_type id) const;

 private:
  osmium::memory::Buffer buffer_{1U << 20U, osmium::memory::Buffer::auto_grow::yes};
  std::unordered_map<osmium::object_id_type, std::size_t> offset_;
};

/// True for a member way that draws the outline: of a multipolygon or boundary every way, of another relation those with role
/// outline, outer or inner.
[[nodiscard]] bool draws_outline(const osmium::Relation& relation, const osmium::RelationMember& member);

/// The rings of the member ways joined to polygons. A missing member way is a defect.
[[nodiscard]] Assembly area_of_relation(const osmium::Relation& relation, const MemberWays& ways);

/// Points of a way where they are known: one line for each run of nodes that have locations, with the nodes' ids.
struct WayRun {
  LineString points;
  std::vector<std::int64_t> nodes;
};
[[nodiscard]] std::vector<WayRun> runs_of(const osmium::Way& way);

}  // namespace wangge::gis
