#include "scenarios/schema/explain.h"
#include "scenarios/schema/metrics_registry.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

namespace wangge::test {
namespace {

using nlohmann::json;

void leaves(const json& value, const std::string& path, std::set<std::string>& found) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) leaves(inner, path.empty() ? key : path + "." + key, found);
  } else if (value.is_array()) {
    for (const json& inner : value) leaves(inner, path + "[]", found);
  } else {
    found.insert(path);
  }
}

/// A figure is explained by an entry of its own path, or by one of the object or list that holds it.
bool is_explained(const std::string& leaf) {
  const auto& all = scenarios::metrics();
  return std::any_of(all.begin(), all.end(), [&](const scenarios::MetricSpec& metric) {
    return leaf == metric.path || leaf.starts_with(metric.path + ".") || leaf.starts_with(metric.path + "[]");
  });
}

class Metrics : public TownTest {};

TEST_F(Metrics, EveryFigureOfARunIsExplained) {
  ASSERT_EQ(wangge({"run", scenario(), "--out", path("runs/a"), "--quiet"}).code, 0);
  std::set<std::string> found;
  leaves(json::parse(read("runs/a/metrics.json")), "", found);
  EXPECT_GT(found.size(), 60u);
  for (const std::string& leaf : found) EXPECT_TRUE(is_explained(leaf)) << leaf << " has no entry in the registry of figures";
}

TEST_F(Metrics, EveryNameOfMetricsCsvIsAnswered) {
  ASSERT_EQ(wangge({"run", scenario(), "--out", path("runs/a"), "--quiet"}).code, 0);
  std::istringstream lines(read("runs/a/metrics.csv"));
  std::string line;
  std::getline(lines, line);
  std::size_t answered = 0;
  while (std::getline(lines, line)) {
    const bool quoted = line.starts_with('"');
    const std::string name = quoted ? line.substr(1, line.find('"', 1) - 1) : line.substr(0, line.find(','));
    EXPECT_NO_THROW((void)scenarios::explain(name, core::Language::en)) << name;
    ++answered;
  }
  EXPECT_GT(answered, 100u);
}

}  // namespace
}  // namespace wangge::test
