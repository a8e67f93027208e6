#include "engine/network/hierarchy/sweep.h"

namespace wangge::network {
namespace {

/// As many lanes as one instruction takes at once. Whole vectors are loaded and stored, never parts of them: a load must not
/// wait until several smaller stores have reached the cache.
struct OneLane {
  using Vector = std::uint32_t;
  static constexpr std::size_t width = 1;
  static constexpr std::size_t count = 1;
};
struct FourLanes {
  using Vector [[gnu::vector_size(16), gnu::may_alias]] = std::uint32_t;
  static constexpr std::size_t width = 16;
  static constexpr std::size_t count = 4;
};
struct EightLanes {
  using Vector [[gnu::vector_size(32), gnu::may_alias]] = std::uint32_t;
  static constexpr std::size_t width = 16;
  static constexpr std::size_t count = 2;
};

template <class Pack>
[[gnu::always_inline]] inline auto* vectors(Lanes<Pack::width>& lanes) {
  return reinterpret_cast<typename Pack::Vector*>(lanes.at.data());
}
template <class Pack>
[[gnu::always_inline]] inline const auto* vectors(const Lanes<Pack::width>& lanes) {
  return reinterpret_cast<const typename Pack::Vector*>(lanes.at.data());
}

/// The nearer of a label and another that is `time` away, lane by lane. Of labels that are complements the larger is nearer, and
/// a longer way is a difference that must not fall below 0: one comparison fewer than sums that must not overflow.
template <class Numbers>
[[gnu::always_inline]] inline void offer(Numbers& label, const Numbers& from, std::uint32_t time) {
  const Numbers more = Numbers{} + time;
  const Numbers offered = (from > more ? from : more) - more;
  label = offered > label ? offered : label;
}

template <class Pack>
[[gnu::always_inline]] inline void climb_all(const SearchGraph& up, std::span<const std::uint32_t> places,
                                             const std::uint32_t* position, Lanes<Pack::width>* labels) {
  const std::uint32_t* const first = up.first.data();
  const Link* const links = up.links.data();
  for (const std::uint32_t place : places) {
    const auto* const from = vectors<Pack>(labels[position[place]]);
    const std::uint32_t end = first[place + 1];
    for (std::uint32_t i = first[place]; i < end; ++i) {
      auto* const label = vectors<Pack>(labels[position[links[i].place]]);
      for (std::size_t v = 0; v < Pack::count; ++v) offer(label[v], from[v], links[i].time);
    }
  }
}

template <class Pack>
[[gnu::always_inline]] inline void descend_all(const SearchGraph& down, std::span<const std::uint32_t> seeded,
                                               Lanes<Pack::width>* labels) {
  constexpr std::size_t count = Pack::count;
  const std::uint32_t* const first = down.first.data();
  const Link* const links = down.links.data();
  std::size_t next = 0;
  for (std::uint32_t place = 0; place < down.size(); ++place) {
    const bool is_seeded = next < seeded.size() && seeded[next] == place;
    next += is_seeded ? 1 : 0;
    const std::uint32_t kept = is_seeded ? ~std::uint32_t{0} : 0U;
    auto* const label = vectors<Pack>(labels[place]);
    typename Pack::Vector best[count];
    for (std::size_t v = 0; v < count; ++v) best[v] = label[v] & kept;
    const std::uint32_t end = first[place + 1];
    for (std::uint32_t i = first[place]; i < end; ++i) {
      const auto* const from = vectors<Pack>(labels[links[i].place]);
      for (std::size_t v = 0; v < count; ++v) offer(best[v], from[v], links[i].time);
    }
    for (std::size_t v = 0; v < count; ++v) label[v] = best[v];
  }
}

template <class Pack>
[[gnu::always_inline]] inline void land_all(std::span<const Landings> targets, const Lanes<Pack::width>* labels,
                                            Lanes<Pack::width>* times) {
  constexpr std::size_t count = Pack::count;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    typename Pack::Vector best[count];
    for (auto& vector : best) vector = typename Pack::Vector{};
    for (const Landing& landing : targets[i]) {
      const auto* const from = vectors<Pack>(labels[landing.place]);
      for (std::size_t v = 0; v < count; ++v) offer(best[v], from[v], landing.time);
    }
    for (std::size_t v = 0; v < count; ++v) vectors<Pack>(times[i])[v] = ~best[v];
  }
}

/// The three loops as one set of instructions has them.
struct Kernels {
  void (*climb)(const SearchGraph&, std::span<const std::uint32_t>, const std::uint32_t*, Lanes<16>*);
  void (*descend)(const SearchGraph&, std::span<const std::uint32_t>, Lanes<16>*);
  void (*land)(std::span<const Landings>, const Lanes<16>*, Lanes<16>*);
};

void climb_plain(const SearchGraph& up, std::span<const std::uint32_t> places, const std::uint32_t* position, Lanes<16>* labels) {
  climb_all<FourLanes>(up, places, position, labels);
}
void descend_plain(const SearchGraph& down, std::span<const std::uint32_t> seeded, Lanes<16>* labels) {
  descend_all<FourLanes>(down, seeded, labels);
}
void land_plain(std::span<const Landings> targets, const Lanes<16>* labels, Lanes<16>* times) {
  land_all<FourLanes>(targets, labels, times);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void climb_avx2(const SearchGraph& up, std::span<const std::uint32_t> places,
                                        const std::uint32_t* position, Lanes<16>* labels) {
  climb_all<EightLanes>(up, places, position, labels);
}
[[gnu::target("avx2")]] void descend_avx2(const SearchGraph& down, std::span<const std::uint32_t> seeded, Lanes<16>* labels) {
  descend_all<EightLanes>(down, seeded, labels);
}
[[gnu::target("avx2")]] void land_avx2(std::span<const Landings> targets, const Lanes<16>* labels, Lanes<16>* times) {
  land_all<EightLanes>(targets, labels, times);
}

Kernels fastest() {
  if (__builtin_cpu_supports("avx2") != 0) return {climb_avx2, descend_avx2, land_avx2};
  return {climb_plain, descend_plain, land_plain};
}
#else
Kernels fastest() { return {climb_plain, descend_plain, land_plain}; }
#endif

const Kernels& kernels() {
  static const Kernels chosen = fastest();
  return chosen;
}

}  // namespace

void climb(const SearchGraph& up, std::span<const std::uint32_t> places, const std::uint32_t* position, Lanes<1>* labels) {
  climb_all<OneLane>(up, places, position, labels);
}
void climb(const SearchGraph& up, std::span<const std::uint32_t> places, const std::uint32_t* position, Lanes<16>* labels) {
  kernels().climb(up, places, position, labels);
}
void descend(const SearchGraph& down, std::span<const std::uint32_t> seeded, Lanes<1>* labels) {
  descend_all<OneLane>(down, seeded, labels);
}
void descend(const SearchGraph& down, std::span<const std::uint32_t> seeded, Lanes<16>* labels) {
  kernels().descend(down, seeded, labels);
}
void land(std::span<const Landings> targets, const Lanes<1>* labels, Lanes<1>* times) {
  land_all<OneLane>(targets, labels, times);
}
void land(std::span<const Landings> targets, const Lanes<16>* labels, Lanes<16>* times) {
  kernels().land(targets, labels, times);
}

}  // namespace wangge::network
