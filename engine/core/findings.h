#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wangge::core {

enum class Severity { note, warning, error };
/// "note", "warning" or "error": as files have it.
[[nodiscard]] std::string_view name(Severity severity);

/// One defect of the input, with its place and cause. `rule` is a stable dotted name ("building.outside",
/// "area.overlap") under which findings are counted and grouped.
struct Finding {
  std::string rule;
  Severity severity = Severity::warning;
  Text message{};                   ///< what was found and what was done about it, or what would repair it
  std::string file{};               ///< empty where it has none
  std::string layer{};              ///< empty where it has none
  std::string feature{};            ///< the source's own id of the feature
  std::string value{};              ///< the offending value as text
  std::optional<Position> place{};  ///< in the projected system
};

/// The findings of a run in the order they were made.
///
///   findings.add({.rule = "building.outside", .message = {...}, .feature = "way/1", .place = centre});
class Findings {
 public:
  struct Group {
    std::string rule;
    Severity severity = Severity::warning;
    std::size_t count = 0;
    std::size_t first = 0;  ///< index of the first finding of the group
  };

  void add(Finding finding) { all_.push_back(std::move(finding)); }
  void append(const Findings& other) { all_.insert(all_.end(), other.all_.begin(), other.all_.end()); }
  [[nodiscard]] const std::vector<Finding>& all() const { return all_; }
  /// One group a rule, ordered by severity (errors first), then by rule. O(n log n).
  [[nodiscard]] std::vector<Group> groups() const;
  [[nodiscard]] std::size_t count(std::string_view rule) const;

 private:
  std::vector<Finding> all_;
};

}  // namespace wangge::core
