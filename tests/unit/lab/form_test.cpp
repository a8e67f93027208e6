#include "scenarios/lab/form.h"

#include "engine/core/error.h"
#include "scenarios/lab/form_table.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/schema/load_scenario.h"
#include "scenarios/synth/town_step.h"
#include "tests/unit/gis_read/town_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;
using evaluation::FormFigure;
using evaluation::FormKey;

const fs::path root = WANGGE_SOURCE_DIR;

std::vector<FormReport> ask(const FormQuestion& question) {
  core::SilentProgress progress;
  return lab_form(question, progress);
}

FormQuestion about(const std::string& file, const std::string& within = {}, bool each = false) {
  FormQuestion question;
  question.requests.push_back({file, within, each, {}, std::nullopt});
  question.threads = core::Threads(2);
  return question;
}

const std::string liechtenstein = (root / "scenarios/liechtenstein.toml").string();
const std::string made_quarter = (root / "scenarios/synth-quarter.toml").string();

/// What the page of form shows, in its order.
std::vector<FormReport> reports_of_page() {
  std::vector<FormReport> reports;
  for (const char* name :
       {"liechtenstein.json", "heidelberg.json", "guixi.json", "quarter.json", "county-town.json", "county.json", "city.json"}) {
    const fs::path file = root / "docs/town-form" / name;
    for (FormReport& report : form_of_json(read_file(file), file.string())) reports.push_back(std::move(report));
  }
  return reports;
}

void expect_same(const FormReport& kept, const FormReport& fresh) {
  ASSERT_EQ(kept.places.size(), fresh.places.size());
  for (std::size_t i = 0; i < kept.places.size(); ++i) {
    EXPECT_EQ(kept.places[i].name, fresh.places[i].name);
    for (const FormFigure& figure : evaluation::form_figures()) {
      const auto& value = fresh.places[i].form[figure.key];
      EXPECT_EQ(kept.places[i].form[figure.key].has_value(), value.has_value()) << figure.name;
      if (value) {
        EXPECT_NEAR(*kept.places[i].form[figure.key], *value, 1e-5 * std::abs(*value)) << figure.name;
      }
    }
  }
}

TEST(LabForm, FindsWhatThePageSaysOfLiechtenstein) {
  const std::vector<FormReport> fresh = ask(about(liechtenstein, {}, true));
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(fresh[0].places.size(), 11U);
  EXPECT_FALSE(fresh[0].synthetic);
  expect_same(reports_of_page().front(), fresh[0]);
}

TEST(LabForm, FindsWhatThePageSaysOfTheMadeQuarter) {
  const std::vector<FormReport> fresh = ask(about(made_quarter));
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_TRUE(fresh[0].synthetic);
  FormReport kept = reports_of_page().at(3);
  ASSERT_EQ(kept.places.size(), 1U);
  EXPECT_TRUE(kept.synthetic);
  kept.places[0].name = fresh[0].places.at(0).name;  // the page has a shorter one
  expect_same(kept, fresh[0]);
}

TEST(LabForm, MeasuresAMadeTownWithTheKeysGiven) {
  FormQuestion small = about(made_quarter);
  small.overrides = {"synth.households=2000", "synth.residents=5200", "synth.level.community.count=2"};
  const auto whole = ask(about(made_quarter));
  const auto part = ask(small);
  EXPECT_LT(*part[0].places[0].form[FormKey::buildings], *whole[0].places[0].form[FormKey::buildings] / 2);
}

/// Its files alone, without the scenario that names them.
TEST(LabForm, KnowsTheFilesOfAMadeTown) {
  const gis::test::SourceFolder folder;
  const Scenario scenario = load_scenario(made_quarter, {"synth.households=2000", "synth.residents=5200"}, root / "scenarios");
  core::SilentProgress progress;
  const fs::path town = folder / "town";
  fs::create_directory(town);
  static_cast<void>(write_scenario_town(scenario, town, {true, true}, core::Threads(2), progress));
  std::vector<double> shapes;
  for (const char* name : {"town.gpkg", "town.osm.pbf"}) {
    const auto reports = ask(about((town / name).string()));
    EXPECT_TRUE(reports.at(0).synthetic) << name;
    shapes.push_back(*reports[0].places.at(0).form[FormKey::footprint_median]);
  }
  EXPECT_NEAR(shapes[0], shapes[1], 0.5);
}

TEST(LabForm, ThePageShowsItsTablesInBothLanguages) {
  const std::vector<FormReport> reports = reports_of_page();
  for (const auto& [language, name] :
       {std::pair(core::Language::en, "docs/town-form.md"), std::pair(core::Language::zh, "docs/zh/town-form.md")}) {
    const std::string page = read_file(root / name);
    EXPECT_NE(page.find(form_markdown(reports, language)), std::string::npos) << name;
    EXPECT_NE(page.find(form_glossary(language)), std::string::npos) << name;
  }
}

TEST(LabForm, JsonComesBackAsItWas) {
  const std::vector<FormReport> reports = reports_of_page();
  const std::string text = form_json(reports);
  EXPECT_EQ(form_json(form_of_json(text, "text")), text);
  for (const char* bad : {"", "[]", "{}", "{\"reports\": [{}]}", "{\"reports\": 3}"}) {
    EXPECT_THROW(static_cast<void>(form_of_json(bad, "bad.json")), core::Error) << bad;
  }
}

TEST(LabForm, MarksWhatNoRealPlaceShows) {
  std::vector<FormReport> reports(3);
  const std::vector<double> density = {6, 9, 12};
  for (std::size_t i = 0; i < 3; ++i) {
    reports[i].places.push_back({"place", {}});
    reports[i].places[0].form.set(FormKey::street_density, density[i]);
    reports[i].places[0].form.set(FormKey::coverage, 0.2);
  }
  reports[2].synthetic = true;
  const std::string table = form_markdown(reports, core::Language::en);
  EXPECT_NE(table.find("| place | place | place (synthetic) |"), std::string::npos) << table;
  EXPECT_NE(table.find("| streets [km/km²] | 6.0 | 9.0 | **12.0** ↑ |"), std::string::npos) << table;
  EXPECT_NE(table.find("| building coverage [%] | 20.0 | 20.0 | 20.0 |"), std::string::npos) << table;
}

TEST(LabForm, ComplainsOfAreasThatAreNotThere) {
  const auto complaint = [](const FormQuestion& question) {
    try {
      static_cast<void>(ask(question));
    } catch (const core::Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing thrown";
    return core::Error(core::ErrorCode::environment, {});
  };
  gis::test::expect_says(complaint(about(liechtenstein, "Vadutz")), core::ErrorCode::input, {"Vadutz", "Vaduz"});
  const std::string extract = (root / "data/liechtenstein/liechtenstein-20240304.osm.pbf").string();
  gis::test::expect_says(complaint(about(extract, "Vaduz")), core::ErrorCode::usage, {"--areas"});
  FormQuestion figure = about(liechtenstein, "Vaduz");
  figure.figure = "plan.bmp";
  gis::test::expect_says(complaint(figure), core::ErrorCode::usage, {"plan.bmp", ".png"});
}

TEST(LabForm, TakesAnExtractAsItTakesAScenario) {
  FormQuestion question = about((root / "data/liechtenstein/liechtenstein-20240304.osm.pbf").string(), "Vaduz");
  question.layers.areas = "8";
  const auto of_extract = ask(question);
  const auto of_scenario = ask(about(liechtenstein, "Vaduz"));
  const auto buildings = [](const FormReport& report) { return *report.places[0].form[FormKey::footprint_median]; };
  EXPECT_NEAR(buildings(of_extract[0]), buildings(of_scenario[0]), 2);
}

/// Streets of 100 m, a house in each block, as layers of one GeoPackage.
fs::path write_package(const gis::test::SourceFolder& folder) {
  using gis::test::Row;
  std::vector<Row> roads;
  std::vector<Row> houses;
  for (int i = 0; i < 8; ++i) {
    std::string across;
    std::string along;
    for (int j = 0; j < 8; ++j) {
      across += (j == 0 ? "" : ",") + std::string("[") + std::to_string(500000 + j * 100) + "," +
                std::to_string(5200000 + i * 100) + "]";
      along += (j == 0 ? "" : ",") + std::string("[") + std::to_string(500000 + i * 100) + "," +
               std::to_string(5200000 + j * 100) + "]";
      if (i < 7 && j < 7) {
        houses.push_back({R"("floors": 5)", gis::test::square(500040 + j * 100, 5200040 + i * 100, 20)});
      }
    }
    for (const std::string& points : {across, along}) {
      roads.push_back({R"("class": "residential")", R"({"type": "LineString", "coordinates": [)" + points + "]}"});
    }
  }
  const std::vector<Row> gates = {{R"("name": "gate")", R"({"type": "Point", "coordinates": [500000, 5200000]})"}};
  const fs::path path = folder / "town.gpkg";
  const gis::GdalMessages messages;
  const gis::DatasetHandle to(
      GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  for (const auto& [name, rows] : {std::pair("roads", roads), {"buildings", houses}, {"gates", gates}}) {
    const gis::SourceSpec source = folder.write(std::string(name) + ".geojson", gis::test::geojson(rows));
    const gis::DatasetHandle from(GDALDataset::Open(source.file.c_str(), GDAL_OF_VECTOR));
    to->CopyLayer(from->GetLayer(0), name, nullptr);
  }
  return path;
}

TEST(LabForm, ReadsFloorsAndGatesOfAGeoPackage) {
  const gis::test::SourceFolder folder;
  const fs::path package = write_package(folder);
  FormQuestion question = about(package.string());
  question.figure = folder / "plan.svg";
  const auto reports = ask(question);
  const evaluation::TownForm& form = reports.at(0).places.at(0).form;
  EXPECT_DOUBLE_EQ(*form[FormKey::buildings], 49);
  EXPECT_DOUBLE_EQ(*form[FormKey::block_median], 1);
  EXPECT_NEAR(*form[FormKey::floor_area_ratio], 5 * *form[FormKey::coverage], 1e-9);
  EXPECT_TRUE(form[FormKey::gate_distance]);
  EXPECT_NEAR(*form[FormKey::street_distance], 40, 1e-3);
  const std::string drawn = read_file(question.figure);
  EXPECT_NE(drawn.find("<svg"), std::string::npos);
  static_cast<void>(ask(question));
  EXPECT_EQ(read_file(question.figure), drawn) << "the same bytes again";
}

}  // namespace
}  // namespace wangge::scenarios
