#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// How the lives of requests went beside their response: who declined, who helped, what was late, reopened, rated, passed up.
namespace wangge::evaluation {

/// Shares of requests, orders or visits that went one way.
enum class LifeFigure : std::uint8_t {
  declined,     ///< of the times that somebody was asked
  timed_out,    ///< of the same
  interrupted,  ///< of the requests that were dispatched
  handed_over,  ///< of the requests that were visited, like the next three
  assisted,     ///< somebody had to come to help
  deliberated,  ///< a council sat
  escalated,    ///< a level above had it
  reopened,     ///< of the requests that were ever resolved
  rated,        ///< of the same
  late_accept,  ///< of the requests whose deadline passed within the horizon, like the next two
  late_arrive,
  late_resolve
};
inline constexpr std::size_t life_figure_count = 12;
/// As in metrics.json: "declined_share".
[[nodiscard]] std::string_view name(LifeFigure figure);

/// Sums over some requests.
struct LifeTally {
  struct Part {
    std::int64_t part = 0;
    std::int64_t whole = 0;
  };
  std::array<Part, life_figure_count> parts{};
  Part on_the_spot{};                        ///< neither handed over nor assisted, of the requests that were visited
  std::int64_t stars = 0;                    ///< of the last ratings
  std::array<std::int64_t, 3> answered{};    ///< requests that were accepted, reached, resolved
  std::array<std::int64_t, 3> answer_sum{};  ///< ms from their order
  std::array<std::int64_t, 8> reached{};     ///< by level, from the first
  std::array<std::int64_t, 8> settled{};     ///< there

  void add(const LifeTally& other);
  [[nodiscard]] const Part& operator[](LifeFigure figure) const { return parts[static_cast<std::size_t>(figure)]; }
};

[[nodiscard]] LifeTally life_tally_of(const simulation::SimulationInputs& inputs, const simulation::Trace& trace,
                                      simulation::RequestId request);

/// Which of the figures can differ from 0: the inputs have declines, deadlines and so on.
[[nodiscard]] std::array<bool, life_figure_count> possible_figures(const simulation::SimulationInputs& inputs);

/// What some responders did together.
struct TeamTally {
  std::int64_t resolved = 0;  ///< requests settled by a visit of theirs
  std::int64_t late = 0;      ///< of all requests that they had last: those that missed a deadline
  std::int64_t rated = 0;     ///< ratings of visits of theirs that settled the matter
  std::int64_t stars = 0;     ///< in these

  void add(const TeamTally& other);
};

/// Of the last rating, for the responder whose work it is of (Outcomes::rated). Precondition: there is one.
[[nodiscard]] TeamTally ratings_of(const simulation::Trace& trace, simulation::RequestId request);

/// Without ratings, of the responder who was asked last; nothing where there is none.
[[nodiscard]] TeamTally team_tally_of(const simulation::Trace& trace, simulation::RequestId request);

}  // namespace wangge::evaluation
