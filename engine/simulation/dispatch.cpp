#include "engine/simulation/dispatch.h"

#include "engine/core/error.h"

#include <array>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

struct Choice {
  std::optional<ResponderId> responder;
  core::Millis time{0};
};

/// Keeps the better of `best` and the nearest free one among `candidates`.
void look_among(Choice& best, const Situation& situation, std::span<const ResponderId> candidates, BuildingId building) {
  for (const ResponderId candidate : candidates) {
    if (!situation.free(candidate)) continue;
    const std::optional<core::Millis> time = situation.time_to(candidate, building);
    if (!time) continue;
    const bool nearer = !best.responder || *time < best.time || (*time == best.time && candidate < *best.responder);
    if (nearer) best = {candidate, *time};
  }
}

std::optional<RequestId> older(std::optional<RequestId> a, std::optional<RequestId> b) {
  if (!a || !b) return a ? a : b;
  return *a < *b ? a : b;
}

std::optional<RequestId> oldest_around(const Situation& situation, GridId grid, ResponderId responder) {
  std::optional<RequestId> oldest;
  for (const GridId neighbour : situation.neighbours(grid))
    oldest = older(oldest, situation.oldest_waiting(neighbour, responder));
  return oldest;
}

class OwnThenNeighbours final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "own grid, then neighbours"; }
  [[nodiscard]] bool helps_neighbours() const override { return true; }
  [[nodiscard]] bool own_requests_first() const override { return true; }
  [[nodiscard]] std::optional<ResponderId> choose(const Situation& situation, GridId grid, BuildingId building) const override {
    Choice best;
    look_among(best, situation, situation.own(grid), building);
    if (!best.responder) look_among(best, situation, situation.around(grid), building);
    return best.responder;
  }
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, GridId grid, ResponderId responder) const override {
    const std::optional<RequestId> own = situation.oldest_waiting(grid, responder);
    return own ? own : oldest_around(situation, grid, responder);
  }
};

class OwnOnly final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "own grid only"; }
  [[nodiscard]] bool helps_neighbours() const override { return false; }
  [[nodiscard]] bool own_requests_first() const override { return false; }
  [[nodiscard]] std::optional<ResponderId> choose(const Situation& situation, GridId grid, BuildingId building) const override {
    Choice best;
    look_among(best, situation, situation.own(grid), building);
    return best.responder;
  }
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, GridId grid, ResponderId responder) const override {
    return situation.oldest_waiting(grid, responder);
  }
};

class NearestOfAll final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "nearest of own grid and neighbours"; }
  [[nodiscard]] bool helps_neighbours() const override { return true; }
  [[nodiscard]] bool own_requests_first() const override { return false; }
  [[nodiscard]] std::optional<ResponderId> choose(const Situation& situation, GridId grid, BuildingId building) const override {
    Choice best;
    look_among(best, situation, situation.own(grid), building);
    look_among(best, situation, situation.around(grid), building);
    return best.responder;
  }
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, GridId grid, ResponderId responder) const override {
    return older(situation.oldest_waiting(grid, responder), oldest_around(situation, grid, responder));
  }
};

/// Every policy, registered here and nowhere else.
const std::array<const DispatchPolicy*, 3>& policies() {
  static const OwnThenNeighbours own_then_neighbours;
  static const OwnOnly own_only;
  static const NearestOfAll nearest_of_all;
  static const std::array<const DispatchPolicy*, 3> all = {&own_then_neighbours, &own_only, &nearest_of_all};
  return all;
}

}  // namespace

std::vector<std::string> dispatch_policy_names() {
  std::vector<std::string> names;
  for (const DispatchPolicy* policy : policies()) names.emplace_back(policy->name());
  return names;
}

const DispatchPolicy& dispatch_policy(std::string_view name) {
  for (const DispatchPolicy* policy : policies()) {
    if (policy->name() == name) return *policy;
  }
  std::string known;
  for (const std::string& each : dispatch_policy_names()) known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", each);
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("没有名为“{}”的派单规则；可用：{}", name, known),
                                             .en = fmt::format("no dispatch policy \"{}\"; known: {}", name, known)});
}

}  // namespace wangge::simulation
