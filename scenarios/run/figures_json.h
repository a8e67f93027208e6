#pragma once

#include "engine/core/estimate.h"
#include "engine/core/text.h"
#include "engine/evaluation/evaluation.h"
#include "engine/evaluation/theory/theory.h"
#include "scenarios/redraw/repartition_step.h"
#include "scenarios/scenario.h"

#include <optional>

#include <nlohmann/json.hpp>

/// How figures stand in metrics.json. For the writers of this room only.
namespace wangge::scenarios {

/// The double nearest to the value written with six significant digits: 0.12345678 -> 0.123457.
[[nodiscard]] double rounded(double value);

/// Sets a key where there is a figure.
void put(nlohmann::json& object, const char* key, const std::optional<double>& value);
/// {"value" or "mean": …, "ci95": [low, high], "samples": [one a replication, in their order]}
[[nodiscard]] nlohmann::json estimate_json(const core::Estimate& estimate, const char* centre);
[[nodiscard]] nlohmann::json text_json(const core::Text& text);

/// The ends of the range that rule 5 goes by: "households_min" and "households_max", or "points_min" and "points_max".
[[nodiscard]] nlohmann::json size_range_json(const PlanningSpec& spec);

/// The object `repartition` of metrics.json and plans.json: level, areas, how many are new, households that come under another
/// area, and the least that any division in range moves.
[[nodiscard]] nlohmann::json repartition_figures(const RedrawnLevel& redrawn);

/// Mean with its interval, and quantiles with theirs.
[[nodiscard]] nlohmann::json response_json(const evaluation::ResponseFigures& figures);
/// What the lives of some requests were like, into their object.
void put_life(nlohmann::json& object, const evaluation::LifeFigures& figures);
/// The same of all requests with intervals, levels, teams, ways, into the object `simulation`.
void add_lives(nlohmann::json& object, const evaluation::Evaluation& evaluation);

/// `steadiness` and `controlled`, into the object `simulation`.
void add_sharper(nlohmann::json& object, const evaluation::SimulationResult& result);
/// The object `simulation.theory`.
[[nodiscard]] nlohmann::json theory_json(const evaluation::Theory& theory, const evaluation::SimulationResult& result);
/// Scheduled work, likewise.
void add_duties(nlohmann::json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario);
/// What each kind of responder does with its hours.
void add_duty_time(nlohmann::json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario);
/// How departments reported.
void add_whistles(nlohmann::json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario);
/// What departments hand down; absent where none does.
void add_admission(nlohmann::json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario);
/// Offices of the levels; absent where no level has desks.
void add_offices(nlohmann::json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario);

/// The object `simulation`.
[[nodiscard]] nlohmann::json simulation_json(const evaluation::Evaluation& evaluation, const Scenario& scenario);

}  // namespace wangge::scenarios
