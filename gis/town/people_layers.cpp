#include "gis/town/town_layers.h"

#include <array>
#include <string_view>

namespace wangge::town {
namespace {

using gis::FieldKind;
using gis::LayerFile;
using gis::LayerShape;

constexpr std::array<std::string_view, age_count> age_names{"child", "adult", "old", "very old"};
constexpr std::array<std::string_view, residence_count> residence_names{"resident", "floating", "rental"};
constexpr std::size_t check_every = 65536;

/// The number of a building as its layer has it; nothing where it has none.
void put_building(LayerFile::Rows& rows, const Town& town, BuildingId building) {
  if (building.valid()) {
    rows.text(building_id(town, building));
  } else {
    rows.none();
  }
}

TownLayer establishment_layer(const TownIndex& index, const char* name, const char* what, char letter,
                              const std::vector<Establishment>& all, bool with_employees) {
  TownLayer layer;
  layer.schema = {name, LayerShape::point, synthetic_note(what), {{"id"}, {"name"}, {"kind"}, {"building"}, {"area"}}};
  if (with_employees) layer.schema.fields.push_back({"employees", FieldKind::whole});
  layer.schema.fields.push_back(synthetic_field);
  layer.rows = all.size();
  layer.write = [&index, &all, letter, with_employees](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Establishment& one = all[i];
      rows.point(one.at).text(row_id(letter, i)).text(one.name).text(one.kind);
      put_building(rows, index.town, one.building);
      rows.text(one.building.valid() ? index.code_of(index.area_of_building[one.building]) : std::string());
      if (with_employees) rows.whole(one.employees);
      rows.whole(1).end();
    }
  };
  return layer;
}

TownLayer post_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"posts",
                  LayerShape::point,
                  synthetic_note("centres, sub-centres and stations"),
                  {{"id"}, {"name"}, {"kind"}, {"building"}, {"area"}, synthetic_field}};
  layer.rows = index.town.posts.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (std::size_t i = 0; i < index.town.posts.size(); ++i) {
      const Post& post = index.town.posts[i];
      rows.point(post.at).text(row_id('s', i)).text(post.name).text(post.kind);
      put_building(rows, index.town, post.building);
      rows.text(index.code_of(post.area)).whole(1).end();
    }
  };
  return layer;
}

TownLayer partition_layer(const TownIndex& index, const Partition& partition) {
  TownLayer layer;
  layer.schema = {partition.name,
                  LayerShape::multi_polygon,
                  synthetic_note("a partition into grids"),
                  {{"code"}, {"name"}, {"parent"}, synthetic_field}};
  layer.rows = partition.shapes.size();
  layer.write = [&index, &partition](LayerFile::Rows& rows, core::Progress& /*progress*/) {
    for (std::size_t i = 0; i < partition.shapes.size(); ++i) {
      rows.multi_polygon(partition.shapes[i]).text(partition.codes[i]).text(partition.names[i]);
      rows.text(index.code_of(partition.area[i])).whole(1).end();
    }
  };
  return layer;
}

TownLayer household_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"households",
                  LayerShape::none,
                  synthetic_note("households under pseudonymous numbers"),
                  {{"id"}, {"building"}, {"persons", FieldKind::whole}, synthetic_field}};
  layer.rows = index.town.households.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& progress) {
    for (std::size_t i = 0; i < index.town.households.size(); ++i) {
      if (i % check_every == 0) progress.check();
      const Household& household = index.town.households[i];
      rows.text(row_id('h', i));
      put_building(rows, index.town, household.building);
      rows.whole(household.persons).whole(1).end();
    }
  };
  return layer;
}

TownLayer resident_layer(const TownIndex& index) {
  TownLayer layer;
  layer.schema = {"residents",
                  LayerShape::none,
                  synthetic_note("persons under pseudonymous numbers"),
                  {{"id"}, {"household"}, {"age"}, {"residence"}, synthetic_field}};
  layer.rows = index.town.persons.size();
  layer.write = [&index](LayerFile::Rows& rows, core::Progress& progress) {
    std::size_t person = 0;
    for (std::size_t i = 0; i < index.town.households.size(); ++i) {
      if (i % check_every == 0) progress.check();
      const std::string household = row_id('h', i);
      for (int member = 0; member < index.town.households[i].persons; ++member, ++person) {
        const std::uint8_t kind = index.town.persons[person];
        rows.text(row_id('p', person)).text(household).text(age_names[kind % age_count]);
        rows.text(residence_names[kind / age_count]).whole(1).end();
      }
    }
  };
  return layer;
}

}  // namespace

std::vector<TownLayer> work_layers(const TownIndex& index) {
  std::vector<TownLayer> layers;
  layers.push_back(establishment_layer(index, "enterprises", "enterprises", 'e', index.town.enterprises, true));
  layers.push_back(establishment_layer(index, "organisations", "organisations", 'o', index.town.organisations, false));
  layers.push_back(post_layer(index));
  for (const Partition& partition : index.town.partitions) layers.push_back(partition_layer(index, partition));
  return layers;
}

std::vector<TownLayer> person_layers(const TownIndex& index) {
  std::vector<TownLayer> layers;
  layers.push_back(household_layer(index));
  layers.push_back(resident_layer(index));
  return layers;
}

}  // namespace wangge::town
