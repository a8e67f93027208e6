#include "gis/write/findings_file.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"

#include <array>
#include <memory>
#include <string>

#include <cpl_string.h>
#include <fmt/format.h>

namespace wangge::gis {
namespace {

constexpr std::array<const char*, 8> fields = {"rule", "severity", "message_zh", "message_en",
                                               "file", "layer",    "feature",    "value"};

[[noreturn]] void fail(const std::filesystem::path& path, const GdalMessages& messages) {
  throw core::Error(core::ErrorCode::environment,
                    {.zh = fmt::format("无法写入 {}{}", path.string(), core::system_words(messages.first_failure())),
                     .en = fmt::format("cannot write {}: {}", path.string(), messages.first_failure())});
}

std::unique_ptr<OGRCoordinateTransformation> to_wgs84(OGRSpatialReference& from) {
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return std::unique_ptr<OGRCoordinateTransformation>(OGRCreateCoordinateTransformation(&from, &wgs84));
}

}  // namespace

void write_findings(const std::filesystem::path& path, const core::Findings& findings, const ReferenceSystem& reference) {
  GdalMessages messages;
  const GdalOption fixed_time("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
  const bool geojson = path.extension() == ".geojson";
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(geojson ? "GeoJSON" : "GPKG");
  DatasetHandle target(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!target) fail(path, messages);
  OGRSpatialReference system = spatial_reference(reference);
  CPLStringList options;
  if (geojson) options.SetNameValue("RFC7946", "YES");
  OGRLayer* layer = target->CreateLayer("findings", geojson ? nullptr : &system, wkbPoint, options.List());
  if (layer == nullptr) fail(path, messages);
  for (const char* field : fields) {
    OGRFieldDefn definition(field, OFTString);
    if (layer->CreateField(&definition) != OGRERR_NONE) fail(path, messages);
  }
  const auto transform = geojson ? to_wgs84(system) : nullptr;
  for (const core::Finding& finding : findings.all()) {
    if (!finding.place) continue;
    const FeatureHandle feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    const std::array<std::string, 8> values = {finding.rule,       std::string(name(finding.severity)),
                                               finding.message.zh, finding.message.en,
                                               finding.file,       finding.layer,
                                               finding.feature,    finding.value};
    for (std::size_t i = 0; i < values.size(); ++i) feature->SetField(static_cast<int>(i), values[i].c_str());
    OGRPoint point(finding.place->x, finding.place->y);
    if (transform) point.transform(transform.get());
    feature->SetGeometry(&point);
    if (layer->CreateFeature(feature.get()) != OGRERR_NONE) fail(path, messages);
  }
  target->FlushCache(false);
  target.reset();
  if (messages.failed()) fail(path, messages);
}

}  // namespace wangge::gis
