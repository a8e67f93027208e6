#pragma once

#include "engine/simulation/dispatch/policy.h"

#include <cstddef>
#include <span>
#include <vector>

/// Policies under which orders do not go to one responder at the moment they come.
namespace wangge::simulation {

class AssignGathered final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "assignment each minute"; }
  [[nodiscard]] Meeting meeting() const override { return Meeting::gathered; }
  /// As for an order alone; a simulation gathers instead.
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

class OpenList final : public DispatchPolicy {
 public:
  [[nodiscard]] std::string_view name() const override { return "claims from an open list"; }
  [[nodiscard]] Meeting meeting() const override { return Meeting::claimed; }
  [[nodiscard]] Choice choose(const Situation& situation, const Call& call) const override;
  [[nodiscard]] std::optional<RequestId> next(const Situation& situation, ResponderId responder) const override;
};

/// A request (row) and a responder (column) who could take it.
struct Pairing {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  core::Millis time{0};
  bool own = true;                ///< of the request's own grid
  std::uint8_t scope = 1;         ///< of the responder
  core::Millis without_order{0};  ///< how long by now
};

/// The column of each row: as many pairs as can be made at once; of these ways to pair them those of least total time; of these
/// by most in their own grid, least total scope, and the longest total time without an order. What is equal in all of that is
/// settled by the order of rows and columns: let it be one of names. Exact (core::heaviest_matching). Preconditions: each pair
/// once, times from 0 to 2^40 ms, fewer than 2^22 rows.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> least_total_time(std::size_t rows, std::size_t columns,
                                                                         std::span<const Pairing> pairs);

}  // namespace wangge::simulation
