#include "gis/read/barrier_words.h"

#include "gis/read/road_words.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace wangge::gis {
namespace {

using network::Mode;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_bar(std::string_view word) {
  return one_of(word, {"lift_gate", "swing_gate", "sliding_beam", "chain", "bump_gate", "bollard", "block", "cycle_barrier"});
}

/// Whether a mode passes where no tag says more.
bool passes(std::string_view word, std::string_view bollard, Mode mode) {
  if (one_of(word, {"gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "hampshire_gate", "bump_gate", "entrance",
                    "cattle_grid", "border_control", "checkpoint", "toll_booth", "sally_port", "height_restrictor", "arch",
                    "kerb", "coupure", "hump", "rumble_strip"})) {
    return true;
  }
  if (one_of(word, {"yes", "wall", "fence", "hedge", "city_wall", "retaining_wall", "guard_rail", "handrail", "wire_fence"})) {
    return false;
  }
  if (one_of(word, {"stile", "turnstile", "full-height_turnstile", "kissing_gate", "wicket_gate", "horse_stile", "squeeze"})) {
    return mode == Mode::walk;
  }
  return mode != Mode::car || bollard == "rising";
}

/// What the tags of the mode itself say, the particular before the general.
std::optional<bool> own_permission(const TagOf& tag, Mode mode) {
  constexpr std::array<std::array<const char*, 3>, network::mode_count> keys = {
      {{"foot", "", ""}, {"bicycle", "vehicle", ""}, {"motorcar", "motor_vehicle", "vehicle"}}};
  for (const char* key : keys[static_cast<std::size_t>(mode)]) {
    if (*key == '\0') continue;
    const std::string_view word = tag(key);
    if (word == "dismount") return true;
    if (const auto said = permission(word, mode)) return said;
  }
  return std::nullopt;
}

bool may_pass(const TagOf& tag, Mode mode) {
  if (const auto said = own_permission(tag, mode)) return *said;
  const std::string_view word = tag("barrier");
  if (tag("locked") == "yes" && (mode == Mode::car || !is_bar(word))) return false;
  if (const auto said = permission(tag("access"), mode)) return *said;
  return passes(word, tag("bollard"), mode);
}

}  // namespace

bool is_barrier_word(std::string_view word) { return !word.empty() && word != "no"; }

bool is_wall_word(std::string_view word) { return one_of(word, {"wall", "fence", "city_wall", "retaining_wall", "wire_fence"}); }

std::array<bool, network::mode_count> stopped_by_barrier(const TagOf& tag) {
  std::array<bool, network::mode_count> stops{};
  for (std::size_t m = 0; m < stops.size(); ++m) stops[m] = !may_pass(tag, static_cast<Mode>(m));
  return stops;
}

}  // namespace wangge::gis
