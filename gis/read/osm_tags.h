#pragma once

#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <optional>
#include <string>
#include <string_view>

#include <osmium/osm/tag.hpp>

/// From the tags of one OpenStreetMap object to what it is here. Geometry and id are left to the caller. Internal to gis/read.
namespace wangge::gis {

/// The value, or an empty text.
[[nodiscard]] std::string_view tag(const osmium::TagList& tags, const char* key);

/// Tagged `building`, and not `no`.
[[nodiscard]] bool is_building(const osmium::TagList& tags);
[[nodiscard]] BuildingFeature building_of(const osmium::TagList& tags, const BuildingLayerSpec& spec,
                                          const std::string& source_id);

/// A road, rail line or waterway; nothing for other objects.
[[nodiscard]] std::optional<LineFeature> line_of(const osmium::TagList& tags, const LineSpec& spec, const std::string& source_id);

[[nodiscard]] bool is_water(const osmium::TagList& tags);

/// The value of admin_level of an administrative boundary.
[[nodiscard]] std::optional<int> admin_level_of(const osmium::TagList& tags);
/// Code, name, parent and totals as `spec` names their tags.
[[nodiscard]] AreaFeature area_of(const osmium::TagList& tags, const AreaSpec& spec, const std::string& source_id);

/// A settlement (place=city...country) or a town hall; nothing for other objects.
[[nodiscard]] std::optional<PlaceFeature> place_of(const osmium::TagList& tags, const std::string& source_id);

}  // namespace wangge::gis
