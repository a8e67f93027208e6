#include "gis/read/name_guess.h"

#include "engine/core/nearest.h"

#include <algorithm>
#include <cstddef>

namespace wangge::gis {

core::Text guess(std::string_view wanted, std::span<const std::string> names) {
  const auto near = core::nearest(wanted, names);
  if (!near) return {};
  return {.zh = "；是否指“" + *near + "”？", .en = "; did you mean '" + *near + "'?"};
}

std::string listed(std::span<const std::string> names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) text += " … +" + std::to_string(names.size() - most);
  return text;
}

}  // namespace wangge::gis
