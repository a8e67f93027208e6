#include "gis/read/point_barriers.h"

#include "gis/ogr_session.h"
#include "gis/read/barrier_words.h"
#include "gis/read/projector.h"
#include "gis/read/read_each.h"
#include "gis/read/vector_layer.h"

#include <map>
#include <string>
#include <utility>

namespace wangge::gis {

std::vector<BarrierFeature> read_point_barriers(const RoadBarrierSpec& spec, const ReferenceSystem& reference,
                                                core::Progress& progress, core::Findings& findings) {
  const GdalMessages messages;
  const VectorLayer layer(spec.source);
  const auto kind = spec.kind_field.empty() ? layer.field_or_none("barrier", "barrier") : layer.field(spec.kind_field);
  std::map<std::string, VectorLayer::Field> fields;
  for (const char* key : {"access", "foot", "bicycle", "vehicle", "motor_vehicle", "motorcar", "locked", "bollard"})
    fields[key] = layer.field_or_none(key, key);
  std::vector<BarrierFeature> barriers;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& found) {
    std::map<std::string, std::string, std::less<>> tags;
    tags["barrier"] = kind ? layer.text(feature, kind) : "gate";
    for (const auto& [key, field] : fields) tags[key] = layer.text(feature, field);
    if (!is_barrier_word(tags["barrier"])) return;
    const auto geometry = geometry_of(feature);
    if (!geometry) {
      found.add(finding_at(layer, layer.id(feature), "point.empty", "没有坐标，未采用", "it has no position; not used"));
      return;
    }
    if (wkbFlatten(geometry->getGeometryType()) != wkbPoint) wrong_kind(layer, feature, *geometry, "点", "points");
    const OGRPoint& point = *geometry->toPoint();
    const auto said = [&](const char* key) { return std::string_view(tags.find(key)->second); };
    barriers.push_back({layer.id(feature), tags["barrier"], 0, {point.getX(), point.getY()}, stopped_by_barrier(said)});
    reach.add(barriers.back().position);
  });
  const Projector into(facts.reference, reference);
  for (BarrierFeature& barrier : barriers) into.project(barrier.position);
  std::erase_if(barriers, [](const BarrierFeature& barrier) {
    return !std::isfinite(barrier.position.x) || !std::isfinite(barrier.position.y);
  });
  into.project(facts.findings);
  findings.append(facts.findings);
  return barriers;
}

}  // namespace wangge::gis
