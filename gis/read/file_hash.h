#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace wangge::gis {

/// A name that GDAL's own file systems read, such as /vsizip/town.zip/roads.shp.
[[nodiscard]] inline bool is_gdal_path(const std::filesystem::path& path) { return path.native().rfind("/vsi", 0) == 0; }

/// SHA-256 of a file's bytes as 64 lower-case hexadecimal digits. Throws Error(environment) naming the file when it cannot be
/// read.
///
///   manifest.hash = sha256_of_file("data/liechtenstein/liechtenstein-20240304.osm.pbf");
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

/// The same of a text in memory.
[[nodiscard]] std::string sha256_of_text(std::string_view text);

}  // namespace wangge::gis
