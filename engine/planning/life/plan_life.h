#pragma once

#include "engine/core/text.h"
#include "engine/planning/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The life of a plan: a draft is consulted on, approved, and in force from a date.
namespace wangge::planning {

enum class PlanStatus : std::uint8_t { draft, consulted, approved, in_force };
/// "draft", "consulted", "approved" or "in-force".
[[nodiscard]] std::string_view name(PlanStatus status);
/// The same for people.
[[nodiscard]] core::Text word(PlanStatus status);
[[nodiscard]] std::optional<PlanStatus> plan_status(std::string_view name);
/// Of a file that has three words: a plan in force is an approved one with a date.
[[nodiscard]] std::optional<PlanStatus> recorded_status(std::string_view name, std::string_view effective_from);

struct PlanLife {
  int version = 1;  ///< one more with every change of the grids
  PlanStatus status = PlanStatus::draft;
  std::string effective_from{};  ///< ISO date; only of a plan in force

  friend bool operator==(const PlanLife&, const PlanLife&) = default;
};

/// A grid for whose sake a plan is not approved.
struct Obstacle {
  std::string grid;  ///< code
  int rule = 0;      ///< 4 connected, 5 sized, 7 staffed
  core::Text reason;
};

/// Grids that break a rule which final approval enforces: 4, 5 without an excuse, 7 where the rules enforce it; by code.
[[nodiscard]] std::vector<Obstacle> obstacles(const Plan& plan);

/// Why a plan does not get the status.
struct LifeRefusal {
  core::Text reason;
  std::vector<Obstacle> obstacles;  ///< empty: it is the order of steps, or the date
};

/// The plan's life after the next step. Steps come in order: draft, consulted, approved, in force; the last two need a plan
/// without obstacles, the last one a date (ISO), the others none. Going back to a draft is always allowed.
///
///   const auto next = promote(plan, life, PlanStatus::approved, "");
[[nodiscard]] std::variant<PlanLife, LifeRefusal> promote(const Plan& plan, const PlanLife& life, PlanStatus to,
                                                          const std::string& from);

/// After a change of the grids: a draft again, one version on.
[[nodiscard]] PlanLife changed(const PlanLife& life);

}  // namespace wangge::planning
