#pragma once

#include "engine/simulation/loop/event_log.h"

#include <cstdint>

namespace wangge::simulation {

/// Who an event is about.
enum class Subject : std::uint8_t { nobody, request, both, request_and_perhaps_responder, responder, planned };

/// `nobody`: of events that are never logged.
[[nodiscard]] Subject subject_of(EventKind kind);

}  // namespace wangge::simulation
