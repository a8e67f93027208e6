#pragma once

#include "engine/simulation/dispatch/policy.h"

/// Policies that look beyond who is nearest and free at this moment.
namespace wangge::simulation {

class NearestOrSoonFree final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "nearest free or soon free"; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class UrgentInterrupts final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "most urgent first, interrupting"; }
  [[nodiscard]] bool most_urgent_first() const override { return true; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class KeepCoverage final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "keep coverage"; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

}  // namespace wangge::simulation
