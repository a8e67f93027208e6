#include "gis/read/vector_turns.h"

#include "engine/core/error.h"
#include "gis/ogr_session.h"
#include "gis/read/name_guess.h"
#include "gis/read/turn_words.h"
#include "gis/read/vector_layer.h"

#include <array>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <ogr_feature.h>

namespace wangge::gis {
namespace {

constexpr const char* layer_name = "turn_restrictions";

bool has_layer(const SourceSpec& source) {
  const GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open(source.file.string().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  return file != nullptr && file->GetLayerByName(layer_name) != nullptr;
}

/// The layer is there to be heeded: one that cannot be read is no layer without restrictions.
void check_fields(const VectorLayer& layer) {
  std::vector<std::string> missing;
  for (const char* name : {"kind", "from", "to", "via_x", "via_y"}) {
    if (!layer.field_or_none(name, name)) missing.emplace_back(name);
  }
  if (missing.empty()) return;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("文件“{}”的图层 {}（转向限制）缺少字段 {}；应有 kind（no_left_turn 等）、from 和 to（道路的 "
                         "id）、via_x 和 via_y（道路坐标系中的相接处），可有 "
                         "except、hour_on、hour_off、day_on、day_off；若不是转向限制，请给该图层改名",
                         layer.path(), layer.name(), listed(missing)),
       .en = fmt::format(
           "layer '{}' of '{}' lacks the field {}; expected kind (such as no_left_turn), from and to (the id of "
           "roads), via_x and via_y (where they meet, in the roads' system), and optionally except, hour_on, hour_off, "
           "day_on, day_off; rename the layer where it holds no turn restrictions",
           layer.name(), layer.path(), listed(missing))});
}

/// By the roads' own id field: the ids they bear here.
std::map<std::string, std::string> road_ids(const SourceSpec& roads, core::Progress& progress) {
  const VectorLayer layer(roads);
  const auto own = layer.field_or_none("id", "id");
  std::map<std::string, std::string> ids;
  if (!own) return ids;
  layer.for_each(progress, [&](const OGRFeature& feature) { ids.emplace(layer.text(feature, own), layer.id(feature)); });
  return ids;
}

}  // namespace

std::vector<network::TurnRestriction> read_vector_turns(const SourceSpec& roads, core::Progress& progress,
                                                        const RoadMoment& moment) {
  std::vector<network::TurnRestriction> turns;
  if (!has_layer(roads)) return turns;
  SourceSpec source = roads;
  source.layer = layer_name;
  const VectorLayer layer(source);
  check_fields(layer);
  const auto kind = layer.field("kind");
  const auto from = layer.field("from");
  const auto to = layer.field("to");
  const auto x = layer.field("via_x");
  const auto y = layer.field("via_y");
  const auto except = layer.field_or_none("except", "except");
  const auto hour_on = layer.field_or_none("hour_on", "hour_on");
  const auto hour_off = layer.field_or_none("hour_off", "hour_off");
  const auto day_on = layer.field_or_none("day_on", "day_on");
  const auto day_off = layer.field_or_none("day_off", "day_off");
  const std::map<std::string, std::string> ids = road_ids(roads, progress);
  const auto id_of = [&](const std::string& own) {
    const auto found = ids.find(own);
    return found == ids.end() ? own : found->second;
  };
  layer.for_each(progress, [&](const OGRFeature& feature) {
    const std::string word = layer.text(feature, kind);
    const auto binds = bound_modes(word, layer.text(feature, except));
    const std::array<std::string, 4> times = {layer.text(feature, hour_on), layer.text(feature, hour_off),
                                              layer.text(feature, day_on), layer.text(feature, day_off)};
    if (!binds || !turn_holds({times[0], times[1], times[2], times[3]}, moment)) return;
    network::TurnRestriction turn;
    turn.source_id = layer.id(feature);
    turn.from = id_of(layer.text(feature, from));
    turn.to = id_of(layer.text(feature, to));
    turn.via_place = core::Position{feature.GetFieldAsDouble(*x), feature.GetFieldAsDouble(*y)};
    turn.only = word.starts_with("only_");
    turn.binds = *binds;
    turns.push_back(std::move(turn));
  });
  return turns;
}

}  // namespace wangge::gis
