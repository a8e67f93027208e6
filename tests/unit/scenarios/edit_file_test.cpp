#include "scenarios/edits/edit_file.h"

#include "engine/core/error.h"
#include "gis/read/reference_choice.h"
#include "scenarios/schema/check_document.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

gis::ReferenceSystem shaoguan() { return gis::choose_reference("EPSG:4547", {}); }

std::string error_of(const std::string& text) {
  try {
    (void)parse_edits(text, "edits.toml", shaoguan());
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    return error.message().en;
  }
  return "no error";
}

/// The ```toml blocks of a page.
std::vector<std::string> blocks(const std::string& page) {
  std::ifstream in(std::string(WANGGE_SOURCE_DIR) + "/docs/" + page, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<std::string> found;
  const std::string fence = "```toml\n";
  for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    found.push_back(text.substr(at, text.find("```", at) - at));
  }
  return found;
}

TEST(EditFile, ReadsTheExampleOfTheDocumentation) {
  for (const char* page : {"editing.md", "zh/editing.md"}) {
    SCOPED_TRACE(page);
    const std::vector<std::string> found = blocks(page);
    ASSERT_EQ(found.size(), 1U);
    const EditFile file = parse_edits(found[0], page, gis::choose_reference("EPSG:32632", {}));
    ASSERT_EQ(file.edits.size(), 8U);
    std::set<std::string_view> kinds;
    for (const planning::Edit& edit : file.edits) kinds.insert(planning::name(edit));
    EXPECT_EQ(kinds.size(), 8U) << "every kind once";
    const auto& split = std::get<planning::SplitEdit>(file.edits[0]);
    EXPECT_TRUE(split.compounds_whole);
    EXPECT_NEAR(split.line[0].x, 542'600, 2'000) << "degrees were taken into the plan's system";
    EXPECT_NEAR(split.line[0].y, 5'226'500, 5'000);
    const auto& border = std::get<planning::BorderEdit>(file.edits[4]);
    EXPECT_EQ(border.width, core::Metres(60));
    EXPECT_EQ(border.until, territory::BarrierClass::street);
  }
}

TEST(EditFile, TheSectionsOfTheOtherPageAreKnown) {
  for (const char* page : {"repartition.md", "zh/repartition.md"}) {
    SCOPED_TRACE(page);
    const std::vector<std::string> found = blocks(page);
    ASSERT_EQ(found.size(), 3U);
    for (const std::string& block : found) EXPECT_NO_THROW(check_document(parse_document(block, page)));
  }
}

TEST(EditFile, LeavesCoordinatesOfThePlanAsTheyAre) {
  const EditFile file = parse_edits("[[edit]]\ndo = \"assign\"\nto = \"1\"\nat = [[500000, 2.6e6]]\n", "e", shaoguan());
  EXPECT_EQ(std::get<planning::AssignEdit>(file.edits[0]).what.places[0], (core::Position{500000, 2.6e6}));
  EXPECT_EQ(file.places[0].substr(0, 4), "e:1:");
}

TEST(EditFile, SaysThatPlacesLookLikeDegrees) {
  gis::ReferenceSystem system = shaoguan();
  system.origin = {500000, 2.7e6};
  const std::string list = "[[edit]]\ndo = \"split\"\ngrid = \"1\"\nline = [[113.5, 24.8], [113.6, 24.9]]\n";
  try {
    (void)parse_edits(list, "edits.toml", system);
    FAIL() << "degrees taken for metres";
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("looks like degrees"), std::string::npos) << error.what();
  }
  EXPECT_NO_THROW((void)parse_edits("reference = \"EPSG:4326\"\n" + list, "edits.toml", system));
}

TEST(EditFile, NamesPlaceAndCauseOfWhatIsWrong) {
  EXPECT_NE(error_of("[[edit]]\ndo = \"rename\"\ngrid = \"1\"\nname = \" \"\n").find("may not be empty"), std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"mrege\"\n").find("did you mean \"merge\""), std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"merge\"\ngrids = [1]\n").find("edits.toml:3:"), std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"merge\"\n").find("grids is missing"), std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"assign\"\nto = \"1\"\n").find("selects nothing"), std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"recode\"\ngrid = \"1\"\ncode = \"2\"\ncdoe = \"3\"\n").find("did you mean \"code\""),
            std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"border\"\nfrom = \"1\"\nto = \"2\"\nwidth = \"60\"\n").find("edit[0].width"),
            std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"border\"\nfrom = \"1\"\nto = \"2\"\nuntil = \"hedge\"\n").find("one of: lane"),
            std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"split\"\ngrid = \"1\"\nline = [[1], [2, 3]]\n").find("expected places"),
            std::string::npos);
  EXPECT_NE(error_of("[[edit]]\ndo = \"swap\"\nfirst = \"1\"\nsecond = \"2\"\ngive = { cell = [1] }\ntake = { cells = [2] }\n")
                .find("edit[0].give"),
            std::string::npos);
  EXPECT_NE(error_of("reference = \"EPSG:4490\"\n").find("there is no edit"), std::string::npos);
  EXPECT_NE(error_of("refrence = \"EPSG:4490\"\n[[edit]]\ndo = \"recode\"\ngrid = \"1\"\ncode = \"2\"\n").find("did you mean"),
            std::string::npos);
  EXPECT_NE(error_of("[[edit]\n").find("TOML"), std::string::npos);
}

}  // namespace
}  // namespace wangge::scenarios
