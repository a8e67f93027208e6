#include "gis/ogr_shapes.h"
#include "gis/town/town_layers.h"
#include "gis/town/town_places.h"

#include <array>
#include <string_view>

namespace wangge::town {
namespace {

using gis::FieldKind;
using gis::LayerFile;
using gis::LayerShape;

constexpr std::array<std::string_view, 6> fabric_names{"old core",          "grid quarter", "mixed",
                                                       "industrial estate", "suburb",       "village"};

TownLayer level_layer(const TownIndex& index, std::size_t level) {
  TownLayer layer;
  layer.schema = {index.town.level_names[level],
                  LayerShape::multi_polygon,
                  synthetic_note("areas of one administrative level"),
                  {{"code"},
                   {"name"},
                   {"parent"},
                   {"kind"},
                   {"households", FieldKind::whole},
                   {"residents", FieldKind::whole},
                   {"age_child", FieldKind::whole},
                   {"age_adult", FieldKind::whole},
                   {"age_old", FieldKind::whole},
                   {"age_very_old", FieldKind::whole},
                   {"residence_resident", FieldKind::whole},
                   {"residence_floating", FieldKind::whole},
                   {"residence_rental", FieldKind::whole},
                   {"in_need", FieldKind::whole},
                   {"party_members", FieldKind::whole},
                   {"enterprises", FieldKind::whole},
                   {"organisations", FieldKind::whole},
                   {"area_m2", FieldKind::real},
                   synthetic_field}};
  layer.rows = index.town.areas.size();
  layer.write = [&index, level](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (const AreaId id : core::ids<AreaId>(index.town.areas.size())) {
      const Area& area = index.town.areas[id];
      if (area.level != level) continue;
      rows.multi_polygon(index.outlines[id]).text(area.code).text(area.name).text(index.code_of(area.parent));
      rows.text(area.kind == AreaKind::urban ? "urban" : "rural").whole(area.totals.households).whole(area.totals.residents);
      for (const std::int64_t count : area.totals.ages) rows.whole(count);
      for (const std::int64_t count : area.totals.residences) rows.whole(count);
      rows.whole(area.totals.in_need).whole(area.totals.party_members);
      rows.whole(area.totals.enterprises).whole(area.totals.organisations);
      rows.real(gis::area_of(index.outlines[id])).whole(1).end();
    }
  };
  return layer;
}

TownLayer block_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"blocks",
                  LayerShape::polygon,
                  synthetic_note("land use by block"),
                  {{"id"}, {"use"}, {"fabric"}, {"area"}, synthetic_field}};
  layer.rows = index.town.blocks.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    Ring ring;
    for (const BlockId id : core::ids<BlockId>(index.town.blocks.size())) {
      const Block& block = index.town.blocks[id];
      ring.clear();
      for (const VertexId vertex : block.ring) ring.push_back(index.town.vertices[vertex]);
      if (!ring.empty()) ring.push_back(ring.front());
      rows.polygon(ring).text(row_id('k', id.value())).text(name(block.use));
      rows.text(fabric_names[static_cast<std::size_t>(block.fabric)]).text(index.code_of(block.area)).whole(1).end();
    }
  };
  return layer;
}

TownLayer water_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"water", LayerShape::polygon, synthetic_note("rivers, lakes and ponds"), {{"id"}, {"name"}, synthetic_field}};
  layer.rows = index.town.waters.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (std::size_t i = 0; i < index.town.waters.size(); ++i)
      rows.polygon(index.town.waters[i]).text(row_id('w', i)).text("").whole(1).end();
  };
  return layer;
}

TownLayer place_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {
      "places",
      LayerShape::point,
      synthetic_note(
          "names of areas and natural villages, each at the building nearest to the middle of its people, and bus stops"),
      {{"kind"},
       {"name"},
       {"area"},
       {"households", FieldKind::whole},
       {"residents", FieldKind::whole},
       {"centre", FieldKind::whole},
       synthetic_field}};
  layer.rows = index.town.areas.size() + index.town.hamlets.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (const Place& place : places_of(index)) {
      rows.point(place.at).text(place.kind).text(place.name).text(index.code_of(place.area));
      rows.whole(place.households).whole(place.residents).whole(place.centre ? 1 : 0).whole(1).end();
    }
  };
  return layer;
}

}  // namespace

std::vector<TownLayer> land_layers(const TownIndex& index) {
  std::vector<TownLayer> layers;
  for (std::size_t level = 0; level < index.town.level_names.size(); ++level) layers.push_back(level_layer(index, level));
  layers.push_back(block_layer(index));
  layers.push_back(water_layer(index));
  layers.push_back(place_layer(index));
  return layers;
}

}  // namespace wangge::town
