#include "gis/town/town_layers.h"

#include <array>
#include <string_view>

namespace wangge::town {
namespace {

using gis::FieldKind;
using gis::LayerFile;
using gis::LayerShape;

constexpr std::array<std::string_view, 3> management_names{"property", "self", "none"};
constexpr std::size_t check_every = 65536;

void write_year(LayerFile::Rows& rows, std::optional<std::int16_t> year) {
  if (year) {
    rows.whole(*year);
  } else {
    rows.none();
  }
}

TownLayer building_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"buildings",
                  LayerShape::polygon,
                  synthetic_note("buildings with the people who live in them"),
                  {{"id"},
                   {"use"},
                   {"floors", FieldKind::whole},
                   {"dwellings", FieldKind::whole},
                   {"households", FieldKind::whole},
                   {"residents", FieldKind::whole},
                   {"in_need", FieldKind::whole},
                   {"party_members", FieldKind::whole},
                   {"compound"},
                   {"built", FieldKind::whole}}};
  const bool earlier = index.town.stage_year.has_value();
  if (earlier) layer.schema.fields.push_back({"removed", FieldKind::whole});
  layer.schema.fields.push_back({"area"});
  layer.schema.fields.push_back(synthetic_field);
  layer.rows = index.town.buildings.size();
  layer.write = [&index, earlier](LayerFile::Rows& rows, core::Progress& progress) {
    for (const BuildingId id : core::ids<BuildingId>(index.town.buildings.size())) {
      const Building& building = index.town.buildings[id];
      if (id.value() % check_every == 0) progress.check();
      rows.polygon(building.footprint).text(building_id(index.town, id)).text(territory::name(building.use));
      rows.whole(building.floors).whole(building.dwellings).whole(building.households).whole(building.residents);
      rows.whole(building.in_need).whole(building.party_members);
      if (building.compound.valid()) {
        rows.text(index.compound_names[building.compound.value()]);
      } else {
        rows.none();
      }
      write_year(rows, building.built);
      if (earlier) write_year(rows, building.removed);
      rows.text(index.code_of(index.area_of_building[id])).whole(1).end();
    }
  };
  return layer;
}

/// What stands in a compound.
struct Content {
  std::int64_t buildings = 0;
  std::int64_t households = 0;
  std::int64_t residents = 0;
};

std::vector<Content> contents(const Town& town) {
  std::vector<Content> all(town.compounds.size());
  for (const Building& building : town.buildings) {
    if (!building.compound.valid()) continue;
    Content& content = all[building.compound.value()];
    ++content.buildings;
    content.households += building.households;
    content.residents += building.residents;
  }
  return all;
}

TownLayer compound_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"compounds",
                  LayerShape::polygon,
                  synthetic_note("estates with their land"),
                  {{"id"},
                   {"name"},
                   {"walled", FieldKind::whole},
                   {"management"},
                   {"gates", FieldKind::whole},
                   {"buildings", FieldKind::whole},
                   {"households", FieldKind::whole},
                   {"residents", FieldKind::whole},
                   {"area"},
                   synthetic_field}};
  layer.rows = index.town.compounds.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    const std::vector<Content> inside = contents(index.town);
    for (const CompoundId id : core::ids<CompoundId>(index.town.compounds.size())) {
      const Compound& compound = index.town.compounds[id];
      const Content& content = inside[id.value()];
      rows.polygon(compound.wall).text(compound_id(index.town, id)).text(index.compound_names[id.value()]);
      rows.whole(compound.walled ? 1 : 0).text(management_names[static_cast<std::size_t>(compound.management)]);
      rows.whole(static_cast<std::int64_t>(compound.gates.size()));
      rows.whole(content.buildings).whole(content.households).whole(content.residents);
      rows.text(index.code_of(index.town.blocks[compound.block].area)).whole(1).end();
    }
  };
  return layer;
}

TownLayer wall_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {
      "barriers", LayerShape::line, synthetic_note("walls around compounds"), {{"kind"}, {"compound"}, synthetic_field}};
  layer.rows = index.town.compounds.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (const CompoundId id : core::ids<CompoundId>(index.town.compounds.size())) {
      const Compound& compound = index.town.compounds[id];
      if (compound.walled) rows.line(compound.wall).text("wall").text(index.compound_names[id.value()]).whole(1).end();
    }
  };
  return layer;
}

TownLayer gate_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"gates", LayerShape::point, synthetic_note("gates of compounds"), {{"id"}, {"compound"}, synthetic_field}};
  layer.rows = index.town.compounds.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    std::size_t number = 0;
    for (const CompoundId id : core::ids<CompoundId>(index.town.compounds.size())) {
      for (const Gate& gate : index.town.compounds[id].gates)
        rows.point(gate.at).text(row_id('g', number++)).text(index.compound_names[id.value()]).whole(1).end();
    }
  };
  return layer;
}

}  // namespace

std::vector<TownLayer> building_layers(const TownIndex& index) {
  std::vector<TownLayer> layers;
  layers.push_back(compound_layer(index));
  layers.push_back(wall_layer(index));
  layers.push_back(gate_layer(index));
  layers.push_back(building_layer(index));
  return layers;
}

}  // namespace wangge::town
