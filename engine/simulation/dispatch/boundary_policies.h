#pragma once

#include "engine/simulation/dispatch/policy.h"

/// Policies that differ in whose responders may go where.
namespace wangge::simulation {

class OwnThenNeighbours final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "own grid, then neighbours"; }
  [[nodiscard]] bool by_fixed_list() const override { return true; }
  [[nodiscard]] bool own_requests_first() const override { return true; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class OwnOnly final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "own grid only"; }
  [[nodiscard]] bool by_fixed_list() const override { return true; }
  [[nodiscard]] Reach reach() const override { return Reach::own; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class NearestAround final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "nearest of own grid and neighbours"; }
  [[nodiscard]] bool by_fixed_list() const override { return true; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class NearestFree final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "nearest free"; }
  [[nodiscard]] bool by_fixed_list() const override { return true; }
  [[nodiscard]] Reach reach() const override { return Reach::town; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class SmallestScope final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "smallest scope first"; }
  [[nodiscard]] bool by_fixed_list() const override { return true; }
  [[nodiscard]] bool own_requests_first() const override { return true; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

}  // namespace wangge::simulation
