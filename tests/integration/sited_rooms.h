#pragma once

#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// `wangge site` on a town with four rooms.
namespace wangge::test {

using nlohmann::json;

/// A row of rooms.csv, its place in metres from the town's south-west corner.
inline std::string room(const std::string& name, double x, double y, const std::string& rest) {
  return fmt::format("{},{:.8f},{:.8f},{}\n", name, 9.5 + x / 75900, 47.1 + y / 111200, rest);
}

/// The small town with four rooms: one in the middle of each community, one between them, one in a corner.
///
///   West +-------+-------+ East
///        |       |       |
///        |   a   c   b   |
///        |d      |       |
///        +-------+-------+
class Site : public TownTest {
 protected:
  Site() { write_rooms(""); }

  void write_rooms(const std::string& more) const {
    write("rooms.csv", "name,x,y,floor_area,cost,room,choice\n" + room("a", 400, 400, "600,100,闲置国有,") +
                           room("b", 1200, 400, "700,200,new,") + room("c", 800, 400, "300,50,shared,") +
                           room("d", 30, 30, "650,80,rebuilt,") + more);
  }

  /// Runs with the section [siting] as given, and the rooms as candidates.
  [[nodiscard]] Answer site(const std::string& section, const std::vector<std::string>& more = {}) const {
    write("site.toml", "extends = \"town.toml\"\n" + section + R"(
[siting.candidates]
source = "rooms.csv"
reference = "EPSG:4326"
floor_area = "floor_area"
cost = "cost"
room = { field = "room", idle = ["闲置国有"] }
choice = { field = "choice" }
)");
    return run(more);
  }
  [[nodiscard]] Answer run(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"site", path("site.toml"), "--out", path("sites/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words);
  }
  [[nodiscard]] json body() const { return json::parse(read("sites/a/site.json")); }
  [[nodiscard]] std::string chosen() const {
    std::string names;
    const json found = body();
    for (const json& one : found.at("sites")) names += one.at("name").get<std::string>() + " ";
    return names;
  }
  [[nodiscard]] bool written() const { return std::filesystem::exists(path("sites/a")); }
};

}  // namespace wangge::test
