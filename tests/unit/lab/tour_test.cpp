#include "scenarios/lab/tour.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using routing::TourEnd;

json answer(const std::string& text, TourEnd end) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder / "round.json";
  write_file(file, text);
  return json::parse(lab_tour({.file = file, .end = end}));
}

TEST(LabTour, GoesBackOrEndsAnywhereInTheUnitOfTheQuestion) {
  // Stops on a street at 0, 20, -10, 30 m.
  const std::string street = R"({"places": [[0, 0], [20, 0], [-10, 0], [30, 0]]})";
  const json round = answer(street, TourEnd::back);
  EXPECT_DOUBLE_EQ(round.at("time").get<double>(), 80);
  EXPECT_DOUBLE_EQ(round.at("bound").get<double>(), 80);
  EXPECT_EQ(round.at("proven"), true);
  EXPECT_EQ(answer(street, TourEnd::anywhere).at("order"), json({0, 2, 1, 3}));
  const json timed = answer(R"({"times": [[0, 3, 9], [9, 0, 4], [2, 9, 0]]})", TourEnd::back);
  EXPECT_EQ(timed.at("time"), 9);
  EXPECT_EQ(timed.at("order"), json({0, 1, 2}));
  EXPECT_DOUBLE_EQ(timed.at("gap").get<double>(), 0);
}

TEST(LabTour, WalksStreets) {
  // A block of 10 each side with a dead end of 4.
  const json round =
      answer(R"({"streets": [[0, 1, 10], [1, 2, 10], [2, 3, 10], [3, 0, 10], [2, 4, 4], [0, 2, 1, false]]})", TourEnd::back);
  EXPECT_EQ(round.at("time"), 48);
  EXPECT_EQ(round.at("required"), 44);
  EXPECT_EQ(round.at("proven"), true);
  EXPECT_EQ(round.at("pieces").size(), 6U);
  EXPECT_EQ(round.at("order").front(), 0);
  EXPECT_EQ(round.at("order").back(), 0);
  EXPECT_THROW(answer(R"({"streets": [[0, 1, 10]]})", TourEnd::anywhere), core::Error);
  EXPECT_THROW(answer(R"({"streets": [[0, 1, 10], [2, 3, 1]]})", TourEnd::back), core::Error);
}

TEST(LabTour, NamesWhatIsWrongWithAFile) {
  const auto said = [](const std::string& text) -> std::string {
    try {
      static_cast<void>(read_tour(text, "r.json"));
    } catch (const core::Error& error) {
      return error.message().en;
    }
    return {};
  };
  EXPECT_EQ(said("[1"), "r.json: this is not JSON");
  EXPECT_EQ(said("[]"), "r.json: expected a JSON object");
  EXPECT_EQ(said(R"({"stops": []})"), "r.json: unknown key \"stops\"; known: times, places, streets");
  EXPECT_EQ(said("{}"), "r.json: expected one of times, places and streets");
  EXPECT_EQ(said(R"({"times": [[0]]})"), "r.json: times should be a list of 2 to 5000");
  EXPECT_EQ(said(R"({"times": [[0, 1], [1]]})"), "r.json: row 1 of times has 1 entries: expected 2");
  EXPECT_EQ(said(R"({"times": [[0, -1], [1, 0]]})"),
            "r.json: entry 1 of row 0 of times is -1: expected a whole number from 0 to 1000000000000");
  EXPECT_EQ(said(R"({"streets": [[0, 1]]})"),
            "r.json: entry 0 of streets is [0,1]: expected [corner, corner, time] or [corner, corner, time, false]");
  EXPECT_EQ(said(R"({"places": [[0, 0], [1]]})"), "r.json: entry 1 of places is [1]: expected [x, y] in metres, within 1e8 of 0");
}

}  // namespace
}  // namespace wangge::scenarios
