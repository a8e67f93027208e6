#include "gis/write/export_layers.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/ogr_session.h"

#include <algorithm>
#include <array>
#include <memory>

#include <cpl_string.h>
#include <fmt/format.h>

namespace wangge::gis {
namespace {

namespace fs = std::filesystem;

struct FormatText {
  ExportFormat format;
  std::string_view name;
  const char* driver;
  std::string_view extension;
};
constexpr std::array<FormatText, 5> formats = {{
    {ExportFormat::gpkg, "gpkg", "GPKG", ".gpkg"},
    {ExportFormat::geojson, "geojson", "GeoJSON", ".geojson"},
    {ExportFormat::shp, "shp", "ESRI Shapefile", ".shp"},
    {ExportFormat::fgb, "fgb", "FlatGeobuf", ".fgb"},
    {ExportFormat::csv, "csv", "CSV", ".csv"},
}};

const FormatText& text_of(ExportFormat format) {
  return *std::find_if(formats.begin(), formats.end(), [format](const FormatText& text) { return text.format == format; });
}

[[noreturn]] void fail(const fs::path& path, const GdalMessages& messages) {
  const bool known = !messages.first_failure().empty();
  throw core::Error(
      core::ErrorCode::environment,
      {.zh = fmt::format("无法写入 {}{}", path.string(), known ? core::system_words(messages.first_failure()) : "：原因不明"),
       .en = fmt::format("cannot write {}: {}", path.string(), known ? messages.first_failure() : "unknown cause")});
}

/// Which features of a layer go into a file: all, or those of one dimension.
enum class Part { all, polygons, points };

bool belongs(const OGRFeature& feature, Part part) {
  if (part == Part::all) return true;
  const OGRGeometry* shape = feature.GetGeometryRef();
  return shape != nullptr && (wkbFlatten(shape->getGeometryType()) == wkbPoint) == (part == Part::points);
}

/// One layer on its way from plan.gpkg into a file.
class LayerCopy {
 public:
  LayerCopy(OGRLayer& from, ExportFormat format, const ExportRules& rules) : from_(from), format_(format), rules_(rules) {}

  void into(GDALDataset& target, const std::string& layer_name, Part part, const GdalMessages& messages, const fs::path& path) {
    OGRLayer* to = target.CreateLayer(layer_name.c_str(), reference(), type(part), options().List());
    if (to == nullptr) fail(path, messages);
    declare(*to, messages, path);
    from_.ResetReading();
    while (FeatureHandle feature{from_.GetNextFeature()}) {
      if (!belongs(*feature, part) || !is_wanted(*feature)) continue;
      const FeatureHandle copy(OGRFeature::CreateFeature(to->GetLayerDefn()));
      if (copy->SetFrom(feature.get(), TRUE) != OGRERR_NONE) fail(path, messages);
      hide(*copy, *feature);
      place(*copy);
      if (to->CreateFeature(copy.get()) != OGRERR_NONE) fail(path, messages);
    }
  }

 private:
  [[nodiscard]] OGRSpatialReference* reference() const {
    return format_ == ExportFormat::geojson || format_ == ExportFormat::csv ? nullptr : from_.GetSpatialRef();
  }

  [[nodiscard]] OGRwkbGeometryType type(Part part) const {
    const OGRwkbGeometryType known = from_.GetGeomType();
    if (format_ == ExportFormat::csv) return wkbFlatten(known) == wkbPoint ? wkbPoint : wkbNone;
    if (part == Part::points) return wkbPoint;
    return part == Part::polygons ? wkbMultiPolygon : known;
  }

  [[nodiscard]] CPLStringList options() const {
    CPLStringList list;
    if (format_ == ExportFormat::geojson) {
      list.SetNameValue("RFC7946", "YES");
      list.SetNameValue("COORDINATE_PRECISION", "7");
    }
    if (format_ == ExportFormat::shp) {
      list.SetNameValue("ENCODING", "UTF-8");
      list.SetNameValue("DBF_DATE_LAST_UPDATE", "2000-01-01");  // not the clock
    }
    if (format_ == ExportFormat::csv) {
      list.SetNameValue("STRING_QUOTING", "IF_NEEDED");
      list.SetNameValue("WRITE_BOM", "YES");  // spreadsheets on Windows need it to see UTF-8
    }
    if (format_ == ExportFormat::csv && wkbFlatten(from_.GetGeomType()) == wkbPoint) list.SetNameValue("GEOMETRY", "AS_XY");
    const bool describes = format_ == ExportFormat::gpkg || format_ == ExportFormat::geojson;
    if (describes && !rules_.credit.empty()) list.SetNameValue("DESCRIPTION", rules_.credit.c_str());
    return list;
  }

  [[nodiscard]] bool is_dropped(const std::string& field) const {
    return std::find(rules_.dropped_fields.begin(), rules_.dropped_fields.end(), field) != rules_.dropped_fields.end();
  }

  [[nodiscard]] bool bears_counts() const {
    return std::any_of(rules_.count_fields.begin(), rules_.count_fields.end(),
                       [&](const std::string& field) { return from_.GetLayerDefn()->GetFieldIndex(field.c_str()) >= 0; });
  }

  void declare(OGRLayer& to, const GdalMessages& messages, const fs::path& path) const {
    OGRFeatureDefn& fields = *from_.GetLayerDefn();
    for (int i = 0; i < fields.GetFieldCount(); ++i) {
      if (is_dropped(fields.GetFieldDefn(i)->GetNameRef())) continue;
      if (to.CreateField(fields.GetFieldDefn(i)) != OGRERR_NONE) fail(path, messages);
    }
    if (!rules_.mark_modelled || !bears_counts()) return;
    OGRFieldDefn mark("population_source", OFTString);
    if (to.CreateField(&mark) != OGRERR_NONE) fail(path, messages);
  }

  [[nodiscard]] bool is_wanted(const OGRFeature& feature) const {
    const int post = feature.GetFieldIndex("post");
    const bool circle = std::string(from_.GetName()) == "circles";
    return !circle || !rules_.only_post || post < 0 || feature.GetFieldAsString(post) == *rules_.only_post;
  }

  void hide(OGRFeature& copy, const OGRFeature& original) const {
    const int code_field = original.GetFieldIndex("code");
    const std::string code = code_field >= 0 ? original.GetFieldAsString(code_field) : "";
    if (rules_.hidden.count(code) > 0) {
      for (const std::string& field : rules_.count_fields) clear(copy, field);
    }
    if (rules_.unexplained.count(code) > 0) {
      for (const char* field : {"reason", "reason_zh"}) clear(copy, field);
    }
    if (!rules_.mark_modelled || !bears_counts()) return;
    const int mark = copy.GetFieldCount() - 1;
    copy.SetField(mark, rules_.modelled.count(code) > 0 ? "modelled" : "given");
  }

  void clear(OGRFeature& copy, const std::string& field) const {
    const int there = position_in(copy, field);
    if (there >= 0) copy.SetFieldNull(there);
  }

  /// Shapefiles cut names to ten letters, so a field is found by where it stands.
  [[nodiscard]] int position_in(const OGRFeature& copy, const std::string& field) const {
    OGRFeatureDefn& fields = *from_.GetLayerDefn();
    int position = 0;
    for (int i = 0; i < fields.GetFieldCount(); ++i) {
      const std::string name_here = fields.GetFieldDefn(i)->GetNameRef();
      if (name_here == field) return is_dropped(field) || position >= copy.GetFieldCount() ? -1 : position;
      position += is_dropped(name_here) ? 0 : 1;
    }
    return -1;
  }

  /// GeoJSON means WGS 84, east before north.
  void place(OGRFeature& copy) {
    OGRGeometry* shape = copy.GetGeometryRef();
    if (shape == nullptr || format_ != ExportFormat::geojson || from_.GetSpatialRef() == nullptr) return;
    if (!to_wgs84_) {
      OGRSpatialReference wgs84;
      wgs84.SetWellKnownGeogCS("WGS84");
      wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
      to_wgs84_.reset(OGRCreateCoordinateTransformation(from_.GetSpatialRef(), &wgs84));
    }
    if (to_wgs84_) shape->transform(to_wgs84_.get());
  }

  OGRLayer& from_;
  ExportFormat format_;
  const ExportRules& rules_;
  std::unique_ptr<OGRCoordinateTransformation> to_wgs84_;
};

/// The rows of QGIS's own table that style the layers written.
void copy_styles(GDALDataset& source, GDALDataset& target, const ExportRules& rules, const GdalMessages& messages,
                 const fs::path& path) {
  OGRLayer* from = source.GetLayerByName("layer_styles");
  if (from == nullptr) return;
  CPLStringList options;
  options.SetNameValue("FID", "id");
  options.SetNameValue("ASPATIAL_VARIANT", "GPKG_ATTRIBUTES");
  OGRLayer* to = target.CreateLayer("layer_styles", nullptr, wkbNone, options.List());
  if (to == nullptr) fail(path, messages);
  OGRFeatureDefn& fields = *from->GetLayerDefn();
  for (int i = 0; i < fields.GetFieldCount(); ++i) {
    if (to->CreateField(fields.GetFieldDefn(i)) != OGRERR_NONE) fail(path, messages);
  }
  from->ResetReading();
  while (FeatureHandle feature{from->GetNextFeature()}) {
    const std::string layer = feature->GetFieldAsString("f_table_name");
    if (std::find(rules.layers.begin(), rules.layers.end(), layer) == rules.layers.end()) continue;
    const FeatureHandle copy(OGRFeature::CreateFeature(to->GetLayerDefn()));
    if (copy->SetFrom(feature.get(), TRUE) != OGRERR_NONE || to->CreateFeature(copy.get()) != OGRERR_NONE) fail(path, messages);
  }
}

DatasetHandle create(const fs::path& path, ExportFormat format, const GdalMessages& messages) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(text_of(format).driver);
  if (driver == nullptr) fail(path, messages);
  DatasetHandle target(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!target) fail(path, messages);
  return target;
}

/// Closes with a look at what went wrong while the last bytes went out.
void close(DatasetHandle target, const GdalMessages& messages, const fs::path& path) {
  target->FlushCache(false);
  target.reset();
  if (messages.failed()) fail(path, messages);
}

bool has_both(OGRLayer& layer) { return wkbFlatten(layer.GetGeomType()) == wkbUnknown; }

}  // namespace

std::optional<ExportFormat> export_format(std::string_view name) {
  for (const FormatText& text : formats) {
    if (text.name == name) return text.format;
  }
  return std::nullopt;
}

std::string_view name(ExportFormat format) { return text_of(format).name; }

std::vector<fs::path> export_layers(const fs::path& plan, const fs::path& folder, ExportFormat format, const ExportRules& rules) {
  GdalMessages messages;
  const GdalOption fixed_time("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
  const DatasetHandle source(GDALDataset::Open(plan.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!source) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("无法读取 {}", plan.string()), .en = fmt::format("cannot read {}", plan.string())});
  }
  messages.clear();
  std::vector<fs::path> made;
  DatasetHandle package;
  for (const std::string& layer_name : rules.layers) {
    OGRLayer* layer = source->GetLayerByName(layer_name.c_str());
    if (layer == nullptr) continue;
    LayerCopy copy(*layer, format, rules);
    if (format == ExportFormat::gpkg) {
      const fs::path path = folder / "plan.gpkg";
      if (!package) {
        package = create(path, format, messages);
        made.push_back(path);
      }
      copy.into(*package, layer_name, Part::all, messages, path);
      continue;
    }
    const bool split = format == ExportFormat::shp && has_both(*layer);
    const std::vector<Part> parts = split ? std::vector<Part>{Part::polygons, Part::points} : std::vector<Part>{Part::all};
    for (const Part part : parts) {
      const std::string stem = layer_name + (part == Part::points ? "_points" : "");
      const fs::path path = folder / (stem + std::string(text_of(format).extension));
      DatasetHandle target = create(path, format, messages);
      copy.into(*target, stem, part, messages, path);
      close(std::move(target), messages, path);
      made.push_back(path);
    }
  }
  if (package) {
    copy_styles(*source, *package, rules, messages, made.front());
    close(std::move(package), messages, made.front());
  }
  return made;
}

}  // namespace wangge::gis
