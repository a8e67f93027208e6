#include "gis/read/read_counts.h"

#include "gis/ogr_session.h"
#include "gis/read/feature_place.h"
#include "gis/read/projector.h"
#include "gis/read/vector_layer.h"

#include <optional>
#include <utility>

#include <ogr_feature.h>

namespace wangge::gis {
namespace {

constexpr std::int64_t most_in_feature = 10'000'000;

}  // namespace

std::vector<CountedPoint> read_counts(const CountSpec& spec, const ReferenceSystem& reference, core::Progress& progress,
                                      core::Findings& findings) {
  const GdalMessages messages;
  const VectorLayer layer(spec.source);
  const auto count = layer.field(spec.count_field);
  const auto kind = layer.field(spec.kind_field);
  const auto name = layer.field_or_none(spec.name_field, "name");
  std::vector<CountedPoint> points;
  layer.for_each(progress, [&](const OGRFeature& feature) {
    const std::optional<Position> place = place_of(feature);
    const std::optional<std::int64_t> counted =
        count ? layer.count(feature, count, most_in_feature) : std::optional<std::int64_t>(1);
    if (!place || counted.value_or(0) == 0) return;
    points.push_back({*place, *counted, kind ? layer.text(feature, kind) : std::string(),
                      name ? layer.text(feature, name) : std::string(), layer.id(feature)});
  });
  const Projector into(layer.reference(), reference);
  for (CountedPoint& point : points) into.project(point.position);
  findings.append(layer.findings());
  return points;
}

}  // namespace wangge::gis
