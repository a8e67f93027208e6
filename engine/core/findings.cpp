#include "engine/core/findings.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace wangge::core {

std::string_view name(Severity severity) {
  constexpr std::array<std::string_view, 3> names = {"note", "warning", "error"};
  return names[static_cast<std::size_t>(severity)];
}

std::vector<Findings::Group> Findings::groups() const {
  std::map<std::string, Group> by_rule;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    auto [at, inserted] = by_rule.try_emplace(all_[i].rule, Group{all_[i].rule, all_[i].severity, 0, i});
    at->second.count += 1;
    at->second.severity = std::max(at->second.severity, all_[i].severity);
  }
  std::vector<Group> groups;
  groups.reserve(by_rule.size());
  for (auto& [rule, group] : by_rule) groups.push_back(group);
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.severity > b.severity; });
  return groups;
}

std::size_t Findings::count(std::string_view rule) const {
  return static_cast<std::size_t>(
      std::count_if(all_.begin(), all_.end(), [&](const Finding& finding) { return finding.rule == rule; }));
}

}  // namespace wangge::core
