#include "scenarios/run/duty_names.h"

#include <fmt/format.h>

namespace wangge::scenarios {

std::string called(const std::string& title, const std::string& name, bool zh) {
  if (title.empty() || title == name) return fmt::format("{}{}{}", zh ? "“" : "\"", name, zh ? "”" : "\"");
  return fmt::format("{}{}{}{}{}{}", zh ? "“" : "\"", title, zh ? "”" : "\"", zh ? "（" : " (", name, zh ? "）" : ")");
}

core::Text duty_called(const DutySpec& duty) {
  return {.zh = called(duty.title.zh, duty.name, true), .en = called(duty.title.en, duty.name, false)};
}

core::Text kind_called(const Scenario& scenario, const DutySpec& duty) {
  const ResponderSpec& by = scenario.responders[duty.by];
  return {.zh = called(by.title.zh, by.kind, true), .en = called(by.title.en, by.kind, false)};
}

}  // namespace wangge::scenarios
