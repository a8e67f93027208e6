#include "gis/town/streets/street_trace.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

constexpr double full_circle = 6.283185307179586;

struct Streamline {
  std::vector<Position> path;
  RingView::Hit end;
};

/// Follows the field by the midpoint rule until the ring.
std::optional<Streamline> traced(const RingView& view, const DirectionField& field, Position from, Position heading, double step,
                                 std::optional<std::size_t> skip) {
  Streamline line{{from}, {}};
  const auto limit = static_cast<std::size_t>(view.around() / step) + 4;
  for (std::size_t count = 0; count < limit; ++count) {
    const Position here = line.path.back();
    const Position half = here + field.along(here, heading) * (step / 2);
    heading = field.along(half, heading);
    const Position there = here + heading * step;
    if (const auto hit = view.first_hit(here, there, count == 0 ? skip : std::nullopt)) {
      line.path.push_back(hit->at);
      line.end = *hit;
      return line;
    }
    line.path.push_back(there);
  }
  return std::nullopt;
}

/// The vertex near the hit where the chain may end, streets from the other side preferred.
std::optional<std::size_t> end_near(const RingView& view, const RingView::Hit& hit, const ChainRules& rules) {
  std::optional<std::size_t> best;
  double best_cost = 1e300;
  const auto look = [&](std::size_t i) {
    const double away = length(view.at(i) - hit.at);
    if (away > rules.snap || !view.may_end(i, rules)) return away <= rules.snap;
    const double cost = away - (view.teed(i) ? rules.four_way : 0);
    if (cost < best_cost) {
      best_cost = cost;
      best = i;
    }
    return true;
  };
  std::size_t ahead = view.next(hit.edge);
  std::size_t behind = hit.edge;
  for (std::size_t count = 0; count < view.size() / 3 && look(ahead); ++count) ahead = view.next(ahead);
  for (std::size_t count = 0; count < view.size() / 3 && look(behind); ++count) behind = view.previous(behind);
  return best;
}

struct Axes {
  Position centre;
  Position along;  ///< unit, of the long axis
  double half = 0;
};

/// Principal axes of the ring's edges.
Axes axes_of(const RingView& view) {
  const auto& ring = view.points();
  Position centre = centroid(ring);
  const Position along = long_axis(ring);
  double half = 0;
  for (const Position p : ring) half = std::max(half, std::abs(dot(p - centre, along)));
  if (!inside(ring, centre)) centre = deep_point(ring, centre, 80);
  return {centre, along, half};
}

class Search {
 public:
  Search(const RingView& view, const DirectionField& field, const ChainRules& rules, core::Stream& luck)
      : view_(view), field_(field), rules_(rules), luck_(luck), axes_(axes_of(view)) {}

  std::optional<Draft> best() {
    if (rules_.four_way > 0) {
      for (const std::size_t i : streets_from_outside()) try_from_vertex(i);
    }
    const double first = 0.08 * (2 * luck_.uniform() - 1);
    for (const double share : {first, first - 0.22, first + 0.22, first - 0.4, first + 0.4})
      try_across(share, left_of(axes_.along));
    if (!best_) {
      for (const double share : {first, first - 0.3, first + 0.3}) try_across(share, axes_.along);
    }
    return std::move(best_);
  }

 private:
  std::vector<std::size_t> streets_from_outside() const {
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t i = 0; i < view_.size(); ++i) {
      if (!view_.teed(i) || !view_.may_end(i, rules_)) continue;
      const double off = std::abs(dot(view_.at(i) - axes_.centre, axes_.along));
      if (off < 0.75 * axes_.half) found.emplace_back(off, i);
    }
    std::sort(found.begin(), found.end());
    if (found.size() > 8) found.resize(8);
    std::vector<std::size_t> positions;
    for (const auto& [off, i] : found) positions.push_back(i);
    return positions;
  }

  void try_from_vertex(std::size_t i) {
    const Position ring_way = unit(view_.at(view_.next(i)) - view_.at(view_.previous(i)));
    const Position heading = field_.along(view_.at(i), left_of(ring_way));
    const auto line = traced(view_, field_, view_.at(i), heading, rules_.spacing, i);
    if (!line) return;
    if (const auto to = end_near(view_, line->end, rules_)) consider(i, *to, line->path);
  }

  void try_across(double share, Position heading) {
    const Position seed = axes_.centre + axes_.along * (share * axes_.half);
    if (!inside(view_.points(), seed)) return;
    const Position way = field_.along(seed, heading);
    const auto forth = traced(view_, field_, seed, way, rules_.spacing, std::nullopt);
    const auto back = traced(view_, field_, seed, way * -1, rules_.spacing, std::nullopt);
    if (!forth || !back) return;
    const auto from = end_near(view_, back->end, rules_);
    const auto to = end_near(view_, forth->end, rules_);
    if (!from || !to) return;
    std::vector<Position> path(back->path.rbegin(), back->path.rend());
    path.insert(path.end(), forth->path.begin() + 1, forth->path.end());
    consider(*from, *to, path);
  }

  void consider(std::size_t from, std::size_t to, const std::vector<Position>& path) {
    if (from == to) return;
    // Bent if that finds room, else as the field runs.
    for (const std::vector<Position>& line : {swung(path), path}) {
      Draft draft{from, to, spaced_between(line, view_.at(from), view_.at(to), rules_.spacing), 0};
      draft.score = score(draft);
      if (best_ && draft.score <= best_->score) return;
      if (!view_.allows(from, to, draft.inner, rules_)) continue;
      best_ = std::move(draft);
      return;
    }
  }

  /// The path with one bow and several bends of luck; its ends stay.
  std::vector<Position> swung(const std::vector<Position>& path) {
    if (rules_.bow <= 0 && rules_.wiggle <= 0) return path;
    constexpr double bend_m = 105;  // from one bend to the next
    std::vector<double> gone(1, 0);
    for (std::size_t i = 1; i < path.size(); ++i) gone.push_back(gone.back() + length(path[i] - path[i - 1]));
    const double total = std::max(gone.back(), 1.0);
    const double bow = rules_.bow * total * (2 * luck_.uniform() - 1);
    const double first = rules_.wiggle * (2 * luck_.uniform() - 1);
    const double second = 0.7 * rules_.wiggle * (2 * luck_.uniform() - 1);
    const double bends = std::max(2.0, std::round(total / bend_m));
    const auto wave = [](double turns) { return core::sin(0.5 * full_circle * turns); };
    std::vector<Position> moved = path;
    for (std::size_t i = 1; i + 1 < path.size(); ++i) {
      const double share = gone[i] / total;
      const double aside = bow * wave(share) + first * wave(bends * share) + second * wave((bends + 1) * share);
      moved[i] = path[i] + left_of(unit(path[i + 1] - path[i - 1])) * aside;
    }
    return moved;
  }

  double score(const Draft& draft) const {
    const RingView::Part one = view_.part(draft.from, draft.to, draft.inner);
    const double other_area = view_.area() - one.area;
    const double other_around = one.around - view_.way(draft.from, draft.to) + view_.way(draft.to, draft.from);
    const double balance = 2 * std::min(one.area, other_area) / view_.area();
    const double shape =
        2 * full_circle * std::min(one.area / (one.around * one.around), other_area / (other_around * other_around));
    const double streets = (view_.teed(draft.from) ? 1 : 0) + (view_.teed(draft.to) ? 1 : 0);
    return 0.7 * balance + shape + 0.008 * rules_.four_way * streets;
  }

  const RingView& view_;
  const DirectionField& field_;
  const ChainRules& rules_;
  core::Stream& luck_;
  Axes axes_;
  std::optional<Draft> best_;
};

}  // namespace

std::vector<Position> spaced_between(std::vector<Position> path, Position from, Position to, double spacing) {
  std::vector<double> gone(1, 0);
  for (std::size_t i = 1; i < path.size(); ++i) gone.push_back(gone.back() + length(path[i] - path[i - 1]));
  const double total = std::max(gone.back(), 1e-9);
  const Position first = from - path.front();
  const Position last = to - path.back();
  for (std::size_t i = 0; i < path.size(); ++i) path[i] = path[i] + between(first, last, gone[i] / total);

  const auto pieces = static_cast<std::size_t>(std::max(1.0, std::round(total / spacing)));
  std::vector<Position> inner;
  std::size_t at = 0;
  for (std::size_t k = 1; k < pieces; ++k) {
    const double goal = total * static_cast<double>(k) / static_cast<double>(pieces);
    while (at + 2 < path.size() && gone[at + 1] < goal) ++at;
    const double span = gone[at + 1] - gone[at];
    inner.push_back(rounded(between(path[at], path[at + 1], span > 0 ? (goal - gone[at]) / span : 0)));
  }
  return inner;
}

std::optional<Draft> best_cut(const RingView& view, const DirectionField& field, const ChainRules& rules, core::Stream& luck) {
  return Search(view, field, rules, luck).best();
}

}  // namespace wangge::town::streets
