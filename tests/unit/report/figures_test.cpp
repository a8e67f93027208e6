#include "scenarios/report/figures.h"

#include <gtest/gtest.h>

namespace wangge::scenarios::report {
namespace {

TEST(Figures, AreAbsentWhereTheFileHasNone) {
  const Json metrics = Json::parse(R"({"a": {"b": 2, "c": null, "ci95": [1, 3]}, "t": {"zh": "是", "en": "yes"}})");
  EXPECT_EQ(number(metrics, "a.b"), 2);
  EXPECT_FALSE(number(metrics, "a.c").has_value());
  EXPECT_FALSE(number(metrics, "a.b.d").has_value());
  EXPECT_FALSE(word(metrics, "a.b").has_value());
  EXPECT_EQ(interval(metrics, "a.ci95"), (std::pair{1.0, 3.0}));
  EXPECT_EQ(text(metrics, "t"), (core::Text{.zh = "是", .en = "yes"}));
  EXPECT_TRUE(list(metrics, "a.b").empty());
}

TEST(Figures, NeverRoundAShareToAllOrNothing) {
  EXPECT_EQ(percent(1), "100\u00a0%");
  EXPECT_EQ(percent(0.99996), ">\u00a099.9\u00a0%");
  EXPECT_EQ(percent(0.0001), "<\u00a00.1\u00a0%");
  EXPECT_EQ(percent(0), "0\u00a0%");
  EXPECT_EQ(percent(0.934), "93.4\u00a0%");
}

TEST(Figures, GroupThousands) {
  EXPECT_EQ(count(1234), "1234");
  EXPECT_EQ(count(1234567), "1\u2009234\u2009567");
  EXPECT_EQ(decimal(12345.678, 1), "12\u2009345.7");
  EXPECT_EQ(decimal(-0.5, 1), "-0.5");
  EXPECT_EQ(minutes(7.26), "7.3");
  EXPECT_EQ(minutes(85.2), "85");
}

}  // namespace
}  // namespace wangge::scenarios::report
