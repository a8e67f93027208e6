#include "gis/town/line_words.h"
#include "gis/town/town_layers.h"

#include <array>
#include <string_view>

namespace wangge::town {
namespace {

using gis::FieldKind;
using gis::LayerFile;
using gis::LayerShape;

constexpr std::array<std::string_view, 3> slope_names{"flat", "rolling", "steep"};

void points_of(const Town& town, const Line& line, LineString& points) {
  points.clear();
  for (const VertexId vertex : line.vertices) points.push_back(town.vertices[vertex]);
}

TownLayer road_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"roads",
                  LayerShape::line,
                  synthetic_note("roads and ways from junction to junction"),
                  {{"id"},
                   {"class"},
                   {"name"},
                   {"oneway"},
                   {"bridge", FieldKind::whole},
                   {"tunnel", FieldKind::whole},
                   {"slope"},
                   {"width", FieldKind::real},
                   synthetic_field}};
  layer.rows = index.town.lines.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    LineString points;
    for (const LineId id : core::ids<LineId>(index.town.lines.size())) {
      const Line& line = index.town.lines[id];
      if (!is_road(line)) continue;
      points_of(index.town, line, points);
      rows.line(points).text(row_id('r', id.value())).text(class_word(line)).text(line.name).text(oneway_word(line));
      rows.whole(line.bridge ? 1 : 0).whole(line.tunnel ? 1 : 0).text(slope_names[line.slope]).real(line.width_m).whole(1).end();
    }
  };
  return layer;
}

TownLayer plain_lines(const TownIndex& index, const char* name, const char* what, char kind, bool (*wanted)(const Line&)) {
  TownLayer layer;
  layer.schema = {name,
                  LayerShape::line,
                  synthetic_note(what),
                  {{"id"}, {"class"}, {"name"}, {"bridge", FieldKind::whole}, {"tunnel", FieldKind::whole}, synthetic_field}};
  layer.rows = index.town.lines.size();
  layer.write = [&index, kind, wanted](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    LineString points;
    for (const LineId id : core::ids<LineId>(index.town.lines.size())) {
      const Line& line = index.town.lines[id];
      if (!wanted(line)) continue;
      points_of(index.town, line, points);
      rows.line(points).text(row_id(kind, id.value())).text(class_word(line)).text(line.name);
      rows.whole(line.bridge ? 1 : 0).whole(line.tunnel ? 1 : 0).whole(1).end();
    }
  };
  return layer;
}

TownLayer restriction_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"turn_restrictions",
                  LayerShape::none,
                  synthetic_note("turns that are not allowed"),
                  {{"kind"}, {"from"}, {"to"}, {"via_x", FieldKind::real}, {"via_y", FieldKind::real}, synthetic_field}};
  layer.rows = index.town.restrictions.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (const TurnRestriction& turn : index.town.restrictions) {
      const Position via = index.town.vertices[turn.via];
      rows.text(turn_word(index.town, turn)).text(row_id('r', turn.from.value())).text(row_id('r', turn.to.value()));
      rows.real(via.x).real(via.y).whole(1).end();
    }
  };
  return layer;
}

}  // namespace

std::vector<TownLayer> line_layers(const TownIndex& index) {
  std::vector<TownLayer> layers;
  layers.push_back(road_layer(index));
  layers.push_back(plain_lines(index, "railways", "railway lines", 'l', is_railway));
  layers.push_back(plain_lines(index, "waterways", "rivers, canals and streams as lines", 'v', is_waterway));
  layers.push_back(restriction_layer(index));
  return layers;
}

}  // namespace wangge::town
