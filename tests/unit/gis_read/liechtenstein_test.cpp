#include "gis/ogr_shapes.h"
#include "gis/read/file_hash.h"
#include "tests/unit/gis_read/town_files.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <numeric>

namespace wangge::gis {
namespace {

const std::string folder = std::string(WANGGE_SOURCE_DIR) + "/data/liechtenstein/";
const std::string extract = "liechtenstein-20240304.osm.pbf";

LayerSpecs liechtenstein() {
  LayerSpecs specs;
  SourceSpec source;
  source.path = "../data/liechtenstein/" + extract;
  source.file = folder + extract;
  for (const auto& [name, admin_level] : {std::pair{"country", 2}, {"region", 6}, {"municipality", 8}}) {
    AreaSpec level;
    level.level = name;
    level.source = source;
    level.admin_level = admin_level;
    level.label_field = "name";
    if (admin_level == 8) level.residents_field = "population";
    specs.levels.push_back(level);
  }
  specs.buildings.source = source;
  specs.roads.source = source;
  return specs;
}

const Layers& layers() {
  static const Layers read = test::read(liechtenstein());
  return read;
}

TEST(Liechtenstein, HasThreeLevelsOfClosedAreas) {
  ASSERT_EQ(layers().levels.size(), 3U);
  ASSERT_EQ(layers().levels[0].size(), 1U);
  EXPECT_EQ(layers().levels[0][0].name, "Liechtenstein");
  EXPECT_EQ(layers().levels[0][0].source_id, "relation/1155955");
  EXPECT_EQ(layers().levels[1].size(), 2U);
  EXPECT_EQ(layers().levels[2].size(), 11U);
  EXPECT_GT(layers().findings.count("boundary.open"), 10U);  // of the neighbours
}

TEST(Liechtenstein, IsTiledByItsMunicipalities) {
  const double country = area_of(layers().levels[0][0].shape);
  EXPECT_NEAR(country, 160.5e6, 0.5e6);
  for (const auto& level : layers().levels) {
    const double sum =
        std::accumulate(level.begin(), level.end(), 0.0, [](double a, const auto& b) { return a + area_of(b.shape); });
    EXPECT_NEAR(sum, country, 1.0);
  }
  for (const char* rule : {"area.overlap", "area.gap", "area.beyond", "area.outside"})
    EXPECT_EQ(layers().findings.count(rule), 0U) << rule;
}

TEST(Liechtenstein, TakesResidentsFromThePlaceOfTheSameName) {
  std::int64_t sum = 0;
  for (const AreaFeature& area : layers().levels[2]) sum += area.residents.value_or(0);
  EXPECT_EQ(sum, 37269);
  const auto& areas = layers().levels[2];
  const auto planken = std::find_if(areas.begin(), areas.end(), [](const AreaFeature& area) { return area.name == "Planken"; });
  ASSERT_NE(planken, areas.end());
  EXPECT_EQ(planken->residents, 445);
  EXPECT_FALSE(layers().levels[0][0].residents.has_value());  // its level names no field
}

TEST(Liechtenstein, LosesNoBuilding) {
  std::map<std::string, int> kinds;
  std::size_t shapes = 0;
  for (const BuildingFeature& building : layers().buildings) {
    ++kinds[building.source_id.substr(0, building.source_id.find('/'))];
    shapes += building.footprint.empty() && !building.point && building.defect.en.empty() ? 0U : 1U;
  }
  EXPECT_EQ(layers().buildings.size(), 17727U);
  EXPECT_EQ(kinds["node"], 9);
  EXPECT_EQ(kinds["way"], 17696);
  EXPECT_EQ(kinds["relation"], 22);
  EXPECT_EQ(shapes, 17727U) << "a shape, a point or a defect each";
}

TEST(Liechtenstein, KeepsCourtyardsOfBuildings) {
  const auto holes = [](const BuildingFeature& building) {
    return !building.footprint.empty() && !building.footprint[0].holes.empty();
  };
  EXPECT_GE(std::count_if(layers().buildings.begin(), layers().buildings.end(), holes), 15);
}

TEST(Liechtenstein, HasRoadsWithNodeIds) {
  double road_length = 0;
  std::size_t roads = 0;
  for (const LineFeature& line : layers().lines) {
    ASSERT_EQ(line.points.size(), line.nodes.size());
    ASSERT_GE(line.points.size(), 2U);
    if (!network::is_road(line.line_class)) continue;
    ++roads;
    for (std::size_t i = 1; i < line.points.size(); ++i) road_length += core::distance(line.points[i - 1], line.points[i]).value;
  }
  EXPECT_NEAR(static_cast<double>(roads), 8254, 60);
  EXPECT_NEAR(road_length, 1427e3, 15e3);
}

TEST(Liechtenstein, HasTownHalls) {
  const auto hall = [](const PlaceFeature& place) { return place.kind == "townhall"; };
  EXPECT_EQ(std::count_if(layers().places.begin(), layers().places.end(), hall), 8);
}

TEST(Liechtenstein, LiesInUtmZone32OnATenthOfAMillimetre) {
  EXPECT_EQ(layers().reference.epsg, 32632);
  const Position point = layers().buildings[100].footprint[0].outer[0];
  EXPECT_NEAR(point.x * 10000, std::round(point.x * 10000), 1e-4);
  EXPECT_EQ(std::fmod(layers().reference.origin.x, 1000), 0);
  for (const BuildingFeature& building : layers().buildings) {
    for (const Polygon& part : building.footprint) {
      for (const Position corner : part.outer) {
        ASSERT_GT(corner.x, layers().reference.origin.x + 999);
        ASSERT_GT(corner.y, layers().reference.origin.y + 999);
      }
    }
  }
}

TEST(Liechtenstein, NamesItsSourceOnce) {
  ASSERT_EQ(layers().sources.size(), 1U);
  EXPECT_EQ(layers().sources[0].path, "../data/liechtenstein/" + extract);
  EXPECT_EQ(layers().sources[0].attribution, "© OpenStreetMap contributors, ODbL 1.0");
  std::ifstream sums(folder + "SHA256SUMS");
  std::string sum;
  sums >> sum;
  EXPECT_EQ(layers().sources[0].sha256, sum);
}

TEST(Liechtenstein, IsTheSameWithAnyNumberOfThreads) {
  const auto print = [](const Layers& read) {
    double sum = 0;
    std::string text;
    for (const BuildingFeature& building : read.buildings) {
      text += building.source_id + building.defect.en;
      for (const Polygon& part : building.footprint) {
        for (const Position corner : part.outer) sum = sum * 0.99 + corner.x + corner.y;
      }
    }
    for (const LineFeature& line : read.lines) text += line.source_id;
    for (const core::Finding& finding : read.findings.all()) text += finding.message.en;
    return text + std::to_string(sum);
  };
  const std::string expected = print(layers());
  for (const int threads : {1, 5}) EXPECT_EQ(print(test::read(liechtenstein(), threads)), expected) << threads;
}

/// Stops as a user would who presses Ctrl-C at once.
class Interrupted final : public core::Progress {
 public:
  void begin(std::string_view /*stage*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*by*/) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return true; }
};

TEST(Liechtenstein, StopsWhenInterrupted) {
  Interrupted progress;
  try {
    static_cast<void>(read_layers(liechtenstein(), core::Threads(2), progress));
    FAIL() << "nothing thrown";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::interrupted);
  }
}

TEST(Liechtenstein, IsReadInASecondOfWork) {
  const std::clock_t start = std::clock();
  static_cast<void>(test::read(liechtenstein()));
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 3.0) << "0.6 s without sanitizers";
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Liechtenstein, SaysThatItsFileIsTruncated) {
  const test::SourceFolder temporary;
  const std::string whole = bytes_of(folder + extract);
  for (const double share : {0.0, 0.00001, 0.001, 0.3, 0.7, 0.999}) {
    LayerSpecs specs = liechtenstein();
    const auto size = static_cast<std::size_t>(static_cast<double>(whole.size()) * share);
    const SourceSpec cut = temporary.write("cut.osm.pbf", whole.substr(0, size));
    for (AreaSpec& level : specs.levels) level.source = cut;
    specs.buildings.source = cut;
    specs.roads.source = cut;
    test::expect_says(test::complaint(specs), core::ErrorCode::input, {"cut.osm.pbf", ".osm.pbf"});
  }
}

TEST(Liechtenstein, SaysWhichLevelsThereAreWhenOneIsAbsent) {
  LayerSpecs specs = liechtenstein();
  specs.levels[1].admin_level = 7;
  test::expect_says(test::complaint(specs), core::ErrorCode::input, {extract, "admin_level=7", "region", "2 (1), 6 (2), 8 (11)"});
}

TEST(Liechtenstein, NamesTheNearestAreaWhenWithinIsWrong) {
  LayerSpecs specs = liechtenstein();
  specs.levels[2].within = "Plancken";
  test::expect_says(test::complaint(specs), core::ErrorCode::input, {"Plancken", "Planken", "municipality"});
}

TEST(Liechtenstein, KeepsOnlyTheAreaNamed) {
  LayerSpecs specs = liechtenstein();
  specs.levels.erase(specs.levels.begin(), specs.levels.begin() + 1);
  specs.levels[0].within = "Unterland";
  const Layers read = test::read(specs);
  EXPECT_EQ(read.levels[0].size(), 1U);
  EXPECT_EQ(read.levels[1].size(), 5U);
  EXPECT_EQ(read.findings.count("area.outside"), 6U);
}

TEST(FileHash, IsThatOfTheStandard) {
  const test::SourceFolder temporary;
  const SourceSpec abc = temporary.write("abc", "abc");  // FIPS 180-2, appendix B.1
  EXPECT_EQ(sha256_of_file(abc.file), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  try {
    static_cast<void>(sha256_of_file(temporary / "absent"));
    FAIL() << "nothing thrown";
  } catch (const core::Error& error) {
    test::expect_says(error, core::ErrorCode::environment, {"absent"});
  }
}

}  // namespace
}  // namespace wangge::gis
