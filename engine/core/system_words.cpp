#include "engine/core/system_words.h"

#include <cerrno>
#include <system_error>

namespace wangge::core {

Text system_cause(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return {.zh = "磁盘已满", .en = "the disk is full"};
    case EFBIG:
      return {.zh = "文件超过允许的大小", .en = "the file exceeds the size that is allowed"};
    case EACCES:
    case EPERM:
      return {.zh = "没有权限", .en = "permission denied"};
    case EROFS:
      return {.zh = "文件系统只读", .en = "the file system is read-only"};
    case ENOENT:
      return {.zh = "文件或文件夹不存在", .en = "no such file or folder"};
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
    default: {
      const std::string words = std::error_code(error, std::generic_category()).message();
      return {.zh = "系统出错" + system_words(words), .en = words};
    }
  }
}

std::string system_words(std::string_view words) {
  return words.empty() ? std::string() : "（系统信息：" + std::string(words) + "）";
}

}  // namespace wangge::core
