#include "gis/circles/circles.h"

#include "engine/core/parallel.h"
#include "engine/network/pool.h"
#include "gis/circles/circle_tracer.h"

#include <algorithm>
#include <string>
#include <utility>

namespace wangge::gis {
namespace {

using circles::CircleTracer;
using network::TravelTime;
using Mask = CircleTracer::Mask;

/// Sets the bit of a lane for every place that keeps its bound.
void mark(std::span<const TravelTime> times, std::span<const std::uint32_t> bounds, std::size_t lane, std::vector<Mask>& masks) {
  for (std::size_t i = 0; i < masks.size(); ++i) {
    const unsigned bit = siting::keeps(times[i], bounds[i]) ? 1U : 0U;
    masks[i] = static_cast<Mask>(masks[i] | bit << lane);
  }
}

/// Travel of all chosen posts, shapes of each on the way.
class Drawing {
 public:
  Drawing(const network::Travel& travel, const siting::Posts& posts, const CircleLand& land, const CircleRules& rules)
      : travel_(travel), posts_(posts), land_(land), rules_(rules), tracers_(land.owners) {
    for (const siting::PostId post : core::ids<siting::PostId>(posts.size())) {
      const bool of_kind = siting::is_of(posts[post].kind, rules.post_kind);
      if (of_kind && posts[post].by(rules.mode).valid()) circles_.posts.push_back(post);
    }
    circles_.rows.resize(circles_.posts.size() * rules.of_post.size());
    for (const core::Millis limit : rules.of_post) bounds_.push_back(siting::time_bounds(land.places, limit));
  }

  Circles run(core::Threads threads) {
    std::vector<network::AccessPoint> from;
    for (const siting::PostId post : circles_.posts) from.push_back(posts_[post].by(rules_.mode));
    circles_.reach = siting::reach_of_posts(travel_, rules_.mode, from, land_.places, rules_.rings, threads,
                                            [&](const siting::ReachRows& rows) { draw_posts(rows); });
    if (!circles_.posts.empty()) draw_all(threads);
    return std::move(circles_);
  }

 private:
  void draw_posts(const siting::ReachRows& rows) {
    for (std::size_t k = 0; k < rules_.of_post.size(); ++k) {
      std::vector<Mask> masks(land_.places.size(), 0);
      for (std::size_t lane = 0; lane < rows.posts; ++lane) mark(rows.row(lane, masks.size()), bounds_[k], lane, masks);
      std::vector<MultiPolygon> shapes = tracers_.take()->trace(masks, rows.posts);
      for (std::size_t lane = 0; lane < rows.posts; ++lane) {
        const siting::Post& post = posts_[circles_.posts[rows.first + lane]];
        circles_.rows[(rows.first + lane) * rules_.of_post.size() + k] =
            row(post.name, rules_.of_post[k], std::move(shapes[lane]));
      }
    }
  }

  void draw_all(core::Threads threads) {
    std::vector<MultiPolygon> shapes(rules_.rings.size());
    core::parallel_for(threads, shapes.size(), [&](std::size_t i) {
      std::vector<Mask> masks(land_.places.size(), 0);
      mark(circles_.reach.nearest, siting::time_bounds(land_.places, rules_.rings[i]), 0, masks);
      shapes[i] = std::move(tracers_.take()->trace(masks, 1).front());
    });
    for (std::size_t i = 0; i < shapes.size(); ++i)
      circles_.rows.push_back(row(all_posts, rules_.rings[i], std::move(shapes[i])));
  }

  [[nodiscard]] PlanFile::Circle row(const std::string& post, core::Millis limit, MultiPolygon shape) const {
    return {post, core::in_minutes(limit), std::string(network::name(rules_.mode)), std::move(shape), rules_.responder};
  }

  const network::Travel& travel_;
  const siting::Posts& posts_;
  const CircleLand& land_;
  const CircleRules& rules_;
  network::Pool<CircleTracer, circles::LandOwners> tracers_;
  std::vector<std::vector<std::uint32_t>> bounds_;
  Circles circles_;
};

}  // namespace

Circles response_circles(const network::Travel& travel, const siting::Posts& posts, const CircleLand& land,
                         const CircleRules& rules, core::Threads threads) {
  return Drawing(travel, posts, land, rules).run(threads);
}

MultiPolygon land_of_places(const CircleLand& land, std::span<const std::uint32_t> places) {
  std::vector<Mask> masks(land.places.size(), 0);
  for (const std::uint32_t place : places) masks[place] = 1;
  return std::move(CircleTracer(land.owners).trace(masks, 1).front());
}

}  // namespace wangge::gis
