#include "scenarios/run/ensemble_json.h"

#include "scenarios/run/figures_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using planning::AimDistribution;
using planning::AimPlace;

json place_json(const std::optional<AimPlace>& place) {
  if (!place) return nullptr;
  return {{"value", rounded(place->value)},
          {"better", rounded(place->better)},
          {"alike", rounded(place->alike)},
          {"worse", rounded(place->worse)}};
}

json aim_json(const AimDistribution& aim, bool bins) {
  json quantiles = json::array();
  for (const double value : aim.quantiles) quantiles.push_back(rounded(value));
  json plans = json::array();
  for (std::size_t i = 1; i < aim.places.size(); ++i) plans.push_back(place_json(aim.places[i]));
  json object = {{"key", planning::aim_figure(aim.figure).key},
                 {"low", rounded(aim.low)},
                 {"high", rounded(aim.high)},
                 {"mean", rounded(aim.mean)},
                 {"quantiles", quantiles},
                 {"converged", aim.converged()},
                 {"reference", place_json(aim.places.front())},
                 {"plans", plans}};
  if (bins) object["bins"] = aim.bins;
  if (aim.convergence) {
    // Chains that never moved have no variance within: their R-hat is without bound.
    if (std::isfinite(aim.convergence->r_hat)) object["r_hat"] = rounded(aim.convergence->r_hat);
    object["effective"] = rounded(aim.convergence->effective);
    object["effective_tail"] = rounded(aim.convergence->effective_tail);
  }
  return object;
}

json aims_json(const std::vector<AimDistribution>& aims, bool bins) {
  json list = json::array();
  for (const AimDistribution& aim : aims) list.push_back(aim_json(aim, bins));
  return list;
}

bool converged(const std::vector<AimDistribution>& aims) {
  return std::all_of(aims.begin(), aims.end(), [](const AimDistribution& aim) { return aim.converged(); });
}

void add_tally(json& object, const planning::RecomTally& tally) {
  object["trees"] = tally.proposals;
  object["steps"] = tally.steps;
  object["acceptance"] =
      tally.proposals > 0 ? rounded(static_cast<double>(tally.steps) / static_cast<double>(tally.proposals)) : 0.0;
}

json parent_json(const planning::ParentEnsemble& parent, const territory::Territory& territory) {
  json object = {{"code", territory.areas.code[parent.area]},
                 {"name", territory.areas.name[parent.area]},
                 {"grids", parent.grids},
                 {"widened", parent.widened},
                 {"chains_from_given_start", parent.given_starts},
                 {"chains_that_never_moved", parent.still},
                 {"converged", parent.still == 0 && converged(parent.aims)},
                 {"aims", aims_json(parent.aims, false)}};
  const planning::SizeRange& range = parent.range;
  if (range.points) {
    const auto points = [&](std::int64_t size) {
      return rounded(static_cast<double>(size) / static_cast<double>(range.points->steps_a_point));
    };
    object["points_min"] = points(range.least);
    object["points_max"] = points(range.most);
  } else {
    object["households_min"] = range.least;
    object["households_max"] = range.most;
  }
  add_tally(object, parent.tally);
  return object;
}

json law_json(bool reversible) {
  if (reversible) {
    return text_json({.zh = "可逆重组（Cannon 等 2022）：方案的概率与各网格生成树个数之积成正比",
                      .en = "reversible recombination (Cannon et al. 2022): the chance of a plan is in proportion to the product "
                            "of its grids' numbers of spanning trees"});
  }
  return text_json({.zh = "生成树重组（DeFord、Duchin、Solomon 2021）：混合快，分布没有显式公式，比均匀抽取更偏向紧凑的网格",
                    .en = "recombination over spanning trees (DeFord, Duchin, Solomon 2021): it mixes fast; its distribution has "
                          "no closed form and favours compact grids more than an even draw of all plans would"});
}

}  // namespace

json ensemble_json(const planning::PlanEnsemble& ensemble, const Scenario& scenario, const territory::Territory& territory) {
  const EnsembleSpec& spec = *scenario.ensemble;
  json parents = json::array();
  bool agreed = converged(ensemble.aims);
  for (const planning::ParentEnsemble& parent : ensemble.parents) {
    parents.push_back(parent_json(parent, territory));
    agreed = agreed && parents.back().at("converged").get<bool>();
  }
  json object = {{"law", spec.reversible ? "reversible" : "recom"},
                 {"law_text", law_json(spec.reversible)},
                 {"plans", std::size_t{ensemble.chains} * ensemble.plans_a_chain},
                 {"chains", ensemble.chains},
                 {"thin", spec.thin},
                 {"burn_in", spec.burn_in},
                 {"grids", ensemble.grids},
                 {"shares", planning::told_shares},
                 {"converged", agreed},
                 {"aims", aims_json(ensemble.aims, true)},
                 {"parents", parents},
                 {"parents_fixed", ensemble.parents_fixed}};
  add_tally(object, ensemble.tally);
  return object;
}

std::string ensemble_csv(const planning::PlanEnsemble& ensemble) {
  std::string out = "chain,plan";
  for (const AimDistribution& aim : ensemble.aims) out += fmt::format(",{}", planning::aim_figure(aim.figure).key);
  out += "\n";
  for (std::size_t chain = 0; chain < ensemble.draws.size(); ++chain) {
    for (std::size_t plan = 0; plan < ensemble.draws[chain].size(); ++plan) {
      out += fmt::format("{},{}", chain + 1, plan + 1);
      for (const AimDistribution& aim : ensemble.aims) out += fmt::format(",{:.6g}", *ensemble.draws[chain][plan][aim.figure]);
      out += "\n";
    }
  }
  return out;
}

}  // namespace wangge::scenarios
