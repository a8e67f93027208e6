#include "engine/simulation/loop/event_log.h"

#include <array>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

constexpr std::array<std::string_view, event_kind_count> kind_names = {
    "shift_ended",     "break_ended",  "break_due",      "shift_started",
    "lines_offered",   "resolved",     "deliberated",    "fed_back",
    "returned",        "patrolled",    "moves_on",       "accepted",
    "declined",        "timed_out",    "arrived",        "helped",
    "heard",           "classified",   "asked_again",    "reopened",
    "gathered",        "ordered",      "unreachable",    "dispatched",
    "declined_by_all", "absent",       "break_started",  "interrupted",
    "handed_over",     "help_called",  "help_sent",      "handled",
    "rated",           "escalated",    "tried",          "overdue",
    "handed_back",     "given_up",     "return_visit",   "unsettled",
    "round_due",       "walk_ended",   "round_begun",    "round_left",
    "called",          "call_resumed", "visited",        "not_in",
    "visit_given_up",  "visit_missed", "visit_unmanned", "visit_unreachable",
    "street_walked",   "pass_walked",  "manned",         "attended",
    "whistled",        "reported",     "report_missed",  "settled_jointly",
    "desk_taken",      "not_admitted", "offices_opened", "rounds_ended"};

void mix(std::uint64_t& hash, std::uint64_t value) {
  for (int byte = 0; byte < 8; ++byte) hash = (hash ^ ((value >> (8 * byte)) & 0xFFU)) * 1099511628211ULL;
}

template <class IdType>
std::uint64_t number(IdType id) {
  return id.valid() ? id.value() : ~std::uint64_t{0};
}

}  // namespace

std::string_view name(EventKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string EventLog::digest() const {
  std::uint64_t hash = 14695981039346656037ULL;
  for (std::size_t i = 0; i < size(); ++i) {
    mix(hash, static_cast<std::uint64_t>(time[i].value));
    mix(hash, static_cast<std::uint64_t>(kind[i]));
    mix(hash, number(request[i]));
    mix(hash, number(responder[i]));
  }
  for (const std::uint32_t one : about) mix(hash, one);
  return fmt::format("{:016x}", hash);
}

}  // namespace wangge::simulation
