#include "scenarios/site/site_report_sections.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace wangge::scenarios::report {
namespace {

/// The cell of minutes of a blind spot that is so many minutes away, where the standard is `standard` (nothing: not told).
std::string shown(std::optional<double> standard, std::optional<double> away) {
  nlohmann::json spot = {{"building", "b"}, {"households", 3}, {"cause", "far"}};
  if (away) spot["minutes"] = *away;
  nlohmann::json body = {{"blind_spots", {spot}}, {"blind", {{"after", {{"buildings", 1}, {"households", 3}}}}}};
  if (standard) body["question"]["standard_minutes"] = *standard;
  Markup page;
  write_site_blind_spots(page, body);
  const std::string households = ">3</td>";
  const std::size_t begin = page.str().find('>', page.str().find(households) + households.size()) + 1;
  return page.str().substr(begin, page.str().find("</td>", begin) - begin);
}

TEST(SiteSections, WhatIsJustOverTheLimitDoesNotReadAsTheLimit) {
  EXPECT_EQ(shown(15, 15.04), "> 15");
  EXPECT_EQ(shown(std::nullopt, 15.04), "> 15") << "the usual standard";
  EXPECT_EQ(shown(15, 15.3), "15.3");
  EXPECT_EQ(shown(10, 10.01), "> 10");
  EXPECT_EQ(shown(10, 15.04), "15.0") << "far beyond another limit";
  EXPECT_EQ(shown(7.5, 7.52), "> 7.5");
  EXPECT_EQ(shown(90, 90.3), "> 90") << "from an hour on minutes are whole";
  EXPECT_EQ(shown(90, 91.3), "91");
  EXPECT_EQ(shown(15, std::nullopt), "–") << "no way";
}

}  // namespace
}  // namespace wangge::scenarios::report
