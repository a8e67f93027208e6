#include "gis/town/streets/ring_view.h"

#include <algorithm>
#include <array>
#include <limits>

namespace wangge::town::streets {
namespace {

constexpr double full_circle = 6.283185307179586;

/// The edges of a ring in runs with the box of each: who keeps off a box need not look at its edges.
class EdgeRuns {
 public:
  explicit EdgeRuns(const std::vector<Position>& ring) : ring_(ring) {
    for (std::size_t first = 0; first < ring.size(); first += most) {
      Box box{ring[first], ring[first]};
      for (std::size_t e = first; e < last_of(first); ++e) {
        const Position to = end_of(e);
        box.low = {std::min(box.low.x, to.x), std::min(box.low.y, to.y)};
        box.high = {std::max(box.high.x, to.x), std::max(box.high.y, to.y)};
      }
      boxes_.push_back(box);
    }
  }

  /// True where an edge comes nearer than that.
  [[nodiscard]] bool come_nearer(Position p, double distance) const {
    for (std::size_t run = 0; run < boxes_.size(); ++run) {
      if (surely_beyond(distance, p, boxes_[run].low, boxes_[run].high)) continue;
      for (std::size_t e = run * most; e < last_of(run * most); ++e) {
        if (surely_beyond(distance, p, ring_[e], end_of(e))) continue;
        if (distance_to_segment(p, ring_[e], end_of(e)) < distance) return true;
      }
    }
    return false;
  }
  /// True where an edge of which `counts` says so touches the segment.
  template <class Counts>
  [[nodiscard]] bool touch_segment(Position a, Position b, const Counts& counts) const {
    const Box reach = box_of(std::array<Position, 2>{a, b});
    for (std::size_t run = 0; run < boxes_.size(); ++run) {
      if (!overlap(boxes_[run], reach)) continue;
      for (std::size_t e = run * most; e < last_of(run * most); ++e) {
        if (touch(a, b, ring_[e], end_of(e)) && counts(e)) return true;
      }
    }
    return false;
  }

 private:
  static constexpr std::size_t most = 24;
  [[nodiscard]] std::size_t last_of(std::size_t first) const { return std::min(first + most, ring_.size()); }
  [[nodiscard]] Position end_of(std::size_t edge) const { return ring_[edge + 1 < ring_.size() ? edge + 1 : 0]; }

  const std::vector<Position>& ring_;
  std::vector<Box> boxes_;
};

}  // namespace

RingView::RingView(const Mesh& mesh, const Face& face) : mesh_(&mesh), face_(&face), at_(mesh.ring_points(face)) {
  along_.assign(1, 0);
  swept_.assign(1, 0);
  for (std::size_t i = 0; i < at_.size(); ++i) {
    const Position to = at_[next(i)];
    along_.push_back(along_.back() + length(to - at_[i]));
    swept_.push_back(swept_.back() + cross(at_[i] - at_[0], to - at_[0]));
  }
  area_ = swept_.back() / 2;
  box_ = box_of(at_);
  measure_gaps();
}

void RingView::measure_gaps() {
  gap_.assign(size(), std::numeric_limits<double>::infinity());
  const auto junction = [&](std::size_t i) { return mesh_->degree[face_->ring[i]] > 2; };
  double since = std::numeric_limits<double>::infinity();
  for (std::size_t step = 0; step < 2 * size(); ++step) {
    const std::size_t i = step % size();
    gap_[i] = std::min(gap_[i], since);
    since = (junction(i) ? 0 : since) + (along_[i + 1] - along_[i]);
  }
  since = std::numeric_limits<double>::infinity();
  for (std::size_t step = 2 * size(); step-- > 0;) {
    const std::size_t i = step % size();
    gap_[i] = std::min(gap_[i], since);
    const std::size_t before = previous(i);
    since = (junction(i) ? 0 : since) + (along_[before + 1] - along_[before]);
  }
}

bool RingView::may_end(std::size_t i, const ChainRules& rules) const {
  const Vertex vertex = face_->ring[i];
  if (mesh_->shut[vertex] != 0 || gap_[i] < rules.junction_gap) return false;
  const Chain& before = mesh_->chains[face_->chain[previous(i)]];
  const Chain& after = mesh_->chains[face_->chain[i]];
  if (before.outline && after.outline) return rules.outline_ends && mesh_->degree[vertex] == 2;
  if (!is_road(before) || !is_road(after) || before.bridge || after.bridge) return false;
  return mesh_->degree[vertex] == 2 || teed(i);
}

bool RingView::teed(std::size_t i) const {
  if (mesh_->degree[face_->ring[i]] != 3) return false;
  return dot(unit(at_[i] - at_[previous(i)]), unit(at_[next(i)] - at_[i])) > 0.9;
}

double RingView::way(std::size_t i, std::size_t j) const {
  const double ahead = along_[j] - along_[i];
  return ahead >= 0 ? ahead : ahead + around();
}

RingView::Part RingView::part(std::size_t i, std::size_t j, const std::vector<Position>& chain) const {
  double swept = i < j ? swept_[j] - swept_[i] : swept_.back() - swept_[i] + swept_[j];
  double long_way = way(i, j);
  Position last = at_[j];
  const auto go = [&](Position to) {
    swept += cross(last - at_[0], to - at_[0]);
    long_way += length(to - last);
    last = to;
  };
  for (std::size_t k = chain.size(); k-- > 0;) go(chain[k]);
  go(at_[i]);
  return {swept / 2, long_way};
}

std::optional<RingView::Hit> RingView::first_hit(Position a, Position b, std::optional<std::size_t> skip) const {
  const Box reach = box_of(std::vector<Position>{a, b});
  double best = 2;
  std::optional<Hit> hit;
  for (std::size_t k = 0; k < size(); ++k) {
    const Position c = at_[k];
    const Position d = at_[next(k)];
    if (std::max(c.x, d.x) < reach.low.x || std::min(c.x, d.x) > reach.high.x) continue;
    if (std::max(c.y, d.y) < reach.low.y || std::min(c.y, d.y) > reach.high.y) continue;
    if (skip && (k == *skip || next(k) == *skip)) continue;
    const double turn = cross(b - a, d - c);
    if (turn == 0) continue;
    const double s = cross(c - a, d - c) / turn;
    const double t = cross(c - a, b - a) / turn;
    if (s < 0 || s > 1 || t < 0 || t > 1 || s >= best) continue;
    best = s;
    hit = Hit{k, between(c, d, t)};
  }
  return hit;
}

bool RingView::end_is_open(std::size_t i, Position towards, double sharpest_cosine) const {
  const Position ahead = unit(at_[next(i)] - at_[i]);
  const Position behind = unit(at_[previous(i)] - at_[i]);
  const Position chain = unit(towards - at_[i]);
  if (dot(chain, ahead) > sharpest_cosine || dot(chain, behind) > sharpest_cosine) return false;
  if (cross(ahead, behind) > 0) return cross(ahead, chain) > 0 && cross(chain, behind) > 0;
  return !(cross(behind, chain) >= 0 && cross(chain, ahead) >= 0);
}

bool RingView::keeps_clear(const std::vector<Position>& chain, std::size_t i, std::size_t j, double clearance) const {
  double total = 0;
  for (std::size_t k = 0; k + 1 < chain.size(); ++k) total += length(chain[k + 1] - chain[k]);
  const EdgeRuns runs(at_);
  double gone = 0;
  for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
    if (k > 0 && runs.come_nearer(chain[k], std::min(clearance, 0.55 * std::min(gone, total - gone)))) return false;
    gone += length(chain[k + 1] - chain[k]);
    const auto elsewhere = [&](std::size_t e) {
      const bool at_start = k == 0 && (e == i || next(e) == i);
      const bool at_end = k + 2 == chain.size() && (e == j || next(e) == j);
      return !at_start && !at_end;
    };
    if (runs.touch_segment(chain[k], chain[k + 1], elsewhere)) return false;
  }
  return true;
}

bool RingView::allows(std::size_t i, std::size_t j, const std::vector<Position>& inner, const ChainRules& rules) const {
  if (i == j) return false;
  std::vector<Position> chain{at_[i]};
  chain.insert(chain.end(), inner.begin(), inner.end());
  chain.push_back(at_[j]);
  if (!end_is_open(i, chain[1], rules.sharpest_cosine) || !end_is_open(j, chain[chain.size() - 2], rules.sharpest_cosine)) {
    return false;
  }
  for (const Part& side :
       {part(i, j, inner), Part{area_ - part(i, j, inner).area, part(i, j, inner).around - way(i, j) + way(j, i)}}) {
    if (side.area < rules.min_area || 2 * full_circle * side.area < rules.min_compactness * side.around * side.around)
      return false;
  }
  return keeps_clear(chain, i, j, rules.clearance);
}

}  // namespace wangge::town::streets
