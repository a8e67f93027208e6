#include "engine/planning/exact/frontier_walk.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

namespace wangge::planning {
namespace {

constexpr std::uint8_t none = 0xff;
constexpr std::uint32_t nibble_slots = 16;

}  // namespace

FrontierWalk::FrontierWalk(std::span<const FrontierStep> steps, const PartRange& range)
    : steps_(steps),
      range_(range),
      narrow_(frontier_width(steps) <= nibble_slots),
      sized_(range.limits_size()),
      weight_bytes_(std::max(range.max, sized_ ? range.max_size : 0) <= std::numeric_limits<std::uint32_t>::max() ? 4 : 8) {
  assert(frontier_width(steps) <= most_slots);
}

std::size_t FrontierWalk::key_bytes(std::size_t steps) const {
  if (steps == 0) return 8;
  const std::uint32_t width = steps_[steps - 1].width_after;
  const std::size_t bytes =
      4 + std::size_t{width} * (narrow_ ? 1 : 2) + std::min(width, range_.parts) * weight_bytes_ * (sized_ ? 2 : 1);
  return (bytes + 7) / 8 * 8;
}

const std::uint8_t* FrontierWalk::pack(std::size_t steps) {
  key_.assign(key_bytes(steps), 0);
  std::uint8_t* at = key_.data();
  std::memcpy(at, &to_.closed, 4);
  at += 4;
  for (std::uint32_t slot = 0; slot < to_.width; ++slot) {
    if (narrow_) {
      *at++ = static_cast<std::uint8_t>(to_.part[slot] | to_.piece[slot] << 4);
    } else {
      *at++ = to_.part[slot];
      *at++ = to_.piece[slot];
    }
  }
  const auto put = [&](const std::int64_t& value) {
    const auto small = static_cast<std::uint32_t>(value);
    if (weight_bytes_ == 4) std::memcpy(at, &small, 4);
    if (weight_bytes_ == 8) std::memcpy(at, &value, 8);
    at += weight_bytes_;
  };
  for (std::uint32_t i = 0; i < to_.open; ++i) put(to_.weight[i]);
  for (std::uint32_t i = 0; sized_ && i < to_.open; ++i) put(to_.size[i]);
  return key_.data();
}

void FrontierWalk::load(std::size_t steps, const std::uint8_t* key) {
  if (steps == 0) return start();
  from_.width = steps_[steps - 1].width_after;
  from_.open = 0;
  from_.pieces = 0;
  std::memcpy(&from_.closed, key, 4);
  key += 4;
  for (std::uint32_t slot = 0; slot < from_.width; ++slot) {
    from_.part[slot] = narrow_ ? *key & 15U : *key++;
    from_.piece[slot] = narrow_ ? static_cast<std::uint8_t>(*key++ >> 4) : *key++;
    from_.open = std::max(from_.open, from_.part[slot] + 1U);
    from_.pieces = std::max(from_.pieces, from_.piece[slot] + 1U);
  }
  const auto take = [&](std::int64_t& value) {
    std::uint32_t small = 0;
    if (weight_bytes_ == 4) std::memcpy(&small, key, 4);
    if (weight_bytes_ == 4) value = small;
    if (weight_bytes_ == 8) std::memcpy(&value, key, 8);
    key += weight_bytes_;
  };
  for (std::uint32_t i = 0; i < from_.open; ++i) take(from_.weight[i]);
  for (std::uint32_t i = 0; sized_ && i < from_.open; ++i) take(from_.size[i]);
}

bool FrontierWalk::advance(std::size_t step_number, std::uint32_t choice) {
  const FrontierStep& step = steps_[step_number];
  Grown grown{.weight = step.weight + (choice < from_.open ? from_.weight[choice] : 0)};
  if (grown.weight > range_.max) return false;
  if (sized_) {
    grown.size = step.size + (choice < from_.open ? from_.size[choice] : 0);
    if (grown.size > range_.max_size) return false;
  }
  join(step, choice);
  if (!renumber(step, choice, grown)) return false;
  return can_end(step, steps_.size() - step_number - 1) && can_join(step);
}

void FrontierWalk::join(const FrontierStep& step, std::uint32_t choice) {
  cut_ = 0;
  joined_ = 0;
  for (const FrontierStep::Earlier& earlier : step.earlier) {
    if (from_.part[earlier.slot] == choice) {
      joined_ |= 1U << from_.piece[earlier.slot];
    } else {
      cut_ += earlier.weight;
    }
  }
  own_piece_ = static_cast<std::uint8_t>(joined_ != 0 ? std::countr_zero(joined_) : static_cast<int>(from_.pieces));
}

bool FrontierWalk::renumber(const FrontierStep& step, std::uint32_t choice, const Grown& grown) {
  new_part_.fill(none);
  new_piece_.fill(none);
  to_.width = step.width_after;
  to_.open = 0;
  to_.pieces = 0;
  std::uint32_t slot = 0;
  const auto place = [&](std::uint8_t part, std::uint8_t piece) {
    if (new_part_[part] == none) {
      former_[to_.open] = part;
      to_.weight[to_.open] = part == choice ? grown.weight : from_.weight[part];
      if (sized_) to_.size[to_.open] = part == choice ? grown.size : from_.size[part];
      new_part_[part] = static_cast<std::uint8_t>(to_.open++);
    }
    if (new_piece_[piece] == none) new_piece_[piece] = static_cast<std::uint8_t>(to_.pieces++);
    to_.part[slot] = new_part_[part];
    to_.piece[slot] = new_piece_[piece];
    ++slot;
  };
  for (const std::uint32_t kept : step.kept) place(from_.part[kept], piece_now(from_.piece[kept]));
  if (step.stays) place(static_cast<std::uint8_t>(choice), own_piece_);
  return close_parts(step, choice, grown);
}

bool FrontierWalk::close_parts(const FrontierStep& step, std::uint32_t choice, const Grown& grown) {
  to_.closed = from_.closed;
  last_piece_.fill(none);
  const auto leave = [&](std::uint8_t part, std::uint8_t piece) {
    if (new_piece_[piece] != none) return true;
    if (new_part_[part] != none) return false;
    if (last_piece_[part] != none) return last_piece_[part] == piece;
    last_piece_[part] = piece;
    ++to_.closed;
    return (part == choice ? grown.weight : from_.weight[part]) >= range_.min &&
           (!sized_ || (part == choice ? grown.size : from_.size[part]) >= range_.min_size);
  };
  std::size_t kept = 0;
  for (std::uint32_t slot = 0; slot < step.width_before; ++slot) {
    if (kept < step.kept.size() && step.kept[kept] == slot) {
      ++kept;
    } else if (!leave(from_.part[slot], piece_now(from_.piece[slot]))) {
      return false;
    }
  }
  return step.stays || leave(static_cast<std::uint8_t>(choice), own_piece_);
}

bool FrontierWalk::can_end(const FrontierStep& step, std::size_t nodes_left) const {
  const std::uint32_t unopened = range_.parts - to_.closed - to_.open;
  if (unopened > nodes_left) return false;
  std::int64_t least = range_.min * unopened;
  std::int64_t most = range_.max * unopened;
  for (std::uint32_t part = 0; part < to_.open; ++part) {
    least += std::max<std::int64_t>(0, range_.min - to_.weight[part]);
    most += range_.max - to_.weight[part];
  }
  if (step.rest < least || step.rest > most) return false;
  if (!sized_) return true;
  least = range_.min_size * unopened;
  most = range_.max_size * unopened;
  for (std::uint32_t part = 0; part < to_.open; ++part) {
    least += std::max<std::int64_t>(0, range_.min_size - to_.size[part]);
    most += range_.max_size - to_.size[part];
  }
  return least <= step.rest_size && step.rest_size <= most;
}

bool FrontierWalk::can_join(const FrontierStep& step) const {
  if (to_.pieces == to_.open) return true;
  std::array<std::int64_t, most_slots> nearest;
  std::array<std::uint8_t, most_slots> part_of{};
  nearest.fill(no_link);
  std::array<bool, most_slots> alone;
  alone.fill(true);
  for (std::uint32_t a = 0; a < to_.width; ++a) {
    part_of[to_.piece[a]] = to_.part[a];
    for (std::uint32_t b = 0; b < to_.width; ++b) {
      if (to_.part[a] != to_.part[b] || to_.piece[a] == to_.piece[b]) continue;
      alone[to_.piece[a]] = false;
      nearest[to_.piece[a]] = std::min(nearest[to_.piece[a]], step.link_after[a * to_.width + b]);
    }
  }
  for (std::uint32_t piece = 0; piece < to_.pieces; ++piece) {
    if (!alone[piece] && nearest[piece] > range_.max - to_.weight[part_of[piece]]) return false;
  }
  return true;
}

}  // namespace wangge::planning
