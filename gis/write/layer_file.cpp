#include "gis/write/layer_file.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"
#include "gis/write/packed_index.h"
#include "gis/write/shape_blob.h"
#include "gis/write/sqlite_statement.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>

namespace wangge::gis {
namespace {

namespace fs = std::filesystem;

constexpr const char* fixed_time = "2000-01-01T00:00:00.000Z";

[[noreturn]] void fail(const fs::path& path, const std::string& cause) {
  throw core::Error(
      core::ErrorCode::environment,
      {.zh = fmt::format("无法写入文件“{}”：{}。请检查磁盘空间和目录权限", path.string(), cause),
       .en = fmt::format("cannot write '{}': {}; is the disk full or the folder not writable?", path.string(), cause)});
}

/// Runs work on SQLite; its words become an error that names the file.
template <class Work>
auto guarded(const fs::path& path, Work work) {
  try {
    return work();
  } catch (const core::Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::runtime_error& cause) {
    fail(path, cause.what());
  }
}

OGRwkbGeometryType ogr_type(LayerShape shape) {
  switch (shape) {
    case LayerShape::none:
      return wkbNone;
    case LayerShape::point:
      return wkbPoint;
    case LayerShape::line:
      return wkbLineString;
    case LayerShape::polygon:
      return wkbPolygon;
    case LayerShape::multi_polygon:
      return wkbMultiPolygon;
  }
  return wkbUnknown;
}

OGRFieldType ogr_type(FieldKind kind) {
  return kind == FieldKind::text ? OFTString : kind == FieldKind::whole ? OFTInteger64 : OFTReal;
}

/// The empty layers with their metadata, indexes and triggers, as GDAL makes them.
void make_schema(const fs::path& shown, const std::string& path, const ReferenceSystem& reference,
                 const std::vector<LayerSchema>& layers) {
  const GdalMessages messages;
  const GdalOption date("OGR_CURRENT_DATE", fixed_time);
  const GdalOption unsynchronised("OGR_SQLITE_SYNCHRONOUS", "OFF");
  const auto check = [&](bool succeeded) {
    if (!succeeded || messages.failed()) fail(shown, messages.failed() ? messages.first_failure() : "unknown cause");
  };
  OGRSpatialReference system = spatial_reference(reference);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  check(driver != nullptr);
  DatasetHandle file(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  check(file != nullptr);
  check(file->StartTransaction() == OGRERR_NONE);
  for (const LayerSchema& layer : layers) {
    CPLStringList options;
    options.SetNameValue("FID", "fid");
    options.SetNameValue("GEOMETRY_NAME", "geom");
    options.SetNameValue("DESCRIPTION", layer.description.c_str());
    const bool shaped = layer.shape != LayerShape::none;
    if (!shaped) options.SetNameValue("ASPATIAL_VARIANT", "GPKG_ATTRIBUTES");
    OGRLayer* made = file->CreateLayer(layer.name.c_str(), shaped ? &system : nullptr, ogr_type(layer.shape), options.List());
    check(made != nullptr);
    for (const LayerField& field : layer.fields) {
      OGRFieldDefn definition(std::string(field.name).c_str(), ogr_type(field.kind));
      check(made->CreateField(&definition) == OGRERR_NONE);
    }
    check(made->SyncToDisk() == OGRERR_NONE);
  }
  check(file->CommitTransaction() == OGRERR_NONE);
  file->FlushCache(true);
  file.reset();
  check(true);
}

struct Trigger {
  std::string name;
  std::string sql;
};

}  // namespace

struct LayerFile::State {
  State(const fs::path& path, std::vector<LayerSchema> layers)
      : final_path(path),
        part_path(path.parent_path() / fmt::format(".{}.part.gpkg", path.stem().string())),
        schemas(std::move(layers)) {
    remove_part();
  }
  ~State() {
    rows.clear();
    database.reset();
    remove_part();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  fs::path final_path;
  fs::path part_path;
  std::vector<LayerSchema> schemas;
  std::optional<SqliteFile> database;
  std::vector<Trigger> triggers;
  std::int32_t reference = 0;
  std::vector<Rows> rows;

 private:
  void remove_part() const {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
      std::error_code ignored;
      fs::remove(part_path.string() + suffix, ignored);
    }
  }
};

struct LayerFile::Rows::Table {
  State& file;
  const LayerSchema& schema;
  SqliteStatement insert;
  ShapeBlob blob;
  std::vector<std::string> texts{};  ///< of the row in the making: SQLite does not copy them
  int next = 1;
  std::int64_t count = 0;
  std::vector<IndexEntry> boxes;

  [[nodiscard]] bool shaped() const { return schema.shape != LayerShape::none; }
};

namespace {

/// Once filled row by row, triggers would keep index and count up to date; done at the end in one go they are not wanted before.
std::vector<Trigger> take_triggers(const SqliteFile& database) {
  std::vector<Trigger> triggers;
  {
    SqliteStatement query(database.handle(), "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid");
    while (query.step()) triggers.push_back({query.text(0), query.text(1)});
  }
  for (const Trigger& trigger : triggers) database.execute(fmt::format("DROP TRIGGER \"{}\"", trigger.name));
  return triggers;
}

std::int32_t reference_number(const SqliteFile& database) {
  SqliteStatement query(database.handle(), "SELECT srs_id FROM gpkg_geometry_columns LIMIT 1");
  return query.step() ? static_cast<std::int32_t>(query.whole(0)) : 0;
}

std::string insertion(const LayerSchema& layer) {
  std::string columns = layer.shape == LayerShape::none ? "" : "\"geom\"";
  std::string values = layer.shape == LayerShape::none ? "" : "?";
  for (const LayerField& field : layer.fields) {
    columns += fmt::format("{}\"{}\"", columns.empty() ? "" : ", ", field.name);
    values += values.empty() ? "?" : ", ?";
  }
  return fmt::format("INSERT INTO \"{}\" ({}) VALUES ({})", layer.name, columns, values);
}

}  // namespace

LayerFile::Rows::Rows(State& file, std::size_t index)
    : table_(new Table{file,
                       file.schemas[index],
                       SqliteStatement(file.database->handle(), insertion(file.schemas[index])),
                       ShapeBlob(file.reference),
                       std::vector<std::string>(file.schemas[index].fields.size() + 2),
                       1,
                       0,
                       {}}) {}
LayerFile::Rows::~Rows() = default;
LayerFile::Rows::Rows(Rows&&) noexcept = default;

LayerFile::Rows& LayerFile::Rows::point(Position place) {
  table_->blob.point(place);
  table_->insert.bind_blob(table_->next++, table_->blob.bytes());
  return *this;
}

LayerFile::Rows& LayerFile::Rows::line(std::span<const Position> points) {
  table_->blob.line(points);
  table_->insert.bind_blob(table_->next++, table_->blob.bytes());
  return *this;
}

LayerFile::Rows& LayerFile::Rows::polygon(const Ring& outer) {
  table_->blob.polygon(outer, {});
  table_->insert.bind_blob(table_->next++, table_->blob.bytes());
  return *this;
}

LayerFile::Rows& LayerFile::Rows::polygon(const Polygon& shape) {
  table_->blob.polygon(shape.outer, shape.holes);
  table_->insert.bind_blob(table_->next++, table_->blob.bytes());
  return *this;
}

LayerFile::Rows& LayerFile::Rows::multi_polygon(const MultiPolygon& shape) {
  table_->blob.multi_polygon(shape);
  table_->insert.bind_blob(table_->next++, table_->blob.bytes());
  return *this;
}

LayerFile::Rows& LayerFile::Rows::text(std::string_view value) {
  const auto at = static_cast<std::size_t>(table_->next++);
  table_->texts[at].assign(value);
  table_->insert.bind_text(static_cast<int>(at), table_->texts[at]);
  return *this;
}

LayerFile::Rows& LayerFile::Rows::whole(std::int64_t value) {
  table_->insert.bind(table_->next++, value);
  return *this;
}

LayerFile::Rows& LayerFile::Rows::real(double value) {
  table_->insert.bind(table_->next++, value);
  return *this;
}

LayerFile::Rows& LayerFile::Rows::none() {
  table_->insert.bind_null(table_->next++);
  return *this;
}

void LayerFile::Rows::end() {
  Table& table = *table_;
  assert(table.next == static_cast<int>(table.schema.fields.size()) + (table.shaped() ? 2 : 1));
  guarded(table.file.final_path, [&] { table.insert.run(); });
  table.next = 1;
  ++table.count;
  if (table.shaped()) table.boxes.push_back({table.count, table.blob.box()});
}

std::size_t LayerFile::Rows::count() const { return static_cast<std::size_t>(table_->count); }

LayerFile::LayerFile(const fs::path& path, const ReferenceSystem& reference, std::vector<LayerSchema> layers)
    : state_(std::make_unique<State>(path, std::move(layers))) {
  State& state = *state_;
  make_schema(path, state.part_path.string(), reference, state.schemas);
  guarded(path, [&] {
    state.database.emplace(state.part_path.string());
    // The file has another name until it is whole: nothing needs to be undone.
    state.database->execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -65536; BEGIN");
    state.triggers = take_triggers(*state.database);
    state.reference = reference_number(*state.database);
    state.rows.reserve(state.schemas.size());
    for (std::size_t i = 0; i < state.schemas.size(); ++i) state.rows.emplace_back(state, i);
  });
}

LayerFile::~LayerFile() = default;

LayerFile::Rows& LayerFile::layer(std::size_t index) { return state_->rows[index]; }

LayerFile::Rows& LayerFile::layer(std::string_view name) {
  const auto found = std::find_if(state_->schemas.begin(), state_->schemas.end(),
                                  [name](const LayerSchema& schema) { return schema.name == name; });
  assert(found != state_->schemas.end());
  return state_->rows[static_cast<std::size_t>(found - state_->schemas.begin())];
}

namespace {

void note_extent(sqlite3& database, const std::string& layer, const std::vector<IndexEntry>& boxes) {
  if (boxes.empty()) return;
  Box all = boxes.front().box;
  for (const IndexEntry& entry : boxes) all = joined(all, entry.box);
  SqliteStatement update(database, "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?");
  int parameter = 1;
  for (const double bound : {all.low.x, all.low.y, all.high.x, all.high.y}) update.bind(parameter++, bound);
  update.bind_text(parameter, layer);
  update.run();
}

void note_count(sqlite3& database, const std::string& layer, std::int64_t count) {
  SqliteStatement update(database, "UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?");
  update.bind(1, count);
  update.bind_text(2, layer);
  update.run();
}

}  // namespace

void LayerFile::finish() {
  State& state = *state_;
  guarded(state.final_path, [&] {
    sqlite3& database = state.database->handle();
    for (Rows& rows : state.rows) {
      Rows::Table& table = *rows.table_;
      note_count(database, table.schema.name, table.count);
      if (!table.shaped()) continue;
      note_extent(database, table.schema.name, table.boxes);
      fill_packed_index(database, fmt::format("rtree_{}_geom", table.schema.name), std::move(table.boxes));
    }
    state.rows.clear();
    for (const Trigger& trigger : state.triggers) state.database->execute(trigger.sql);
    state.database->execute("COMMIT");
    state.database->close();
  });
  std::error_code failure;
  fs::rename(state.part_path, state.final_path, failure);
  if (failure) fail(state.final_path, failure.message());
  state_.reset();
}

}  // namespace wangge::gis
