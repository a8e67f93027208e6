#include "scenarios/site/todays_posts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

core::Text placed_words(const siting::Posts& posts, bool given_plan) {
  const bool points = std::all_of(posts.begin(), posts.end(),
                                  [](const siting::Post& post) { return post.placement == siting::Placement::given; });
  if (points) return {.zh = "场景给出的现有驻点", .en = "posts of today, as the scenario gives them"};
  if (given_plan) {
    return {.zh = "场景没有给出驻点：设在现状各网格（辖区）的中位建筑处",
            .en = "no posts are given: one at the median building of each grid (or area) of today"};
  }
  return {.zh = "场景没有给出驻点，也没有现状网格：设在按规则所划各网格（辖区）的中位建筑处，不是真实的驻点",
          .en =
              "neither posts nor grids of today are given: one at the median building of each grid (or area) of a plan drawn by "
              "the rules, no posts that really exist"};
}

}  // namespace

std::vector<ServingPost> serving_posts(const siting::Posts& posts, network::Mode mode) {
  std::vector<ServingPost> all;
  for (const siting::Post& post : posts) all.push_back({post.name, post.position, post.by(mode), std::nullopt});
  return all;
}

gis::PlanFile TodaysPosts::on_map(gis::PlanFile plan) const {
  std::vector<gis::PlanFile::Post> shown;
  for (const siting::Post& post : posts) {
    const bool kept = std::any_of(plan.posts.begin(), plan.posts.end(),
                                  [&](const gis::PlanFile::Post& chosen) { return chosen.place == post.position; });
    if (!kept) shown.push_back({post.name, post.level, real ? "today" : "compared", post.name, post.parent, post.position});
  }
  plan.posts = std::move(shown);
  return plan;
}

TodaysPosts todays_posts(const Scenario& scenario, const gis::Layers& layers, const TravelBuild& travel, const PlanBuild& planned,
                         core::Threads threads) {
  siting::PlacedPosts placed =
      place_posts(scenario, layers, travel, planned.plan.territory(), service_zones(planned.plan), threads);
  TodaysPosts today;
  const std::string of_workers = scenario.responders.empty() ? std::string() : scenario.responders.front().post;
  for (const siting::Post& post : placed.posts) {
    if (post.kind == of_workers) today.of_workers.push_back(post);
    if (post.kind == scenario.siting->kind) today.posts.push_back(post);
  }
  today.findings = std::move(placed.findings);
  if (today.posts.empty()) return today;
  today.placed = placed_words(today.posts, planned.given);
  today.real = planned.given || std::all_of(today.posts.begin(), today.posts.end(),
                                            [](const siting::Post& post) { return post.placement == siting::Placement::given; });
  return today;
}

}  // namespace wangge::scenarios
