#include "scenarios/command/shipped_scenarios.h"

#include <system_error>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

bool holds_defaults(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "defaults" / "urban.toml", ignored);
}

}  // namespace

fs::path shipped_scenarios() {
  std::error_code ignored;
  fs::path above = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const fs::path installed = (above / "../share/wangge/scenarios").lexically_normal();
  if (holds_defaults(installed)) return installed;
  constexpr int depth_of_program = 4;  // SOURCE/build/PRESET/viewer/command
  for (int i = 0; i < depth_of_program; ++i) above = above.parent_path();
  return holds_defaults(above / "scenarios") ? above / "scenarios" : fs::path();
}

}  // namespace wangge::scenarios
