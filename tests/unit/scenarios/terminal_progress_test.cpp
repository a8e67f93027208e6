#include "scenarios/command/terminal_progress.h"

#include <gtest/gtest.h>

#include <string>

namespace wangge::scenarios {
namespace {

using core::Language;

TEST(TerminalProgress, ShowsShareAndRemainingTime) {
  EXPECT_EQ(progress_bar(0.5, 10, 10, Language::en), "[=====>    ]  50 %  0:10 left");
  EXPECT_EQ(progress_bar(0.5, 10, 10, Language::zh), "[=====>    ]  50 %  剩余 0:10");
  EXPECT_EQ(progress_bar(1, 3, 4, Language::en), "[====] 100 %  0:00 left");
  EXPECT_EQ(progress_bar(0.1, 1000, 10, Language::en), "[=>        ]  10 %  2:30:00 left");
}

TEST(TerminalProgress, PromisesNothingAtTheStart) {
  EXPECT_EQ(progress_bar(0, 100, 10, Language::en), "[>         ]   0 %");
  EXPECT_EQ(progress_bar(0.3, 0.5, 10, Language::en), "[===>      ]  30 %");
}

TEST(TerminalProgress, NeverLeavesTheBar) {
  EXPECT_EQ(progress_bar(7, 0, 4, Language::en), "[====] 100 %");
  EXPECT_EQ(progress_bar(-1, 0, 4, Language::en), "[>   ]   0 %");
}

}  // namespace
}  // namespace wangge::scenarios
