#pragma once

#include "engine/core/text.h"
#include "gis/write/plan_file.h"

#include <map>
#include <string>

namespace wangge::gis::map {

/// What areas and grids are called in both languages: Chinese names come from the places of the same name, others stand as they
/// are. Built in O(places + areas); the plan may go.
///
///   const PlaceNames names(plan);   names.area(level).zh   // "瓦杜兹"
class PlaceNames {
 public:
  explicit PlaceNames(const PlanFile& plan);

  /// The code where there is no name.
  [[nodiscard]] core::Text area(const PlanFile::Level& level) const;
  /// A grid called by its area's name and a number is so in Chinese too.
  [[nodiscard]] core::Text grid(const PlanFile::Grid& grid) const;

 private:
  [[nodiscard]] core::Text both(const std::string& name) const;

  std::map<std::string, std::string> chinese_;  ///< by the local name
  std::map<std::string, std::string> area_;     ///< names by code
};

}  // namespace wangge::gis::map
