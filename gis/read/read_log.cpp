#include "gis/read/read_log.h"

#include "gis/ogr_session.h"
#include "gis/read/feature_place.h"
#include "gis/read/projector.h"
#include "gis/read/vector_layer.h"

#include <algorithm>

#include <ogr_feature.h>

namespace wangge::gis {

std::vector<LogRow> read_log(const LogTableSpec& spec, const std::optional<ReferenceSystem>& reference, core::Progress& progress,
                             core::Findings& findings) {
  const GdalMessages messages;
  const VectorLayer layer(spec.source);
  const auto opened = layer.field(spec.opened_field);
  const auto closed = layer.field(spec.closed_field);
  const auto kind = layer.field(spec.kind_field);
  const auto building = layer.field(spec.building_field);
  std::vector<LogRow> rows;
  layer.for_each(progress, [&](const OGRFeature& feature) {
    LogRow row;
    row.id = layer.id(feature);
    row.opened_text = layer.text(feature, opened);
    row.opened = parse_log_time(row.opened_text);
    if (closed) row.closed = parse_log_time(layer.text(feature, closed));
    row.kind = layer.text(feature, kind);
    row.building = layer.text(feature, building);
    row.position = place_of(feature);
    rows.push_back(std::move(row));
  });
  const bool placed = std::any_of(rows.begin(), rows.end(), [](const LogRow& row) { return row.position.has_value(); });
  if (reference && placed) {
    const Projector into(layer.reference(), *reference);
    for (LogRow& row : rows) into.project(row.position);
  }
  findings.append(layer.findings());
  return rows;
}

}  // namespace wangge::gis
