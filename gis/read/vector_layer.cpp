#include "gis/read/vector_layer.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/read/count_text.h"
#include "gis/read/name_guess.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <unistd.h>

namespace wangge::gis {
namespace {

constexpr const char* guessed_encoding = "GB18030";

struct CplFree {
  void operator()(char* text) const { CPLFree(text); }
};

[[noreturn]] void fail(const SourceSpec& source, core::ErrorCode code, const std::string& zh, const std::string& en) {
  const std::string where = source.named_by.empty() ? "" : source.named_by + ": ";
  throw core::Error(code, {.zh = where + zh, .en = where + en});
}

bool declared(const std::string& encoding) { return !encoding.empty() && encoding != "auto"; }

std::string recoded(const char* raw, const std::string& encoding) {
  const std::unique_ptr<char, CplFree> text(CPLRecode(raw, encoding.c_str(), CPL_ENC_UTF8));
  return text ? std::string(text.get()) : std::string();
}

bool is_utf8(const char* text) { return CPLIsUTF8(text, -1) != 0; }

std::string extension_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
  return extension;
}

DatasetHandle opened(const std::string& file, const CPLStringList& options) {
  return DatasetHandle(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
                                         options.List(), nullptr));
}

/// A shapefile without .cpg and without a code page in its .dbf says nothing of its encoding.
bool says_no_encoding(GDALDataset& file) {
  if (file.GetLayerCount() == 0 || std::strcmp(file.GetDriverName(), "ESRI Shapefile") != 0) return false;
  OGRLayer& layer = *file.GetLayer(0);
  for (const char* item : {"ENCODING_FROM_CPG", "ENCODING_FROM_LDID"}) {
    const char* value = layer.GetMetadataItem(item, "SHAPEFILE");
    if (value != nullptr && *value != '\0') return false;
  }
  return true;
}

}  // namespace

core::Error not_opened(const SourceSpec& source, int error) {
  const core::Text cause = core::system_cause(error);
  const bool moved = source.file != std::filesystem::path(source.path);
  const std::string folder = std::filesystem::absolute(source.file).parent_path().lexically_normal().string();
  const core::Text searched = moved ? core::Text{.zh = fmt::format("（查找的文件夹：{}）", folder),
                                                 .en = fmt::format(" (searched from the folder {})", folder)}
                                    : core::Text{};
  const std::string where = source.named_by.empty() ? "" : source.named_by + ": ";
  return {core::ErrorCode::environment,
          {.zh = fmt::format("{}无法打开文件“{}”：{}{}", where, source.path, cause.zh, searched.zh),
           .en = fmt::format("{}cannot open file '{}': {}{}", where, source.path, cause.en, searched.en)}};
}

VectorLayer::VectorLayer(const SourceSpec& source) : source_(source) {
  check_encoding();
  open();
  choose_layer();
}

void VectorLayer::check_encoding() const {
  if (!declared(source_.encoding)) return;
  static_cast<void>(recoded("a", source_.encoding));
  const bool unknown = messages_.failed() || !messages_.warnings().empty();
  messages_.clear();
  if (!unknown) return;
  fail(source_, core::ErrorCode::usage,
       fmt::format("数据源“{}”声明的编码“{}”无法识别；例如 UTF-8、GB18030", source_.path, source_.encoding),
       fmt::format("encoding '{}' declared for '{}' is not known; for example UTF-8 or GB18030", source_.encoding, source_.path));
}

void VectorLayer::open() {
  const std::string file = source_.file.string();
  const bool connection = file.find(':') != std::string::npos || file.rfind("/vsi", 0) == 0;
  if (!connection && access(file.c_str(), R_OK) != 0) throw not_opened(source_, errno);
  std::error_code unknown;
  if (!connection && std::filesystem::is_regular_file(source_.file, unknown) &&
      std::filesystem::is_empty(source_.file, unknown)) {
    fail(source_, core::ErrorCode::input, fmt::format("文件“{}”是空的（0 字节）", source_.path),
         fmt::format("file '{}' is empty (0 bytes)", source_.path));
  }
  CPLStringList options;
  const std::string extension = extension_of(source_.file);
  if (extension == ".csv" || extension == ".tsv" || extension == ".txt") {
    options.AddString("X_POSSIBLE_NAMES=x,lon,lng,long,longitude,easting,经度");
    options.AddString("Y_POSSIBLE_NAMES=y,lat,latitude,northing,纬度");
    options.AddString("GEOM_POSSIBLE_NAMES=wkt,geom,geometry,wkt_geom");
    always_recode_ = declared(source_.encoding);
  }
  if (extension == ".shp" && declared(source_.encoding)) options.SetNameValue("ENCODING", source_.encoding.c_str());
  file_ = opened(file, options);
  if (file_ == nullptr) {
    fail(source_, core::ErrorCode::input,
         fmt::format("无法把“{}”作为矢量数据打开（应为 GeoPackage、Shapefile、GeoJSON、FlatGeobuf、CSV 等）{}", source_.path,
                     core::system_words(messages_.first_failure())),
         fmt::format("cannot open '{}' as vector data (GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV... were expected): {}",
                     source_.path, messages_.first_failure()));
  }
  if (!declared(source_.encoding) && says_no_encoding(*file_)) {
    options.SetNameValue("ENCODING", "");
    file_ = opened(file, options);
  }
  messages_.clear();
}

void VectorLayer::choose_layer() {
  std::vector<std::string> names;
  std::vector<OGRLayer*> shaped;
  for (int i = 0; i < file_->GetLayerCount(); ++i) {
    OGRLayer* layer = file_->GetLayer(i);
    if (layer->GetGeomType() == wkbNone && file_->GetLayerCount() > 1) continue;
    names.emplace_back(layer->GetName());
    shaped.push_back(layer);
  }
  if (source_.layer.empty()) {
    if (shaped.size() == 1) {
      layer_ = shaped.front();
      return;
    }
    fail(source_, core::ErrorCode::input,
         fmt::format("数据源“{}”有 {} 个图层，请写明 layer：{}", source_.path, names.size(), listed(names)),
         fmt::format("'{}' has {} layers; say which with layer = ...: {}", source_.path, names.size(), listed(names)));
  }
  layer_ = file_->GetLayerByName(source_.layer.c_str());
  if (layer_ != nullptr) return;
  SourceSpec blamed = source_;
  if (!source_.layer_named_by.empty()) blamed.named_by = source_.layer_named_by;
  if (names.empty()) {
    fail(blamed, core::ErrorCode::input, fmt::format("数据源“{}”没有任何图层，因而没有图层“{}”", source_.path, source_.layer),
         fmt::format("'{}' has no layers, so there is no layer '{}'", source_.path, source_.layer));
  }
  const core::Text near = guess(source_.layer, names);
  fail(blamed, core::ErrorCode::input,
       fmt::format("数据源“{}”没有图层“{}”；现有：{}{}", source_.path, source_.layer, listed(names), near.zh),
       fmt::format("'{}' has no layer '{}'; it has: {}{}", source_.path, source_.layer, listed(names), near.en));
}

std::vector<std::string> VectorLayer::field_names() const {
  std::vector<std::string> names;
  const OGRFeatureDefn& definition = *layer_->GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) names.push_back(decoded(definition.GetFieldDefn(i)->GetNameRef()));
  return names;
}

VectorLayer::Field VectorLayer::field(const std::string& name) const {
  if (name.empty()) return std::nullopt;
  const std::vector<std::string> names = field_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  const int caseless = layer_->GetLayerDefn()->GetFieldIndex(name.c_str());
  if (caseless >= 0) return caseless;
  if (names.empty()) {
    const bool no_features = layer_->GetFeatureCount() == 0;
    fail(source_, core::ErrorCode::input,
         fmt::format("文件“{}”的图层 {} 没有{}，因而没有字段“{}”", source_.path, layer_->GetName(),
                     no_features ? "要素" : "任何字段", name),
         fmt::format("layer '{}' of '{}' has no {}, so there is no field '{}'", layer_->GetName(), source_.path,
                     no_features ? "features" : "fields", name));
  }
  const core::Text near = guess(name, names);
  fail(source_, core::ErrorCode::input,
       fmt::format("文件“{}”的图层 {} 没有字段“{}”；现有：{}{}", source_.path, layer_->GetName(), name, listed(names), near.zh),
       fmt::format("layer '{}' of '{}' has no field '{}'; it has: {}{}", layer_->GetName(), source_.path, name, listed(names),
                   near.en));
}

VectorLayer::Field VectorLayer::field_or_none(const std::string& name, const std::string& usual) const {
  if (name == usual && layer_->GetLayerDefn()->GetFieldIndex(name.c_str()) < 0) return std::nullopt;
  return field(name);
}

std::string VectorLayer::decoded(const char* raw) const {
  if (always_recode_) return recoded(raw, source_.encoding);
  if (is_utf8(raw)) return raw;
  const std::string encoding = declared(source_.encoding) ? source_.encoding : guessed_encoding;
  std::string text = recoded(raw, encoding);
  if (!declared(source_.encoding) && !guess_reported_) {
    guess_reported_ = true;
    findings_.add(
        {.rule = "file.encoding",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format("文件“{}”未声明编码且不是 UTF-8，按 GB18030 读取，例如“{}”；可写明 encoding", source_.path,
                                       text),
                     .en = fmt::format("'{}' does not say its encoding and is not UTF-8; read as GB18030, e.g. '{}'; say "
                                       "encoding = ... to be sure",
                                       source_.path, text)},
         .file = source_.path,
         .layer = layer_->GetName(),
         .feature = {},
         .value = text,
         .place = std::nullopt});
  }
  return text;
}

std::string VectorLayer::text(const OGRFeature& feature, Field field) const {
  if (!field || !feature.IsFieldSetAndNotNull(*field)) return {};
  return decoded(feature.GetFieldAsString(*field));
}

std::optional<std::int64_t> VectorLayer::count(const OGRFeature& feature, Field field, std::int64_t most) const {
  if (!field || !feature.IsFieldSetAndNotNull(*field)) return std::nullopt;
  const std::string feature_id = id(feature);
  const std::string field_name = decoded(feature.GetFieldDefnRef(*field)->GetNameRef());
  const std::string layer_name = layer_->GetName();
  return count_of(feature.GetFieldAsString(*field),
                  {.file = source_.path, .layer = layer_name, .feature = feature_id, .field = field_name}, most);
}

std::string VectorLayer::id(const OGRFeature& feature, Field field) const {
  const std::string own = text(feature, field);
  return own.empty() ? fmt::format("{}/{}", layer_->GetName(), feature.GetFID()) : own;
}

void VectorLayer::for_each(core::Progress& progress, const std::function<void(const OGRFeature&)>& use) const {
  constexpr std::uint64_t block = 1024;
  std::uint64_t done = 0;
  messages_.clear();
  layer_->ResetReading();
  while (const FeatureHandle feature{layer_->GetNextFeature()}) {
    use(*feature);
    if (++done % block != 0) continue;
    progress.advance(block);
    progress.check();
  }
  progress.advance(done % block);
  if (!messages_.failed()) return;
  fail(source_, core::ErrorCode::input,
       fmt::format("读取文件“{}”的图层 {} 时在第 {} 个要素后出错{}", source_.path, layer_->GetName(), done,
                   core::system_words(messages_.first_failure())),
       fmt::format("reading layer '{}' of '{}' failed after {} features: {}", layer_->GetName(), source_.path, done,
                   messages_.first_failure()));
}

OGRSpatialReference VectorLayer::reference() const {
  OGRSpatialReference result;
  const OGRSpatialReference* own = layer_->GetSpatialRef();
  if (own != nullptr && !own->IsEmpty() && own->IsLocal() == 0) {
    result = *own;
  } else if (source_.reference.empty()) {
    fail(source_, core::ErrorCode::input,
         fmt::format("文件“{}”的图层 {} 没有坐标参考系统（缺少 .prj？）；请写明 reference，例如 \"EPSG:4490\"", source_.path,
                     layer_->GetName()),
         fmt::format("layer '{}' of '{}' has no reference system (is a .prj missing?); say reference = \"EPSG:...\"",
                     layer_->GetName(), source_.path));
  } else if (result.SetFromUserInput(source_.reference.c_str()) != OGRERR_NONE) {
    fail(source_, core::ErrorCode::usage, fmt::format("数据源“{}”的坐标参考系统“{}”无法识别", source_.path, source_.reference),
         fmt::format("reference system '{}' of '{}' is not understood", source_.reference, source_.path));
  }
  result.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return result;
}

void VectorLayer::check_units(const Box& box) const {
  const OGRSpatialReference system = reference();
  const double x = std::max(std::abs(box.low.x), std::abs(box.high.x));
  const double y = std::max(std::abs(box.low.y), std::abs(box.high.y));
  const char* found = system.GetName();
  const std::string system_name = found != nullptr ? found : "?";
  const std::string where = fmt::format("x {}…{}, y {}…{}", box.low.x, box.high.x, box.low.y, box.high.y);
  if (system.IsProjected() != 0 && x <= 180 && y <= 90) {
    fail(source_, core::ErrorCode::input,
         fmt::format("文件“{}”的图层 {} 声明以米为单位（{}），坐标却像经纬度（{}）；请更正 .prj 或数据", source_.path,
                     layer_->GetName(), system_name, where),
         fmt::format(
             "layer '{}' of '{}' declares metres ({}), but its coordinates look like degrees ({}); correct its reference system",
             layer_->GetName(), source_.path, system_name, where));
  }
  if (system.IsGeographic() != 0 && (x > 360 || y > 90)) {
    fail(source_, core::ErrorCode::input,
         fmt::format("文件“{}”的图层 {} 声明为经纬度（{}），坐标却超出范围（{}）；坐标可能以米为单位，或经纬度颠倒", source_.path,
                     layer_->GetName(), system_name, where),
         fmt::format(
             "layer '{}' of '{}' declares degrees ({}), but its coordinates are out of range ({}): are they metres, or latitude "
             "before longitude?",
             layer_->GetName(), source_.path, system_name, where));
  }
}

std::vector<std::string> VectorLayer::files() const {
  const CPLStringList listed_files(file_->GetFileList(), TRUE);
  std::vector<std::string> files;
  for (int i = 0; i < listed_files.size(); ++i) {
    if (std::filesystem::is_regular_file(listed_files[i])) files.emplace_back(listed_files[i]);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace wangge::gis
