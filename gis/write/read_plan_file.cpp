#include "gis/write/plan_file.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"
#include "gis/write/plan_layers.h"

#include <algorithm>
#include <cerrno>
#include <map>

#include <fmt/format.h>
#include <unistd.h>

namespace wangge::gis {
namespace {

[[noreturn]] void fail(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

/// Reads the value of one field of a feature into a row.
struct GetValue {
  const OGRFeature& feature;
  int at;
  void operator()(std::string& value) const { value = feature.GetFieldAsString(at); }
  void operator()(std::int64_t& value) const { value = feature.GetFieldAsInteger64(at); }
  void operator()(double& value) const { value = feature.GetFieldAsDouble(at); }
  void operator()(bool& value) const { value = feature.GetFieldAsInteger(at) != 0; }
  void operator()(std::optional<double>& value) const {
    if (feature.IsFieldSetAndNotNull(at)) value = feature.GetFieldAsDouble(at);
  }
};

Position position_of(const OGRGeometry& geometry) {
  const OGRPoint& point = *geometry.toPoint();
  return {point.getX(), point.getY()};
}

bool is_point(const OGRGeometry& geometry) { return wkbFlatten(geometry.getGeometryType()) == wkbPoint; }

template <class Row>
void set_geometry(Row& row, const OGRGeometry& geometry) {
  row.shape = polygons_of(geometry);
}
template <class Row>
void set_footprint(Row& row, const OGRGeometry& geometry) {
  if (is_point(geometry)) {
    row.point = position_of(geometry);
  } else {
    row.shape = polygons_of(geometry);
  }
}
void set_geometry(PlanFile::Building& row, const OGRGeometry& geometry) { set_footprint(row, geometry); }
void set_geometry(PlanFile::Unassigned& row, const OGRGeometry& geometry) { set_footprint(row, geometry); }
void set_geometry(PlanFile::Post& row, const OGRGeometry& geometry) { row.place = position_of(geometry); }
void set_geometry(PlanFile::Place& row, const OGRGeometry& geometry) { row.place = position_of(geometry); }
void set_geometry(PlanFile::CodeRow& /*row*/, const OGRGeometry& /*geometry*/) {}
void set_geometry(PlanFile::VoidedCode& /*row*/, const OGRGeometry& /*geometry*/) {}
void set_geometry(PlanFile::Aim& /*row*/, const OGRGeometry& /*geometry*/) {}
void set_geometry(PlanFile::Road& row, const OGRGeometry& geometry) { row.line = points_of(*geometry.toLineString()); }

DatasetHandle open_plan(const std::string& path) {
  const char* const drivers[] = {"GPKG", nullptr};
  return DatasetHandle(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers));
}

class PlanReader {
 public:
  PlanReader(const std::filesystem::path& path, GdalMessages& messages) : path_(path.string()), messages_(messages) {
    require_file();
    file_ = open_plan(path_);
    if (file_ != nullptr) return;
    const std::string why = messages_.first_failure();
    if (why.empty()) {
      fail(fmt::format("方案文件“{}”不是 GeoPackage；应为 Wangge 写出的 plan.gpkg 或 plan-N.gpkg", path_),
           fmt::format("plan file '{}' is no GeoPackage; expected a plan.gpkg or plan-N.gpkg that Wangge wrote", path_));
    }
    fail(fmt::format("无法打开方案文件“{}”{}", path_, core::system_words(why)),
         fmt::format("cannot open plan file '{}': {}", path_, why));
  }

  [[nodiscard]] ReferenceSystem reference() const {
    const OGRSpatialReference* found = layer(grid_layer().name).GetSpatialRef();
    if (found == nullptr) {
      fail(fmt::format("文件“{}”的图层 grids 没有坐标参考系统", path_),
           fmt::format("layer 'grids' of '{}' has no reference system", path_));
    }
    return reference_system(*found);
  }

  template <class Row>
  void read(const PlanLayer<Row>& source, PlanFile& plan) const {
    OGRLayer& from = layer(source.name);
    std::vector<int> columns;
    for (const PlanField<Row>& field : source.fields) {
      const bool may_lack = field.may_lack || std::holds_alternative<std::optional<double> Row::*>(field.member);
      columns.push_back(may_lack ? from.GetLayerDefn()->GetFieldIndex(std::string(field.name).c_str())
                                 : column(from, field.name));
    }
    std::vector<Row>& rows = plan.*source.rows;
    for (const auto& feature : from) {
      Row& row = rows.emplace_back();
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] < 0) continue;
        std::visit([&](auto member) { GetValue{*feature, columns[i]}(row.*member); }, source.fields[i].member);
      }
      const OGRGeometry* geometry = feature->GetGeometryRef();
      if (geometry != nullptr && source.shape != PlanShape::none) set_geometry(row, *geometry);
    }
    if (messages_.failed()) {
      fail(fmt::format("读取“{}”的图层 {} 时出错{}", path_, source.name, core::system_words(messages_.first_failure())),
           fmt::format("cannot read layer '{}' of '{}': {}", source.name, path_, messages_.first_failure()));
    }
  }

  /// A layer that a file may lack.
  template <class Row>
  void read_any(const PlanLayer<Row>& source, PlanFile& plan) const {
    if (file_->GetLayerByName(std::string(source.name).c_str()) != nullptr) read(source, plan);
  }

  /// Throws Error(environment) where there is no such file or it may not be read, as for any other source.
  void require_file() const {
    if (::access(path_.c_str(), R_OK) == 0) return;
    const core::Text why = core::system_cause(errno);
    throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("无法读取方案文件“{}”：{}", path_, why.zh),
                                                     .en = fmt::format("cannot read plan file '{}': {}", path_, why.en)});
  }

  /// Whether the file has the layer with all its fields.
  template <class Row>
  [[nodiscard]] bool has(const PlanLayer<Row>& source) const {
    OGRLayer* from = file_->GetLayerByName(std::string(source.name).c_str());
    return from != nullptr && std::all_of(source.fields.begin(), source.fields.end(), [&](const PlanField<Row>& field) {
             return from->GetLayerDefn()->GetFieldIndex(std::string(field.name).c_str()) >= 0;
           });
  }

  /// Whether its grids say that the town is made up.
  [[nodiscard]] bool is_synthetic() const {
    OGRLayer* grids = file_->GetLayerByName(std::string(grid_layer().name).c_str());
    return grids != nullptr && grids->GetLayerDefn()->GetFieldIndex(synthetic_field) >= 0;
  }

  void read_grid_labels(PlanFile& plan) const {
    std::map<std::string, Position> label;
    OGRLayer& from = layer(grid_labels_layer);
    const int code = column(from, "code");
    for (const auto& feature : from) {
      if (feature->GetGeometryRef() != nullptr) label[feature->GetFieldAsString(code)] = position_of(*feature->GetGeometryRef());
    }
    for (PlanFile::Grid& grid : plan.grids) grid.label = label[grid.code];
  }

 private:
  [[nodiscard]] OGRLayer& layer(std::string_view name) const {
    OGRLayer* found = file_->GetLayerByName(std::string(name).c_str());
    if (found == nullptr) {
      fail(fmt::format("方案文件“{}”缺少图层 {}", path_, name), fmt::format("plan file '{}' has no layer '{}'", path_, name));
    }
    return *found;
  }

  [[nodiscard]] int column(OGRLayer& from, std::string_view name) const {
    const int found = from.GetLayerDefn()->GetFieldIndex(std::string(name).c_str());
    if (found < 0) {
      fail(fmt::format("方案文件“{}”的图层 {} 缺少字段 {}", path_, from.GetName(), name),
           fmt::format("layer '{}' of plan file '{}' has no field '{}'", from.GetName(), path_, name));
    }
    return found;
  }

  std::string path_;
  GdalMessages& messages_;
  DatasetHandle file_;
};

Position origin_of(const PlanFile& plan) {
  std::optional<Box> box;
  for (const PlanFile::Level& level : plan.levels) {
    if (!level.shape.empty()) box = box ? joined(*box, box_around(level.shape)) : box_around(level.shape);
  }
  return box ? round_origin(*box) : Position();
}

}  // namespace

PlanFile read_plan_file(const std::filesystem::path& path) {
  GdalMessages messages;
  const PlanReader reader(path, messages);
  PlanFile plan;
  plan.reference = reader.reference();
  plan.synthetic = reader.is_synthetic();
  reader.read(level_layer(), plan);
  reader.read(grid_layer(), plan);
  reader.read_grid_labels(plan);
  reader.read(cell_layer(), plan);
  reader.read(building_layer(), plan);
  reader.read(unassigned_layer(), plan);
  reader.read(post_layer(), plan);
  reader.read(circle_layer(), plan);
  reader.read_any(circle_change_layer(), plan);
  reader.read_any(effective_circle_layer(), plan);
  reader.read_any(microgrid_layer(), plan);
  reader.read_any(code_history_layer(), plan);
  reader.read_any(voided_code_layer(), plan);
  reader.read_any(aim_layer(), plan);
  reader.read(road_layer(), plan);
  reader.read(water_layer(), plan);
  reader.read(place_layer(), plan);
  plan.reference.origin = origin_of(plan);
  return plan;
}

std::optional<PlanFile> read_plan_record(const std::filesystem::path& path) {
  GdalMessages messages;
  if (open_plan(path.string()) == nullptr) return std::nullopt;
  messages.clear();
  const PlanReader reader(path, messages);
  if (!reader.has(grid_record_layer())) return std::nullopt;
  PlanFile plan;
  reader.read(grid_record_layer(), plan);
  reader.read_any(code_history_layer(), plan);
  reader.read_any(voided_code_layer(), plan);
  return plan;
}

}  // namespace wangge::gis
