#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "scenarios/scenario.h"
#include "scenarios/schema/assumptions.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wangge::scenarios {

/// FILE.toml, --variant, --set and --threads: what every verb takes that loads a scenario.
///
///   arguments_.declare(app, language);   …   const Scenario scenario = arguments_.load();
class ScenarioArguments {
 public:
  void declare(CLI::App& app, core::Language language);
  /// Throws Error(usage) that names the option.
  [[nodiscard]] core::Threads threads() const;
  /// Throws as load_scenario does. Further overrides come after those of the command line.
  [[nodiscard]] Scenario load(const std::vector<std::string>& further = {}) const;
  /// The same with a variant that nobody named on the command line.
  [[nodiscard]] Scenario load_variant(const std::string& variant, const std::vector<std::string>& further = {}) const;
  /// What the scenario takes for granted. Throws as scenarios::load_sensitivity does.
  [[nodiscard]] Sensitivity load_sensitivity(const std::vector<std::string>& further = {}) const;
  /// Of the file, in its order.
  [[nodiscard]] std::vector<std::string> variants() const;
  [[nodiscard]] bool names_variant() const { return !variant_.empty(); }

 private:
  std::string file_;
  std::string variant_;
  std::vector<std::string> set_;
  std::string threads_;
};

}  // namespace wangge::scenarios
