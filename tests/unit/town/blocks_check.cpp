#include "blocks_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wangge::town::test {

namespace {

double cross(Position o, Position a, Position b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

double to_segment(Position at, Position a, Position b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double size = dx * dx + dy * dy;
  const double share = size > 0 ? std::clamp(((at.x - a.x) * dx + (at.y - a.y) * dy) / size, 0.0, 1.0) : 0.0;
  return core::distance(at, {a.x + dx * share, a.y + dy * share}).value;
}

bool cross_properly(Position a, Position b, Position c, Position d) {
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

double apart(Position a, Position b, Position c, Position d) {
  if (cross_properly(a, b, c, d)) return 0;
  return std::min(std::min(to_segment(a, c, d), to_segment(b, c, d)), std::min(to_segment(c, a, b), to_segment(d, a, b)));
}

bool inside(const Ring& closed, Position at) {
  bool in = false;
  for (std::size_t i = 0; i + 1 < closed.size(); ++i) {
    const Position a = closed[i];
    const Position b = closed[i + 1];
    if ((a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

/// The distance between the borders of two polylines.
double apart(const std::vector<Position>& first, const std::vector<Position>& second) {
  double least = 1e300;
  for (std::size_t i = 0; i + 1 < first.size(); ++i) {
    for (std::size_t j = 0; j + 1 < second.size(); ++j) {
      least = std::min(least, apart(first[i], first[i + 1], second[j], second[j + 1]));
    }
  }
  return least;
}

gis::Box box_of(const Ring& ring) {
  gis::Box box{ring[0], ring[0]};
  for (const Position& at : ring) {
    box.low = {std::min(box.low.x, at.x), std::min(box.low.y, at.y)};
    box.high = {std::max(box.high.x, at.x), std::max(box.high.y, at.y)};
  }
  return box;
}

class Check {
 public:
  Check(const BlockGround& ground, const BlockFill& fill) : ground_(ground), fill_(fill), closed_(ground.ring) {
    closed_.push_back(ground.ring.front());
    for (const InnerLine& line : fill.lines) {
      std::vector<Position> points;
      for (const std::uint32_t node : line.nodes) points.push_back(at(node));
      lines_.push_back(std::move(points));
    }
  }

  std::vector<std::string> run() {
    for (std::size_t i = 0; i < fill_.buildings.size(); ++i) check_building(i);
    check_pairs();
    check_lines();
    for (std::size_t i = 0; i < fill_.compounds.size(); ++i) check_compound(i);
    return broken_;
  }

 private:
  Position at(std::uint32_t node) const {
    return node < ground_.ring.size() ? ground_.ring[node] : fill_.nodes.at(node - ground_.ring.size());
  }

  template <class... Args>
  void say(fmt::format_string<Args...> text, Args&&... args) {
    broken_.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  void check_building(std::size_t i) {
    const Building& building = fill_.buildings[i];
    const Ring& ring = building.footprint;
    if (ring.size() < 5 || !(ring.front() == ring.back())) return say("building {} is not a closed ring of 4 corners", i);
    if (area(ring) < 6) say("building {} has {} m2 (clockwise or too small)", i, area(ring));
    for (const Position& corner : ring) {
      if (!inside(closed_, corner)) say("building {} leaves the block", i);
      if (std::abs(std::round(corner.x * 1000) / 1000 - corner.x) > 0) say("building {} is not on millimetres", i);
    }
    for (std::size_t e = 0; e + 1 < closed_.size(); ++e) {
      const double off = apart(ring, {closed_[e], closed_[e + 1]});
      if (off < ground_.half_width_m[e])
        say("building {} is {} m from edge {}, whose reserve takes {}", i, off, e, ground_.half_width_m[e]);
    }
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      if (apart(ring, lines_[k]) < fill_.lines[k].width_m / 2) say("building {} stands on way {}", i, k);
    }
    for (const Polygon& water : fill_.waters) {
      if (apart(ring, water.outer) <= 0 || inside(water.outer, ring[0]) || inside(ring, water.outer[0]))
        say("building {} stands in water", i);
    }
    for (std::size_t k = 0; k < fill_.compounds.size(); ++k) {
      const Compound& compound = fill_.compounds[k];
      const bool belongs = building.compound.valid() && building.compound.value() == k;
      if (compound.walled && apart(ring, compound.wall) < 0.05) say("building {} touches the wall of {}", i, k);
      if (inside(compound.wall, ring[0]) != belongs)
        say("building {} is {} compound {}", i, belongs ? "outside its" : "inside another", k);
    }
    if (building.floors < building.floors_min || building.floors > building.floors_max)
      say("building {} has {} floors", i, building.floors);
    if (building.dwellings != dwellings_on(building.floors, building.dwellings_per_floor))
      say("building {} has odd dwellings", i);
    if (building.dwellings > 200) say("building {} has {} dwellings", i, building.dwellings);
    if (building.built < 1900 || building.built > ground_.year) say("building {} was built in {}", i, building.built.value_or(0));
    if (building.dwellings > 0) check_reach(i);
  }

  /// Within 60 m of a way of its compound, or of a way or street where it is in none.
  void check_reach(std::size_t i) {
    const Building& building = fill_.buildings[i];
    double nearest = 1e300;
    for (const std::vector<Position>& line : lines_) {
      if (building.compound.valid() && !touches(fill_.compounds[building.compound.value()].wall, line)) continue;
      nearest = std::min(nearest, apart(building.footprint, line));
    }
    for (std::size_t e = 0; !building.compound.valid() && e + 1 < closed_.size(); ++e) {
      if (!ground_.line_class[e] || !network::is_road(*ground_.line_class[e])) continue;
      nearest = std::min(nearest, apart(building.footprint, {closed_[e], closed_[e + 1]}));
    }
    if (nearest > 60) say("home {} is {} m from any way of its own", i, nearest);
  }

  static bool touches(const Ring& wall, const std::vector<Position>& line) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      if (inside(wall, {(line[i].x + line[i + 1].x) / 2, (line[i].y + line[i + 1].y) / 2})) return true;
    }
    return false;
  }

  void check_pairs() {
    std::vector<gis::Box> boxes;
    for (const Building& building : fill_.buildings) boxes.push_back(box_of(building.footprint));
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = i + 1; j < boxes.size(); ++j) {
        if (boxes[i].low.x > boxes[j].high.x + 1 || boxes[j].low.x > boxes[i].high.x + 1) continue;
        if (boxes[i].low.y > boxes[j].high.y + 1 || boxes[j].low.y > boxes[i].high.y + 1) continue;
        const Ring& a = fill_.buildings[i].footprint;
        const Ring& b = fill_.buildings[j].footprint;
        if (overlap(a, b)) say("buildings {} and {} overlap", i, j);
        if (apart(a, b) < 0.29 && common_corners(a, b) < 2) say("buildings {} and {} are too close without a common wall", i, j);
      }
    }
  }

  static bool deep_inside(const Ring& ring, Position at) {
    constexpr double shallow = 0.001;
    return inside(ring, at) && apart(ring, {at, at}) > shallow;
  }

  /// Common walls are none: edges that lie on each other do not cross, corners on the border are not inside.
  static bool overlap(const Ring& a, const Ring& b) {
    for (std::size_t i = 0; i + 1 < a.size(); ++i) {
      for (std::size_t j = 0; j + 1 < b.size(); ++j) {
        if (cross_properly(a[i], a[i + 1], b[j], b[j + 1])) return true;
      }
    }
    const auto in = [](const Ring& ring) { return [&ring](Position corner) { return deep_inside(ring, corner); }; };
    return std::any_of(b.begin(), b.end(), in(a)) || std::any_of(a.begin(), a.end(), in(b));
  }

  static std::ptrdiff_t common_corners(const Ring& a, const Ring& b) {
    return std::count_if(a.begin(), a.end() - 1,
                         [&](Position corner) { return std::find(b.begin(), b.end(), corner) != b.end(); });
  }

  void check_lines() {
    const std::size_t ring = ground_.ring.size();
    std::vector<std::size_t> root(ring + fill_.nodes.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
      while (root[i] != i) i = root[i];
      return i;
    };
    for (std::size_t i = 1; i < ring; ++i) root[i] = 0;
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      const std::vector<std::uint32_t>& nodes = fill_.lines[k].nodes;
      if (nodes.size() < 2) say("way {} has one node", k);
      for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        root[find(nodes[i])] = find(nodes[i + 1]);
        if (nodes[i] == nodes[i + 1]) say("way {} stands still", k);
        const Position middle{(lines_[k][i].x + lines_[k][i + 1].x) / 2, (lines_[k][i].y + lines_[k][i + 1].y) / 2};
        if (!inside(closed_, middle)) say("way {} leaves the block", k);
        if (i > 0 && nodes[i] < ring) say("way {} runs through a vertex of the street", k);
        for (std::size_t e = 0; e + 1 < closed_.size(); ++e) {
          if (cross_properly(lines_[k][i], lines_[k][i + 1], closed_[e], closed_[e + 1])) say("way {} crosses the street", k);
        }
      }
    }
    for (std::size_t i = 0; i < root.size(); ++i) {
      if (find(i) != find(0)) say("node {} hangs together with no street", i);
    }
    check_plane();
  }

  void check_plane() {
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      for (std::size_t m = k; m < lines_.size(); ++m) {
        for (std::size_t i = 0; i + 1 < lines_[k].size(); ++i) {
          for (std::size_t j = m == k ? i + 1 : 0; j + 1 < lines_[m].size(); ++j) {
            if (cross_properly(lines_[k][i], lines_[k][i + 1], lines_[m][j], lines_[m][j + 1]))
              say("ways {} and {} cross without a node", k, m);
          }
        }
      }
    }
  }

  void check_compound(std::size_t k) {
    const Compound& compound = fill_.compounds[k];
    if (area(compound.wall) < 100) say("compound {} has no land", k);
    for (std::size_t e = 0; e + 1 < closed_.size(); ++e) {
      if (apart(compound.wall, {closed_[e], closed_[e + 1]}) < ground_.half_width_m[e])
        say("the wall of {} stands in the street", k);
    }
    for (std::size_t m = k + 1; m < fill_.compounds.size(); ++m) {
      for (const Position& corner : fill_.compounds[m].wall) {
        if (inside(compound.wall, corner) && apart({corner, corner}, compound.wall) > 0.01)
          say("compounds {} and {} overlap", k, m);
      }
    }
    if (!compound.walled) return;
    if (compound.gates.empty()) say("compound {} has no gate", k);
    if (compound.name.empty()) say("compound {} has no name", k);
    for (const Gate& gate : compound.gates) {
      if (!(at(gate.vertex.value()) == gate.at)) say("a gate of {} is not where its way is", k);
      if (std::find(compound.wall.begin(), compound.wall.end(), gate.at) == compound.wall.end())
        say("a gate of {} is not on the wall", k);
    }
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      for (std::size_t i = 0; i + 1 < lines_[l].size(); ++i) check_pass(k, l, lines_[l][i], lines_[l][i + 1]);
    }
  }

  /// Ways pass a wall only at its gates.
  void check_pass(std::size_t k, std::size_t l, Position a, Position b) {
    const Compound& compound = fill_.compounds[k];
    for (std::size_t i = 0; i + 1 < compound.wall.size(); ++i) {
      if (!cross_properly(a, b, compound.wall[i], compound.wall[i + 1])) continue;
      const bool gate = std::any_of(compound.gates.begin(), compound.gates.end(),
                                    [&](const Gate& each) { return to_segment(each.at, a, b) < 0.01; });
      if (!gate) say("way {} breaks through the wall of {}", l, k);
    }
  }

  static double area(const Ring& closed) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < closed.size(); ++i) twice += closed[i].x * closed[i + 1].y - closed[i].y * closed[i + 1].x;
    return twice / 2;
  }

  const BlockGround& ground_;
  const BlockFill& fill_;
  Ring closed_;
  std::vector<std::vector<Position>> lines_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_promises(const BlockGround& ground, const BlockFill& fill) { return Check(ground, fill).run(); }

}  // namespace wangge::town::test
