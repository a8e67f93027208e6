#include "gis/town/streets/town_shape.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

/// Every n-th point, so that distances to a long line stay cheap.
std::vector<Position> thinned(const std::vector<Position>& line, double spacing) {
  std::vector<Position> kept;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (kept.empty() || i + 1 == line.size() || length(line[i] - kept.back()) >= spacing) kept.push_back(line[i]);
  }
  return kept;
}

}  // namespace

TownShape::TownShape(const TownSpec& spec, std::vector<Position> rim, Position centre, double built_m2,
                     std::vector<Corridor> corridors)
    : spec_(&spec), centre_(centre), corridors_(std::move(corridors)), noise_(spec.seed, "town shape") {
  const double area = signed_area(rim);
  rim_ = thinned(rim, std::sqrt(area) / 60);
  for (Corridor& corridor : corridors_) corridor.path = thinned(corridor.path, 60);
  built_radius_ = std::sqrt(std::min(built_m2, area) / 3.14159265358979);
  const double core_share = spec.form == Form::quarter ? 0.16 : 0.035;
  core_radius_ = std::clamp(built_radius_ * std::sqrt(core_share), 140.0, 1500.0);
  if (built_m2 >= 0.97 * area) {
    limit_ = 1.3;
    return;
  }
  const Box box = box_of(rim_);
  const double side = std::sqrt((box.high.x - box.low.x) * (box.high.y - box.low.y) / 5000);
  std::vector<double> reaches;
  for (double y = box.low.y; y < box.high.y; y += side) {
    for (double x = box.low.x; x < box.high.x; x += side) {
      if (inside(rim_, {x, y})) reaches.push_back(reach_at({x, y}));
    }
  }
  std::sort(reaches.begin(), reaches.end());
  const double share = std::clamp(built_m2 / area, 0.02, 1.0);
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(reaches.size()));
  limit_ = reaches.empty() ? 1 : reaches[std::min(rank, reaches.size() - 1)];
}

double TownShape::reach_at(Position place) const {
  double out = distance_to_segment(place, rim_.back(), rim_.front());
  out = std::min(out, distance_to_line(place, rim_));
  const double in = length(place - centre_);
  // Along the rim the share nears 1; where the rim is far the town is round, with fingers.
  return in / (in + 0.6 * out + 1) * 0.5 + 0.5 * in / (1.4 * built_radius_) + 0.07 * noise_.rough(place, 0.9 * built_radius_, 2);
}

double TownShape::closeness(Position place) const { return 1 - reach_at(place) / limit_; }

Fabric TownShape::fabric_at(Position place) const {
  if (length(place - centre_) < core_radius_ * (1 + 0.25 * noise_.at(place, 500))) return Fabric::old_core;
  const double near = closeness(place);
  const bool quarter = spec_->form == Form::quarter;
  if (!quarter) {
    for (const Corridor& corridor : corridors_) {
      if (corridor.use == LandUse::railway && near < 0.75 && distance_to_line(place, corridor.path) < 500 &&
          noise_.at(place + Position{9000, 0}, 2200) > -0.1) {
        return Fabric::industrial_estate;
      }
    }
    if (near < 0.35 && noise_.at(place + Position{0, 9000}, 2600) > 0.38) return Fabric::industrial_estate;
    if (near < 0.16) return Fabric::suburb;
  }
  return noise_.at(place + Position{4000, 4000}, quarter ? 520 : 1900) > (quarter ? 0.0 : 0.02 - 0.3 * (0.6 - near))
             ? Fabric::grid_quarter
             : Fabric::mixed;
}

DirectionField TownShape::directions() const {
  core::Stream luck(spec_->seed, 0, "street directions", static_cast<std::uint64_t>(std::abs(centre_.x)));
  FieldPlan plan;
  plan.grids.push_back({centre_, 0.12 * (2 * luck.uniform() - 1), 0, 1});
  const int patches = spec_->form == Form::city ? 7 : 2;
  for (int patch = 0; patch < patches; ++patch) {
    const Position place = centre_ + Position{2 * luck.uniform() - 1, 2 * luck.uniform() - 1} * built_radius_;
    const double turn = 0.45 * (2 * luck.uniform() - 1);
    plan.grids.push_back({place, turn, built_radius_ * 0.3, 1.6});
  }
  plan.radials.push_back({centre_, std::max(3 * core_radius_, 0.3 * built_radius_), 0.45});
  for (const Corridor& corridor : corridors_)
    plan.lines.push_back({corridor.path, corridor.use == LandUse::water ? 420.0 : 260.0, 2.4});
  std::vector<Position> rim = rim_;
  rim.push_back(rim_.front());
  if (spec_->form == Form::quarter) plan.lines.push_back({rim, 90, 2});
  plan.turning = {centre_, core_radius_ * 1.1, 0.85, 230, 0.15};
  const Box box = grown(box_of(rim_), 50);
  const double area = (box.high.x - box.low.x) * (box.high.y - box.low.y);
  return DirectionField(plan, noise_, box, std::clamp(std::sqrt(area) / 330, 18.0, 70.0));
}

}  // namespace wangge::town::streets
