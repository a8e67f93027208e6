#include "gis/read/hourly_roads.h"

#include "engine/core/error.h"
#include "gis/read/osm_road_use.h"
#include "gis/read/osm_tags.h"
#include "gis/read/osm_turns.h"
#include "gis/read/projector.h"
#include "gis/read/vector_layer.h"
#include "gis/read/vector_turns.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/thread/pool.hpp>

namespace wangge::gis {
namespace {

std::vector<RoadMoment> moments_of(DayKind day) {
  std::vector<RoadMoment> moments;
  for (int hour = 0; hour < 24; ++hour) moments.push_back({day, hour});
  moments.push_back({day, std::nullopt});
  return moments;
}

bool same(const network::TurnRestriction* a, const network::TurnRestriction* b) {
  return a->source_id == b->source_id && a->from == b->from && a->to == b->to && a->only == b->only && a->binds == b->binds;
}

/// What binds a mode.
std::vector<const network::TurnRestriction*> of_mode(const std::vector<network::TurnRestriction>& turns,
                                                     std::optional<network::Mode> mode) {
  std::vector<const network::TurnRestriction*> own;
  for (const network::TurnRestriction& turn : turns) {
    if (!mode || turn.binds[static_cast<std::size_t>(*mode)]) own.push_back(&turn);
  }
  return own;
}

void add_way(const osmium::Way& way, const LineSpec& roads, const std::vector<RoadMoment>& moments, HourlyRoads& hourly) {
  if (!directions_by_hour(way.tags())) return;
  const std::string id = fmt::format("way/{}", way.id());
  std::vector<HourlyRoads::Use> uses;
  LineSpec then = roads;
  for (const RoadMoment& moment : moments) {
    then.moment = moment;
    const auto line = line_of(way.tags(), then, id);
    if (!line || !network::is_road(line->line_class)) return;
    uses.push_back({line->access, line->local, line->closed_hours});
  }
  const bool changes = std::any_of(uses.begin(), uses.end(), [&](const HourlyRoads::Use& one) { return one != uses[0]; });
  if (changes) hourly.uses.emplace(id, std::move(uses));
}

void add_relation(const osmium::Relation& relation, const std::vector<RoadMoment>& moments, HourlyRoads& hourly) {
  if (!turns_by_hour(relation)) return;
  hourly.turns.resize(moments.size());
  for (std::size_t i = 0; i < moments.size(); ++i) {
    for (network::TurnRestriction& turn : turns_of(relation, fmt::format("relation/{}", relation.id()), moments[i]))
      hourly.turns[i].push_back(std::move(turn));
  }
}

void read_extract(const LineSpec& roads, const std::vector<RoadMoment>& moments, core::Threads threads, core::Progress& progress,
                  HourlyRoads& hourly) {
  osmium::thread::Pool pool{std::clamp(threads.value, 1, 32)};
  const auto kinds = osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation;
  osmium::io::Reader reader{osmium::io::File{roads.source.file.string()}, kinds, osmium::io::read_meta::no, pool};
  while (const osmium::memory::Buffer buffer = reader.read()) {
    progress.check();
    for (const auto& way : buffer.select<osmium::Way>()) add_way(way, roads, moments, hourly);
    for (const auto& relation : buffer.select<osmium::Relation>()) add_relation(relation, moments, hourly);
  }
  reader.close();
}

}  // namespace

std::size_t HourlyRoads::like(std::size_t moment, std::optional<network::Mode> mode) const {
  const auto same_use = [&](const Use& a, const Use& b) {
    if (!mode) return a == b;
    const auto m = static_cast<std::size_t>(*mode);
    return a.access[m] == b.access[m] && a.local[m] == b.local[m] && a.closed_hours[m] == b.closed_hours[m];
  };
  for (std::size_t other = 0; other < moment; ++other) {
    const bool roads = std::all_of(uses.begin(), uses.end(),
                                   [&](const auto& road) { return same_use(road.second[other], road.second[moment]); });
    if (!roads) continue;
    if (turns.empty()) return other;
    const auto a = of_mode(turns[other], mode);
    const auto b = of_mode(turns[moment], mode);
    if (std::equal(a.begin(), a.end(), b.begin(), b.end(), same)) return other;
  }
  return moment;
}

HourlyRoads read_hourly_roads(const LineSpec& roads, const ReferenceSystem& reference, core::Threads threads,
                              core::Progress& progress) {
  HourlyRoads hourly;
  if (!roads.source.given()) return hourly;
  const std::vector<RoadMoment> moments = moments_of(roads.moment.day);
  if (roads.source.is_osm()) {
    try {
      read_extract(roads, moments, threads, progress, hourly);
    } catch (const core::Error&) {
      throw;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& cause) {
      // It was read before: only a file that changed since comes here.
      throw core::Error(core::ErrorCode::input,
                        {.zh = fmt::format("无法再次读取“{}”：{}", roads.source.path, cause.what()),
                         .en = fmt::format("cannot read '{}' once more: {}", roads.source.path, cause.what())});
    }
  } else {
    hourly.turns = read_vector_turns(roads.source, progress, moments);
    if (!hourly.turns.empty()) {
      const Projector into(VectorLayer(roads.source).reference(), reference);
      for (auto& turns : hourly.turns) {
        for (network::TurnRestriction& turn : turns) {
          if (turn.via_place) into.project(*turn.via_place);
        }
      }
    }
  }
  for (const auto& turns : hourly.turns) {
    for (const network::TurnRestriction& turn : turns) hourly.turn_ids.insert(turn.source_id);
  }
  return hourly;
}

}  // namespace wangge::gis
