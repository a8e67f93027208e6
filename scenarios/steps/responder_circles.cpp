#include "scenarios/steps/responder_circles.h"

#include "scenarios/steps/microgrid_homes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

std::size_t setting_out(const siting::Posts& posts, const siting::CoverageRules& rules) {
  return static_cast<std::size_t>(std::count_if(posts.begin(), posts.end(), [&](const siting::Post& post) {
    return siting::is_of(post.kind, rules.post_kind) && post.by(rules.mode).valid();
  }));
}

class Kinds {
 public:
  Kinds(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built, const TravelBuild& travel,
        const planning::Plan& plan, const ServiceZones& zones, const siting::Posts& posts, core::Threads threads)
      : scenario_(scenario),
        layers_(layers),
        built_(built),
        travel_(travel.travel),
        plan_(plan),
        zones_(zones),
        posts_(posts),
        threads_(threads) {}

  ResponderCircles run(const siting::Coverage& coverage, const CircleBuild& first) {
    const siting::CoverageRules rules = coverage_rules(scenario_);
    land_[static_cast<std::size_t>(rules.mode)] = first.land;
    const ResponderSpec* drawn = circle_responder(scenario_);
    for (const ResponderSpec& spec : scenario_.responders) {
      if (&spec == drawn) {
        made_.all.push_back({spec.kind, rules, setting_out(posts_, rules), coverage.total, first.reach.limits, first.reach.any});
      } else if (spec.post == "home" && scenario_.microgrids) {
        if (!homes_) homes_ = home_posts(microgrid_homes(scenario_, plan_, threads_), plan_, zones_, travel_);
        add(spec, *homes_);
      } else {
        add(spec, posts_);
      }
    }
    return std::move(made_);
  }

 private:
  void add(const ResponderSpec& spec, const siting::Posts& posts) {
    const siting::CoverageRules rules = coverage_rules(scenario_, spec);
    const gis::CircleRules drawn = circle_rules(scenario_, rules, spec.kind);
    const auto served = siting::static_coverage(travel_, built_.territory, zones_.zones, posts, rules, threads_);
    if (setting_out(posts, rules) == 0) {
      made_.all.push_back({spec.kind, rules, 0, served.total, drawn.rings, std::vector<siting::ReachTally>(drawn.rings.size())});
      return;
    }
    gis::Circles circles = gis::response_circles(travel_, posts, land(rules), drawn, threads_);
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
  const planning::Plan& plan_;
  const ServiceZones& zones_;
  const siting::Posts& posts_;
  std::optional<siting::Posts> homes_;
  core::Threads threads_;
  std::array<std::shared_ptr<const gis::CircleLand>, network::mode_count> land_;
  ResponderCircles made_;
};

}  // namespace

ResponderCircles responder_circles(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                   const TravelBuild& travel, const planning::Plan& plan, const ServiceZones& zones,
                                   const siting::Posts& posts, const siting::Coverage& coverage, const CircleBuild& first,
                                   core::Threads threads) {
  if (!scenario.coverage.by_responder || scenario.responders.empty()) return {};
  return Kinds(scenario, layers, built, travel, plan, zones, posts, threads).run(coverage, first);
}

}  // namespace wangge::scenarios
