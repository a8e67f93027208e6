#include "gis/read/projector.h"
#include "gis/read/reference_choice.h"
#include "tests/unit/gis_read/town_files.h"

#include <cmath>

namespace wangge::gis {
namespace {

int chosen(double longitude, double latitude) {
  return *choose_reference("auto", {{longitude, latitude}, {longitude, latitude}}).epsg;
}

TEST(ReferenceSystem, IsUtmOutsideChina) {
  EXPECT_EQ(chosen(9.55, 47.15), 32632);    // Vaduz
  EXPECT_EQ(chosen(-43.2, -22.9), 32723);   // Rio de Janeiro
  EXPECT_EQ(chosen(139.7, 35.7), 32654);    // Tokyo
  EXPECT_EQ(chosen(105.85, 21.03), 32648);  // Hanoi
  EXPECT_EQ(chosen(106.9, 47.9), 32648);    // Ulaanbaatar
  EXPECT_EQ(chosen(127.0, 37.55), 32652);   // Seoul
  EXPECT_EQ(chosen(77.2, 28.6), 32643);     // Delhi
}

TEST(ReferenceSystem, IsGaussKruegerOfChinaInChina) {
  EXPECT_EQ(chosen(106.62, 23.90), 4545);  // Youjiang, Baise: meridian 108
  EXPECT_EQ(chosen(113.58, 24.80), 4547);  // Wujiang, Shaoguan: 114
  EXPECT_EQ(chosen(111.53, 24.40), 4546);  // Babu, Hezhou: 111
  EXPECT_EQ(chosen(117.20, 28.28), 4548);  // Guixi: 117
  EXPECT_EQ(chosen(116.40, 39.90), 4548);  // Beijing
  EXPECT_EQ(chosen(87.60, 43.80), 4538);   // Urumqi: 87
  EXPECT_EQ(chosen(126.60, 45.75), 4551);  // Harbin: 126
  EXPECT_EQ(chosen(110.35, 20.02), 4546);  // Haikou
  EXPECT_EQ(chosen(91.10, 29.65), 4539);   // Lhasa: 90
}

TEST(ReferenceSystem, NamedMustBeProjectedInMetres) {
  EXPECT_EQ(choose_reference("EPSG:4547", {}).epsg, 4547);
  for (const char* wanted : {"EPSG:4326", "EPSG:2263", "EPSG:999999", "metres please"}) {
    try {
      static_cast<void>(choose_reference(wanted, {}));
      ADD_FAILURE() << wanted;
    } catch (const core::Error& error) {
      test::expect_says(error, core::ErrorCode::usage, {wanted, "EPSG:"});
    }
  }
}

TEST(Projector, PutsEastFirstWhateverTheAuthoritySays) {
  const ReferenceSystem gauss_krueger = choose_reference("EPSG:4547", {});
  Position shaoguan{114, 24.8};
  Projector(longitude_latitude(), gauss_krueger).project(shaoguan);
  EXPECT_NEAR(shaoguan.x, 500000, 0.001);  // on the central meridian
  EXPECT_NEAR(shaoguan.y, 2743900, 1000);  // a quarter meridian of 10,002 km times 24.8 / 90, less the flattening
}

TEST(Projector, AgreesWithTheSeriesOfSnyder) {
  // Snyder 1987, Map projections: a working manual, p. 269: Clarke 1866, central meridian 75 W, 40 30 N 73 30 W.
  OGRSpatialReference clarke;
  clarke.SetFromUserInput("+proj=longlat +a=6378206.4 +b=6356583.8 +no_defs");
  clarke.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  ReferenceSystem snyder;
  OGRSpatialReference projected;
  projected.SetFromUserInput(
      "+proj=tmerc +lat_0=0 +lon_0=-75 +k=0.9996 +x_0=0 +y_0=0 +a=6378206.4 +b=6356583.8 +units=m +no_defs");
  char* wkt = nullptr;
  projected.exportToWkt(&wkt);
  snyder.wkt = wkt;
  CPLFree(wkt);
  Position point{-73.5, 40.5};
  Projector(clarke, snyder).project(point);
  EXPECT_NEAR(point.x, 127106.5, 0.1);
  EXPECT_NEAR(point.y, 4484124.4, 0.1);
}

TEST(Projector, RoundsToATenthOfAMillimetre) {
  EXPECT_EQ(rounded({1.00004, 2.00006}), (Position{1.0, 2.0001}));
  Position twice{9.5, 47.1};
  const Projector into(longitude_latitude(), choose_reference("auto", {twice, twice}));
  into.project(twice);
  EXPECT_EQ(rounded(twice), twice);
}

TEST(Projector, MakesUnreachablePositionsNoNumber) {
  Position pole{9.5, 1e30};
  Projector(longitude_latitude(), choose_reference("EPSG:32632", {})).project(pole);
  EXPECT_TRUE(std::isnan(pole.x));
}

}  // namespace
}  // namespace wangge::gis
