#include "gis/town/streets/long_streets.h"

#include "gis/town/streets/drives.h"
#include "gis/town/streets/plane.h"

#include <algorithm>

namespace wangge::town::streets {
namespace {

using network::Direction;
using network::LineClass;

constexpr auto car = static_cast<std::size_t>(network::Mode::car);

constexpr double straight_on = 0.8;  ///< cosine

class Streets {
 public:
  Streets(const LaidPlan& laid, Position middle, double reach) : plan_(laid.plan), street_(laid.street) {
    for (const LineId id : core::ids<LineId>(plan_.lines.size())) {
      const bool near = length(plan_.vertices[plan_.lines[id].vertices.front()] - middle) < reach;
      if (near && suits(plan_.lines[id]) && between_houses(laid.sides[id.value()])) add(id);
    }
  }

  std::vector<Street> found() {
    std::sort(ends_.begin(), ends_.end());
    std::vector<Street> streets;
    for (const LineId id : lines_) {
      if (taken_[index_of(id)] != 0) continue;
      Street street;
      taken_[index_of(id)] = 1;
      std::vector<Stretch> behind = run({id, false});
      for (std::size_t k = behind.size(); k-- > 0;) street.stretches.push_back({behind[k].line, !behind[k].forward});
      street.stretches.push_back({id, true});
      const std::vector<Stretch> ahead = run({id, true});
      street.stretches.insert(street.stretches.end(), ahead.begin(), ahead.end());
      if (street.stretches.size() < 2) continue;
      measure(street);
      streets.push_back(std::move(street));
    }
    return streets;
  }

 private:
  static bool suits(const Line& line) {
    const bool street = line.line_class == LineClass::residential || line.line_class == LineClass::tertiary ||
                        line.line_class == LineClass::secondary;
    return street && drivable(line) && line.access[car] == Direction::both && !line.bridge && !line.tunnel && line.width_m >= 9;
  }

  /// Banks and streets beside a railway have no neighbour on that side.
  bool between_houses(const Sides& sides) const {
    const auto built = [&](BlockId block) {
      return block.valid() && plan_.blocks[block].use != LandUse::water && plan_.blocks[block].use != LandUse::railway;
    };
    return built(sides.left) && built(sides.right);
  }

  void add(LineId id) {
    lines_.push_back(id);
    taken_.push_back(0);
    ends_.emplace_back(plan_.lines[id].vertices.front(), id);
    ends_.emplace_back(plan_.lines[id].vertices.back(), id);
  }

  std::size_t index_of(LineId id) const {
    return static_cast<std::size_t>(std::lower_bound(lines_.begin(), lines_.end(), id) - lines_.begin());
  }

  Position leaving_way(Stretch stretch) const {
    const auto& v = plan_.lines[stretch.line].vertices;
    return stretch.forward ? unit(plan_.vertices[v[1]] - plan_.vertices[v[0]])
                           : unit(plan_.vertices[v[v.size() - 2]] - plan_.vertices[v.back()]);
  }

  /// Straight on from the end of a stretch; both lines are then taken.
  std::vector<Stretch> run(Stretch from) {
    std::vector<Stretch> made;
    while (true) {
      const auto& v = plan_.lines[from.line].vertices;
      const VertexId at = from.forward ? v.back() : v.front();
      const Position way = leaving_way({from.line, !from.forward}) * -1;
      double best = straight_on;
      Stretch next;
      for (auto end = std::lower_bound(ends_.begin(), ends_.end(), std::pair{at, LineId(0)});
           end != ends_.end() && end->first == at; ++end) {
        if (taken_[index_of(end->second)] != 0) continue;
        const Stretch arm{end->second, plan_.lines[end->second].vertices.front() == at};
        const bool same = street_[arm.line.value()] != 0 && street_[arm.line.value()] == street_[from.line.value()];
        const double straight = dot(way, leaving_way(arm)) + (same ? 0.1 : 0);
        if (straight <= best) continue;
        best = straight;
        next = arm;
      }
      if (!next.line.valid()) return made;
      taken_[index_of(next.line)] = 1;
      made.push_back(next);
      from = next;
    }
  }

  void measure(Street& street) const {
    street.along.assign(1, 0);
    for (const Stretch stretch : street.stretches) {
      const auto& v = plan_.lines[stretch.line].vertices;
      if (street.junctions.empty()) street.junctions.push_back(stretch.forward ? v.front() : v.back());
      street.junctions.push_back(stretch.forward ? v.back() : v.front());
      double metres = 0;
      for (std::size_t i = 0; i + 1 < v.size(); ++i) metres += length(plan_.vertices[v[i + 1]] - plan_.vertices[v[i]]);
      street.along.push_back(street.along.back() + metres);
    }
  }

  const StreetPlan& plan_;
  const std::vector<std::uint32_t>& street_;
  std::vector<LineId> lines_;  ///< rising
  std::vector<std::uint8_t> taken_;
  std::vector<std::pair<VertexId, LineId>> ends_;
};

}  // namespace

std::vector<Street> long_streets(const LaidPlan& laid, Position middle, double reach) {
  return Streets(laid, middle, reach).found();
}

}  // namespace wangge::town::streets
