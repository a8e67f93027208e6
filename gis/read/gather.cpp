#include "gis/read/gather.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "gis/read/file_hash.h"
#include "gis/read/name_guess.h"
#include "gis/read/osm_extract.h"
#include "gis/read/projector.h"
#include "gis/read/source_files.h"
#include "gis/read/vector_layer.h"
#include "gis/read/vector_turns.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace wangge::gis {
namespace {

constexpr const char* osm_attribution = "© OpenStreetMap contributors, ODbL 1.0";

void check_readable(const SourceSpec& source) {
  if (access(source.file.c_str(), R_OK) != 0) throw not_opened(source, errno);
}

bool is_kept(const AreaFeature& area, const std::string& within) {
  return area.name == within || area.code == within || area.source_id == within;
}

void keep_within(std::vector<AreaFeature>& areas, const AreaSpec& spec) {
  if (spec.within.empty()) return;
  std::vector<std::string> names;
  for (const AreaFeature& area : areas) names.push_back(area.name.empty() ? area.source_id : area.name);
  std::erase_if(areas, [&](const AreaFeature& area) { return !is_kept(area, spec.within); });
  if (!areas.empty()) return;
  const core::Text near = guess(spec.within, names);
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("“{}”中层级“{}”没有名为“{}”的区域；现有：{}{}", spec.source.path, spec.level, spec.within,
                                       listed(names), near.zh),
                     .en = fmt::format("'{}' has no area '{}' for level '{}'; it has: {}{}", spec.source.path, spec.within,
                                       spec.level, listed(names), near.en)});
}

/// Collects what the specs name, file by file.
class Gathering {
 public:
  Gathering(const LayerSpecs& specs, core::Threads threads, core::Progress& progress)
      : specs_(specs), threads_(threads), progress_(progress) {
    gathered_.levels.resize(specs.levels.size());
    for (auto* reference :
         {&gathered_.buildings.reference, &gathered_.lines.reference, &gathered_.waters.reference, &gathered_.places.reference}) {
      *reference = longitude_latitude();
    }
  }

  Gathered run() {
    read_extracts();
    for (std::size_t i = 0; i < specs_.levels.size(); ++i) {
      const AreaSpec& spec = specs_.levels[i];
      if (!spec.source.is_osm()) gathered_.levels[i] = vector_areas(spec);
      keep_within(gathered_.levels[i].features, spec);
    }
    if (specs_.buildings.source.given() && !specs_.buildings.source.is_osm()) {
      staged(specs_.buildings.source, [&] { gathered_.buildings = read_vector_buildings(specs_.buildings, progress_); });
      add_sources(specs_.buildings.source, gathered_.buildings);
    }
    if (specs_.roads.source.given() && !specs_.roads.source.is_osm()) {
      staged(specs_.roads.source, [&] { gathered_.lines = read_vector_lines(specs_.roads, progress_); });
      gathered_.turns = read_vector_turns(specs_.roads.source, progress_, specs_.roads.moment, gathered_.lines.findings);
      add_sources(specs_.roads.source, gathered_.lines);
    }
    for (const LineSpec& barrier : specs_.barriers) {
      staged(barrier.source, [&] { gathered_.barriers.push_back(read_vector_lines(barrier, progress_)); });
      add_sources(barrier.source, gathered_.barriers.back());
    }
    if (specs_.water.given()) read_water();
    for (const SourceSpec* source : {&specs_.walls, &specs_.road_barriers.source}) {
      if (source->given()) note_source(*source);
    }
    if (specs_.grids) gathered_.grids = vector_areas(*specs_.grids);
    return std::move(gathered_);
  }

 private:
  template <class Body>
  void staged(const SourceSpec& source, const Body& body) {
    progress_.begin("read " + source.path + (source.layer.empty() ? "" : " (" + source.layer + ")"), 0);
    body();
    progress_.end();
  }

  /// Takes the place of the water of an extract.
  void read_water() {
    staged(specs_.water, [&] { gathered_.waters = read_vector_waters(specs_.water, progress_); });
    add_sources(specs_.water, gathered_.waters);
  }

  VectorFeatures<AreaFeature> vector_areas(const AreaSpec& spec) {
    VectorFeatures<AreaFeature> areas;
    staged(spec.source, [&] { areas = read_vector_areas(spec, progress_); });
    add_sources(spec.source, areas);
    return areas;
  }

  void read_extracts() {
    std::vector<const SourceSpec*> extracts;
    const auto note = [&](const SourceSpec& source) {
      const auto same = [&](const SourceSpec* other) { return other->file == source.file; };
      if (source.is_osm() && std::none_of(extracts.begin(), extracts.end(), same)) extracts.push_back(&source);
    };
    for (const AreaSpec& spec : specs_.levels) note(spec.source);
    note(specs_.buildings.source);
    note(specs_.roads.source);
    for (const SourceSpec* source : extracts) read_extract(*source);
  }

  void read_extract(const SourceSpec& source) {
    check_readable(source);
    OsmSelection selection;
    std::vector<std::size_t> levels;
    for (std::size_t i = 0; i < specs_.levels.size(); ++i) {
      if (specs_.levels[i].source.file != source.file) continue;
      selection.areas.push_back(&specs_.levels[i]);
      levels.push_back(i);
    }
    if (specs_.buildings.source.file == source.file) selection.buildings = &specs_.buildings;
    if (specs_.roads.source.file == source.file) selection.roads = &specs_.roads;
    progress_.begin("read " + source.path, 2 * std::filesystem::file_size(source.file));
    OsmExtract extract = read_osm(source, selection, threads_, progress_);
    progress_.end();
    for (std::size_t i = 0; i < levels.size(); ++i) take_areas(extract, i, levels[i]);
    if (selection.buildings != nullptr) gathered_.buildings.features = std::move(extract.buildings);
    if (selection.roads != nullptr) {
      gathered_.lines.features = std::move(extract.lines);
      gathered_.turns = std::move(extract.turns);
      gathered_.node_barriers = std::move(extract.barriers);
      gathered_.walls = std::move(extract.walls);
      gathered_.waters.features = std::move(extract.waters);
    }
    std::move(extract.places.begin(), extract.places.end(), std::back_inserter(gathered_.places.features));
    gathered_.places.findings.append(extract.findings);
    gathered_.sources.push_back(
        {source.path, sha256_of_file(source.file), extract.synthetic ? "" : osm_attribution, extract.synthetic});
  }

  void take_areas(OsmExtract& extract, std::size_t selected, std::size_t level) {
    const AreaSpec& spec = specs_.levels[level];
    if (extract.areas[selected].empty()) {
      std::vector<std::string> present;
      for (const auto& [admin_level, count] : extract.boundaries) present.push_back(fmt::format("{} ({})", admin_level, count));
      throw core::Error(
          core::ErrorCode::input,
          {.zh = fmt::format("“{}”中没有 admin_level={} 的闭合行政边界（层级“{}”）；现有（个数）：{}", spec.source.path,
                             *spec.admin_level, spec.level, listed(present)),
           .en = fmt::format("'{}' has no closed administrative boundary with admin_level={} (level '{}'); it has (how many): {}",
                             spec.source.path, *spec.admin_level, spec.level, listed(present))});
    }
    gathered_.levels[level].features = std::move(extract.areas[selected]);
    gathered_.levels[level].reference = longitude_latitude();
  }

  /// Of what is read later, when the deployment's system is known.
  void note_source(const SourceSpec& source) {
    for (const SourceFile& part : source_files(source.path, source.file)) {
      const auto same = [&](const Source& other) { return other.path == part.path; };
      if (std::any_of(gathered_.sources.begin(), gathered_.sources.end(), same)) continue;
      gathered_.sources.push_back({part.path, part.sha256, {}, false});
    }
  }

  /// Shown as the scenario wrote the path, beside its companions (.dbf, .prj...).
  template <class Feature>
  void add_sources(const SourceSpec& source, const VectorFeatures<Feature>& read) {
    for (const std::string& file : read.files) {
      const std::filesystem::path name = std::filesystem::path(file).filename();
      const std::string shown =
          name == source.file.filename() || std::filesystem::is_directory(source.file)
              ? (std::filesystem::is_directory(source.file) ? (std::filesystem::path(source.path) / name).string() : source.path)
              : (std::filesystem::path(source.path).parent_path() / name).string();
      const auto same = [&](const Source& other) { return other.path == shown; };
      const auto known = std::find_if(gathered_.sources.begin(), gathered_.sources.end(), same);
      if (known != gathered_.sources.end()) {
        known->synthetic = known->synthetic || read.synthetic;
        continue;
      }
      gathered_.sources.push_back({shown, sha256_of_file(file), {}, read.synthetic});
    }
  }

  const LayerSpecs& specs_;
  core::Threads threads_;
  core::Progress& progress_;
  Gathered gathered_;
};

}  // namespace

bool SourceSpec::is_osm() const {
  for (const char* end : {".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2"}) {
    if (path.size() > std::strlen(end) && path.ends_with(end)) return true;
  }
  return false;
}

Gathered gather(const LayerSpecs& specs, core::Threads threads, core::Progress& progress) {
  return Gathering(specs, threads, progress).run();
}

}  // namespace wangge::gis
