#include "gis/read/read_point_rows.h"

#include "gis/ogr_session.h"
#include "gis/read/feature_place.h"
#include "gis/read/projector.h"
#include "gis/read/vector_layer.h"

#include <algorithm>
#include <utility>

#include <ogr_feature.h>

namespace wangge::gis {
namespace {

/// Of all rows that have a place; nothing where none has.
std::optional<Box> extent(const std::vector<PointRow>& rows) {
  std::optional<Box> all;
  for (const PointRow& row : rows) {
    if (!row.position) continue;
    if (!all) all = Box{*row.position, *row.position};
    all->low = {std::min(all->low.x, row.position->x), std::min(all->low.y, row.position->y)};
    all->high = {std::max(all->high.x, row.position->x), std::max(all->high.y, row.position->y)};
  }
  return all;
}

}  // namespace

std::vector<PointRow> read_point_rows(const PointRowSpec& spec, const ReferenceSystem& reference, core::Progress& progress,
                                      core::Findings& findings) {
  const GdalMessages messages;
  const VectorLayer layer(spec.source);
  const VectorLayer::Field label = layer.field_or_none(spec.label_field, "name");
  std::vector<VectorLayer::Field> fields;
  for (const std::string& name : spec.fields) fields.push_back(layer.field(name));
  std::vector<PointRow> rows;
  layer.for_each(progress, [&](const OGRFeature& feature) {
    PointRow row{.id = layer.id(feature), .label = layer.text(feature, label), .position = place_of(feature), .values = {}};
    for (const VectorLayer::Field& field : fields) row.values.push_back(layer.text(feature, field));
    rows.push_back(std::move(row));
  });
  if (const std::optional<Box> box = extent(rows)) layer.check_units(*box);
  const Projector into(layer.reference(), reference);
  for (PointRow& row : rows) into.project(row.position);
  findings.append(layer.findings());
  return rows;
}

}  // namespace wangge::gis
