#include "gis/map/map_labels.h"

#include <gtest/gtest.h>

namespace wangge::gis::map {
namespace {

/// Two municipalities side by side, their border at x = 60 on the page; the main place of the left one lies 2 mm off that border.
struct TwoAreas {
  PlanFile plan;
  MapScene scene;

  TwoAreas() {
    plan.levels.resize(2);
    plan.levels[0].name = "Leftington";
    plan.levels[1].name = "Rightham";
    for (const double left : {10.0, 60.0}) {
      scene.levels.push_back({Trace{{{left, 10}, {left + 50, 10}, {left + 50, 70}, {left, 70}}, true}});
      scene.level_rank.push_back(0);
    }
    scene.rank_names = {"municipality"};
    plan.places.push_back({"town", "Leftington", "", scene.view.to_ground({58, 40})});
  }
};

TEST(AreaLabels, StandOnTheirOwnLandThoughThePlaceLiesAtTheBorder) {
  const TwoAreas town;
  const TextRuler ruler;
  const std::vector<LabelRequest> wanted =
      label_requests(town.plan, town.scene, {.language = SheetLanguage::en, .places = false}, ruler);
  const std::vector<PlacedLabel> placed = place_labels(wanted, {}, {{0, 0}, {120, 80}}, 0.3, ruler);
  ASSERT_EQ(placed.size(), 2U);
  for (const PlacedLabel& label : placed) {
    const bool left = label.lines.front().words == "Leftington";
    EXPECT_GE(label.box.low.x, left ? 10 : 60);
    EXPECT_LE(label.box.high.x, left ? 60 : 110) << label.lines.front().words;
  }
}

/// Where its own land is taken the name still stands, near its place.
TEST(AreaLabels, CrossTheBorderRatherThanVanish) {
  const TwoAreas town;
  const TextRuler ruler;
  const std::vector<LabelRequest> wanted =
      label_requests(town.plan, town.scene, {.language = SheetLanguage::en, .places = false}, ruler);
  const std::vector<PlacedLabel> placed =
      place_labels(wanted, std::vector{Rect{{10, 10}, {57, 70}}}, {{0, 0}, {120, 80}}, 0.3, ruler);
  ASSERT_EQ(placed.size(), 2U);
}

}  // namespace
}  // namespace wangge::gis::map
