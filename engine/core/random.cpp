#include "engine/core/random.h"

namespace wangge::core {
namespace {

constexpr std::uint32_t multiplier_a = 0xD2511F53U;
constexpr std::uint32_t multiplier_b = 0xCD9E8D57U;
constexpr std::uint32_t weyl_a = 0x9E3779B9U;
constexpr std::uint32_t weyl_b = 0xBB67AE85U;

/// FNV-1a over the purpose's bytes: the same on every machine, unlike std::hash.
std::uint32_t name_hash(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  return hash;
}

/// SplitMix64's finaliser: spreads near seeds over the key space.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15ULL;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31U);
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{multiplier_a} * counter[0];
    const std::uint64_t b = std::uint64_t{multiplier_b} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += weyl_a;
    key[1] += weyl_b;
  }
  return counter;
}

Stream::Stream(Seed seed, std::uint32_t replication, std::string_view purpose, std::uint64_t entity) {
  const std::uint64_t key = mixed(seed.value ^ mixed((std::uint64_t{replication} << 32U) | name_hash(purpose)));
  key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)};
  counter_ = {0, 0, static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32U)};
}

void Stream::refill() {
  block_ = philox(counter_, key_);
  if (++counter_[0] == 0) ++counter_[1];
  used_ = 0;
}

std::uint32_t Stream::next32() {
  if (used_ == 4) refill();
  return block_[static_cast<std::size_t>(used_++)];
}

std::uint64_t Stream::next64() {
  const std::uint64_t low = next32();
  return low | (std::uint64_t{next32()} << 32U);
}

double Stream::uniform() { return static_cast<double>(next64() >> 11U) * 0x1.0p-53; }

double Stream::uniform_open() { return (static_cast<double>(next64() >> 12U) + 0.5) * 0x1.0p-52; }

std::uint32_t Stream::below(std::uint32_t bound) {
  std::uint64_t product = std::uint64_t{next32()} * bound;
  auto low = static_cast<std::uint32_t>(product);
  if (low < bound) {
    const std::uint32_t threshold = (0U - bound) % bound;
    while (low < threshold) {
      product = std::uint64_t{next32()} * bound;
      low = static_cast<std::uint32_t>(product);
    }
  }
  return static_cast<std::uint32_t>(product >> 32U);
}

}  // namespace wangge::core
