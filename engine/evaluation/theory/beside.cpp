#include "engine/evaluation/theory/beside.h"

namespace wangge::evaluation {
namespace {

constexpr auto accept = static_cast<std::size_t>(Response::accept);
constexpr auto arrive = static_cast<std::size_t>(Response::arrive);

void add(std::vector<Beside>& rows, std::string_view figure, const std::optional<double>& theory,
         const std::optional<core::Estimate>& simulated) {
  if (theory && simulated) rows.push_back({figure, *theory, simulated->value, simulated->ci95});
}

std::optional<core::Estimate> mean_of(const std::optional<ResponseFigures>& figures) {
  return figures ? std::optional(figures->mean) : std::nullopt;
}

/// From acceptance to the door, replication by replication where each has both.
std::optional<core::Estimate> ways(const PartFigures& part) {
  const auto accepted = mean_of(part.responses[accept]);
  const auto arrived = mean_of(part.responses[arrive]);
  if (!accepted || !arrived || accepted->samples.size() != arrived->samples.size()) return std::nullopt;
  std::vector<double> each;
  for (std::size_t i = 0; i < arrived->samples.size(); ++i) each.push_back(arrived->samples[i] - accepted->samples[i]);
  return core::mean_of(each);
}

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole)) : std::nullopt;
}

}  // namespace

std::vector<Beside> units_beside(const Theory& theory, const Evaluation& evaluation) {
  std::vector<Beside> rows;
  if (!theory.units) return rows;
  const TheoryFigures& total = theory.units->total;
  const PartFigures& found = evaluation.within_shift;
  add(rows, "utilisation", total.utilisation, evaluation.utilisation);
  add(rows, "way_minutes", total.way_minutes, ways(found));
  add(rows, "arrive_minutes", total.arrive_minutes, mean_of(found.responses[arrive]));
  add(rows, "within_target_share", total.within_share, found.within_target_share);
  return rows;
}

std::vector<Beside> grids_beside(const Theory& theory, const SimulationResult& result) {
  std::vector<Beside> rows;
  if (!theory.grids) return rows;
  GridTally all;
  for (const GridId grid : core::ids<GridId>(result.grids.size())) {
    if (!theory.grids->by_grid[grid]) continue;
    all.on_shift.add(result.grids[grid].on_shift);
    all.work.add(result.grids[grid].work);
  }
  const GridFound found = found_in(all, result.evaluation.promise);
  const auto add_pooled = [&](std::string_view figure, const std::optional<double>& theory_has,
                              const std::optional<double>& has) {
    if (theory_has && has) rows.push_back({figure, *theory_has, *has, std::nullopt});
  };
  const TheoryFigures& total = theory.grids->total;
  add_pooled("utilisation", total.utilisation, found.utilisation);
  add_pooled("arrive_minutes", total.arrive_minutes, found.arrive_minutes);
  add_pooled("within_target_share", total.within_share, found.within_share);
  return rows;
}

GridFound found_in(const GridTally& tally, const Promise& promise) {
  GridFound found;
  found.utilisation = ratio(tally.work.busy, tally.work.on_shift);
  found.within_share = ratio(tally.on_shift.kept, tally.on_shift.decided);
  const auto mean = ratio(tally.on_shift.response_sum, tally.on_shift.responded);
  if (mean && promise.target == Response::arrive) found.arrive_minutes = *mean / 60'000;
  return found;
}

}  // namespace wangge::evaluation
