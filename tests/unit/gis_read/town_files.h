#pragma once

#include "engine/core/error.h"
#include "gis/ogr_session.h"
#include "gis/read/read_layers.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

/// Small towns written by the tests themselves, and ways to read them.
namespace wangge::gis::test {

/// A folder of sources that is gone when the test is over.
class SourceFolder : public wangge::test::TemporaryFolder {
 public:
  [[nodiscard]] SourceSpec write(const std::string& name, const std::string& text) const {
    std::ofstream(*this / name, std::ios::binary) << text;
    return source(name);
  }
  [[nodiscard]] SourceSpec source(const std::string& name) const {
    SourceSpec spec;
    spec.path = name;
    spec.file = *this / name;
    return spec;
  }
};

struct Row {
  std::string properties;  ///< JSON members, e.g. "\"code\": \"1\""
  std::string geometry;    ///< JSON: a whole geometry, or "null"
};

inline std::string polygon(const std::string& ring) { return R"({"type": "Polygon", "coordinates": [[)" + ring + "]]}"; }

/// A square of `side` metres or degrees.
inline std::string square(double x, double y, double side) {
  const auto at = [](double a, double b) { return "[" + std::to_string(a) + "," + std::to_string(b) + "]"; };
  return polygon(at(x, y) + "," + at(x + side, y) + "," + at(x + side, y + side) + "," + at(x, y + side) + "," + at(x, y));
}

/// GeoJSON in EPSG:32632, or in degrees for an empty `system`.
inline std::string geojson(const std::vector<Row>& rows, const std::string& system = "urn:ogc:def:crs:EPSG::32632") {
  std::string text = R"({"type": "FeatureCollection", )";
  if (!system.empty()) text += R"("crs": {"type": "name", "properties": {"name": ")" + system + R"("}}, )";
  text += "\"features\": [";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += (i == 0 ? "" : ",\n") + std::string(R"({"type": "Feature", "properties": {)") + rows[i].properties +
            R"(}, "geometry": )" + rows[i].geometry + "}";
  }
  return text + "]}";
}

inline AreaSpec level(const SourceSpec& source) {
  AreaSpec spec;
  spec.level = "community";
  spec.source = source;
  spec.code_field = "code";
  spec.label_field = "name";
  return spec;
}

inline Layers read(const LayerSpecs& specs, int threads = 2) {
  core::SilentProgress progress;
  return read_layers(specs, core::Threads(threads), progress);
}

/// What reading `specs` complains of; fails the test when it does not.
inline core::Error complaint(const LayerSpecs& specs) {
  try {
    static_cast<void>(read(specs));
  } catch (const core::Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing thrown";
  return {core::ErrorCode::environment, {}};
}

/// Both languages say every word of `parts`.
inline void expect_says(const core::Error& error, core::ErrorCode code, const std::vector<std::string>& parts) {
  EXPECT_EQ(error.code(), code);
  for (const std::string& part : parts) {
    EXPECT_NE(error.message().en.find(part), std::string::npos) << part << " not in: " << error.message().en;
    EXPECT_NE(error.message().zh.find(part), std::string::npos) << part << " not in: " << error.message().zh;
  }
  EXPECT_NE(error.message().zh, error.message().en);
}

inline const core::Finding& only(const Layers& layers, const std::string& rule) {
  static const core::Finding none;
  const core::Finding* found = &none;
  EXPECT_EQ(layers.findings.count(rule), 1U) << rule;
  for (const core::Finding& finding : layers.findings.all()) {
    if (finding.rule == rule) found = &finding;
  }
  return *found;
}

/// Copies a GeoJSON text into another format through GDAL.
inline SourceSpec converted(const SourceFolder& folder, const std::string& text, const std::string& driver,
                            const std::string& name, const std::vector<std::string>& options = {}) {
  GdalMessages messages;
  const SourceSpec source = folder.write("source_of_" + name + ".geojson", text);
  const DatasetHandle from(GDALDataset::Open(source.file.c_str(), GDAL_OF_VECTOR));
  CPLStringList list;
  for (const std::string& option : options) list.AddString(option.c_str());
  DatasetHandle to(
      GetGDALDriverManager()->GetDriverByName(driver.c_str())->Create((folder / name).c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  to->CopyLayer(from->GetLayer(0), std::filesystem::path(name).stem().c_str(), list.List());
  to.reset();
  EXPECT_FALSE(messages.failed()) << messages.first_failure();
  return folder.source(name);
}

}  // namespace wangge::gis::test
