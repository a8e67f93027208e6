#include "scenarios/run/figures_json.h"

#include <array>

namespace wangge::scenarios {
namespace {

using evaluation::DutyTimeFigures;
using nlohmann::json;

/// By simulation::Occupation.
constexpr std::array<const char*, 5> alone_names = {"to_requests", "with_requests", "moving_back", "free_patrol", "at_post"};

json part_json(const DutyTimeFigures::Part& part) {
  json item = {{"hours", estimate_json(part.hours, "value")}};
  if (part.share) item["share"] = estimate_json(*part.share, "value");
  return item;
}

}  // namespace

void add_duty_time(json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario) {
  for (const DutyTimeFigures& figures : evaluation.duty_time) {
    json item = {{"kind", figures.kind},
                 {"responders", figures.responders},
                 {"on_shift_hours", estimate_json(figures.on_shift, "value")},
                 {"overtime_hours", estimate_json(figures.overtime, "value")},
                 {"duties", json::array()}};
    for (const ResponderSpec& spec : scenario.responders) {
      if (spec.kind != figures.kind) continue;
      item["title"] = text_json(spec.title);
      if (spec.volunteer) item["volunteer"] = true;
    }
    if (figures.without_post) {
      item["responders_without_post"] = figures.without_posts;
      item["without_post"] = part_json(*figures.without_post);
    }
    for (std::size_t i = 0; i < figures.alone.size(); ++i) {
      if (figures.alone[i]) item[alone_names[i]] = part_json(*figures.alone[i]);
    }
    for (const DutyTimeFigures::OfDuty& of : figures.duties) {
      json duty = {{"at", part_json(of.at)}};
      if (of.way) duty["way"] = part_json(*of.way);
      if (of.duty.value() < scenario.duties.size()) {
        const DutySpec& spec = scenario.duties[of.duty.value()];
        duty["duty"] = spec.name;
        duty["title"] = text_json(spec.title);
        duty["source"] = spec.source.en;
        duty["source_text"] = text_json(spec.source);
      }
      item["duties"].push_back(duty);
    }
    object["duty_time"].push_back(item);
  }
}

}  // namespace wangge::scenarios
