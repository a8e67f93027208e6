#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace wangge::test {

/// A town of one district with two communities side by side, a net of streets, 2 x 12 x 12 houses of 8 households; the
/// last community has one lonely house of 1 household and 2 residents where `lonely`.
struct TownRules {
  bool lonely = false;
  int replications = 2;
  std::string horizon = "3 d";
};

/// Writes districts.geojson, communities.geojson, buildings.geojson, roads.geojson and town.toml; returns the latter.
std::filesystem::path write_small_town(const std::filesystem::path& folder, const TownRules& rules = {});

/// A folder of the test that runs, with the town in it.
class TownTest : public testing::Test {
 protected:
  explicit TownTest(const TownRules& rules = {});
  ~TownTest() override;

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string scenario() const { return path("town.toml"); }
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  /// Names in a folder, hidden ones too, sorted and joined by blanks.
  [[nodiscard]] std::string names_in(const std::string& name) const;

  std::filesystem::path folder_;
};

}  // namespace wangge::test
