#include "scenarios/command/scenario_arguments.h"

#include "scenarios/command/option_values.h"
#include "scenarios/command/shipped_scenarios.h"
#include "scenarios/schema/load_scenario.h"

#include <CLI/CLI.hpp>

namespace wangge::scenarios {
namespace {

std::vector<std::string> laid(std::vector<std::string> overrides, const std::vector<std::string>& further) {
  overrides.insert(overrides.end(), further.begin(), further.end());
  return overrides;
}

}  // namespace

void ScenarioArguments::declare(CLI::App& app, core::Language language) {
  const bool zh = language == core::Language::zh;
  app.add_option("FILE.toml", file_, zh ? "场景文件" : "the scenario file")->required();
  app.add_option("--variant", variant_,
                 zh ? "场景文件中的一种假设（[[variant]]）" : "a what-if of the scenario file ([[variant]])")
      ->type_name("NAME");
  app.add_option("--set", set_,
                 zh ? "覆盖一个键，可重复；相对路径从场景文件所在文件夹算起"
                    : "override one key; may be repeated; a relative path starts at the folder of the scenario file")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--threads", threads_,
                 zh ? "线程数（缺省：全部核）；结果与之无关" : "threads (default: all cores); results do not depend on it")
      ->type_name("N");
}

core::Threads ScenarioArguments::threads() const { return threads_of(threads_); }

Scenario ScenarioArguments::load(const std::vector<std::string>& further) const {
  if (!variant_.empty()) return load_variant(variant_, further);
  return load_scenario(file_, laid(set_, further), shipped_scenarios());
}

Scenario ScenarioArguments::load_variant(const std::string& variant, const std::vector<std::string>& further) const {
  return scenarios::load_variant(file_, variant, laid(set_, further), shipped_scenarios());
}

Sensitivity ScenarioArguments::load_sensitivity(const std::vector<std::string>& further) const {
  return scenarios::load_sensitivity(file_, variant_, laid(set_, further), shipped_scenarios());
}

std::vector<std::string> ScenarioArguments::variants() const { return variant_names(file_, shipped_scenarios()); }

}  // namespace wangge::scenarios
