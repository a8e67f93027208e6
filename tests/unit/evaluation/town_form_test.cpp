#include "engine/evaluation/town_form.h"

#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace wangge::evaluation {
namespace {

/// A grid of 100 m with four slabs of 40 m x 12 m and 6 floors to the block.
FormSubject slab_town() {
  FormSubject subject;
  subject.streets = test::grid(10, 100);
  subject.known = {test::box(0, 0, 1000, 1000)};
  for (int row = 0; row < 9; ++row) {
    for (int column = 0; column < 9; ++column) {
      const double x = 50 + column * 100;
      const double y = 50 + row * 100;
      subject.blocks.push_back({test::box(x, y, 100, 100), 10000, 400});
      for (int slab = 0; slab < 4; ++slab) {
        subject.buildings.push_back({{test::box(x + 8 + (slab % 2) * 44, y + 20 + (slab / 2) * 48, 40, 12)}, 6.0});
      }
    }
  }
  subject.gates = {{50, 50}};
  return subject;
}

double value(const TownForm& form, FormKey key) {
  EXPECT_TRUE(form[key]) << form_figures()[static_cast<std::size_t>(key)].name;
  return form[key].value_or(-1);
}

TEST(TownForm, OfATownOfSlabs) {
  const TownForm form = FormSurvey(slab_town(), core::Threads(1)).of({});
  EXPECT_DOUBLE_EQ(value(form, FormKey::built_land), 1);
  EXPECT_NEAR(value(form, FormKey::street_density), 20, 1e-9);
  EXPECT_DOUBLE_EQ(value(form, FormKey::junction_density), 100);
  EXPECT_DOUBLE_EQ(value(form, FormKey::four_way), 1);
  EXPECT_DOUBLE_EQ(value(form, FormKey::block_median), 1);
  EXPECT_NEAR(value(form, FormKey::block_shape), 2 / 3.14159265358979, 1e-9);
  EXPECT_DOUBLE_EQ(value(form, FormKey::buildings), 324);
  EXPECT_NEAR(value(form, FormKey::coverage), 324 * 480 / 1e6, 1e-9);
  EXPECT_NEAR(value(form, FormKey::floor_area_ratio), 6 * 324 * 480 / 1e6, 1e-9);
  EXPECT_NEAR(value(form, FormKey::footprint_median), 480, 1e-6);
  EXPECT_NEAR(value(form, FormKey::footprint_gini), 0, 1e-9);
  EXPECT_DOUBLE_EQ(value(form, FormKey::size_to_1000), 1);
  EXPECT_NEAR(value(form, FormKey::rectangularity), 1, 1e-9);
  EXPECT_NEAR(value(form, FormKey::compactness), 4 * 3.14159265358979 * 480 / (104.0 * 104), 1e-9);
  EXPECT_NEAR(value(form, FormKey::elongation), 0.3, 1e-9);
  EXPECT_DOUBLE_EQ(value(form, FormKey::east_west), 1);
  EXPECT_NEAR(value(form, FormKey::gap_median), 4, 1e-9);
  EXPECT_DOUBLE_EQ(value(form, FormKey::touching), 0);
  EXPECT_NEAR(value(form, FormKey::street_distance), 8, 1e-9);
  EXPECT_TRUE(form[FormKey::gate_distance]);
}

TEST(TownForm, SlabsThatFaceWestAreCounted) {
  FormSubject subject = slab_town();
  for (std::size_t i = 0; i < subject.buildings.size(); i += 2) {
    Ring& ring = subject.buildings[i].rings[0];
    for (Position& p : ring) p = {1000 - p.y, p.x};
  }
  EXPECT_NEAR(value(FormSurvey(subject, core::Threads(1)).of({}), FormKey::east_west), 0.5, 1e-9);
}

TEST(TownForm, LeavesOutWhatTheSourceDoesNotKnow) {
  FormSubject subject = slab_town();
  subject.gates.clear();
  for (std::size_t i = 0; i < subject.buildings.size(); i += 2) subject.buildings[i].floors.reset();
  const TownForm half = FormSurvey(subject, core::Threads(1)).of({});
  EXPECT_FALSE(half[FormKey::floor_area_ratio]) << "floors of half the buildings are too few";
  EXPECT_FALSE(half[FormKey::gate_distance]);
  subject.buildings.resize(40);
  const TownForm few = FormSurvey(subject, core::Threads(1)).of({});
  EXPECT_TRUE(few[FormKey::footprint_median]);
  EXPECT_FALSE(few[FormKey::coverage]) << "buildings on 2 % of the land are mapped in part";
  EXPECT_FALSE(few[FormKey::gap_median]);
  subject.buildings.clear();
  const TownForm none = FormSurvey(subject, core::Threads(1)).of({});
  EXPECT_FALSE(none[FormKey::footprint_median]);
  EXPECT_TRUE(none[FormKey::street_density]);
}

TEST(TownForm, ShedsAndIslandsOfTrafficDoNotCount) {
  FormSubject subject = slab_town();
  subject.buildings.push_back({{test::box(60, 90, 3, 3)}, 1.0});
  subject.blocks.push_back({test::box(50, 50, 100, 8), 800, 216});
  const TownForm form = FormSurvey(subject, core::Threads(1)).of({});
  EXPECT_DOUBLE_EQ(value(form, FormKey::buildings), 324);
  EXPECT_DOUBLE_EQ(value(form, FormKey::block_p10), 1);
}

TEST(TownForm, IsTheSameForAnyThreads) {
  const FormSubject subject = slab_town();
  const TownForm one = FormSurvey(subject, core::Threads(1)).of({});
  const TownForm three = FormSurvey(subject, core::Threads(3)).of({});
  for (const FormFigure& figure : form_figures()) EXPECT_EQ(one[figure.key], three[figure.key]) << figure.name;
}

TEST(TownForm, NothingIsBuiltOnEmptyLand) {
  FormSubject subject;
  subject.known = {test::box(0, 0, 1000, 1000)};
  const TownForm form = FormSurvey(subject, core::Threads(1)).of({});
  for (const FormFigure& figure : form_figures()) EXPECT_FALSE(form[figure.key]) << figure.name;
}

TEST(TownForm, FiguresStandInTheOrderOfTheirKeysAndAreNamedOnce) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < form_figures().size(); ++i) {
    const FormFigure& figure = form_figures()[i];
    EXPECT_EQ(static_cast<std::size_t>(figure.key), i) << figure.name;
    EXPECT_TRUE(names.insert(figure.name).second) << figure.name;
    EXPECT_FALSE(figure.label.zh.empty() || figure.label.en.empty() || figure.formula.zh.empty() || figure.formula.en.empty())
        << figure.name;
  }
}

}  // namespace
}  // namespace wangge::evaluation
