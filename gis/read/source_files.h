#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::gis {

/// A file that a reading of a source opens.
struct SourceFile {
  std::string path;  ///< as whoever named the source would write it
  std::string sha256;
};

/// The file of a source and all that is read with it: what GDAL counts as its parts (.shp, .shx, .dbf, .prj, .cpg; the sources of
/// a virtual layer; the world file of a raster), column types beside a CSV, the write-ahead log of a GeoPackage, every file of a
/// folder. By rising path. Nothing for what is no file (a database). `written`: the source as the scenario has it; `file`: where
/// it is. Throws Error(environment) naming a file that cannot be read. O(bytes).
///
///   for (const SourceFile& part : source_files("roads.shp", folder / "roads.shp")) …
[[nodiscard]] std::vector<SourceFile> source_files(const std::string& written, const std::filesystem::path& file);

}  // namespace wangge::gis
