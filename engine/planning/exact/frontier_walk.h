#pragma once

#include "engine/planning/exact/frontier.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// The widest frontier a search takes on; beyond it no memory would suffice.
constexpr std::uint32_t most_slots = 32;

/// What a frontier search knows after some steps, and all that the steps to come depend on: the parts that stand on the
/// frontier, numbered by their first slot, how far they hang together, what they weigh, and how many parts are complete.
struct FrontierState {
  std::uint32_t width = 0;
  std::uint32_t open = 0;    ///< parts on the frontier
  std::uint32_t pieces = 0;  ///< connected pieces of them; a part of several pieces has to be joined by nodes to come
  std::uint32_t closed = 0;  ///< complete parts
  std::array<std::uint8_t, most_slots> part;
  std::array<std::uint8_t, most_slots> piece;   ///< numbered by their first slot
  std::array<std::int64_t, most_slots> weight;  ///< of an open part
  std::array<std::int64_t, most_slots> size;    ///< likewise, where sizes are limited
};

/// Walks from state to state: gives the node of a step to an open part or a new one and tells what becomes of the state.
/// Refuses what cannot be completed: a part too heavy, complete and too light, or cut off from a piece of its own; too
/// many or too few parts for the weight left; pieces that no light enough nodes to come can join.
/// States pack to keys of equal length within a step, equal exactly where the states are. Holds scratch; not for several threads.
///
///   walk.start();   if (walk.advance(step, choice)) layer.put(walk.pack());
class FrontierWalk {
 public:
  /// Precondition: steps with links, of width at most most_slots.
  FrontierWalk(std::span<const FrontierStep> steps, const PartRange& range);

  /// Bytes of a key after so many steps.
  [[nodiscard]] std::size_t key_bytes(std::size_t steps) const;

  /// The state before the first step.
  void start() { from_ = FrontierState(); }
  /// The state of a key after so many steps.
  void load(std::size_t steps, const std::uint8_t* key);
  /// How many choices the next node has: each open part, and a new part where one may begin.
  [[nodiscard]] std::uint32_t choices() const { return from_.open + (from_.open + from_.closed < range_.parts ? 1U : 0U); }
  /// Takes the node of the step into the part of that number (`open`: a new one). False: no plan comes of it.
  /// Precondition: the state loaded is the one before the step.
  [[nodiscard]] bool advance(std::size_t step, std::uint32_t choice);

  /// Goes on from the state reached.
  void step_on() { from_ = to_; }

  /// The last state reached by advance.
  [[nodiscard]] const FrontierState& state() const { return to_; }
  /// Weight of the edges that the last advance cut.
  [[nodiscard]] std::int64_t cut() const { return cut_; }
  /// Which part of the state before a part of the state reached was; `open` of the former: a new one.
  [[nodiscard]] std::uint32_t former(std::uint32_t part) const { return former_[part]; }
  /// Key of the state reached, valid until the next call.
  [[nodiscard]] const std::uint8_t* pack(std::size_t steps);

 private:
  using Numbers = std::array<std::uint8_t, most_slots + 1>;

  void join(const FrontierStep& step, std::uint32_t choice);
  /// What the part that takes the node weighs then.
  struct Grown {
    std::int64_t weight = 0;
    std::int64_t size = 0;
  };
  [[nodiscard]] bool renumber(const FrontierStep& step, std::uint32_t choice, const Grown& grown);
  [[nodiscard]] bool close_parts(const FrontierStep& step, std::uint32_t choice, const Grown& grown);
  [[nodiscard]] bool can_end(const FrontierStep& step, std::size_t nodes_left) const;
  [[nodiscard]] bool can_join(const FrontierStep& step) const;
  /// A piece's number once the node has joined some.
  [[nodiscard]] std::uint8_t piece_now(std::uint8_t piece) const { return (joined_ >> piece & 1U) != 0 ? own_piece_ : piece; }

  std::span<const FrontierStep> steps_;
  PartRange range_;
  bool narrow_;               ///< part and piece share a byte
  bool sized_;                ///< sizes are limited
  std::size_t weight_bytes_;  ///< of a weight, and of a size
  FrontierState from_;
  FrontierState to_;
  std::int64_t cut_ = 0;
  std::uint32_t joined_ = 0;    ///< pieces that the node joins, as bits
  std::uint8_t own_piece_ = 0;  ///< of the node
  Numbers former_{};
  Numbers new_part_{};    ///< by the number before; 0xff: off the frontier
  Numbers new_piece_{};   ///< likewise
  Numbers last_piece_{};  ///< of a part that is complete
  std::vector<std::uint8_t> key_;
};

}  // namespace wangge::planning
