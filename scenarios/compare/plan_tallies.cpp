#include "engine/evaluation/spread.h"
#include "engine/statistics/gini.h"
#include "scenarios/compare/figure_list.h"
#include "scenarios/run/figures_json.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace wangge::scenarios {
namespace {

using gis::PlanFile;

double length_of(const gis::Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum += core::distance(ring[i], ring[i + 1]).value;
  return sum;
}

double length_of(const gis::MultiPolygon& shape) {
  double sum = 0;
  for (const gis::Polygon& polygon : shape) {
    sum += length_of(polygon.outer);
    for (const gis::Ring& hole : polygon.holes) sum += length_of(hole);
  }
  return sum;
}

void put_figure(Figures& figures, const std::string& name, double value) {
  figures[name] = {.value = rounded(value), .ci95 = {}, .samples = {}, .better = better_of(name)};
}

/// As the aim `border` has it, from the borders of the grids; nothing where a file of an earlier version does not have them.
std::optional<double> told_border(const PlanFile& plan) {
  double twice = 0;
  for (const PlanFile::Grid& grid : plan.grids) {
    if (!grid.border_m) return std::nullopt;
    twice += *grid.border_m;
  }
  return twice / 2;
}

/// Of grids that lie in one area, half of what their outlines are longer than the area's. This counts the few borders too that
/// are too short to make two cells neighbours.
double outlined_border(const PlanFile& plan) {
  std::map<std::string, double> outlines;
  for (const PlanFile::Grid& grid : plan.grids) outlines[grid.parent] += length_of(grid.shape);
  double border = 0;
  for (const PlanFile::Level& level : plan.levels) {
    const auto own = outlines.find(level.code);
    if (own != outlines.end()) border += std::max(0.0, own->second - length_of(level.shape)) / 2;
  }
  return border;
}

void add_border(const PlanFile& plan, Figures& figures) {
  const double border = std::round(told_border(plan).value_or(outlined_border(plan)) * 1000) / 1000;
  put_figure(figures, "plan.border.length", border);
  put_figure(figures, "plan.aims.border", border);
}

void add_compounds(const PlanFile& plan, Figures& figures) {
  struct Compound {
    std::set<std::string> grids;
    std::int64_t households = 0;
  };
  std::map<std::pair<std::string, std::string>, Compound> compounds;
  for (const PlanFile::Cell& cell : plan.cells) {
    if (cell.compound.empty()) continue;
    Compound& compound = compounds[{cell.parent, cell.compound}];
    compound.grids.insert(cell.grid);
    compound.households += cell.households;
  }
  std::int64_t cut = 0;
  std::int64_t households = 0;
  for (const auto& [key, compound] : compounds) {
    if (compound.grids.size() < 2) continue;
    ++cut;
    households += compound.households;
  }
  put_figure(figures, "plan.aims.compounds", static_cast<double>(cut));
  put_figure(figures, "plan.aims.compound_households", static_cast<double>(households));
  if (compounds.empty()) return;
  put_figure(figures, "plan.compounds", static_cast<double>(compounds.size()));
  put_figure(figures, "plan.compounds_cut", static_cast<double>(cut));
}

/// As evaluation::measure_plan has it: dedicated grids left out, deviations where a parent has two or more.
void add_balance(const PlanFile& plan, Figures& figures) {
  std::map<std::string, std::vector<double>> work;
  for (const PlanFile::Grid& grid : plan.grids) {
    if (grid.kind != "dedicated") work[grid.parent].push_back(grid.work);
  }
  std::vector<double> all;
  std::vector<double> deviations;
  for (const auto& [parent, loads] : work) {
    all.insert(all.end(), loads.begin(), loads.end());
    const double mean = evaluation::mean(loads).value_or(0);
    if (loads.size() < 2 || !(mean > 0)) continue;
    for (const double load : loads) deviations.push_back(std::abs(load / mean - 1));
  }
  deviations = evaluation::sorted(std::move(deviations));
  all = evaluation::sorted(std::move(all));
  if (!deviations.empty()) {
    put_figure(figures, "plan.balance.deviation_median", *evaluation::quantile(deviations, 0.5));
    put_figure(figures, "plan.balance.deviation_max", deviations.back());
  }
  put_figure(figures, "plan.aims.deviation_max", deviations.empty() ? 0 : 100 * deviations.back());
  put_figure(figures, "plan.aims.deviation_mean", 100 * evaluation::mean(deviations).value_or(0));
  if (!all.empty() && all.back() > 0) put_figure(figures, "plan.balance.gini", *statistics::gini(all));
}

}  // namespace

Figures plan_tallies(const PlanFile& plan) {
  Figures figures;
  if (plan.grids.empty()) return figures;
  std::vector<double> households;
  std::vector<double> compactness;
  std::size_t valid = 0;
  for (const PlanFile::Grid& grid : plan.grids) {
    households.push_back(static_cast<double>(grid.households));
    compactness.push_back(grid.compactness);
    valid += grid.valid ? 1 : 0;
  }
  households = evaluation::sorted(std::move(households));
  put_figure(figures, "plan.grids", static_cast<double>(plan.grids.size()));
  put_figure(figures, "plan.valid", static_cast<double>(valid));
  put_figure(figures, "plan.invalid", static_cast<double>(plan.grids.size() - valid));
  put_figure(figures, "plan.households.min", households.front());
  put_figure(figures, "plan.households.median", *evaluation::quantile(households, 0.5));
  put_figure(figures, "plan.households.max", households.back());
  put_figure(figures, "plan.compactness.mean", *evaluation::mean(compactness));
  put_figure(figures, "plan.aims.compactness", *evaluation::mean(compactness));
  put_figure(figures, "plan.compactness.min", *std::min_element(compactness.begin(), compactness.end()));
  add_balance(plan, figures);
  add_border(plan, figures);
  add_compounds(plan, figures);
  for (const PlanFile::Aim& aim : plan.aims) put_figure(figures, "plan.aims." + aim.aim, aim.value);
  return figures;
}

}  // namespace wangge::scenarios
