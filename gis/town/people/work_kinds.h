#pragma once

#include "engine/core/random.h"
#include "gis/town/people/names.h"
#include "gis/town/town.h"

#include <optional>
#include <string_view>

/// What kind of enterprise or organisation works where: by the use of the building and of the block that it stands on. Shares
/// and weights are assumed.
namespace wangge::town {

/// A kind of establishment: the word that is written, how it is named, how many work there.
struct WorkKind {
  std::string_view word;
  NameKind name = NameKind::shop;
  double fewest = 0;           ///< employees, of an enterprise
  double most = 0;             ///< employees
  double floor_m2_a_head = 8;  ///< floor area of an employee, at least
};

/// Where an establishment is.
struct WorkPlace {
  LandUse block = LandUse::compound;
  territory::BuildingUse building = territory::BuildingUse::residential;
  int floors = 1;
  double floor_m2 = 0;  ///< of the building
};

/// How strongly a square metre of floor draws enterprises; above 0 for any building.
[[nodiscard]] double enterprise_pull(const WorkPlace& place);
/// The same for organisations.
[[nodiscard]] double organisation_pull(const WorkPlace& place);

[[nodiscard]] const WorkKind& enterprise_kind(const WorkPlace& place, core::Stream& luck);
/// Of an organisation beside the one that the place is for.
[[nodiscard]] const WorkKind& organisation_kind(const WorkPlace& place, core::Stream& luck);

/// The organisation that such a place is for, one to a block: the school of a school's block, a hospital, a market's office, the
/// government, a kindergarten in an estate, the service centre in a village hall; absent where it is for none.
[[nodiscard]] std::optional<WorkKind> main_organisation(const WorkPlace& place);

}  // namespace wangge::town
