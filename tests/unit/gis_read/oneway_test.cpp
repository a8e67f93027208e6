#include "gis/read/oneway_words.h"
#include "tests/unit/gis_read/town_files.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using network::Direction;
using test::geojson;
using test::SourceFolder;

constexpr double x = 500000;

std::string line(double from) {
  return R"({"type": "LineString", "coordinates": [[)" + std::to_string(x + from) + ",5400000],[" +
         std::to_string(x + from + 50) + ",5400000]]}";
}

Direction said(const std::string& word, const std::vector<std::string>& beside = {}) {
  OnewayColumn column({});
  column.note(word);
  for (const std::string& other : beside) column.note(other);
  const auto direction = column.direction(word);
  EXPECT_TRUE(direction.has_value()) << word;
  return direction.value_or(Direction::closed);
}

TEST(OnewayWords, AreReadInTheUsualSpellings) {
  for (const char* word :
       {"yes", "Yes", "Y", "y", "true", "TRUE", "1", "F", "FT", "ft", " FT ", "forward", "是", "单行", "顺向"}) {
    EXPECT_EQ(said(word), Direction::forward) << word;
  }
  for (const char* word : {"-1", "reverse", "T", "TF", "backward", "逆向"}) EXPECT_EQ(said(word), Direction::backward) << word;
  for (const char* word : {"", "no", "No", "0", "false", "B", "both", "否", "双向", "N"}) {
    EXPECT_EQ(said(word), Direction::both) << word;
  }
  for (const char* word : {"2", "maybe", "X", "左"}) EXPECT_FALSE(OnewayColumn({}).direction(word).has_value()) << word;
}

TEST(OnewayWords, DependOnTheirNeighbours) {
  EXPECT_EQ(said("N", {"FT", "TF"}), Direction::closed);  // no traffic either way, in Esri's and TomTom's columns
  EXPECT_EQ(said("N", {"B"}), Direction::closed);
  EXPECT_EQ(said("N", {"Y"}), Direction::both);
  OnewayColumn letters({});
  for (const char* word : {"F", "T"}) letters.note(word);
  EXPECT_TRUE(letters.is_ambiguous());
  letters.note("B");
  EXPECT_FALSE(letters.is_ambiguous());
}

TEST(OnewayWords, OfTheScenarioGoFirst) {
  const OnewayColumn column({{"2", Direction::forward}, {"1", Direction::both}});
  EXPECT_EQ(column.direction("2"), Direction::forward);
  EXPECT_EQ(column.direction("1"), Direction::both);
  EXPECT_EQ(column.direction("-1"), Direction::backward);
}

TEST(OnewayWords, ThatAreNotUnderstoodAreCountedAndNamed) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.roads.source = folder.write("roads.geojson", geojson({{R"("dir": "Y")", line(0)},
                                                              {R"("dir": "2")", line(100)},
                                                              {R"("dir": "3")", line(200)},
                                                              {R"("dir": "2")", line(300)},
                                                              {R"("dir": null)", line(400)}}));
  specs.roads.oneway_field = "dir";
  const Layers layers = test::read(specs);
  EXPECT_EQ(layers.lines[0].access[2], Direction::forward);
  EXPECT_EQ(layers.lines[0].access[0], Direction::both);
  EXPECT_EQ(layers.lines[1].access[2], Direction::both);
  const core::Finding& finding = test::only(layers, "road.oneway");
  EXPECT_EQ(finding.severity, core::Severity::warning);
  EXPECT_EQ(finding.value, "3");
  EXPECT_EQ(finding.feature, layers.lines[1].source_id);
  ASSERT_TRUE(finding.place.has_value());
  EXPECT_LT(core::distance(*finding.place, layers.lines[1].points[1]).value, 1);
  for (const std::string& message : {finding.message.en, finding.message.zh}) {
    EXPECT_NE(message.find("'2' (2), '3' (1)"), std::string::npos) << message;
    EXPECT_NE(message.find("roads.oneway_forward"), std::string::npos) << message;
  }
  specs.roads.oneway_words = {{"2", Direction::forward}, {"3", Direction::backward}};
  const Layers told = test::read(specs);
  EXPECT_EQ(told.findings.count("road.oneway"), 0U);
  EXPECT_EQ(told.lines[2].access[1], Direction::backward);
}

TEST(RoadClasses, WithoutAFieldAreSaidToBeAllTheSame) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.roads.source =
      folder.write("roads.geojson", geojson({{R"("fclass": "primary")", line(0)}, {R"("fclass": "track")", line(100)}}));
  const Layers layers = test::read(specs);
  EXPECT_EQ(layers.lines[0].line_class, network::LineClass::residential);
  const core::Finding& finding = test::only(layers, "road.class_none");
  EXPECT_EQ(finding.severity, core::Severity::warning);
  EXPECT_EQ(finding.value, "2");
  EXPECT_TRUE(finding.place.has_value());
  for (const std::string& message : {finding.message.en, finding.message.zh}) {
    EXPECT_NE(message.find("roads.class.field"), std::string::npos);
    EXPECT_NE(message.find("'fclass'"), std::string::npos);
  }
  specs.roads.class_field = "fclass";
  EXPECT_EQ(test::read(specs).findings.count("road.class_none"), 0U);
  specs.roads.class_field = "grade";
  test::expect_says(test::complaint(specs), core::ErrorCode::input, {"grade", "fclass", "roads"});
}

}  // namespace
}  // namespace wangge::gis
