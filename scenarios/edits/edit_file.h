#pragma once

#include "engine/planning/edits/edit_list.h"
#include "gis/layers.h"
#include "scenarios/schema/document.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// A list of edits as a planner writes it: a TOML file of [[edit]] tables.
namespace wangge::scenarios {

struct EditFile {
  planning::EditList edits;
  std::vector<std::string> places;  ///< where each one stands: "edits.toml:12:1"
};

/// Reads a list of edits as a tree, before anything is known of the plan. Throws Error(environment) where the file cannot be
/// read, Error(usage) with line and column where it is not TOML.
[[nodiscard]] Node read_edit_list(const std::filesystem::path& path);
/// The edits of a tree. Coordinates are in the plan's system or in that of the key `reference`; they are taken into `system`.
/// Throws Error(usage) with line and column where a key is unknown or absent, or a value is of another kind.
///
///   reference = "EPSG:4490"
///   [[edit]]
///   do   = "split"
///   grid = "440203001001001"
///   line = [[113.58, 24.79], [113.59, 24.80]]
[[nodiscard]] EditFile edits_of(const Node& list, const gis::ReferenceSystem& system);
/// The same from text; `shown` is the file's name in messages.
[[nodiscard]] EditFile parse_edits(std::string_view text, const std::string& shown, const gis::ReferenceSystem& system);

}  // namespace wangge::scenarios
