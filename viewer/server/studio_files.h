#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace wangge::viewer {

/// The built studio, held in memory. A request is looked up by its whole path among the files that were there when the server
/// started, so no path can lead out of the folder.
///
///   const StudioFiles files(find_studio({}));
///   const StudioFiles::File* page = files.find("/");
class StudioFiles {
 public:
  struct File {
    std::string type;  ///< Content-Type
    std::shared_ptr<const std::string> bytes;
    std::shared_ptr<const std::string> gzipped;  ///< empty pointer: not worth it
    bool named_by_content = false;               ///< its name holds a hash: may be kept for ever
  };

  /// Throws Error(environment) when the folder has no index.html.
  explicit StudioFiles(const std::filesystem::path& folder);

  /// "/" is index.html; nullptr: no such file.
  [[nodiscard]] const File* find(const std::string& path) const;

 private:
  std::map<std::string, File> files_;
};

/// Where the built studio is: the folder asked for, or that of the environment variable WANGGE_STUDIO_DIR, or beside the
/// program (../share/wangge/studio when installed, ../studio in a build tree).
/// Throws Error(environment) that lists the places when none has it.
[[nodiscard]] std::filesystem::path find_studio(const std::optional<std::filesystem::path>& asked);

}  // namespace wangge::viewer
