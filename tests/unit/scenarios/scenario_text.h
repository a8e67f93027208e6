#pragma once

#include "engine/core/error.h"
#include "scenarios/schema/load_scenario.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Scenario files written in the test itself.
namespace wangge::scenarios::test {

/// The least that a scenario needs; a test puts its own lines behind it.
inline const std::string least = R"(name = "t"
date = 2026-11-21
[[level]]
name = "community"
source = "town.gpkg"
[buildings]
source = "town.gpkg"
[roads]
source = "town.gpkg"
)";

/// A folder of the test that runs, empty at the start.
class ScenarioFiles : public testing::Test {
 protected:
  ScenarioFiles() {
    const testing::TestInfo* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("wangge_") + info->test_suite_name() + "_" + info->name() + "_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ScenarioFiles() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  [[nodiscard]] Scenario load(const std::string& text, const std::vector<std::string>& overrides = {}) const {
    return load_scenario(write("t.toml", text), overrides);
  }

  /// The error of loading this text, its folder cut off so that messages can be compared whole.
  [[nodiscard]] core::Error error_of(const std::string& text, const std::vector<std::string>& overrides = {}) const {
    return error_of_file(write("t.toml", text), overrides);
  }

  [[nodiscard]] core::Error error_of_file(const std::filesystem::path& file,
                                          const std::vector<std::string>& overrides = {}) const {
    try {
      const Scenario loaded = load_scenario(file, overrides);
      ADD_FAILURE() << "loaded " << loaded.name;
    } catch (const core::Error& error) {
      return {error.code(), {.zh = shortened(error.message().zh), .en = shortened(error.message().en)}};
    }
    return {core::ErrorCode::usage, {}};
  }

 private:
  [[nodiscard]] std::string shortened(std::string text) const {
    const std::string prefix = folder_.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
    return text;
  }

  std::filesystem::path folder_;
};

}  // namespace wangge::scenarios::test
