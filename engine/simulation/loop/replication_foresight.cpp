#include "engine/simulation/loop/replication.h"

/// What will be looked at soon, asked for before it is needed: hints to the cache, which change nothing. State of a town is
/// larger than the near caches, and every event is about another place of it.
namespace wangge::simulation {
namespace {

template <class Column, class IdType>
void fetch(const Column& column, IdType id) {
  __builtin_prefetch(&column[id]);
}

/// Of those that a responder's course is made of.
bool of_responder(EventKind kind) {
  return kind == EventKind::resolved || kind == EventKind::returned || kind == EventKind::accepted || kind == EventKind::arrived;
}

}  // namespace

void Replication::foresee_events() const {
  due_.foresee([this](EventKind kind, std::uint32_t entity, bool next) {
    if (kind == EventKind::fed_back) return fetch(trace_.requests.kind, RequestId(entity));
    if (!of_responder(kind)) return;
    const ResponderId id = town_->by_rank[entity];
    fetch(responders_, id);
    journeys_.foresee(id);
    if (!next || !responders_[id].request.valid()) return;
    const BuildingId building = trace_.requests.building[responders_[id].request];
    if (kind == EventKind::accepted) fetch(town_->inputs.entry, building);
    if (kind == EventKind::resolved) town_->inputs.travel->foresee(building);
  });
}

/// Some orders ahead, so that what is asked for can itself be looked up.
void Replication::foresee_order(RequestId request) const {
  constexpr std::size_t far = 6;
  constexpr std::size_t near = 2;
  const std::size_t far_ahead = request.value() + far;
  if (far_ahead >= trace_.requests.size()) return;
  const BuildingId later = trace_.requests.building[RequestId(far_ahead)];
  fetch(town_->inputs.grid_of_building, later);
  fetch(town_->cut_off, later);
  const BuildingId soon = trace_.requests.building[RequestId(request.value() + near)];
  if (town_->inputs.travel) town_->inputs.travel->foresee(soon);
  const auto own = town_->own[town_->inputs.grid_of_building[soon]];
  foresee(own);
}

void Replication::foresee(std::span<const ResponderId> ring) const {
  constexpr std::size_t most = 16;
  for (const ResponderId id : ring.first(ring.size() < most ? ring.size() : most)) {
    fetch(responders_, id);
    journeys_.foresee(id);
  }
}

}  // namespace wangge::simulation
