#include "gis/write/plan_file.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"
#include "gis/write/plan_layers.h"
#include "gis/write/qgis_styles.h"

#include <system_error>

#include <cpl_string.h>
#include <fmt/format.h>

namespace wangge::gis {
namespace {

constexpr const char* fixed_time = "2000-01-01T00:00:00.000Z";

[[noreturn]] void fail(const std::filesystem::path& path, const core::Text& cause) {
  throw core::Error(
      core::ErrorCode::environment,
      {.zh = fmt::format("无法写入文件“{}”：{}。请检查磁盘空间和目录权限", path.string(), cause.zh),
       .en = fmt::format("cannot write '{}': {}; is the disk full or the folder not writable?", path.string(), cause.en)});
}

/// A file beside the final one, removed unless kept: nothing half-written stays.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& path)
      : final_(path), part_(path.parent_path() / ("." + path.stem().string() + ".part.gpkg")) {
    remove();
  }
  ~PartFile() { remove(); }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  PartFile(PartFile&&) = delete;
  PartFile& operator=(PartFile&&) = delete;

  [[nodiscard]] std::string path() const { return part_.string(); }
  void keep() const {
    std::error_code failure;
    std::filesystem::rename(part_, final_, failure);
    if (failure) fail(final_, core::system_cause(failure.value()));
  }

 private:
  void remove() const {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
      std::error_code ignored;
      std::filesystem::remove(part_.string() + suffix, ignored);
    }
  }
  std::filesystem::path final_;
  std::filesystem::path part_;
};

OGRwkbGeometryType ogr_type(PlanShape shape) {
  switch (shape) {
    case PlanShape::multi_polygon:
      return wkbMultiPolygon;
    case PlanShape::polygon_or_point:
      return wkbUnknown;
    case PlanShape::point:
      return wkbPoint;
    case PlanShape::line:
      return wkbLineString;
    case PlanShape::none:
      return wkbNone;
  }
  return wkbUnknown;
}

std::unique_ptr<OGRGeometry> footprint(const MultiPolygon& shape, const std::optional<Position>& point) {
  if (shape.size() == 1) return std::unique_ptr<OGRGeometry>(to_ogr(shape)->getGeometryRef(0)->clone());
  if (!shape.empty()) return to_ogr(shape);
  if (point) return std::make_unique<OGRPoint>(point->x, point->y);
  return nullptr;
}

template <class Row>
std::unique_ptr<OGRGeometry> geometry_of(const Row& row) {
  return to_ogr(row.shape);
}
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::Building& row) { return footprint(row.shape, row.point); }
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::Unassigned& row) { return footprint(row.shape, row.point); }
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::Post& row) {
  return std::make_unique<OGRPoint>(row.place.x, row.place.y);
}
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::Place& row) {
  return std::make_unique<OGRPoint>(row.place.x, row.place.y);
}
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::CodeRow& /*row*/) { return nullptr; }
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::VoidedCode& /*row*/) { return nullptr; }
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::Aim& /*row*/) { return nullptr; }
std::unique_ptr<OGRGeometry> geometry_of(const PlanFile::Road& row) { return to_ogr(row.line); }

/// Writes the value of one field of a row into a feature.
struct SetValue {
  OGRFeature& feature;
  int at;
  void operator()(const std::string& value) const { feature.SetField(at, value.c_str()); }
  void operator()(std::int64_t value) const { feature.SetField(at, static_cast<GIntBig>(value)); }
  void operator()(double value) const { feature.SetField(at, value); }
  void operator()(bool value) const { feature.SetField(at, value ? 1 : 0); }
  void operator()(const std::optional<double>& value) const {
    if (value) feature.SetField(at, *value);
  }
};

struct FieldType {
  template <class Row>
  OGRFieldType operator()(std::string Row::* /*member*/) const {
    return OFTString;
  }
  template <class Row>
  OGRFieldType operator()(std::int64_t Row::* /*member*/) const {
    return OFTInteger64;
  }
  template <class Row>
  OGRFieldType operator()(double Row::* /*member*/) const {
    return OFTReal;
  }
  template <class Row>
  OGRFieldType operator()(bool Row::* /*member*/) const {
    return OFTInteger;
  }
  template <class Row>
  OGRFieldType operator()(std::optional<double> Row::* /*member*/) const {
    return OFTReal;
  }
};

/// One plan.gpkg being written.
class PlanWriter {
 public:
  PlanWriter(const std::filesystem::path& shown, const std::string& path, const PlanFile& plan, GdalMessages& messages)
      : shown_(shown), plan_(plan), messages_(messages), reference_(spatial_reference(plan.reference)) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr) fail(shown_, {.zh = "GDAL 不带 GPKG 驱动", .en = "GDAL has no GPKG driver"});
    file_.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(file_ != nullptr);
    check(file_->StartTransaction() == OGRERR_NONE);
  }

  template <class Row>
  void write(const PlanLayer<Row>& layer) {
    OGRLayer& target = create(layer.name, ogr_type(layer.shape));
    for (const PlanField<Row>& field : layer.fields) add_field(target, field.name, std::visit(FieldType(), field.member));
    add_mark(target);
    const FeatureHandle feature(OGRFeature::CreateFeature(target.GetLayerDefn()));
    for (const Row& row : plan_.*layer.rows) {
      reset(*feature);
      int at = 0;
      for (const PlanField<Row>& field : layer.fields) {
        std::visit([&](auto member) { SetValue{*feature, at}(row.*member); }, field.member);
        ++at;
      }
      mark(*feature);
      feature->SetGeometryDirectly(geometry_of(row).release());
      check(target.CreateFeature(feature.get()) == OGRERR_NONE);
    }
  }

  /// A layer that is there only where it has rows.
  template <class Row>
  void write_any(const PlanLayer<Row>& layer) {
    if (!(plan_.*layer.rows).empty()) write(layer);
  }

  void write_grid_labels() {
    OGRLayer& target = create(grid_labels_layer, wkbPoint);
    add_field(target, "code", OFTString);
    add_field(target, "name", OFTString);
    add_mark(target);
    const FeatureHandle feature(OGRFeature::CreateFeature(target.GetLayerDefn()));
    for (const PlanFile::Grid& grid : plan_.grids) {
      reset(*feature);
      feature->SetField(0, grid.code.c_str());
      feature->SetField(1, grid.name.c_str());
      mark(*feature);
      feature->SetGeometryDirectly(std::make_unique<OGRPoint>(grid.label.x, grid.label.y).release());
      check(target.CreateFeature(feature.get()) == OGRERR_NONE);
    }
  }

  /// The table and columns that QGIS looks for.
  void write_styles() {
    CPLStringList options;
    options.AddString("FID=id");
    options.AddString("ASPATIAL_VARIANT=GPKG_ATTRIBUTES");
    OGRLayer* target = file_->CreateLayer("layer_styles", nullptr, wkbNone, options.List());
    check(target != nullptr);
    for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML",
                             "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time"}) {
      const std::string_view field = name;
      add_field(*target, field, field == "useAsDefault" ? OFTInteger : field == "update_time" ? OFTDateTime : OFTString);
    }
    const FeatureHandle feature(OGRFeature::CreateFeature(target->GetLayerDefn()));
    for (const QgisStyle& style : qgis_styles()) {
      if (file_->GetLayerByName(style.layer.c_str()) == nullptr) continue;
      reset(*feature);
      for (const char* empty : {"f_table_catalog", "f_table_schema", "styleSLD", "owner"}) feature->SetField(empty, "");
      feature->SetField("f_table_name", style.layer.c_str());
      feature->SetField("f_geometry_column", "geom");
      feature->SetField("styleName", style.layer.c_str());
      feature->SetField("styleQML", style.qml.c_str());
      feature->SetField("useAsDefault", 1);
      feature->SetField("description", style.description.c_str());
      feature->SetField("update_time", fixed_time);
      check(target->CreateFeature(feature.get()) == OGRERR_NONE);
    }
  }

  /// Spatial indexes are made here, so a full disk shows here at the latest.
  void close() {
    for (int i = 0; i < file_->GetLayerCount(); ++i) check(file_->GetLayer(i)->SyncToDisk() == OGRERR_NONE);
    check(file_->CommitTransaction() == OGRERR_NONE);
    file_->FlushCache(true);
    file_.reset();
    check(true);
  }

 private:
  void check(bool succeeded) const {
    if (succeeded && !messages_.failed()) return;
    if (!messages_.failed()) fail(shown_, {.zh = "原因不明", .en = "unknown cause"});
    fail(shown_, {.zh = "GDAL 报告失败" + core::system_words(messages_.first_failure()), .en = messages_.first_failure()});
  }

  OGRLayer& create(std::string_view name, OGRwkbGeometryType type) {
    const bool table = type == wkbNone;
    CPLStringList options;
    options.AddString("FID=fid");
    if (table) {
      options.AddString("ASPATIAL_VARIANT=GPKG_ATTRIBUTES");
    } else {
      options.AddString("GEOMETRY_NAME=geom");
      options.AddString("SPATIAL_INDEX=YES");
    }
    if (plan_.synthetic) options.SetNameValue("DESCRIPTION", synthetic_words);
    OGRLayer* layer = file_->CreateLayer(std::string(name).c_str(), table ? nullptr : &reference_, type, options.List());
    check(layer != nullptr);
    return *layer;
  }

  void add_field(OGRLayer& layer, std::string_view name, OGRFieldType type) const {
    OGRFieldDefn field(std::string(name).c_str(), type);
    check(layer.CreateField(&field) == OGRERR_NONE);
  }

  /// The last field of every layer of a town that is made up.
  void add_mark(OGRLayer& layer) const {
    if (plan_.synthetic) add_field(layer, synthetic_field, OFTInteger);
  }

  void mark(OGRFeature& feature) const {
    if (plan_.synthetic) feature.SetField(feature.GetFieldCount() - 1, 1);
  }

  static void reset(OGRFeature& feature) {
    feature.SetFID(OGRNullFID);
    for (int i = 0; i < feature.GetFieldCount(); ++i) feature.SetFieldNull(i);
    feature.SetGeometryDirectly(nullptr);
  }

  const std::filesystem::path& shown_;
  const PlanFile& plan_;
  GdalMessages& messages_;
  OGRSpatialReference reference_;
  DatasetHandle file_;
};

}  // namespace

void write_plan_file(const std::filesystem::path& path, const PlanFile& plan) {
  GdalMessages messages;
  const GdalOption date("OGR_CURRENT_DATE", fixed_time);
  const GdalOption unsynchronised("OGR_SQLITE_SYNCHRONOUS", "OFF");
  const PartFile part(path);
  {
    PlanWriter writer(path, part.path(), plan, messages);
    writer.write(level_layer());
    writer.write(grid_layer());
    writer.write_grid_labels();
    writer.write(cell_layer());
    writer.write(building_layer());
    writer.write(unassigned_layer());
    writer.write(post_layer());
    writer.write(circle_layer());
    writer.write_any(circle_change_layer());
    writer.write_any(effective_circle_layer());
    writer.write_any(microgrid_layer());
    writer.write_any(code_history_layer());
    writer.write_any(voided_code_layer());
    writer.write_any(aim_layer());
    writer.write(road_layer());
    writer.write(water_layer());
    writer.write(place_layer());
    writer.write_styles();
    writer.close();
  }
  part.keep();
}

}  // namespace wangge::gis
