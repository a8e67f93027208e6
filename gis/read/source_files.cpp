#include "gis/read/source_files.h"

#include "gis/ogr_session.h"
#include "gis/read/file_hash.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <system_error>

#include <cpl_string.h>
#include <cpl_vsi.h>

namespace wangge::gis {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code code;
  if (!is_gdal_path(path)) return fs::is_regular_file(path, code);
  VSIStatBufL status;
  return VSIStatL(path.c_str(), &status) == 0 && VSI_ISREG(status.st_mode) != 0;
}

/// Formats of one file alone, which GDAL would read through to open.
bool stands_alone(const fs::path& file) {
  GDALDriverH driver = GDALIdentifyDriverEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_RASTER, nullptr, nullptr);
  if (driver == nullptr) return true;
  const std::string_view name = GDALGetDriverShortName(driver);
  return name == "OSM" || name == "GeoJSON" || name == "GeoJSONSeq" || name == "TopoJSON";
}

void add_parts(std::set<fs::path>& parts, const fs::path& file) {
  const GdalMessages quiet;
  if (stands_alone(file)) return;
  const DatasetHandle dataset(
      GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  if (!dataset) return;
  const CPLStringList listed(dataset->GetFileList(), TRUE);
  for (int i = 0; i < listed.size(); ++i) parts.insert(fs::path(listed[i]));
}

/// What GDAL reads and does not list.
void add_companions(std::set<fs::path>& parts, const fs::path& file) {
  parts.insert(file.string() + "-wal");
  const std::string extension = file.extension().string();
  if (extension == ".csv" || extension == ".CSV") {
    for (const char* beside : {".csvt", ".prj"}) parts.insert(fs::path(file).replace_extension(beside));
  }
  if (extension == ".shp" || extension == ".SHP") {
    for (const char* beside : {".cpg", ".CPG", ".dbf", ".DBF", ".prj", ".PRJ", ".shx", ".SHX"})
      parts.insert(fs::path(file).replace_extension(beside));
  }
}

/// As the source is written, with the part in the place of the file.
std::string shown(const std::string& written, const fs::path& file, const fs::path& part, bool folder) {
  if (part == file) return written;
  const fs::path from = folder ? file : file.parent_path();
  const fs::path relative = part.lexically_normal().lexically_relative(from.lexically_normal());
  if (relative.empty()) return part.generic_string();
  return ((folder ? fs::path(written) : fs::path(written).parent_path()) / relative).lexically_normal().generic_string();
}

}  // namespace

std::vector<SourceFile> source_files(const std::string& written, const fs::path& file) {
  std::set<fs::path> parts;
  std::error_code code;
  const bool folder = !is_gdal_path(file) && fs::is_directory(file, code);
  if (folder) {
    for (const auto& entry : fs::recursive_directory_iterator(file)) parts.insert(entry.path());
  } else if (is_gdal_path(file) || is_file(file)) {
    parts.insert(file);
    add_companions(parts, file);
    add_parts(parts, file);
  }
  std::vector<SourceFile> files;
  for (const fs::path& part : parts) {
    if (is_file(part)) files.push_back({shown(written, file, part, folder), sha256_of_file(part)});
  }
  std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace wangge::gis
