#include "gis/read/building_words.h"
#include "gis/read/count_text.h"
#include "gis/read/name_guess.h"
#include "gis/read/road_words.h"

#include "engine/core/error.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

using territory::BuildingUse;

TEST(BuildingWords, TellTheUse) {
  EXPECT_EQ(use_of_building_word("house"), BuildingUse::residential);
  EXPECT_EQ(use_of_building_word("farm"), BuildingUse::residential);
  EXPECT_EQ(use_of_building_word("farm_auxiliary"), BuildingUse::agricultural);
  EXPECT_EQ(use_of_building_word("garages"), BuildingUse::minor);
  EXPECT_EQ(use_of_building_word("yes"), BuildingUse::unknown);
  EXPECT_EQ(use_of_building_word(""), BuildingUse::unknown);
  EXPECT_EQ(use_of_building_word("hous"), BuildingUse::unknown);
  EXPECT_EQ(use_of_building_word("house shed"), BuildingUse::unknown);
  EXPECT_EQ(use_of_building_word("agricultural"), BuildingUse::agricultural);
  EXPECT_EQ(use_of_other_tag("office", "government"), BuildingUse::civic);
  EXPECT_EQ(use_of_other_tag("office", "lawyer"), BuildingUse::commercial);
  EXPECT_EQ(use_of_other_tag("amenity", "parking"), BuildingUse::minor);
  EXPECT_EQ(use_of_other_tag("amenity", "bench"), std::nullopt);
}

TEST(BuildingWords, UnderstandFloors) {
  EXPECT_EQ(floors_of("3"), 3.0);
  EXPECT_EQ(floors_of("2.5"), 2.5);
  for (const char* text : {"", "0", "-1", "EG", "2;3", "nan", "1e9"}) EXPECT_FALSE(floors_of(text).has_value()) << text;
}

TEST(Count, IsAWholeNumberOfAtLeastZero) {
  const ValuePlace place{.file = "f", .layer = "l", .feature = "7", .field = "homes"};
  EXPECT_EQ(count_of("12", place, 20), 12);
  EXPECT_EQ(count_of(" 12.0 ", place, 12), 12);
  EXPECT_EQ(count_of("", place, 20), std::nullopt);
  for (const char* text : {"-1", "2.5", "nan", "inf", "12a", "1e300"}) {
    EXPECT_THROW(static_cast<void>(count_of(text, place, most_in_area)), core::Error) << text;
  }
}

TEST(Count, IsRefusedAboveWhatABuildingOrAnAreaCanHold) {
  const ValuePlace place{.file = "homes.csv", .layer = "homes", .feature = "7", .field = "households"};
  EXPECT_EQ(count_of("1000000", place, most_in_building), 1000000);
  EXPECT_EQ(count_of("2000000000", place, most_in_area), 2000000000);
  EXPECT_THROW(static_cast<void>(count_of("2000000001", place, most_in_area)), core::Error);
  try {
    static_cast<void>(count_of("3000000000", place, most_in_building));
    FAIL() << "three thousand million households in one building were read";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_EQ(
        error.message().en,
        "file 'homes.csv', layer 'homes', feature 7: field 'households' has the value '3000000000'; it is too large, a whole "
        "number from 0 to 1000000 was expected");
  }
}

TEST(NearestName, IsTheOneWithTheFewestEdits) {
  const std::vector<std::string> names = {"name", "code", "area_code"};
  EXPECT_EQ(guess("cod", names).en, "; did you mean 'code'?");
  EXPECT_EQ(guess("AREACODE", names).zh, "；是否指“area_code”？");
  EXPECT_EQ(guess("streets", names).en, "");
  EXPECT_EQ(listed(names, 2), "name, code … +1");
}

TEST(RoadWords, CoverTheClasses) {
  EXPECT_EQ(road_meaning("unclassified")->line_class, network::LineClass::residential);
  EXPECT_FALSE(road_meaning("proposed").has_value());
  EXPECT_EQ(waterway_class("ditch"), network::LineClass::stream);
  EXPECT_EQ(rail_class("tram"), std::nullopt);
  EXPECT_EQ(permission("private", network::Mode::walk), true);
  EXPECT_EQ(permission("private", network::Mode::car), false);
  EXPECT_EQ(permission("", network::Mode::car), std::nullopt);
}

}  // namespace
}  // namespace wangge::gis
