#pragma once

#include "engine/core/progress.h"
#include "gis/town/town.h"
#include "gis/write/layer_file.h"

#include <functional>
#include <string>
#include <vector>

/// The layers of a made town's file, each said once: its fields and its rows. Internal to gis/town.
namespace wangge::town {

/// What several layers need of a town, worked out once.
struct TownIndex {
  explicit TownIndex(const Town& made);

  const Town& town;
  Column<AreaId, MultiPolygon> outlines;
  std::vector<std::string> compound_names;      ///< unique, by compound
  Column<BuildingId, AreaId> area_of_building;  ///< the lowest-level area

  [[nodiscard]] const std::string& code_of(AreaId area) const;  ///< empty for an invalid id
};

struct TownLayer {
  gis::LayerSchema schema;
  std::function<void(gis::LayerFile::Rows&, core::Progress&)> write;
  std::size_t rows = 0;  ///< at most; for the progress
};

[[nodiscard]] std::vector<TownLayer> land_layers(const TownIndex& index);
[[nodiscard]] std::vector<TownLayer> line_layers(const TownIndex& index);
[[nodiscard]] std::vector<TownLayer> building_layers(const TownIndex& index);
[[nodiscard]] std::vector<TownLayer> work_layers(const TownIndex& index);
[[nodiscard]] std::vector<TownLayer> person_layers(const TownIndex& index);

/// "b17" for the building of number 16.
[[nodiscard]] std::string row_id(char kind, std::size_t number);

/// The same for every file in which the building stands: "b17", or "f17" for one that has gone since.
[[nodiscard]] std::string building_id(const Town& town, BuildingId building);
/// The same for every file in which the compound stands.
[[nodiscard]] std::string compound_id(const Town& town, CompoundId compound);

/// The last field of every layer.
inline constexpr gis::LayerField synthetic_field{"synthetic", gis::FieldKind::whole};
/// What the metadata of every layer say.
[[nodiscard]] std::string synthetic_note(const std::string& what);

}  // namespace wangge::town
