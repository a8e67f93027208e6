#pragma once

#include "engine/core/text.h"
#include "scenarios/scenario.h"

#include <string>

/// How findings name duties and who does them: by the title, and the name where that is another.
namespace wangge::scenarios {

[[nodiscard]] std::string called(const std::string& title, const std::string& name, bool zh);
[[nodiscard]] core::Text duty_called(const DutySpec& duty);
/// The kind of responder that a duty is for.
[[nodiscard]] core::Text kind_called(const Scenario& scenario, const DutySpec& duty);

}  // namespace wangge::scenarios
