#include "scenarios/run/temporary_folder.h"

#include "scenarios/run/checked_file.h"

#include <stdlib.h>

#include <cerrno>
#include <system_error>

namespace wangge::scenarios {

TemporaryFolder::TemporaryFolder(const std::string& purpose) {
  std::error_code ignored;
  std::string name = (std::filesystem::temp_directory_path(ignored) / ("wangge-" + purpose + "-XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) throw_system_error(name, errno);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace wangge::scenarios
