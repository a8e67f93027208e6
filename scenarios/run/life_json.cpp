#include "scenarios/run/figures_json.h"
#include "scenarios/steps/request_rates.h"

#include <array>
#include <string>

namespace wangge::scenarios {
namespace {

using evaluation::Evaluation;
using nlohmann::json;

constexpr std::array<const char*, evaluation::response_count> mean_names = {"accept_mean", "arrive_mean", "resolve_mean"};
constexpr std::array<const char*, evaluation::response_count> unanswered_names = {
    "accept_unanswered_share", "arrive_unanswered_share", "resolve_unanswered_share"};

std::string share_name(std::size_t figure) { return std::string(evaluation::name(static_cast<evaluation::LifeFigure>(figure))); }

}  // namespace

void put_life(json& object, const evaluation::LifeFigures& figures) {
  for (std::size_t i = 0; i < mean_names.size(); ++i) {
    put(object, mean_names[i], figures.means[i]);
    put(object, unanswered_names[i], figures.unanswered_shares[i]);
  }
  for (std::size_t i = 0; i < figures.shares.size(); ++i) put(object, share_name(i).c_str(), figures.shares[i]);
  put(object, "stars_mean", figures.stars_mean);
}

namespace {

constexpr std::array<const char*, simulation::visit_end_count> end_names = {
    "open_share", "done_share", "absent_share", "missed_share", "unmanned_share", "unreachable_share"};

const char* kind_name(const evaluation::DutyFigures& duty, const DutySpec* spec) {
  using Kind = simulation::Duty::Kind;
  switch (duty.kind) {
    case Kind::visits:
      return "household visit";
    case Kind::sweep:
      return "door-knock sweep";
    case Kind::patrol:
      return "patrol";
    case Kind::post:
      break;
  }
  return spec != nullptr && spec->kind == DutySpec::Kind::consult ? "consult" : "checkpoint";
}

void put_streets_and_posts(json& item, const evaluation::DutyFigures& duty) {
  if (duty.streets) {
    item["passes_planned"] = rounded(duty.streets->passes_planned);
    item["passes"] = rounded(duty.streets->passes);
    item["streets_m_planned"] = rounded(duty.streets->metres_planned);
    item["streets_m_cut_off"] = rounded(duty.streets->metres_cut_off);
    item["streets_m_unmanned"] = rounded(duty.streets->metres_unmanned);
    if (duty.streets->metres_left_out) item["streets_m_left_out"] = rounded(duty.streets->metres_left_out->value);
    item["grids_without_streets"] = duty.streets->grids_without;
    item["streets_m"] = rounded(duty.streets->metres);
    if (duty.streets->metres_share) item["streets_share"] = estimate_json(*duty.streets->metres_share, "value");
  }
  if (duty.posts) {
    item["places"] = duty.posts->places;
    item["unfilled"] = duty.posts->unfilled;
    item["manned_hours_planned"] = rounded(duty.posts->hours_planned);
    item["manned_hours"] = rounded(duty.posts->hours);
    if (duty.posts->manned_share) item["manned_share"] = estimate_json(*duty.posts->manned_share, "value");
  }
}

json sweep_json(const evaluation::DutyFigures& duty) {
  json object = {{"reached", json::array()}, {"curve", json::array()}};
  for (const auto& milestone : duty.milestones) {
    json item = {{"percent", milestone.percent}, {"replications", milestone.replications}};
    if (milestone.hours) item["hours"] = estimate_json(*milestone.hours, "value");
    object["reached"].push_back(item);
  }
  for (const auto& point : duty.curve) {
    json share = estimate_json(point.share, "value");
    share.erase("samples");
    object["curve"].push_back({{"hours", point.hours}, {"share", share}});
  }
  return object;
}

}  // namespace

void add_duties(json& object, const Evaluation& evaluation, const Scenario& scenario) {
  if (evaluation.rounds_share) object["rounds_share"] = estimate_json(*evaluation.rounds_share, "value");
  if (evaluation.rounds_share_of_workers)
    object["rounds_share_of_workers"] = estimate_json(*evaluation.rounds_share_of_workers, "value");
  for (std::size_t i = 0; i < evaluation.duties.size(); ++i) {
    const evaluation::DutyFigures& duty = evaluation.duties[i];
    json item = {{"duty", duty.name},
                 {"kind", kind_name(duty, i < scenario.duties.size() ? &scenario.duties[i] : nullptr)},
                 {"responders", duty.responders}};
    const bool visits = duty.kind == simulation::Duty::Kind::visits || duty.kind == simulation::Duty::Kind::sweep;
    if (!duty.posts) item["rounds"] = duty.rounds;
    if (!duty.streets) item["planned"] = rounded(duty.planned);
    if (visits) {
      item["members"] = duty.members;
      item["calls"] = rounded(duty.calls);
    }
    put_streets_and_posts(item, duty);
    if (i < scenario.duties.size()) item["title"] = text_json(scenario.duties[i].title);
    put(item, "way_minutes", duty.way_minutes);
    put(item, "bound_minutes", duty.bound_minutes);
    for (std::size_t end = 0; end < end_names.size(); ++end) {
      if (duty.shares[end]) item[end_names[end]] = estimate_json(*duty.shares[end], "value");
    }
    if (duty.kind == simulation::Duty::Kind::sweep) item["sweep"] = sweep_json(duty);
    object["duties"].push_back(item);
  }
}

namespace {

json report_json(const evaluation::ReportFigures& figures) {
  json item = {{"calls", rounded(figures.calls)}, {"decided", rounded(figures.decided)}, {"matters", rounded(figures.matters)}};
  if (figures.in_time_share) item["in_time_share"] = estimate_json(*figures.in_time_share, "value");
  if (figures.late_share) item["late_share"] = estimate_json(*figures.late_share, "value");
  if (figures.missed_share) item["missed_share"] = estimate_json(*figures.missed_share, "value");
  if (figures.report_minutes) item["report_minutes"] = estimate_json(*figures.report_minutes, "value");
  return item;
}

}  // namespace

namespace {

json office_json(const evaluation::OfficeFigures& figures, bool with_intervals) {
  json item = {{"matters", rounded(figures.matters)},
               {"overdue_in_line", rounded(figures.overdue_in_line)},
               {"waiting_at_end", rounded(figures.waiting_at_end)}};
  const auto add = [&](const char* key, const std::optional<core::Estimate>& figure) {
    if (!figure) return;
    if (with_intervals) {
      item[key] = estimate_json(*figure, "value");
    } else {
      item[key] = rounded(figure->value);
    }
  };
  add("seated_share", figures.seated_share);
  add("waited_share", figures.waited_share);
  add("wait_minutes", figures.wait_minutes);
  add("utilisation", figures.utilisation);
  add("after_hours_share", figures.after_hours_share);
  add("queue", figures.queue);
  return item;
}

}  // namespace

void add_offices(json& object, const Evaluation& evaluation, const Scenario& scenario) {
  for (std::size_t i = 0; i < evaluation.offices.size(); ++i) {
    const evaluation::OfficeLevelFigures& level = evaluation.offices[i];
    json item = office_json(level.all, true);
    item["level"] = level.level;
    item["offices"] = level.codes.size();
    item["desks"] = level.desks;
    if (i < scenario.offices.size() && !scenario.offices[i].hours.empty()) item["hours"] = scenario.offices[i].hours;
    put(item, "open_share", level.open_share);
    if (i < scenario.offices.size() && !scenario.offices[i].title.en.empty())
      item["title"] = text_json(scenario.offices[i].title);
    item["by_office"] = json::array();
    for (std::size_t office = 0; office < level.codes.size(); ++office) {
      json one = office_json(level.by_office[office], false);
      one["code"] = level.codes[office];
      item["by_office"].push_back(one);
    }
    object["offices"].push_back(item);
  }
}

void add_whistles(json& object, const Evaluation& evaluation, const Scenario& scenario) {
  if (!evaluation.whistles) return;
  json whistles = report_json(evaluation.whistles->all);
  whistles["blown"] = estimate_json(evaluation.whistles->whistles, "value");
  whistles["by_department"] = json::array();
  whistles["by_kind"] = json::array();
  for (const evaluation::ReportFigures& figures : evaluation.whistles->by_department) {
    json item = report_json(figures);
    item["department"] = figures.name;
    for (const DepartmentSpec& department : scenario.departments) {
      if (department.name == figures.name) item["title"] = text_json(department.title);
    }
    whistles["by_department"].push_back(item);
  }
  for (const evaluation::ReportFigures& figures : evaluation.whistles->by_kind) {
    json item = report_json(figures);
    item["kind"] = figures.name;
    for (const RequestSpec& request : scenario.requests) {
      if (request.kind == figures.name) item["title"] = text_json(request.title);
    }
    for (const MatterOf& matter : matters_of(scenario)) {
      if (matter_name(matter) == figures.name) item["title"] = text_json(matter_title(matter));
    }
    whistles["by_kind"].push_back(item);
  }
  object["whistles"] = whistles;
}

void add_lives(json& object, const Evaluation& evaluation) {
  if (evaluation.way_hours) object["way_hours"] = estimate_json(*evaluation.way_hours, "value");
  if (evaluation.distance_metres) object["distance_m"] = estimate_json(*evaluation.distance_metres, "value");
  if (evaluation.break_minutes) object["break_minutes"] = estimate_json(*evaluation.break_minutes, "value");
  if (evaluation.break_lost_minutes) object["break_lost_minutes"] = estimate_json(*evaluation.break_lost_minutes, "value");
  for (std::size_t i = 0; i < evaluation.life.size(); ++i) {
    if (evaluation.life[i]) object[share_name(i)] = estimate_json(*evaluation.life[i], "value");
  }
  if (evaluation.on_the_spot_share) object["on_the_spot_share"] = estimate_json(*evaluation.on_the_spot_share, "value");
  if (evaluation.stars_mean) object["stars_mean"] = estimate_json(*evaluation.stars_mean, "value");
  for (const evaluation::LevelFigures& level : evaluation.escalated) {
    json item = {{"level", level.level}, {"requests", rounded(level.requests)}};
    put(item, "share", level.share);
    put(item, "settled_share", level.settled_share);
    object["escalated"].push_back(item);
  }
  if (evaluation.teams_withheld) object["teams_withheld"] = *evaluation.teams_withheld;
  for (const evaluation::TeamFigures& team : evaluation.teams) {
    json item = {{"team", team.team},
                 {"responders", team.responders},
                 {"resolved", rounded(team.resolved)},
                 {"rated", rounded(team.rated)},
                 {"late", rounded(team.late)},
                 {"points", rounded(team.points)}};
    put(item, "stars_mean", team.stars_mean);
    object["teams"].push_back(item);
  }
}

}  // namespace wangge::scenarios
