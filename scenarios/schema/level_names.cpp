#include "scenarios/schema/level_names.h"

#include <algorithm>

namespace wangge::scenarios {

LevelNames::LevelNames(const std::vector<LevelSpec>& levels) {
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) own.push_back(level->name);
}

std::vector<std::string> LevelNames::all() const {
  std::vector<std::string> names = usual;
  for (const std::string& name : own) {
    if (std::find(usual.begin(), usual.end(), name) == usual.end()) names.push_back(name);
  }
  return names;
}

bool LevelNames::below(const std::string& a, const std::string& b) const {
  for (const auto* list : {&usual, &own}) {
    const auto first = std::find(list->begin(), list->end(), a);
    const auto second = std::find(list->begin(), list->end(), b);
    if (first != list->end() && second != list->end() && first < second) return true;
  }
  return false;
}

}  // namespace wangge::scenarios
