#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {

/// A key of the scenario that two runs had at different values. Values as TOML writes them; empty: not written, so at its
/// default.
struct SettingPair {
  std::string key;  ///< items of lists of tables by their name or kind, else by number: request[noise].rate, export.map[1].paper
  std::string before;
  std::string after;
};

/// The keys that differ between the scenarios that two manifests hold, in the order of their names; none where one is absent.
/// What says where files lie is left out: those are compared by their SHA-256. O(keys log keys).
[[nodiscard]] std::vector<SettingPair> setting_pairs(const nlohmann::json& before, const nlohmann::json& after);

}  // namespace wangge::scenarios
