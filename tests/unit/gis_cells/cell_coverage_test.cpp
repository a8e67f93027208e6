#include "gis/cells/build_cells.h"

#include "drawn_town.h"

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

TEST(CellCoverage, DissolvesByLabelAndLeavesOthersOut) {
  const Layers layers = town::drawn({"aa..bb..cc"});
  core::SilentProgress progress;
  const CellBuild built = build_cells(layers, {}, core::Threads(1), progress);
  ASSERT_EQ(built.coverage.size(), 3U);
  core::Column<territory::CellId, std::uint32_t> label(3, 0);
  label[territory::CellId(1)] = 9;
  const auto dissolved = built.coverage.dissolve(label, 2, core::Threads(1));
  ASSERT_EQ(dissolved.size(), 2U);
  EXPECT_EQ(dissolved[0].size(), 2U);
  EXPECT_TRUE(dissolved[1].empty());
}

}  // namespace
}  // namespace wangge::gis
