#include "gis/town/write_town.h"

#include "gis/town/town_layers.h"

#include <utility>

namespace wangge::town {

const std::vector<std::string>& reserved_layers() {
  static const std::vector<std::string> names = {
      "roads", "railways",  "waterways", "turn_restrictions", "water",         "blocks", "compounds",  "barriers",
      "gates", "buildings", "places",    "enterprises",       "organisations", "posts",  "households", "residents"};
  return names;
}

std::vector<LayerCount> write_town(const std::filesystem::path& path, const Town& town, const gis::ReferenceSystem& reference,
                                   PeopleDetail detail, core::Progress& progress) {
  const TownIndex index(town);
  std::vector<TownLayer> layers;
  const auto add = [&](std::vector<TownLayer> more) {
    for (TownLayer& layer : more) layers.push_back(std::move(layer));
  };
  add(land_layers(index));
  add(line_layers(index));
  add(building_layers(index));
  add(work_layers(index));
  if (detail == PeopleDetail::persons) add(person_layers(index));

  std::vector<gis::LayerSchema> schemas;
  std::size_t rows = 0;
  for (const TownLayer& layer : layers) {
    schemas.push_back(layer.schema);
    rows += layer.rows;
  }
  progress.begin("town.gpkg", rows);
  gis::LayerFile file(path, reference, schemas);
  std::vector<LayerCount> counts;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    progress.check();
    layers[i].write(file.layer(i), progress);
    counts.push_back({layers[i].schema.name, file.layer(i).count()});
    progress.advance(layers[i].rows);
  }
  progress.check();
  file.finish();
  progress.end();
  return counts;
}

}  // namespace wangge::town
