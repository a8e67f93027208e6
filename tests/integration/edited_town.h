#pragma once

#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// `wangge edit` on a town with four grids.
namespace wangge::test {

using nlohmann::json;

/// The small town with two grids side by side in each community, 576 households each: 1101001, 1101002, 1102001, 1102002.
class Edit : public TownTest {
 protected:
  Edit() {
    std::string features;
    for (int i = 0; i < 4; ++i) {
      const double west = 400.0 * i;
      features += fmt::format(
          R"({}{{"type":"Feature","properties":{{"code":"110{}00{}","name":"Grid {}"}},"geometry":{{"type":"Polygon","coordinates":[[{},{},{},{},{}]]}}}})",
          i == 0 ? "" : ",\n", 1 + i / 2, 1 + i % 2, i + 1, at(west, 0), at(west + 400, 0), at(west + 400, 800), at(west, 800),
          at(west, 0));
    }
    write("grids.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}");
    write("town.toml", read("town.toml") + "[grids]\nsource = \"grids.geojson\"\n");
    write("edits.toml", edits());
  }

  /// Metres from the town's south-west corner as degrees.
  static std::string at(double x, double y) { return fmt::format("[{:.8f},{:.8f}]", 9.5 + x / 75900, 47.1 + y / 111200); }

  static std::string edits() {
    return fmt::format(R"(reference = "EPSG:4326"
[[edit]]
do = "split"
grid = "1101001"
line = [{}, {}]
name = "Far west"
[[edit]]
do = "merge"
grids = ["1101002", "1102001"]
[[edit]]
do = "recode"
grid = "1102002"
code = "1102009"
[[edit]]
do = "dedicate"
buildings = ["b1-0-9", "b1-0-10", "b1-0-11"]
name = "School"
)",
                       at(200, 100), at(200, 700));
  }

  [[nodiscard]] Answer edit(const std::string& out, std::vector<std::string> more,
                            const std::string& range = "[200, 700]") const {
    std::vector<std::string> words = {"edit", scenario(), "--out", path(out), "--set", "planning.households=" + range, "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words);
  }
  /// The same without --json: words on the error stream.
  [[nodiscard]] Answer told(const std::string& out, const std::vector<std::string>& more) const {
    std::vector<std::string> words = {"edit", scenario(), "--out", path(out), "--set", "planning.households=[200, 700]"};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words);
  }
  [[nodiscard]] std::string gpkg(const std::string& folder) const { return path(folder + "/plan.gpkg"); }
};

}  // namespace wangge::test
