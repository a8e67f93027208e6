#include "gis/town/place_names.h"

#include "gis/town/people/names.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace wangge::town {
namespace {

using network::LineClass;

constexpr double straightest = -0.77;  ///< cosine between two ends at a junction: a bend under 40 degrees
constexpr double lane_below_m = 9;

/// One end of a line at a junction.
struct End {
  VertexId at;
  LineId line;
  double x = 0;  ///< direction away from the junction, length 1
  double y = 0;
};

bool named(const Line& line) {
  return line.line_class && network::is_road(*line.line_class) && *line.line_class >= LineClass::residential;
}

End end_of(const Town& town, LineId id, VertexId at, VertexId next) {
  const Position a = town.vertices[at];
  const Position b = town.vertices[next];
  const double length = core::distance(a, b).value;
  return {at, id, (b.x - a.x) / length, (b.y - a.y) / length};
}

std::vector<End> ends_of(const Town& town) {
  std::vector<End> ends;
  for (const LineId id : core::ids<LineId>(town.lines.size())) {
    const Line& line = town.lines[id];
    if (!named(line)) continue;
    ends.push_back(end_of(town, id, line.vertices.front(), line.vertices[1]));
    ends.push_back(end_of(town, id, line.vertices.back(), line.vertices[line.vertices.size() - 2]));
  }
  std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.at != b.at ? a.at < b.at : a.line < b.line; });
  return ends;
}

/// Which lines are one street.
class Streets {
 public:
  explicit Streets(std::size_t lines) : parent_(lines) { std::iota(parent_.begin(), parent_.end(), std::uint32_t{0}); }

  [[nodiscard]] std::uint32_t of(LineId line) {
    std::uint32_t at = line.value();
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  void join(LineId a, LineId b) {
    const auto [low, high] = std::minmax({of(a), of(b)});
    parent_[high] = low;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Joins the straightest pairs of one junction, each end once.
void join_through(const Town& town, const End* first, const End* last, Streets& streets) {
  struct Pair {
    double cosine;
    const End* a;
    const End* b;
  };
  std::vector<Pair> pairs;
  for (const End* a = first; a != last; ++a) {
    for (const End* b = a + 1; b != last; ++b) {
      const double cosine = a->x * b->x + a->y * b->y;
      if (cosine < straightest && town.lines[a->line].line_class == town.lines[b->line].line_class)
        pairs.push_back({cosine, a, b});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.cosine < b.cosine; });
  std::vector<const End*> used;
  for (const Pair& pair : pairs) {
    if (std::find(used.begin(), used.end(), pair.a) != used.end() || std::find(used.begin(), used.end(), pair.b) != used.end())
      continue;
    used.insert(used.end(), {pair.a, pair.b});
    streets.join(pair.a->line, pair.b->line);
  }
}

void name_streets(Town& town, core::Seed seed, FreshNames& names) {
  Streets streets(town.lines.size());
  const std::vector<End> ends = ends_of(town);
  for (std::size_t from = 0; from < ends.size();) {
    std::size_t to = from;
    while (to < ends.size() && ends[to].at == ends[from].at) ++to;
    join_through(town, ends.data() + from, ends.data() + to, streets);
    from = to;
  }
  for (const LineId id : core::ids<LineId>(town.lines.size())) {
    Line& line = town.lines[id];
    if (!named(line)) continue;
    const std::uint32_t street = streets.of(id);
    if (street != id.value()) {
      line.name = town.lines[LineId(street)].name;  // named before: the lowest line speaks for its street
      continue;
    }
    core::Stream luck(seed, 0, "street names", street);
    line.name = names.fresh(line.width_m < lane_below_m ? NameKind::lane : NameKind::street, luck);
  }
}

void name_compounds(Town& town, core::Seed seed, FreshNames& names) {
  for (const CompoundId id : core::ids<CompoundId>(town.compounds.size())) {
    Compound& compound = town.compounds[id];
    core::Stream luck(seed, 0, "compound names", id.value());
    const bool old = compound.management != Management::property;
    compound.name = names.fresh(old ? NameKind::old_compound : NameKind::compound, luck);
  }
}

}  // namespace

void name_places(Town& town, const TownSpec& spec) {
  FreshNames streets;
  name_streets(town, spec.seed, streets);
  FreshNames compounds;
  name_compounds(town, spec.seed, compounds);
}

}  // namespace wangge::town
