#include "engine/core/nearest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::core {
namespace {

TEST(Nearest, CountsInsertDeleteReplaceAndSwap) {
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("abc", "abc"), 0u);
  EXPECT_EQ(edit_distance("abc", "acb"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("hosueholds", "households"), 1u);
}

TEST(Nearest, IsSymmetric) {
  const std::vector<std::string> words = {"", "a", "ab", "ba", "source", "soruce", "scarce", "households"};
  for (const std::string& a : words) {
    for (const std::string& b : words) EXPECT_EQ(edit_distance(a, b), edit_distance(b, a)) << a << " / " << b;
  }
}

TEST(Nearest, FindsTheClosestWordAndTheFirstOnTies) {
  const std::vector<std::string> words = {"walk", "ebike", "car", "cat"};
  EXPECT_EQ(nearest("ebkie", words), "ebike");
  EXPECT_EQ(nearest("cax", words), "car");
}

TEST(Nearest, SaysNothingWhenNoWordIsNear) {
  const std::vector<std::string> words = {"walk", "ebike", "car"};
  EXPECT_EQ(nearest("helicopter", words), std::nullopt);
  EXPECT_EQ(nearest("xy", words), std::nullopt);
}

}  // namespace
}  // namespace wangge::core
