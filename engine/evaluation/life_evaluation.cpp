#include "engine/core/estimate.h"
#include "engine/evaluation/evaluation.h"

#include <algorithm>
#include <functional>

namespace wangge::evaluation {
namespace {

using Possible = std::array<bool, life_figure_count>;

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> mean_minutes(std::int64_t sum, std::int64_t count) {
  const std::optional<double> ms = ratio(sum, count);
  return ms ? std::optional(*ms / 60'000) : std::nullopt;
}

std::optional<double> stars_of(const LifeTally& tally) { return ratio(tally.stars, tally[LifeFigure::rated].part); }

LifeFigures figures_of(const LifeTally& tally, std::int64_t requests, const Possible& possible) {
  LifeFigures figures;
  for (std::size_t i = 0; i < response_count; ++i) {
    figures.means[i] = mean_minutes(tally.answer_sum[i], tally.answered[i]);
    figures.unanswered_shares[i] = ratio(requests - tally.answered[i], requests);
  }
  for (std::size_t i = 0; i < life_figure_count; ++i) {
    if (possible[i]) figures.shares[i] = ratio(tally.parts[i].part, tally.parts[i].whole);
  }
  figures.stars_mean = stars_of(tally);
  return figures;
}

std::int64_t requests_of(std::span<const Measures> replications, const std::function<const Tally&(const Measures&)>& of) {
  std::int64_t sum = 0;
  for (const Measures& measures : replications) sum += of(measures).requests;
  return sum;
}

using LifeOf = std::function<const LifeTally&(const Measures&)>;

LifeTally pooled(std::span<const Measures> replications, const LifeOf& of) {
  LifeTally sum;
  for (const Measures& measures : replications) sum.add(of(measures));
  return sum;
}

/// Each level of any chain under its name, from below as the chains have them.
std::vector<LevelFigures> level_figures(const simulation::SimulationInputs& inputs, std::span<const Measures> replications) {
  struct Level {
    std::string name;
    std::int64_t reached = 0;
    std::int64_t settled = 0;
  };
  std::vector<Level> levels;
  std::int64_t requests = 0;
  for (const Measures& measures : replications) requests += measures.all.tally.requests;
  for (const KindId kind : core::ids<KindId>(inputs.kinds.size())) {
    const auto& chain = inputs.kinds[kind].life.escalate.levels;
    const LifeTally tally =
        pooled(replications, [&](const Measures& measures) -> const LifeTally& { return measures.life_by_kind[kind]; });
    for (std::size_t i = 0; i < chain.size(); ++i) {
      auto found = std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.name == chain[i].name; });
      if (found == levels.end()) {
        const auto later =
            std::find_first_of(levels.begin(), levels.end(), chain.begin() + static_cast<std::ptrdiff_t>(i), chain.end(),
                               [](const Level& level, const auto& next) { return level.name == next.name; });
        found = levels.insert(later, Level{chain[i].name});
      }
      found->reached += tally.reached[i];
      found->settled += tally.settled[i];
    }
  }
  std::vector<LevelFigures> figures;
  for (const Level& level : levels) {
    figures.push_back({.level = level.name,
                       .requests = static_cast<double>(level.reached) / static_cast<double>(replications.size()),
                       .share = ratio(level.reached, requests),
                       .settled_share = ratio(level.settled, level.reached)});
  }
  return figures;
}

void evaluate_teams(Evaluation& evaluation, const simulation::SimulationInputs& inputs, std::span<const Measures> replications) {
  std::vector<TeamFigures>& figures = evaluation.teams;
  std::size_t withheld = 0;
  const auto count = static_cast<double>(replications.size());
  for (const simulation::TeamId team : core::ids<simulation::TeamId>(inputs.teams.size())) {
    TeamTally sum;
    for (const Measures& measures : replications) sum.add(measures.teams[team]);
    const auto people = static_cast<std::size_t>(std::count(inputs.responders.team.begin(), inputs.responders.team.end(), team));
    if (people < inputs.points.least_team) {
      ++withheld;
      continue;
    }
    const double points = inputs.points.resolved * static_cast<double>(sum.resolved) +
                          inputs.points.star * static_cast<double>(sum.stars) +
                          inputs.points.late * static_cast<double>(sum.late);
    figures.push_back({.team = inputs.teams[team],
                       .responders = people,
                       .resolved = static_cast<double>(sum.resolved) / count,
                       .rated = static_cast<double>(sum.rated) / count,
                       .late = static_cast<double>(sum.late) / count,
                       .stars_mean = ratio(sum.stars, sum.rated),
                       .points = points / count});
  }
  std::sort(figures.begin(), figures.end(), [](const TeamFigures& a, const TeamFigures& b) { return a.team < b.team; });
  evaluation.teams_withheld = withheld;
}

std::vector<double> samples(std::span<const Measures> replications,
                            const std::function<std::optional<double>(const LifeTally&)>& figure) {
  std::vector<double> found;
  for (const Measures& measures : replications) {
    if (const std::optional<double> value = figure(measures.life)) found.push_back(*value);
  }
  return found;
}

}  // namespace

void evaluate_lives(Evaluation& evaluation, const simulation::SimulationInputs& inputs, std::span<const Measures> replications) {
  const Possible possible = possible_figures(inputs);
  for (std::size_t i = 0; i < life_figure_count; ++i) {
    if (!possible[i]) continue;
    const LifeTally::Part all =
        pooled(replications, [](const Measures& measures) -> const LifeTally& { return measures.life; }).parts[i];
    evaluation.life[i] = share_of_counts(
        samples(replications, [i](const LifeTally& tally) { return ratio(tally.parts[i].part, tally.parts[i].whole); }), all.part,
        all.whole);
  }
  const auto can = [&](LifeFigure figure) { return possible[static_cast<std::size_t>(figure)]; };
  if (can(LifeFigure::handed_over) || can(LifeFigure::assisted)) {
    const LifeTally all = pooled(replications, [](const Measures& measures) -> const LifeTally& { return measures.life; });
    evaluation.on_the_spot_share = share_of_counts(
        samples(replications, [](const LifeTally& tally) { return ratio(tally.on_the_spot.part, tally.on_the_spot.whole); }),
        all.on_the_spot.part, all.on_the_spot.whole);
  }
  evaluation.stars_mean = core::mean_amount_of(samples(replications, stars_of));
  for (std::size_t hour = 0; hour < 24; ++hour) {
    evaluation.by_hour[hour].life = figures_of(
        pooled(replications, [&](const Measures& measures) -> const LifeTally& { return measures.life_by_hour[hour]; }),
        requests_of(replications, [&](const Measures& measures) -> const Tally& { return measures.by_hour[hour]; }), possible);
  }
  for (const KindId kind : core::ids<KindId>(inputs.kinds.size())) {
    KindFigures& figures = evaluation.by_kind[kind.value()];
    figures.requests.life = figures_of(
        pooled(replications, [&](const Measures& measures) -> const LifeTally& { return measures.life_by_kind[kind]; }),
        requests_of(replications, [&](const Measures& measures) -> const Tally& { return measures.by_kind[kind]; }), possible);
    for (std::size_t i = 0; i < response_count; ++i) {
      std::vector<const ResponseTally*> each;
      for (const Measures& measures : replications) each.push_back(&measures.responses_by_kind[kind][i]);
      figures.responses[i] = response_figures(each);
      if (figures.responses[i]) figures.responses[i]->unanswered_share = figures.requests.life.unanswered_shares[i];
    }
  }
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    evaluation.by_grid[grid.value()].requests.life = figures_of(
        pooled(replications, [&](const Measures& measures) -> const LifeTally& { return measures.life_by_grid[grid]; }),
        requests_of(replications, [&](const Measures& measures) -> const Tally& { return measures.by_grid[grid]; }), possible);
  }
  for (CommunityFigures& community : evaluation.by_community) {
    LifeTally sum;
    std::int64_t requests = 0;
    for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
      if (inputs.communities[inputs.community_of_grid[grid]] != community.code) continue;
      sum.add(pooled(replications, [&](const Measures& measures) -> const LifeTally& { return measures.life_by_grid[grid]; }));
      requests += requests_of(replications, [&](const Measures& measures) -> const Tally& { return measures.by_grid[grid]; });
    }
    community.requests.life = figures_of(sum, requests, possible);
  }
  evaluation.escalated = level_figures(inputs, replications);
  std::vector<const ReportTallies*> reports;
  for (const Measures& measures : replications) reports.push_back(&measures.reports);
  evaluation.whistles = whistle_figures(inputs, reports);
  std::vector<const AdmissionTallies*> admissions;
  for (const Measures& measures : replications) admissions.push_back(&measures.admission);
  evaluation.admission = admission_figures(inputs, admissions);
  std::vector<const OfficeTallies*> offices;
  for (const Measures& measures : replications) offices.push_back(&measures.offices);
  evaluation.offices = office_figures(inputs, offices);
  const bool rated = possible[static_cast<std::size_t>(LifeFigure::rated)];
  if (rated || inputs.points.asked) evaluate_teams(evaluation, inputs, replications);
}

}  // namespace wangge::evaluation
