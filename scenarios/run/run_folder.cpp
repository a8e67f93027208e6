#include "scenarios/run/run_folder.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

std::string partial_prefix(const fs::path& target) { return "." + target.filename().string() + ".partial-"; }

/// A folder to be made, and all above it; those above are made with the user's usual mode.
void make_private_folder(const fs::path& folder) {
  std::error_code code;
  const fs::path parent = folder.parent_path();
  if (!parent.empty()) fs::create_directories(parent, code);
  if (code) throw_system_error(parent, code.value());
  if (::mkdir(folder.c_str(), S_IRWXU) != 0) throw_system_error(folder, errno);
}

/// Libraries create files with the user's usual mode; what stands in a run folder is its owner's alone.
void make_private(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink()) continue;
    std::error_code code;
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write,
                    code);
    if (code) throw_system_error(entry.path(), code.value());
  }
}

bool process_lives(std::string_view number) {
  int process = 0;
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), process);
  if (parsed.ec != std::errc() || parsed.ptr != number.data() + number.size() || process <= 0) return true;
  return ::kill(process, 0) == 0 || errno == EPERM;
}

/// Removes what killed processes left beside the target.
void sweep(const fs::path& target) {
  const std::string prefix = partial_prefix(target);
  const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::error_code code;
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(parent, code)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && !process_lives(std::string_view(name).substr(prefix.size()))) stale.push_back(entry.path());
  }
  for (const fs::path& folder : stale) fs::remove_all(folder, code);
}

/// Which verb writes folders with that marker.
constexpr std::array<std::pair<const char*, const char*>, 6> verbs = {{{"manifest.json", "run"},
                                                                       {"plans.json", "plan"},
                                                                       {"edits.json", "edit"},
                                                                       {"findings.json", "check"},
                                                                       {"compare.json", "compare"},
                                                                       {"site.json", "site"}}};

void refuse_foreign(const fs::path& target, const std::string& marker) {
  std::error_code code;
  if (!fs::exists(fs::symlink_status(target, code))) return;
  if (fs::is_directory(target, code) && (fs::is_empty(target, code) || is_run_folder(target, marker))) return;
  for (const auto& [file, verb] : verbs) {
    if (!fs::is_directory(target, code) || !is_run_folder(target, file)) continue;
    throw core::Error(
        core::ErrorCode::usage,
        {.zh = fmt::format("{} 是 wangge {} 写的文件夹，不会被替换；请换一个名字（--out）", target.string(), verb),
         .en = fmt::format("{} is a folder that wangge {} wrote and is not replaced; choose another name with --out",
                           target.string(), verb)});
  }
  throw core::Error(
      core::ErrorCode::usage,
      {.zh = fmt::format("{} 已存在，而且不是 Wangge 的文件夹；请换一个名字（--out）", target.string()),
       .en = fmt::format("{} exists and is no folder of Wangge's; choose another name with --out", target.string())});
}

/// Puts `fresh` under the name of `old` in one step; what was there is `fresh` afterwards.
bool exchange(const fs::path& fresh, const fs::path& old) {
  return ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, old.c_str(), RENAME_EXCHANGE) == 0;
}

}  // namespace

void refuse_replacing(const fs::path& target, const std::vector<std::string>& inputs) {
  std::error_code code;
  if (!fs::is_directory(target, code)) return;
  const fs::path folder = fs::weakly_canonical(target, code);
  for (const std::string& input : inputs) {
    const fs::path file = fs::weakly_canonical(input, code);
    for (fs::path above = file.parent_path(); above != above.parent_path(); above = above.parent_path()) {
      if (above != folder) continue;
      throw core::Error(
          core::ErrorCode::usage,
          {.zh = fmt::format("{} 里有要读入的 {}，替换文件夹会毁掉它；请换一个名字（--out）", target.string(), input),
           .en = fmt::format("{} holds {}, which is read: replacing the folder would destroy it; choose another "
                             "name with --out",
                             target.string(), input)});
    }
  }
}

bool is_run_folder(const fs::path& folder, const std::string& marker) {
  std::error_code code;
  const fs::path manifest = folder / marker;
  if (!fs::is_regular_file(manifest, code)) return false;
  const std::string text = read_file(manifest);
  return text.find("\"wangge\"") != std::string::npos;
}

RunFolder::RunFolder(fs::path target, std::string marker) : target_(std::move(target)), marker_(std::move(marker)) {
  if (target_.filename().empty()) target_ = target_.parent_path();
  refuse_foreign(target_, marker_);
  sweep(target_);
  partial_ = target_.parent_path() / fmt::format("{}{}", partial_prefix(target_), ::getpid());
  make_private_folder(partial_);
}

RunFolder::~RunFolder() {
  if (whole_) return;
  std::error_code ignored;
  fs::remove_all(partial_, ignored);
}

void RunFolder::commit() {
  make_private(partial_);
  sync_tree(partial_);
  refuse_foreign(target_, marker_);
  std::error_code code;
  if (!fs::exists(target_, code) || fs::is_empty(target_, code)) {
    if (std::rename(partial_.c_str(), target_.c_str()) != 0) throw_system_error(target_, errno);
  } else if (exchange(partial_, target_)) {
    fs::remove_all(partial_, code);
  } else {
    // A file system without exchange: a moment without any run, never a mixed one.
    const fs::path old = target_.parent_path() / fmt::format("{}old-{}", partial_prefix(target_), ::getpid());
    if (std::rename(target_.c_str(), old.c_str()) != 0) throw_system_error(target_, errno);
    if (std::rename(partial_.c_str(), target_.c_str()) != 0) {
      const int error = errno;
      std::rename(old.c_str(), target_.c_str());
      throw_system_error(target_, error);
    }
    fs::remove_all(old, code);
  }
  whole_ = true;
  sync_folder(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
}

}  // namespace wangge::scenarios
