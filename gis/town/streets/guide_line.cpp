#include "gis/town/streets/guide_line.h"

#include "gis/town/streets/street_trace.h"

#include <algorithm>
#include <span>

namespace wangge::town::streets {
namespace {

/// Where the guide meets the ring of a face.
struct Meeting {
  double at = 0;  ///< segment of the path and share of it
  Position place;
  std::size_t edge = 0;
};

struct Piece {
  FaceIndex face = 0;
  double from_at = 0;
  Vertex from = 0;
  Vertex to = 0;
  std::vector<Position> path;
  Chain chain;
  bool corridor = false;
};

bool is_corridor(const Face& face) { return face.use == LandUse::water || face.use == LandUse::railway; }

class Laying {
 public:
  Laying(Mesh& mesh, const std::vector<Position>& path, const GuideChain& chain_in, const GuideRules& rules)
      : mesh_(mesh), path_(path), chain_in_(chain_in), rules_(rules) {
    measure_path();
    if (!rules_.loop) return;
    path_ = unrolled();
    measure_path();
  }

  LaidGuide lay(Crossings allowed) {
    const std::size_t count = mesh_.faces.size();
    for (FaceIndex face = 0; face < count; ++face) plan_in(face);
    std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return a.from_at < b.from_at; });
    family_.resize(count);
    for (FaceIndex face = 0; face < count; ++face) family_[face] = {face};
    Crossings used;
    for (std::size_t first = 0; first < pieces_.size();) {
      std::size_t last = first + 1;
      while (pieces_[first].corridor && last < pieces_.size() && pieces_[last].corridor &&
             pieces_[last].from == pieces_[last - 1].to)
        ++last;
      if (!pieces_[first].corridor) {
        apply(pieces_[first]);
      } else {
        const bool wet = mesh_.faces[pieces_[first].face].use == LandUse::water;
        int& passed = wet ? used.water : used.rail;
        if (passed < (wet ? allowed.water : allowed.rail) && pass(first, last)) ++passed;
      }
      first = last;
    }
    return {used, length_};
  }

 private:
  /// Boxes of stretches of the path, so that far edges are passed over quickly.
  void measure_path() {
    reach_ = box_of(path_);
    stretches_.clear();
    for (std::size_t s = 0; s + 1 < path_.size(); s += stretch_) {
      stretches_.push_back(box_of(std::span(path_).subspan(s, std::min(stretch_ + 1, path_.size() - s))));
    }
  }

  std::vector<Meeting> meetings(const std::vector<Position>& ring) const {
    std::vector<Meeting> found;
    for (std::size_t e = 0; e < ring.size(); ++e) {
      const Position c = ring[e];
      const Position d = ring[e + 1 < ring.size() ? e + 1 : 0];
      const Box edge{{std::min(c.x, d.x), std::min(c.y, d.y)}, {std::max(c.x, d.x), std::max(c.y, d.y)}};
      if (!overlap(edge, reach_)) continue;
      for (std::size_t k = 0; k < stretches_.size(); ++k) {
        if (!overlap(edge, stretches_[k])) continue;
        for (std::size_t s = k * stretch_; s < (k + 1) * stretch_ && s + 1 < path_.size(); ++s) meet(s, e, c, d, found);
      }
    }
    std::sort(found.begin(), found.end(), [](const Meeting& a, const Meeting& b) { return a.at < b.at; });
    return found;
  }

  void meet(std::size_t s, std::size_t edge, Position c, Position d, std::vector<Meeting>& found) const {
    const Position a = path_[s];
    const Position b = path_[s + 1];
    const double turn = cross(b - a, d - c);
    if (turn == 0 || !touch(a, b, c, d)) return;
    const double share = cross(c - a, d - c) / turn;
    found.push_back({static_cast<double>(s) + std::clamp(share, 0.0, 1.0), between(a, b, share), edge});
  }

  /// A closed path that goes on past its start until it has met a ring again, so that no piece spans the start.
  std::vector<Position> unrolled() const {
    double first = static_cast<double>(path_.size());
    for (const Face& face : mesh_.faces) {
      const auto ring = mesh_.ring_points(face);
      if (!overlap(reach_, box_of(ring))) continue;
      const auto found = meetings(ring);
      if (!found.empty()) first = std::min(first, found[0].at);
    }
    std::vector<Position> longer = path_;
    for (std::size_t i = 1; i < path_.size() && static_cast<double>(i) < first + 2; ++i) longer.push_back(path_[i]);
    return longer;
  }

  /// The same vertex for both faces of the edge: its nearer end, or a junction near by along the line.
  Vertex vertex_at(const Face& face, const Meeting& meeting) const {
    const std::size_t count = face.ring.size();
    const std::size_t a = meeting.edge;
    const std::size_t b = a + 1 < count ? a + 1 : 0;
    const double to_a = length(mesh_.at[face.ring[a]] - meeting.place);
    const double to_b = length(mesh_.at[face.ring[b]] - meeting.place);
    const bool first = to_a != to_b ? to_a < to_b : face.ring[a] < face.ring[b];
    const std::size_t near = first ? a : b;
    const Chain& chain = mesh_.chains[face.chain[a]];
    if (is_barrier(chain) || mesh_.degree[face.ring[near]] > 2) return face.ring[near];
    Vertex best = face.ring[near];
    double best_away = rules_.join;
    for (const bool forward : {true, false}) {
      double gone = 0;
      for (std::size_t i = near; gone < rules_.join;) {
        const std::size_t j = forward ? (i + 1 < count ? i + 1 : 0) : (i > 0 ? i - 1 : count - 1);
        gone += length(mesh_.at[face.ring[j]] - mesh_.at[face.ring[i]]);
        i = j;
        if (mesh_.degree[face.ring[i]] < 3) continue;
        if (gone < best_away) {
          best_away = gone;
          best = face.ring[i];
        }
        break;
      }
    }
    return best;
  }

  void plan_in(FaceIndex index) {
    const Face& face = mesh_.faces[index];
    const auto chain = chain_in_(face);
    if (!chain) return;
    const auto ring = mesh_.ring_points(face);
    if (!overlap(reach_, box_of(ring))) return;
    const auto found = meetings(ring);
    for (std::size_t k = 0; k + 1 < found.size(); ++k) {
      const Meeting& in = found[k];
      const Meeting& out = found[k + 1];
      if (out.at - in.at < 1e-6) continue;
      Piece piece{index, in.at, vertex_at(face, in), vertex_at(face, out), {in.place}, *chain, is_corridor(face)};
      for (auto s = static_cast<std::size_t>(in.at) + 1; static_cast<double>(s) < out.at; ++s) piece.path.push_back(path_[s]);
      piece.path.push_back(out.place);
      const std::size_t middle = piece.path.size() / 2;
      if (piece.from == piece.to || !inside(ring, between(piece.path[middle - 1], piece.path[middle], 0.5))) continue;
      pieces_.push_back(std::move(piece));
    }
  }

  struct Ready {
    FaceIndex face = 0;
    Draft draft;
  };
  std::optional<Ready> ready(const Piece& piece) const {
    for (const FaceIndex index : family_[piece.face]) {
      const Face& face = mesh_.faces[index];
      const auto from = std::find(face.ring.begin(), face.ring.end(), piece.from);
      const auto to = std::find(face.ring.begin(), face.ring.end(), piece.to);
      if (from == face.ring.end() || to == face.ring.end()) continue;
      Draft draft{static_cast<std::size_t>(from - face.ring.begin()), static_cast<std::size_t>(to - face.ring.begin()), {}, 0};
      draft.inner = spaced_between(piece.path, mesh_.at[piece.from], mesh_.at[piece.to], rules_.chain.spacing);
      if (RingView(mesh_, face).allows(draft.from, draft.to, draft.inner, rules_.chain)) return Ready{index, std::move(draft)};
    }
    return std::nullopt;
  }

  bool apply(const Piece& piece) {
    const auto cut = ready(piece);
    if (!cut) return false;
    const ChainIndex chain = mesh_.add_chain(piece.chain);
    for (std::size_t i = 0; i + 1 < piece.path.size(); ++i) length_ += length(piece.path[i + 1] - piece.path[i]);
    family_[piece.face].push_back(mesh_.cut(cut->face, cut->draft.from, cut->draft.to, cut->draft.inner, chain));
    return true;
  }

  /// May a crossing end here? Where a river or railway is laid on one side only, its middle line is the bank of the other.
  bool on_bank(Vertex vertex, FaceIndex face) const {
    const Face& there = mesh_.faces[face];
    const auto at = static_cast<std::size_t>(std::find(there.ring.begin(), there.ring.end(), vertex) - there.ring.begin());
    if (at == there.ring.size()) return false;
    for (const std::size_t edge : {at, at > 0 ? at - 1 : there.ring.size() - 1}) {
      const Chain& chain = mesh_.chains[there.chain[edge]];
      if (chain.outline || (is_barrier(chain) && !touches_land(vertex))) return false;
    }
    return true;
  }

  bool touches_land(Vertex vertex) const {
    return std::any_of(mesh_.faces.begin(), mesh_.faces.end(), [&](const Face& face) {
      return !is_corridor(face) && std::find(face.ring.begin(), face.ring.end(), vertex) != face.ring.end();
    });
  }

  bool pass(std::size_t first, std::size_t last) {
    if (!on_bank(pieces_[first].from, pieces_[first].face) || !on_bank(pieces_[last - 1].to, pieces_[last - 1].face))
      return false;
    for (std::size_t k = first; k < last; ++k) {
      if (!ready(pieces_[k])) return false;
    }
    for (std::size_t k = first; k < last; ++k) apply(pieces_[k]);
    return true;
  }

  Mesh& mesh_;
  static constexpr std::size_t stretch_ = 16;
  std::vector<Position> path_;
  Box reach_;
  std::vector<Box> stretches_;
  const GuideChain& chain_in_;
  const GuideRules& rules_;
  std::vector<Piece> pieces_;
  double length_ = 0;
  std::vector<std::vector<FaceIndex>> family_;
};

}  // namespace

LaidGuide lay_guide(Mesh& mesh, const std::vector<Position>& path, const GuideChain& chain_in, Crossings allowed,
                    const GuideRules& rules) {
  return Laying(mesh, path, chain_in, rules).lay(allowed);
}

}  // namespace wangge::town::streets
