#pragma once

#include "engine/core/text.h"
#include "engine/siting/pairing/three_lists.h"

#include <string>
#include <vector>

/// The demand list, the project list and the resource list of a place, matched in both directions.
namespace wangge::scenarios {

struct NamedLists {
  siting::ThreeLists lists;
  std::vector<std::string> demands;  ///< as the files call them
  std::vector<std::string> projects;
  std::vector<std::string> resources;
};

struct ListFiles {
  std::string demands;
  std::string projects;
  std::string resources;
};

/// CSV files as docs/matching.md has them. Throws Error(environment) for a file that cannot be read, Error(input) with file,
/// line, column and value for a name that is missing or comes twice, a word or number that is none, and lists that are empty.
[[nodiscard]] NamedLists read_lists(const ListFiles& files);

/// Who is matched with whom, what is left and why, and the bound.
[[nodiscard]] std::string match_json(const NamedLists& named, const siting::ThreeListsAnswer& answer);
[[nodiscard]] std::string match_text(const NamedLists& named, const siting::ThreeListsAnswer& answer, core::Language language);
/// A row a demand: demand, project, resource, reason.
[[nodiscard]] std::string match_csv(const NamedLists& named, const siting::ThreeListsAnswer& answer);

}  // namespace wangge::scenarios
