#include "scenarios/steps/responder_circles.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

namespace wangge::scenarios {
namespace {

std::size_t setting_out(const siting::Posts& posts, const siting::CoverageRules& rules) {
  return static_cast<std::size_t>(std::count_if(posts.begin(), posts.end(), [&](const siting::Post& post) {
    return (rules.post_kind.empty() || post.kind == rules.post_kind) && post.by(rules.mode).valid();
  }));
}

class Kinds {
 public:
  Kinds(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built, const TravelBuild& travel,
        const ServiceZones& zones, const siting::Posts& posts, core::Threads threads)
      : scenario_(scenario),
        layers_(layers),
        built_(built),
        travel_(travel.travel),
        zones_(zones),
        posts_(posts),
        threads_(threads) {}

  ResponderCircles run(const siting::Coverage& coverage, const CircleBuild& first) {
    const siting::CoverageRules rules = coverage_rules(scenario_);
    land_[static_cast<std::size_t>(rules.mode)] = first.land;
    made_.all.push_back({scenario_.responders.front().kind, rules, setting_out(posts_, rules), coverage.total, first.reach.limits,
                         first.reach.any});
    for (std::size_t i = 1; i < scenario_.responders.size(); ++i) add(scenario_.responders[i]);
    return std::move(made_);
  }

 private:
  void add(const ResponderSpec& spec) {
    const siting::CoverageRules rules = coverage_rules(scenario_, spec);
    const gis::CircleRules drawn = circle_rules(scenario_, rules, spec.kind);
    if (setting_out(posts_, rules) == 0) {
      const auto nobody = siting::static_coverage(travel_, built_.territory, zones_.zones, posts_, rules, threads_);
      made_.all.push_back({spec.kind, rules, 0, nobody.total, drawn.rings, std::vector<siting::ReachTally>(drawn.rings.size())});
      return;
    }
    gis::Circles circles = gis::response_circles(travel_, posts_, land(rules), drawn, threads_);
    const auto served = siting::static_coverage(travel_, built_.territory, zones_.zones, posts_, rules, threads_);
    made_.all.push_back({spec.kind, rules, circles.posts.size(), served.total, drawn.rings, std::move(circles.reach.any)});
    std::move(circles.rows.begin(), circles.rows.end(), std::back_inserter(made_.further));
  }

  const gis::CircleLand& land(const siting::CoverageRules& rules) {
    auto& made = land_[static_cast<std::size_t>(rules.mode)];
    if (!made) made = std::make_shared<gis::CircleLand>(circle_land(travel_, rules.mode, rules.entry, layers_, built_));
    return *made;
  }

  const Scenario& scenario_;
  const gis::Layers& layers_;
  const gis::TerritoryBuild& built_;
  const network::Travel& travel_;
  const ServiceZones& zones_;
  const siting::Posts& posts_;
  core::Threads threads_;
  std::array<std::shared_ptr<const gis::CircleLand>, network::mode_count> land_;
  ResponderCircles made_;
};

}  // namespace

ResponderCircles responder_circles(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                   const TravelBuild& travel, const ServiceZones& zones, const siting::Posts& posts,
                                   const siting::Coverage& coverage, const CircleBuild& first, core::Threads threads) {
  if (!scenario.coverage.by_responder || scenario.responders.empty()) return {};
  return Kinds(scenario, layers, built, travel, zones, posts, threads).run(coverage, first);
}

}  // namespace wangge::scenarios
