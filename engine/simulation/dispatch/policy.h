#pragma once

#include "engine/core/units.h"
#include "engine/simulation/ids.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Who goes where: the rules by which requests and responders meet.
namespace wangge::simulation {

/// Whose responders are looked at: those who serve the grid itself, or the others that the policy may send.
enum class Ring : std::uint8_t { own, around };
/// How far the others are: nobody, those of the grids with a common border, everybody in the town.
enum class Reach : std::uint8_t { own, neighbours, town };
/// When orders meet responders: at once; at whole multiples of a period, all that wait together; or when one picks it from a
/// list.
enum class Meeting : std::uint8_t { at_once, gathered, claimed };

/// A request that looks for a responder.
struct Call {
  RequestId request;
  GridId grid;
  BuildingId building;
  int priority = 0;
};

/// A responder who could take it.
struct Candidate {
  ResponderId responder;
  core::Millis time;       ///< until there, from now; of a busy one: with what its visit is still expected to take
  int priority = 0;        ///< of what a busy one is at
  std::uint8_t scope = 1;  ///< ResponderKind::scope
  /// When the last order that it took, or its help with one, was over; nothing: it never had any.
  std::optional<core::Millis> last_order{};
};

/// A request that a free responder could take.
struct Waiting {
  RequestId request;
  core::Millis time;  ///< the responder's way to it
  int priority = 0;
};

/// What a policy may look at: the moment as it is. Candidates come in an order that belongs to themselves (code of the grid,
/// kind, place), never to their numbers; whoever takes the first of equals would wear out one and leave the others idle
/// (candidates.h has the rule for equals). Spans hold until the same is asked again.
class Situation {
 public:
  virtual ~Situation() = default;
  /// Free, able and with a way there.
  [[nodiscard]] virtual std::span<const Candidate> free(const Call& call, Ring ring) const = 0;
  /// At the door of another household, and promised to no other request.
  [[nodiscard]] virtual std::span<const Candidate> nearly_free(const Call& call, Ring ring) const;
  /// Asked, on the way or at the door for something less urgent, in order of reaching this one.
  [[nodiscard]] virtual std::span<const Candidate> less_urgent(const Call& call, Ring ring) const;
  /// A number in [0, 1) that belongs to the name of the responder and to the request: of those who are equal in all else the
  /// least goes. Equal numbers: the first in the list.
  [[nodiscard]] virtual double lot(const Call& call, ResponderId responder) const;
  /// What the town loses when this responder is sent, in requests a year that are expected to find nobody free.
  [[nodiscard]] virtual double coverage_lost(ResponderId responder) const;
  /// A way of at most this long keeps the promise.
  [[nodiscard]] virtual core::Millis in_time() const;
  /// How long this responder, the n-th who reads of the request, needs to claim it; nothing: is not interested, or too slow.
  [[nodiscard]] virtual std::optional<core::Millis> claims_after(const Call& call, ResponderId responder, std::size_t n) const;
  /// The oldest waiting request that the responder may take.
  [[nodiscard]] virtual std::optional<RequestId> oldest_waiting(ResponderId responder, Ring ring) const;
  /// All of them, by age.
  [[nodiscard]] virtual std::span<const Waiting> waiting(ResponderId responder, Ring ring) const;
};

/// What becomes of a new request: a free responder goes, a busy one is called away from less urgent work, or it waits: for
/// whoever comes first, or for one who is nearly free (whoever else becomes free before may still take it).
struct Choice {
  enum class How : std::uint8_t { wait, send, interrupt, wait_for };
  How how = How::wait;
  ResponderId responder{};              ///< valid unless it just waits
  std::optional<core::Millis> takes{};  ///< until accepted, where the choice settles it (and then nobody declines)
};

class DispatchPolicy {
 public:
  virtual ~DispatchPolicy() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual Reach reach() const { return Reach::neighbours; }
  [[nodiscard]] virtual Meeting meeting() const { return Meeting::at_once; }
  /// True: of those who are free it sends the first of a list that depends on the place of the request alone, and among those
  /// of `Ring::around` the nearest, so that the formulas of preference lists hold (queueing/hypercube.h); those who are equally
  /// near and of one scope stand in it side by side, in turn.
  [[nodiscard]] virtual bool by_fixed_list() const { return false; }
  /// True: where several become free at one moment, each grid's line is offered to its own before anybody helps a neighbour.
  [[nodiscard]] virtual bool own_requests_first() const { return false; }
  /// True: where several become free at one moment, what waits is offered by urgency, then age; else by age.
  [[nodiscard]] virtual bool most_urgent_first() const { return false; }
  [[nodiscard]] virtual Choice choose(const Situation& situation, const Call& call) const = 0;
  /// What a responder takes who has just become free; nothing: back to the post.
  [[nodiscard]] virtual std::optional<RequestId> next(const Situation& situation, ResponderId responder) const = 0;
};

/// The policy of that name. Throws Error(usage) that lists the known names.
///
/// Of equals (equally near, or whatever the policy looks at) the own grid's goes, then the smaller scope, then whoever has been
/// longest without an order or help, then by lots drawn for each request: never by number, nor by the order of the kinds.
///
/// "own grid, then neighbours": the nearest free responder of the own grid by travel time, else the nearest free one of the
///   neighbouring grids; a freed responder serves the own grid's line first, then the oldest request of the lines around.
/// "own grid only": nobody crosses a boundary.
/// "nearest of own grid and neighbours": boundaries do not matter among them.
/// "nearest free": whoever is nearest in the whole town. Travel tables then hold posts times buildings of the town.
/// "nearest free or soon free": of the own grid and the neighbouring ones, also those who handle a matter, with the time that it
/// is
///   still expected to take (mean minus elapsed, at least 0); a request that does better to wait for one is promised to it.
/// "most urgent first, interrupting": as the first; where nobody is free, whoever is at the least urgent of the less urgent
///   matters (the nearest of them) is called away, from the own grid first; a freed responder takes the most urgent, then oldest.
/// "keep coverage": of those who come in time, the one whose leaving costs the least expected coverage, sum over the grids it
///   serves or borders of demand * (1 - q) q^(k - 1) with k free responders for the grid and q the share of time that a
///   responder is busy (Daskin 1983; rule of Jagtenberg, van den Berg, van der Mei 2017); where nobody comes in time, the
///   nearest.
/// "assignment each minute": orders gather for a period; then as many as can be are assigned so that the sum of the ways is
/// least; of equal sums most within their own grids, then the least sum of scopes, then the longest sum of times without an order
/// (gathering_policies.h). "claims from an open list": every free responder reads of the order, whoever claims it first has it; a
/// freed responder claims
///   the nearest of what is open.
/// "smallest scope first": of the own grid, the nearest free responder of the smallest scope that has any; then the neighbours.
/// Where shifts begin together, the lines are offered by the age of their requests (under "most urgent first" by urgency), so
/// that no grid gains by its number.
[[nodiscard]] const DispatchPolicy& dispatch_policy(std::string_view name);
[[nodiscard]] std::vector<std::string> dispatch_policy_names();

}  // namespace wangge::simulation
