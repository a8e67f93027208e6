#include "viewer/server/studio_files.h"

#include "engine/core/error.h"
#include "viewer/server/gzip.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace wangge::viewer {
namespace {

std::string content_type(const std::filesystem::path& path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> types = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".mjs", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".json", "application/json"},
       {".txt", "text/plain; charset=utf-8"}}};
  for (const auto& [extension, type] : types) {
    if (path.extension() == extension) return std::string(type);
  }
  return "application/octet-stream";
}

StudioFiles::File read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    throw core::Error(core::ErrorCode::environment,
                      {.zh = fmt::format("无法读取 {}", path.string()), .en = fmt::format("cannot read {}", path.string())});
  }
  StudioFiles::File file;
  file.type = content_type(path);
  file.bytes = std::make_shared<const std::string>(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  if (auto packed = gzip(*file.bytes); packed.size() < file.bytes->size())
    file.gzipped = std::make_shared<const std::string>(std::move(packed));
  file.named_by_content = path.parent_path().filename() == "assets";
  return file;
}

core::Error studio_absent(const std::string& places) {
  return {
      core::ErrorCode::environment,
      {.zh = fmt::format("找不到浏览器工作台的文件（{}）；请重新安装，或用环境变量 WANGGE_STUDIO_DIR 指明所在文件夹", places),
       .en = fmt::format(
           "the files of the browser studio are absent ({}); install again, or name their folder in WANGGE_STUDIO_DIR", places)}};
}

bool has_studio(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(folder / "index.html", ignored);
}

}  // namespace

StudioFiles::StudioFiles(const std::filesystem::path& folder) {
  if (!has_studio(folder)) throw studio_absent(folder.string());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files_["/" + std::filesystem::relative(entry.path(), folder).generic_string()] = read(entry.path());
  }
  files_["/"] = files_["/index.html"];
}

const StudioFiles::File* StudioFiles::find(const std::string& path) const {
  const auto entry = files_.find(path);
  return entry == files_.end() ? nullptr : &entry->second;
}

std::filesystem::path find_studio(const std::optional<std::filesystem::path>& asked) {
  std::vector<std::filesystem::path> places;
  if (asked) {
    places.push_back(*asked);
  } else if (const char* named = std::getenv("WANGGE_STUDIO_DIR"); named != nullptr && *named != '\0') {
    places.emplace_back(named);
  } else {
    std::error_code ignored;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    places.push_back(program / "../share/wangge/studio");
    places.push_back(program / "../studio");
  }
  std::string tried;
  for (const std::filesystem::path& place : places) {
    if (has_studio(place)) return place;
    tried += (tried.empty() ? "" : ", ") + place.lexically_normal().string();
  }
  throw studio_absent(tried);
}

}  // namespace wangge::viewer
