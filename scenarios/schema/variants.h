#pragma once

#include "engine/core/text.h"
#include "scenarios/schema/document.h"
#include "scenarios/schema/keys.h"

#include <string>
#include <vector>

/// `[[variant]]`: named what-ifs of one file.
namespace wangge::scenarios {

/// A what-if: what `--set` would lay on the scenario, with a name and a title.
struct Variant {
  std::string name;
  std::string scenario;                ///< the scenario's name in this variant: BASE-NAME, blanks as hyphens
  std::vector<std::string> overrides;  ///< KEY=VALUE, the scenario's name and titles first
  std::vector<Place> places;           ///< where each was written
};

/// KEY=VALUE with the value as TOML: what `--set` takes.
[[nodiscard]] std::string assignment(const std::string& key, const Node& value);

/// The key that a dotted name of an override means; null where there is none.
[[nodiscard]] const KeyTree* key_of_override(const std::string& key);

/// Files that the variants of a document name, seen from `prefix` (as `move_paths`).
void move_variant_paths(Node& root, const std::string& prefix);

/// The variants of a merged document, in its order. Throws error_at for a name twice, or one that makes no folder's name.
[[nodiscard]] std::vector<Variant> variants_of(const Node& root);

}  // namespace wangge::scenarios
