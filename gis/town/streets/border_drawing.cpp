#include "gis/town/streets/border_drawing.h"

#include "engine/core/error.h"
#include "gis/town/streets/least_cost.h"
#include "gis/town/streets/street_trace.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/core.h>

namespace wangge::town::streets {
namespace {

class Drawing {
 public:
  Drawing(Mesh& mesh, const BorderGround& ground, const core::Progress& progress, const std::optional<Anchor>& anchor)
      : mesh_(mesh), ground_(ground), progress_(progress), anchor_(anchor), border_(mesh.add_chain({})) {}

  /// `first`: the index of the first of these weights in the whole list.
  void split(FaceIndex face, std::span<const double> weights, std::span<FaceIndex> into, std::size_t first = 0) {
    if (weights.size() == 1) {
      into[0] = face;
      return;
    }
    const std::size_t middle = halving(weights);
    const auto sum = [](std::span<const double> some) { return std::accumulate(some.begin(), some.end(), 0.0); };
    const FaceIndex other = cut(face, sum(weights.first(middle)) / sum(weights), side_of_owner(first, middle, weights.size()));
    split(face, weights.first(middle), into.first(middle), first);
    split(other, weights.subspan(middle), into.subspan(middle), first + middle);
  }

 private:
  /// Where to halve the list: nearest to half of the weight.
  static std::size_t halving(std::span<const double> weights) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::size_t best = 1;
    double least = 1e300;
    double before = 0;
    for (std::size_t i = 1; i < weights.size(); ++i) {
      before += weights[i - 1];
      if (std::abs(before / total - 0.5) >= least) continue;
      least = std::abs(before / total - 0.5);
      best = i;
    }
    return best;
  }

  enum class Side : std::uint8_t { either, first, second };

  /// On which side of the next border the owner of the anchor is.
  [[nodiscard]] Side side_of_owner(std::size_t first, std::size_t middle, std::size_t count) const {
    if (!anchor_ || !anchor_->owner || *anchor_->owner < first || *anchor_->owner >= first + count) return Side::either;
    return *anchor_->owner < first + middle ? Side::first : Side::second;
  }

  /// Whether the anchor lies where it should; `border` from ring position i to j, its ends included.
  [[nodiscard]] bool anchored(const RingView& view, std::size_t i, std::size_t j, std::vector<Position> border, Side side) const {
    if (side == Side::either) return true;
    if (distance_to_line(anchor_->at, border) < anchor_->room) return false;
    std::reverse(border.begin(), border.end());  // from j back to i closes the part from i to j
    for (std::size_t k = view.next(i); k != j; k = view.next(k)) border.push_back(view.at(k));
    return inside(border, anchor_->at) == (side == Side::first);
  }

  struct Chord {
    double cost = 0;
    std::size_t from = 0;
    std::size_t to = 0;
  };

  struct Attempt {
    double care;   ///< below 1 borders may be pointed, short and close to others
    double least;  ///< of its share that each side gets
  };

  /// Pairs of ring vertices whose chord cuts off about `share` of the land, shortest first.
  std::vector<Chord> chords(const RingView& view, double share, double gap, const Attempt& attempt) const {
    const double care = attempt.care;
    std::vector<Chord> found;
    const std::size_t n = view.size();
    const ChainRules rules{.junction_gap = gap};
    // Where borders are hard to draw the shortest chords cut off slivers: none of those then.
    const double most_off =
        care < 1 && attempt.least > 0 ? std::min(0.06 / care, (1 - attempt.least) * std::min(share, 1 - share)) : 0.06 / care;
    const std::size_t stride = std::max<std::size_t>(1, n / (care < 1 ? 150 : 64));
    const std::size_t nearest = n / (care < 1 ? 40 : 12) + 1;
    for (std::size_t i = 0; i < n; i += stride) {
      if (!open_end(view, i, rules)) continue;
      Chord best{1e300, i, i};
      for (std::size_t step = nearest; step + nearest < n; ++step) {
        const std::size_t j = (i + step) % n;
        const double off = std::abs(view.part(i, j, {}).area / view.area() - share);
        double cost = length(view.at(i) - view.at(j)) / std::sqrt(view.area()) + 4 * off * care;
        if (off < most_off && anchor_ && !anchor_->owner)
          cost += 3 * distance_to_segment(anchor_->at, view.at(i), view.at(j)) / std::sqrt(view.area());
        if (off < most_off && cost < best.cost && open_end(view, j, rules)) best = {cost, i, j};
      }
      if (best.to != i) found.push_back(best);
    }
    std::sort(found.begin(), found.end(),
              [](const Chord& a, const Chord& b) { return a.cost != b.cost ? a.cost < b.cost : a.from < b.from; });
    return found;
  }

  static bool open_end(const RingView& view, std::size_t i, const ChainRules& rules) {
    const Chain& before = view.mesh().chains[view.face().chain[view.previous(i)]];
    const Chain& after = view.mesh().chains[view.face().chain[i]];
    return view.gap(i) >= rules.junction_gap && view.mesh().degree[view.face().ring[i]] == 2 && !is_barrier(before) &&
           !is_barrier(after);
  }

  FaceIndex cut(FaceIndex face, double share, Side owner) {
    const RingView view(mesh_, mesh_.faces[face]);
    if (owner != Side::either) {
      if (const auto other = cut(face, view, share, owner, {{1, 0.6}, {0.4, 0.6}})) return *other;
    }
    // Any border at all comes last: who gets a sliver finds no room for villages.
    const auto other = cut(face, view, share, Side::either, {{1, 0.6}, {0.4, 0.6}, {0.1, 0.6}, {0.4, 0}, {0.1, 0}});
    if (other) return *other;
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("无法在 {:.2f} 平方千米的土地上再分出社区：请扩大范围或减少社区", view.area() / 1e6),
         .en = fmt::format(
             "{:.2f} km2 of land cannot be divided among more communities: widen the outline or give fewer communities",
             view.area() / 1e6)});
  }

  std::optional<FaceIndex> cut(FaceIndex face, const RingView& view, double share, Side owner,
                               std::initializer_list<Attempt> attempts) {
    const double side = std::sqrt(view.area());
    for (const Attempt& attempt : attempts) {
      const auto [care, least] = attempt;
      const ChainRules rules{.spacing = 40,
                             .clearance = std::min(250.0, 0.06 * side) * care,
                             .junction_gap = std::min(600.0, 0.1 * side) * care,
                             .sharpest_cosine = care < 0.5 ? 0.93 : 0.82,
                             .min_area = 20000,
                             .min_compactness = care < 0.5 ? 0.003 : 0.1};
      std::size_t tried = 0;
      for (const Chord& chord : chords(view, share, rules.junction_gap, attempt)) {
        if (!anchored(view, chord.from, chord.to, {view.at(chord.from), view.at(chord.to)}, owner)) continue;
        if (++tried > 14) break;
        progress_.check();
        const auto inner = border_between(view, chord, rules.spacing, care);
        if (inner.empty() || !view.allows(chord.from, chord.to, inner, rules)) continue;
        const double got = view.part(chord.from, chord.to, inner).area / view.area();
        if (got < least * share || 1 - got < least * (1 - share)) continue;
        std::vector<Position> border{view.at(chord.from)};
        border.insert(border.end(), inner.begin(), inner.end());
        border.push_back(view.at(chord.to));
        if (!anchored(view, chord.from, chord.to, std::move(border), owner)) continue;
        return mesh_.cut(face, chord.from, chord.to, inner, border_);
      }
    }
    return std::nullopt;
  }

  std::vector<Position> border_between(const RingView& view, const Chord& chord, double spacing, double care) const {
    // High ground is cheap: borders follow ridges.
    const GroundCost cost = [&](Position p) {
      return (1 + 0.5 * ground_.bends.rough(p, 1500, 3)) / (0.7 + std::min(ground_.heights.at(p), 500.0) / 400);
    };
    std::vector<Position> path = least_cost_path(view.points(), view.at(chord.from), view.at(chord.to), cost, 5000);
    if (path.size() < 3) path = {view.at(chord.from), view.at(chord.to)};  // narrow land: straight across
    const double reach = care * std::min(260.0, 0.02 * std::sqrt(view.area()));
    return spaced_between(bent(path, ground_.bends, reach), view.at(chord.from), view.at(chord.to), spacing);
  }

  Mesh& mesh_;
  const BorderGround& ground_;
  const core::Progress& progress_;
  const std::optional<Anchor>& anchor_;
  ChainIndex border_;
};

}  // namespace

std::vector<FaceIndex> divided_face(Mesh& mesh, FaceIndex face, std::span<const double> weights, const BorderGround& ground,
                                    const core::Progress& progress, const std::optional<Anchor>& anchor) {
  std::vector<FaceIndex> into(weights.size());
  Drawing(mesh, ground, progress, anchor).split(face, weights, into);
  return into;
}

}  // namespace wangge::town::streets
