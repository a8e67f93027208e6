#include "scenarios/run/checked_file.h"

#include "engine/core/error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace wangge::scenarios {
namespace {

constexpr std::size_t buffer_size = 1 << 16;

core::Text reason(int error) {
  const std::string en = std::strerror(error);
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return {.zh = "磁盘已满", .en = "the disk is full"};
    case EFBIG:
      return {.zh = "文件超过允许的大小", .en = "the file exceeds the size that is allowed"};
    case EACCES:
    case EPERM:
      return {.zh = "没有写权限", .en = "permission denied"};
    case EROFS:
      return {.zh = "文件系统只读", .en = "the file system is read-only"};
    case ENOENT:
      return {.zh = "文件夹不存在", .en = "no such folder"};
    case EIO:
      return {.zh = "读写磁盘出错", .en = "the disk reports an error"};
    case EISDIR:
      return {.zh = "它是文件夹", .en = "it is a folder"};
    case ENAMETOOLONG:
      return {.zh = "文件名过长", .en = "its name is too long"};
    case EMFILE:
    case ENFILE:
      return {.zh = "打开的文件过多", .en = "too many files are open"};
    case ENOTDIR:
      return {.zh = "上级不是文件夹", .en = "its parent is not a folder"};
    default:
      return {.zh = fmt::format("系统错误 {}", error), .en = en};
  }
}

void sync_path(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) throw_system_error(path, errno);
  const int failed = ::fsync(descriptor) != 0 ? errno : 0;
  ::close(descriptor);
  // Some file systems cannot force a folder and say EINVAL.
  if (failed != 0 && failed != EINVAL) throw_system_error(path, failed);
}

}  // namespace

void throw_system_error(const std::filesystem::path& path, int error) {
  const core::Text why = reason(error);
  throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("无法写入 {}：{}", path.string(), why.zh),
                                                   .en = fmt::format("cannot write {}: {}", path.string(), why.en)});
}

FileWriter::FileWriter(std::filesystem::path path) : path_(std::move(path)) {
  buffer_.reserve(buffer_size);
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor_ < 0) throw_system_error(path_, errno);
}

FileWriter::~FileWriter() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void FileWriter::append(std::string_view text) {
  buffer_.append(text);
  if (buffer_.size() >= buffer_size) flush();
}

void FileWriter::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void FileWriter::finish() {
  flush();
  if (::fsync(descriptor_) != 0 && errno != EINVAL) fail(errno);
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (::close(descriptor) != 0) throw_system_error(path_, errno);
}

void FileWriter::fail(int error) { throw_system_error(path_, error); }

void write_file(const std::filesystem::path& path, std::string_view content) {
  FileWriter file(path);
  file.append(content);
  file.finish();
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.is_open() && !in.bad()) return text;
  throw core::Error(core::ErrorCode::environment,
                    {.zh = fmt::format("无法读取 {}", path.string()), .en = fmt::format("cannot read {}", path.string())});
}

void sync_folder(const std::filesystem::path& folder) { sync_path(folder, O_RDONLY | O_DIRECTORY); }

void sync_tree(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) {
      sync_folder(entry.path());
    } else if (entry.is_regular_file()) {
      sync_path(entry.path(), O_RDONLY);
    }
  }
  sync_folder(folder);
}

}  // namespace wangge::scenarios
