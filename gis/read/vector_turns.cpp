#include "gis/read/vector_turns.h"

#include "engine/core/error.h"
#include "gis/ogr_session.h"
#include "gis/read/name_guess.h"
#include "gis/read/turn_words.h"
#include "gis/read/vector_layer.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
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

/// A restriction and when it binds.
struct TurnRow {
  network::TurnRestriction turn;
  std::array<std::string, 4> times;  ///< hour_on, hour_off, day_on, day_off

  [[nodiscard]] TurnTimes when() const { return {times[0], times[1], times[2], times[3]}; }
  [[nodiscard]] bool binds_at(const RoadMoment& moment) const { return turn_holds(when(), moment) != TurnHolds::not_now; }
};

std::vector<TurnRow> read_rows(const SourceSpec& roads, core::Progress& progress) {
  std::vector<TurnRow> rows;
  if (!has_layer(roads)) return rows;
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
    if (!binds) return;
    TurnRow row;
    row.times = {layer.text(feature, hour_on), layer.text(feature, hour_off), layer.text(feature, day_on),
                 layer.text(feature, day_off)};
    row.turn.source_id = layer.id(feature);
    row.turn.from = id_of(layer.text(feature, from));
    row.turn.to = id_of(layer.text(feature, to));
    row.turn.via_place = core::Position{feature.GetFieldAsDouble(*x), feature.GetFieldAsDouble(*y)};
    row.turn.only = word.starts_with("only_");
    row.turn.binds = *binds;
    rows.push_back(std::move(row));
  });
  return rows;
}

}  // namespace

std::vector<network::TurnRestriction> read_vector_turns(const SourceSpec& roads, core::Progress& progress,
                                                        const RoadMoment& moment, core::Findings& findings) {
  std::vector<network::TurnRestriction> turns;
  for (TurnRow& row : read_rows(roads, progress)) {
    const TurnHolds held = turn_holds(row.when(), moment);
    const bool never = in_no_hour(row.when());
    const auto tell = [&](TurnRemark::Kind kind, std::string text) {
      core::Finding found = turn_finding({kind, std::move(text)}, row.turn.source_id);
      found.file = roads.path;
      found.layer = layer_name;
      found.place = row.turn.via_place;
      findings.add(std::move(found));
    };
    const std::string short_spans = held == TurnHolds::unread || never ? std::string() : spans_in_no_hour(row.when());
    if (held == TurnHolds::unread) {
      tell(TurnRemark::unread_hours, times_text(row.when()));
    } else if (never) {
      tell(TurnRemark::in_no_hour, times_text(row.when()));
    } else if (held == TurnHolds::not_now && !moment.hour) {
      tell(TurnRemark::no_hour_asked, times_text(row.when()));
    }
    if (!short_spans.empty()) tell(TurnRemark::in_no_hour, short_spans);
    if (held != TurnHolds::not_now) turns.push_back(std::move(row.turn));
  }
  return turns;
}

std::vector<std::vector<network::TurnRestriction>> read_vector_turns(const SourceSpec& roads, core::Progress& progress,
                                                                     const std::vector<RoadMoment>& moments) {
  const std::vector<TurnRow> rows = read_rows(roads, progress);
  const auto by_hour = [](const TurnRow& row) {
    const TurnHolds held = turn_holds(row.when(), {});
    return held == TurnHolds::not_now;
  };
  std::vector<std::vector<network::TurnRestriction>> turns;
  if (std::none_of(rows.begin(), rows.end(), by_hour)) return turns;
  for (const RoadMoment& moment : moments) {
    turns.emplace_back();
    for (const TurnRow& row : rows) {
      if (row.binds_at(moment)) turns.back().push_back(row.turn);
    }
  }
  return turns;
}

}  // namespace wangge::gis
