#include "gis/town/streets/country_ranks.h"

#include "gis/town/streets/plane.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <utility>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;

constexpr double far_away = std::numeric_limits<double>::infinity();

/// Width of the reserve of a country road, metres (assumed; carriageway, shoulders and ditches of highways of the second to
/// fourth class).
double country_width(LineClass rank) {
  switch (rank) {
    case LineClass::primary:
      return 24;
    case LineClass::secondary:
      return 16;
    case LineClass::tertiary:
      return 12;
    default:
      return 9;
  }
}

/// How much dearer a metre is than on a road of the towns' network (assumed).
double class_factor(LineClass line_class) {
  switch (line_class) {
    case LineClass::primary:
    case LineClass::motorway:
      return 0.8;
    case LineClass::secondary:
      return 0.9;
    case LineClass::tertiary:
      return 1;
    case LineClass::residential:
      return 1.6;
    case LineClass::service:
      return 3;
    default:
      return 5;
  }
}

constexpr double middle_m = 350;  ///< roads to a town lead to a main street of it that is so near its middle
constexpr double gather = 0.6;    ///< a metre of a road that another way has chosen already (assumed)

/// Roads open to cars as a graph of junctions, one-way streets in both directions: the way back runs beside them.
class RoadGraph {
 public:
  explicit RoadGraph(const StreetPlan& plan) : plan_(plan), price_(plan.lines.size(), far_away), at_(plan.vertices.size()) {
    constexpr auto car = static_cast<std::size_t>(network::Mode::car);
    for (const LineId id : core::ids<LineId>(plan.lines.size())) {
      const Line& line = plan.lines[id];
      if (!line.line_class || !network::is_road(*line.line_class) || line.access[car] == Direction::closed) continue;
      double metres = 0;
      for (std::size_t i = 0; i + 1 < line.vertices.size(); ++i)
        metres += length(plan.vertices[line.vertices[i + 1]] - plan.vertices[line.vertices[i]]);
      const double climb = line.slope == 2 ? 1.4 : line.slope == 1 ? 1.15 : 1;
      price_[id.value()] = metres * climb * class_factor(*line.line_class);
      at_[line.vertices.front().value()].push_back(id);
      at_[line.vertices.back().value()].push_back(id);
    }
  }

  /// The junction nearest to a place, on roads of this class or a higher one; absent where there is none.
  [[nodiscard]] std::optional<std::uint32_t> nearest(Position place, LineClass least) const {
    std::optional<std::uint32_t> best;
    double away = far_away;
    for (std::uint32_t v = 0; v < at_.size(); ++v) {
      const double own = at_[v].empty() ? far_away : length(plan_.vertices[VertexId(v)] - place);
      if (own >= away ||
          std::none_of(at_[v].begin(), at_[v].end(), [&](LineId id) { return *plan_.lines[id].line_class >= least; }))
        continue;
      away = own;
      best = v;
    }
    return best;
  }

  /// The cheapest ways from one junction to all.
  struct Tree {
    std::vector<double> cost;
    std::vector<LineId> by;  ///< the last line of the way
  };
  [[nodiscard]] Tree from(std::uint32_t start) const {
    Tree tree{std::vector<double>(at_.size(), far_away), std::vector<LineId>(at_.size())};
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    tree.cost[start] = 0;
    open.emplace(0, start);
    while (!open.empty()) {
      const auto [cost, here] = open.top();
      open.pop();
      if (cost > tree.cost[here]) continue;
      for (const LineId id : at_[here]) {
        const std::uint32_t there = other_end(id, here);
        const double total = cost + price_[id.value()];
        if (total >= tree.cost[there]) continue;
        tree.cost[there] = total;
        tree.by[there] = id;
        open.emplace(total, there);
      }
    }
    return tree;
  }

  [[nodiscard]] std::vector<LineId> way(const Tree& tree, std::uint32_t to) const {
    std::vector<LineId> lines;
    while (tree.by[to].valid()) {
      lines.push_back(tree.by[to]);
      to = other_end(tree.by[to], to);
    }
    return lines;
  }

  void make_cheaper(LineId line) { price_[line.value()] *= gather; }

 private:
  [[nodiscard]] std::uint32_t other_end(LineId id, std::uint32_t here) const {
    const auto& vertices = plan_.lines[id].vertices;
    return vertices.front().value() == here ? vertices.back().value() : vertices.front().value();
  }

  const StreetPlan& plan_;
  std::vector<double> price_;
  std::vector<std::vector<LineId>> at_;
};

class Ranking {
 public:
  Ranking(StreetPlan& plan, const TownSpec& spec, const RoadPlaces& places)
      : plan_(plan), spec_(spec), places_(places), graph_(plan), rank_(plan.lines.size(), LineClass::footway) {
    for (const RoadPlaces::Seat& seat : places.seats) add_town(seat, LineClass::secondary);
    for (const RoadPlaces::Seat& centre : places.centres) add_town(centre, LineClass::tertiary);
    for (const Position gate : places.gates) {
      if (const auto at = graph_.nearest(gate, LineClass::residential)) gates_.push_back(*at);
    }
  }

  void rank() {
    if (towns_.empty()) return;
    through_road();
    between_towns();
    to_villages();
    settle();
  }

 private:
  struct Hub {
    AreaId town;
    std::uint32_t at = 0;
  };

  void add_town(const RoadPlaces::Seat& seat, LineClass least) {
    auto at = graph_.nearest(seat.at, LineClass::primary);
    if (!at || length(plan_.vertices[VertexId(*at)] - seat.at) > middle_m) at = graph_.nearest(seat.at, least);
    if (!at) at = graph_.nearest(seat.at, LineClass::residential);
    if (at) towns_.push_back({seat.town, *at});
  }

  void choose(const std::vector<LineId>& way, LineClass rank) {
    for (const LineId id : way) {
      if (rank_[id.value()] < LineClass::tertiary) graph_.make_cheaper(id);
      rank_[id.value()] = std::max(rank_[id.value()], rank);
    }
  }

  void through_road() {
    const RoadGraph::Tree seat = graph_.from(towns_[0].at);
    for (std::size_t k = 0; k < gates_.size() && k < 2; ++k) choose(graph_.way(seat, gates_[k]), LineClass::primary);
    for (std::size_t k = 1; k < towns_.size() && k < places_.seats.size(); ++k)
      choose(graph_.way(graph_.from(towns_[k].at), towns_[0].at), LineClass::primary);
  }

  /// Two towns are joined where no third is nearer to both than they are to each other.
  void between_towns() {
    const std::size_t count = towns_.size();
    std::vector<RoadGraph::Tree> trees;
    for (const Hub& town : towns_) trees.push_back(graph_.from(town.at));
    const auto apart = [&](std::size_t a, std::size_t b) { return trees[std::min(a, b)].cost[towns_[std::max(a, b)].at]; };
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = a + 1; b < count; ++b) {
        bool neighbours = true;
        for (std::size_t c = 0; c < count && neighbours; ++c)
          neighbours = c == a || c == b || std::max(apart(a, c), apart(b, c)) >= apart(a, b);
        if (neighbours) choose(graph_.way(graph_.from(towns_[a].at), towns_[b].at), LineClass::secondary);
      }
    }
    for (std::size_t k = 2; k < gates_.size(); ++k) {
      const RoadGraph::Tree tree = graph_.from(gates_[k]);
      const auto nearest = std::min_element(towns_.begin(), towns_.end(),
                                            [&](const Hub& a, const Hub& b) { return tree.cost[a.at] < tree.cost[b.at]; });
      choose(graph_.way(tree, nearest->at), LineClass::secondary);
    }
  }

  void to_villages() {
    std::map<AreaId, RoadGraph::Tree> trees;
    for (const Hub& town : towns_) trees.emplace(town.town, graph_.from(town.at));
    for (const Region& region : plan_.regions) {
      if (region.kind != RegionKind::rural || !region.area.valid()) continue;
      const auto tree = trees.find(spec_.areas[region.area].parent);
      const auto at = graph_.nearest(region.centre, LineClass::tertiary);
      if (tree != trees.end() && at) choose(graph_.way(tree->second, *at), LineClass::tertiary);
    }
  }

  /// By line: it is a street of a town.
  [[nodiscard]] std::vector<std::uint8_t> town_streets() const {
    std::vector<std::uint8_t> found(plan_.lines.size(), 0);
    for (const Block& block : plan_.blocks) {
      const bool open = block.use == LandUse::farmland || block.use == LandUse::hills;
      if (open || plan_.regions[block.region].kind != RegionKind::urban) continue;
      for (const LineId line : block.line_of_edge) found[line.value()] = 1;
    }
    return found;
  }

  void settle() {
    const std::vector<std::uint8_t> in_town = town_streets();
    for (const LineId id : core::ids<LineId>(plan_.lines.size())) {
      Line& line = plan_.lines[id];
      const LineClass rank = rank_[id.value()];
      if (!line.line_class) continue;
      const bool left_over = rank < LineClass::tertiary && *line.line_class == LineClass::tertiary && in_town[id.value()] == 0;
      if (left_over) {
        line.line_class = LineClass::residential;
        line.width_m = country_width(LineClass::residential);
      } else if (rank > *line.line_class) {
        line.line_class = rank;
        line.width_m = std::max(line.width_m, country_width(rank));
      }
    }
  }

  StreetPlan& plan_;
  const TownSpec& spec_;
  const RoadPlaces& places_;
  RoadGraph graph_;
  std::vector<LineClass> rank_;  ///< by line; footway: no way was chosen over it
  std::vector<Hub> towns_;
  std::vector<std::uint32_t> gates_;
};

}  // namespace

void rank_country_roads(StreetPlan& plan, const TownSpec& spec, const RoadPlaces& places) { Ranking(plan, spec, places).rank(); }

}  // namespace wangge::town::streets
