#pragma once

#include <filesystem>
#include <string>

namespace wangge::scenarios {

/// A private folder (mode 0700) for files that nobody keeps; gone with the object.
class TemporaryFolder {
 public:
  /// Below the system's folder for such (TMPDIR). Throws Error(environment).
  explicit TemporaryFolder(const std::string& purpose);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace wangge::scenarios
