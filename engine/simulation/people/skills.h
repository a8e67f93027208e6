#pragma once

#include <cstdint>

namespace wangge::simulation {

/// What responders can do and matters ask for, as a set of tags (a trade, a language, a licence); at most 64 in a run.
///
///   Skills both = mediation | zhuang;   if (responder.skills.cover(kind.life.needs)) …
struct Skills {
  std::uint64_t tags = 0;

  [[nodiscard]] constexpr bool none() const { return tags == 0; }
  [[nodiscard]] constexpr bool cover(Skills needed) const { return (needed.tags & ~tags) == 0; }
  friend constexpr Skills operator|(Skills a, Skills b) { return {a.tags | b.tags}; }
  friend constexpr bool operator==(Skills, Skills) = default;
};

}  // namespace wangge::simulation
