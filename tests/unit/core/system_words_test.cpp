#include "engine/core/system_words.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace wangge::core {
namespace {

TEST(SystemWords, CommonCausesAreTranslated) {
  EXPECT_EQ(system_cause(ENOENT).zh, "文件或文件夹不存在");
  EXPECT_EQ(system_cause(ENOENT).en, "no such file or folder");
  EXPECT_EQ(system_cause(EACCES).zh, "没有权限");
  EXPECT_EQ(system_cause(EACCES).en, "permission denied");
  EXPECT_EQ(system_cause(ENOSPC).zh, "磁盘已满");
}

TEST(SystemWords, RareOnesStandBehindAChineseSentence) {
  EXPECT_EQ(system_cause(EDEADLK).zh, "系统出错（系统信息：" + system_cause(EDEADLK).en + "）");
}

TEST(SystemWords, NoWordsLeaveNoBrackets) {
  EXPECT_EQ(system_words(""), "");
  EXPECT_EQ(system_words("no such table"), "（系统信息：no such table）");
}

}  // namespace
}  // namespace wangge::core
