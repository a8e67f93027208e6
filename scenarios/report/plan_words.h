#pragma once

#include "scenarios/report/figures.h"

#include <string>
#include <vector>

/// What plans.json says of whole plans, in the words of console and report alike.
namespace wangge::scenarios::report {

/// Why grids are out of range, or what was asked for is not met, in an area: one line for all plans that say the same.
struct PlanReason {
  enum class Standing { not_in_order, not_in_order_proven, excused, not_met };

  std::vector<std::size_t> plans;  ///< ranks, rising
  std::string code;
  std::string area;
  core::Text text;
  Standing standing = Standing::not_in_order;
};

/// By area, then by plan.
[[nodiscard]] std::vector<PlanReason> plan_reasons(const Json& body);

/// "plans 1-3, 5"
[[nodiscard]] core::Text plan_numbers(const std::vector<std::size_t>& ranks);

/// Why a plan is marked invalid, with numbers and areas; empty words where it is not.
[[nodiscard]] core::Text invalid_words(const Json& plan);

/// How plans are ranked, and why the plan by the weights as given is not the first, where it is not.
[[nodiscard]] std::vector<core::Text> ranking_words(const Json& body);

struct DedicatedRow {
  std::vector<std::size_t> plans;
  std::string code;
  std::string name;
  std::string area;  ///< code
  double buildings = 0;
  double households = 0;
};

/// The dedicated grids of the plans, each once, by code.
[[nodiscard]] std::vector<DedicatedRow> dedicated_rows(const Json& body);

}  // namespace wangge::scenarios::report
