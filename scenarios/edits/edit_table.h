#pragma once

#include "engine/planning/edits/edit.h"
#include "gis/geometry.h"
#include "scenarios/schema/document.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// Takes a line of the file into the plan's system.
using PlaneOf = std::function<gis::LineString(gis::LineString)>;

/// One table of a file of edits. Each read checks the kind of the value and remembers the key, so that keys nobody asked
/// for can be refused. All throw Error(usage) with the place.
class EditTable {
 public:
  EditTable(const Node& node, std::string shown, PlaneOf plane);

  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::string text_or(std::string_view key) const;  ///< empty where absent
  [[nodiscard]] bool flag(std::string_view key) const;            ///< false where absent
  /// A whole number of 1 or more; 1 where absent.
  [[nodiscard]] std::size_t count(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> required_texts(std::string_view key) const;
  [[nodiscard]] std::vector<planning::CellId> cells(std::string_view key) const;
  [[nodiscard]] planning::Path path(std::string_view key) const;  ///< [[x, y], …]
  [[nodiscard]] planning::Path required_path(std::string_view key) const;
  [[nodiscard]] std::optional<core::Metres> length(std::string_view key) const;
  [[nodiscard]] std::optional<territory::BarrierClass> barrier(std::string_view key) const;
  [[nodiscard]] EditTable inner(std::string_view key) const;

  /// Throws where the table has a key that was not read.
  void refuse_unread() const;
  /// An error at the table, or at a value in it.
  [[nodiscard]] core::Error error(const core::Text& problem) const;
  [[nodiscard]] core::Error error(std::string_view key, const core::Text& problem) const;

 private:
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Place place() const;
  /// A key that stands in the table, was not read and looks like `key`; empty where there is none.
  [[nodiscard]] core::Text unread_words(std::string_view key) const;
  [[nodiscard]] const Node& required(std::string_view key, const core::Text& expected) const;

  const Node* node_;
  std::string shown_;
  PlaneOf plane_;
  mutable std::set<std::string, std::less<>> read_;
};

}  // namespace wangge::scenarios
