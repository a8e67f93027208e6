#include "scenarios/site/siting_spec.h"

namespace wangge::scenarios {

std::string_view name(SitingProblem problem) {
  switch (problem) {
    case SitingProblem::centre:
      return "p-centre";
    case SitingProblem::max_cover:
      return "maximal-cover";
    case SitingProblem::set_cover:
      return "set-cover";
    case SitingProblem::expected_cover:
      return "maximal-expected-cover";
    case SitingProblem::capacitated:
      return "capacitated";
    case SitingProblem::nested:
      return "nested";
    case SitingProblem::median:
      break;
  }
  return "p-median";
}

std::string_view name(AccessibilitySpec::Method method) {
  switch (method) {
    case AccessibilitySpec::Method::enhanced:
      return "enhanced";
    case AccessibilitySpec::Method::three_step:
      return "three-step";
    case AccessibilitySpec::Method::two_step:
      break;
  }
  return "two-step";
}

std::string_view name(Room room) {
  switch (room) {
    case Room::idle:
      return "idle";
    case Room::rebuilt:
      return "rebuilt";
    case Room::new_built:
      return "new";
    case Room::shared:
      return "shared";
    case Room::unknown:
      break;
  }
  return "";
}

}  // namespace wangge::scenarios
