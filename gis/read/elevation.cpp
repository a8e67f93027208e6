#include "gis/read/elevation.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/read/vector_layer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <unistd.h>

namespace wangge::gis {
namespace {

using Heights = std::vector<std::optional<double>>;

/// A place in cells of the raster, from its upper left corner.
struct Pixel {
  double column = 0;
  double row = 0;
};

class Raster {
 public:
  Raster(const SourceSpec& source, const ReferenceSystem& reference) : source_(source) {
    open();
    find_place(reference);
    check_unit();
  }

  [[nodiscard]] std::vector<Pixel> pixels(const LineString& points) const {
    std::vector<double> x(points.size());
    std::vector<double> y(points.size());
    std::vector<int> known(points.size(), 1);
    for (std::size_t i = 0; i < points.size(); ++i) {
      x[i] = points[i].x;
      y[i] = points[i].y;
    }
    if (into_) into_->Transform(static_cast<int>(points.size()), x.data(), y.data(), nullptr, known.data());
    std::vector<Pixel> pixels(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      pixels[i] = known[i] != 0 ? Pixel{inverse_[0] + x[i] * inverse_[1] + y[i] * inverse_[2],
                                        inverse_[3] + x[i] * inverse_[4] + y[i] * inverse_[5]}
                                : Pixel{-1, -1};
    }
    return pixels;
  }
  [[nodiscard]] bool holds(const Pixel& at) const {
    return at.column >= 0 && at.row >= 0 && at.column <= band_->GetXSize() && at.row <= band_->GetYSize();
  }
  /// Of each pixel that the raster holds, in metres; they are visited tile by tile.
  [[nodiscard]] Heights heights(const std::vector<Pixel>& pixels, core::Progress& progress) const;

  [[noreturn]] void fail(core::ErrorCode code, const std::string& zh, const std::string& en) const {
    const std::string where = source_.named_by.empty() ? "" : source_.named_by + ": ";
    throw core::Error(code, {.zh = where + zh, .en = where + en});
  }

 private:
  static constexpr int side = 256;

  /// Cells of one tile and the next row and column.
  struct Tile {
    int first_column = 0;
    int first_row = 0;
    int columns = 0;
    int rows = 0;
    std::vector<double> cells;

    [[nodiscard]] double at(int column, int row) const {
      return cells[static_cast<std::size_t>(row - first_row) * static_cast<std::size_t>(columns) +
                   static_cast<std::size_t>(column - first_column)];
    }
  };
  struct Visit {
    std::int64_t tile = 0;
    std::size_t pixel = 0;
    friend auto operator<=>(const Visit&, const Visit&) = default;
  };

  void open();
  void find_place(const ReferenceSystem& reference);
  void check_unit() const;
  /// The cell to the upper left of a place whose four neighbours it lies between.
  [[nodiscard]] static int low_cell(double at, int cells) {
    return std::clamp(static_cast<int>(std::floor(at - 0.5)), 0, std::max(0, cells - 2));
  }
  [[nodiscard]] Tile tile(std::int64_t number) const;
  [[nodiscard]] std::optional<double> height(const Tile& tile, const Pixel& at) const;

  struct Destroy {
    void operator()(OGRCoordinateTransformation* transformation) const { OGRCoordinateTransformation::DestroyCT(transformation); }
  };

  const SourceSpec& source_;
  GdalMessages messages_;
  DatasetHandle file_;
  GDALRasterBand* band_ = nullptr;
  std::array<double, 6> inverse_{};
  std::unique_ptr<OGRCoordinateTransformation, Destroy> into_;  ///< null where both systems are the same
};

void Raster::open() {
  const std::string file = source_.file.string();
  const bool connection = file.find(':') != std::string::npos || file.rfind("/vsi", 0) == 0;
  if (!connection && access(file.c_str(), R_OK) != 0) throw not_opened(source_, errno);
  file_.reset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
  if (file_ != nullptr && file_->GetRasterCount() > 0) {
    band_ = file_->GetRasterBand(1);
    return;
  }
  const std::string cause = messages_.first_failure();
  fail(core::ErrorCode::input,
       fmt::format("无法把“{}”作为栅格高程打开（应为 GeoTIFF 等 GDAL 能读的栅格）{}", source_.path, core::system_words(cause)),
       fmt::format("cannot open '{}' as a raster of heights (GeoTIFF or another raster that GDAL reads was expected){}",
                   source_.path, cause.empty() ? "" : ": " + cause));
}

void Raster::find_place(const ReferenceSystem& reference) {
  const OGRSpatialReference* own = file_->GetSpatialRef();
  if (own == nullptr || own->IsEmpty()) {
    fail(core::ErrorCode::input, fmt::format("栅格“{}”没有坐标系；请用 gdal_edit -a_srs EPSG:… 写入", source_.path),
         fmt::format("the raster '{}' has no reference system; write one into it with gdal_edit -a_srs EPSG:...", source_.path));
  }
  std::array<double, 6> transform{};
  if (file_->GetGeoTransform(transform.data()) != CE_None || GDALInvGeoTransform(transform.data(), inverse_.data()) == 0) {
    fail(core::ErrorCode::input, fmt::format("栅格“{}”没有写明位置（地理变换）", source_.path),
         fmt::format("the raster '{}' does not say where it lies (no geotransform)", source_.path));
  }
  const std::unique_ptr<OGRSpatialReference> to(own->Clone());
  to->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const OGRSpatialReference from = spatial_reference(reference);
  if (from.IsSame(to.get()) != 0) return;
  into_.reset(OGRCreateCoordinateTransformation(&from, to.get()));
  if (into_) return;
  const char* name = to->GetName();
  const std::string other = name != nullptr ? name : "?";
  fail(core::ErrorCode::input, fmt::format("无法从坐标系“{}”转换到“{}”", reference.name, other),
       fmt::format("cannot convert from system '{}' to '{}'", reference.name, other));
}

void Raster::check_unit() const {
  const std::string unit = band_->GetUnitType();
  for (const char* metres : {"", "m", "metre", "meter", "metres", "meters"}) {
    if (unit == metres) return;
  }
  fail(core::ErrorCode::input, fmt::format("栅格“{}”的高程单位是“{}”，应为米", source_.path, unit),
       fmt::format("the heights of the raster '{}' are in '{}'; metres were expected", source_.path, unit));
}

Raster::Tile Raster::tile(std::int64_t number) const {
  const std::int64_t across = (band_->GetXSize() + side - 1) / side;
  Tile tile;
  tile.first_column = static_cast<int>(number % across) * side;
  tile.first_row = static_cast<int>(number / across) * side;
  tile.columns = std::min(side + 1, band_->GetXSize() - tile.first_column);
  tile.rows = std::min(side + 1, band_->GetYSize() - tile.first_row);
  tile.cells.resize(static_cast<std::size_t>(tile.columns) * static_cast<std::size_t>(tile.rows));
  const CPLErr read = band_->RasterIO(GF_Read, tile.first_column, tile.first_row, tile.columns, tile.rows, tile.cells.data(),
                                      tile.columns, tile.rows, GDT_Float64, 0, 0, nullptr);
  if (read == CE_None) return tile;
  fail(core::ErrorCode::input, fmt::format("读取栅格“{}”时出错{}", source_.path, core::system_words(messages_.first_failure())),
       fmt::format("reading the raster '{}' failed: {}", source_.path, messages_.first_failure()));
}

std::optional<double> Raster::height(const Tile& tile, const Pixel& at) const {
  int has_nothing = 0;
  const double nothing = band_->GetNoDataValue(&has_nothing);
  const int column = low_cell(at.column, band_->GetXSize());
  const int row = low_cell(at.row, band_->GetYSize());
  const double right = band_->GetXSize() > 1 ? std::clamp(at.column - 0.5 - column, 0.0, 1.0) : 0.0;
  const double down = band_->GetYSize() > 1 ? std::clamp(at.row - 0.5 - row, 0.0, 1.0) : 0.0;
  double sum = 0;
  for (int below = 0; below < 2; ++below) {
    for (int after = 0; after < 2; ++after) {
      const double weight = (after == 1 ? right : 1 - right) * (below == 1 ? down : 1 - down);
      if (!(weight > 0)) continue;
      const double cell = tile.at(column + after, row + below);
      if (!std::isfinite(cell) || (has_nothing != 0 && cell == nothing)) return std::nullopt;
      sum += weight * cell;
    }
  }
  return std::round((sum * band_->GetScale() + band_->GetOffset()) * 100) / 100;
}

Heights Raster::heights(const std::vector<Pixel>& pixels, core::Progress& progress) const {
  const std::int64_t across = (band_->GetXSize() + side - 1) / side;
  std::vector<Visit> visits;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (!holds(pixels[i])) continue;
    const int column = low_cell(pixels[i].column, band_->GetXSize());
    const int row = low_cell(pixels[i].row, band_->GetYSize());
    visits.push_back({row / side * across + column / side, i});
  }
  std::sort(visits.begin(), visits.end());
  Heights heights(pixels.size());
  Tile loaded;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    if (i == 0 || visits[i].tile != visits[i - 1].tile) {
      progress.check();
      loaded = tile(visits[i].tile);
    }
    heights[visits[i].pixel] = height(loaded, pixels[visits[i].pixel]);
  }
  return heights;
}

/// Evenly between the known neighbours along the line; empty where none is known.
std::vector<core::Metres> filled(const LineString& points, std::span<const std::optional<double>> known) {
  std::vector<core::Metres> heights;
  std::vector<double> at(points.size(), 0);
  for (std::size_t i = 1; i < points.size(); ++i) at[i] = at[i - 1] + core::distance(points[i - 1], points[i]).value;
  std::optional<std::size_t> before;
  std::size_t after = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (known[i]) before = i;
    after = std::max(after, i);
    while (after < points.size() && !known[after]) ++after;
    if (!before && after == points.size()) return {};
    if (!before || after == points.size()) {
      heights.emplace_back(*known[before ? *before : after]);
      continue;
    }
    const double span = at[after] - at[*before];
    const double share = span > 0 ? (at[i] - at[*before]) / span : 0;
    heights.emplace_back(*known[*before] + share * (*known[after] - *known[*before]));
  }
  return heights;
}

core::Finding unknown_heights(const SourceSpec& source, std::size_t unknown, std::size_t all, std::size_t level,
                              const LineFeature& first, Position place) {
  core::Finding finding;
  finding.rule = "road.elevation_unknown";
  finding.message = {
      .zh = fmt::format(
          "{} 个道路折点中有 {} 个在“{}”中没有高程（范围之外或无值），取自同一道路的相邻点；{} 条道路完全没有，按平路计", all,
          unknown, source.path, level),
      .en = fmt::format("{} of {} points of roads have no height in '{}' (outside it, or without a value) and take that of their "
                        "neighbours along the road; {} roads have none at all and count as level",
                        unknown, all, source.path, level)};
  finding.file = source.path;
  finding.feature = first.source_id;
  finding.value = fmt::format("{}", unknown);
  finding.place = place;
  return finding;
}

}  // namespace

void read_elevation(const SourceSpec& source, const ReferenceSystem& reference, std::vector<LineFeature>& lines,
                    core::Progress& progress, core::Findings& findings) {
  const Raster raster(source, reference);
  LineString all;
  for (const LineFeature& line : lines) {
    if (network::is_road(line.line_class)) all.insert(all.end(), line.points.begin(), line.points.end());
  }
  if (all.empty()) return;
  const std::vector<Pixel> pixels = raster.pixels(all);
  if (std::none_of(pixels.begin(), pixels.end(), [&](const Pixel& at) { return raster.holds(at); })) {
    raster.fail(core::ErrorCode::input, fmt::format("栅格“{}”不覆盖任何道路；核对其坐标系与范围", source.path),
                fmt::format("no road lies within the raster '{}'; check its reference system and extent", source.path));
  }
  const Heights known = raster.heights(pixels, progress);
  std::size_t begin = 0;
  std::size_t unknown = 0;
  std::size_t level = 0;
  const LineFeature* first = nullptr;
  Position place;
  for (LineFeature& line : lines) {
    if (!network::is_road(line.line_class)) continue;
    const auto own = std::span(known).subspan(begin, line.points.size());
    begin += line.points.size();
    line.heights = filled(line.points, own);
    level += line.heights.empty() ? 1 : 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i]) continue;
      if (unknown++ == 0) {
        first = &line;
        place = line.points[i];
      }
    }
  }
  if (first != nullptr) findings.add(unknown_heights(source, unknown, all.size(), level, *first, place));
}

}  // namespace wangge::gis
