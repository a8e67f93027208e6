#pragma once

#include "scenarios/scenario.h"
#include "scenarios/schema/assumptions.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// Step 1: reads a scenario file and the files it extends, lays `key=value` overrides on top, checks every key against
/// the key table and fills in the defaults. A relative `extends` is looked for beside the file, then in `shipped`, the folder
/// of the scenarios that come with the program (empty: none). Paths inside the result are relative to the folder of `path`.
/// Throws Error(usage) with file, line, column, key and what was expected; Error(environment) when a file is missing.
///
///   const Scenario scenario = load_scenario("scenarios/liechtenstein.toml", {"simulation.horizon=7 d"});
[[nodiscard]] Scenario load_scenario(const std::filesystem::path& path, const std::vector<std::string>& overrides = {},
                                     const std::filesystem::path& shipped = {});

/// The same with a `[[variant]]` of the file laid on it before the overrides. Throws Error(usage) for one that is not there.
[[nodiscard]] Scenario load_variant(const std::filesystem::path& path, const std::string& variant,
                                    const std::vector<std::string>& overrides = {}, const std::filesystem::path& shipped = {});

/// What the file takes for granted (`[[assumption]]`, `[sensitivity]`), with the variant (empty: none) and the overrides laid on.
/// Throws as load_scenario, which checks the sections too; Error(usage) where the file has no assumption, or one replication.
[[nodiscard]] Sensitivity load_sensitivity(const std::filesystem::path& path, const std::string& variant,
                                           const std::vector<std::string>& overrides = {},
                                           const std::filesystem::path& shipped = {});

/// Names of the variants of a file, in its order; those it inherits among them. Throws as load_scenario.
[[nodiscard]] std::vector<std::string> variant_names(const std::filesystem::path& path,
                                                     const std::filesystem::path& shipped = {});

}  // namespace wangge::scenarios
