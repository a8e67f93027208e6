#include "gis/read/vector_turns.h"

#include "gis/ogr_session.h"
#include "gis/read/turn_words.h"
#include "gis/read/vector_layer.h"

#include <map>
#include <string>

#include <ogr_feature.h>

namespace wangge::gis {
namespace {

constexpr const char* layer_name = "turn_restrictions";

bool has_layer(const SourceSpec& source) {
  const GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open(source.file.string().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  return file != nullptr && file->GetLayerByName(layer_name) != nullptr;
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

std::vector<network::TurnRestriction> read_vector_turns(const SourceSpec& roads, core::Progress& progress) {
  std::vector<network::TurnRestriction> turns;
  if (!has_layer(roads)) return turns;
  SourceSpec source = roads;
  source.layer = layer_name;
  const VectorLayer layer(source);
  const auto field = [&](const char* name) { return layer.field_or_none(name, name); };
  const auto kind = field("kind");
  const auto from = field("from");
  const auto to = field("to");
  const auto x = field("via_x");
  const auto y = field("via_y");
  const auto except = field("except");
  if (!kind || !from || !to || !x || !y) return turns;
  const std::map<std::string, std::string> ids = road_ids(roads, progress);
  const auto id_of = [&](const std::string& own) {
    const auto found = ids.find(own);
    return found == ids.end() ? own : found->second;
  };
  layer.for_each(progress, [&](const OGRFeature& feature) {
    const std::string word = layer.text(feature, kind);
    const auto binds = bound_modes(word, layer.text(feature, except));
    if (!binds) return;
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
