#include "engine/simulation/demand/calendar.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

/// Requests, surges, the log of past requests and how they are simulated.
namespace wangge::scenarios {
namespace {

std::chrono::sys_days day_of(const std::string& iso) {
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    std::from_chars(iso.data() + at, iso.data() + at + count, value);
    return value;
  };
  return std::chrono::sys_days(std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2));
}

/// A rate by a group that is a share of the residents is one by residents.
Rate resolved(const Reader& table, const char* key, Rate rate, const Scenario& scenario) {
  if (rate.per == Rate::Per::ledger) {
    const bool known = std::any_of(scenario.ledgers.begin(), scenario.ledgers.end(),
                                   [&](const LedgerSpec& ledger) { return ledger.kind == rate.of; });
    if (known) return rate;
    throw table.error(key, {.zh = fmt::format("频率按 {} 计，但没有 kind = \"{}\" 的 [[ledger]]", rate.of, rate.of),
                            .en = fmt::format("is by {0}, but there is no [[ledger]] with kind = \"{0}\"", rate.of)});
  }
  if (rate.per != Rate::Per::group) return rate;
  std::vector<std::string> known = {"residents", "households", "buildings", "m2", "ha", "enterprises", "organisations"};
  for (const GroupSpec& group : scenario.groups) {
    if (group.name == rate.of) {
      if (!group.share) return rate;
      return {rate.per_1000_year * *group.share, Rate::Per::residents, {}};
    }
    known.push_back(group.name);
  }
  throw table.error(key, not_found(rate.of, known));
}

std::vector<double> season_of(const Reader& request, const Reader& profiles, const Scenario& scenario) {
  if (!request.has("season")) return {};
  if (scenario.simulation.start.empty()) {
    throw request.error("season", {.zh = "需要 simulation.start：没有日期就不知道是哪个月",
                                   .en = "needs simulation.start: without a date there is no month"});
  }
  return *profile_numbers(request, "season", profiles.table("seasons"), "", {12, 365});
}

void bind_place(const Reader& surge, SurgeSpec& spec) {
  spec.area = surge.text("area");
  if (surge.has("centre") != surge.has("radius")) {
    throw surge.error(surge.has("centre") ? "centre" : "radius",
                      {.zh = "centre 与 radius 须同时写", .en = "centre and radius go together"});
  }
  if (surge.has("centre")) {
    const std::vector<double> place = surge.numbers("centre");
    spec.centre = core::Position{place[0], place[1]};
    spec.radius = surge.length("radius");
  }
  if (surge.has("within")) {
    spec.within = LayerRef{.path = surge.text("within"),
                           .layer = surge.text("layer"),
                           .encoding = "",
                           .reference = bind_source_reference(surge),
                           .named_by = surge.where("within")};
  }
  const int places = (spec.area.empty() ? 0 : 1) + (spec.centre ? 1 : 0) + (spec.within ? 1 : 0);
  if (places > 1) {
    throw surge.error("name",
                      {.zh = "area、centre 与 within 只能写一个", .en = "only one of area, centre and within can be its place"});
  }
}

}  // namespace

core::Millis moment_of(const Reader& table, const char* key, const SimulationSpec& simulation) {
  const Moment moment = *parse_moment(table.text(key)).value;
  if (moment.date.empty()) return moment.time;
  if (simulation.start.empty()) {
    throw table.error(key, {.zh = "是日期，但没有 simulation.start", .en = "is a date, but there is no simulation.start"});
  }
  const std::int64_t days = (day_of(moment.date) - day_of(simulation.start)).count();
  return core::Millis(days * 86'400'000) + moment.time;
}

std::vector<RequestSpec> bind_requests(const Reader& root, const Scenario& scenario) {
  const Reader profiles = root.table("profiles");
  std::vector<RequestSpec> requests;
  for (const Reader& request : root.items("request")) {
    RequestSpec spec;
    spec.kind = request.text("kind");
    const bool known =
        std::any_of(requests.begin(), requests.end(), [&](const RequestSpec& other) { return other.kind == spec.kind; });
    if (known)
      throw request.error("kind", {.zh = fmt::format("事项“{}”出现两次", spec.kind),
                                   .en = fmt::format("there are two requests \"{}\"", spec.kind)});
    spec.title = {.zh = request.optional_text("title.zh").value_or(spec.kind),
                  .en = request.optional_text("title.en").value_or(spec.kind)};
    for (const Rate& rate : request.rates("rate")) spec.rates.push_back(resolved(request, "rate", rate, scenario));
    if (request.has("use")) {
      for (const std::string& use : request.texts("use")) spec.uses.push_back(*territory::building_use(use));
    }
    spec.hour_weight = profile_weights<24>(request, "hours", profiles.table("hours"), "all day");
    spec.weekday_weight = profile_weights<7>(request, "weekdays", profiles.table("weekdays"), "every day");
    if (request.has("weekend_hours"))
      spec.weekend_hour_weight = profile_weights<24>(request, "weekend_hours", profiles.table("hours"), "all day");
    spec.season_weight = season_of(request, profiles, scenario);
    if (request.has("holiday")) spec.holiday_weight = request.number("holiday");
    spec.busy_days = request.number("busy_days");
    spec.handle = request.law("handle");
    if (request.has("target")) {
      const TargetRule rule = request.target("target");
      spec.promised = RequestSpec::Promised{rule.target, rule.within};
    }
    spec.source = bind_origin(request);
    bind_life(request, scenario, spec);
    requests.push_back(std::move(spec));
  }
  return requests;
}

void bind_matters(const Reader& root, const Scenario& scenario, std::vector<DepartmentSpec>& departments) {
  std::vector<std::string> known;
  for (const RequestSpec& request : scenario.requests) known.push_back(request.kind);
  std::set<std::string> told(known.begin(), known.end());
  const std::vector<Reader> items = root.items("department");
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::vector<std::string> kinds;
    for (const Reader& item : items[i].items("matters")) {
      DepartmentSpec::Matter matter{.kind = item.text("kind"), .rates = {}};
      if (std::find(known.begin(), known.end(), matter.kind) == known.end())
        throw item.error("kind", not_found(matter.kind, known));
      if (std::find(kinds.begin(), kinds.end(), matter.kind) != kinds.end())
        throw item.error("kind",
                         {.zh = fmt::format("“{}”出现两次", matter.kind), .en = fmt::format("\"{}\" comes twice", matter.kind)});
      const std::string name = fmt::format("{} ({})", matter.kind, departments[i].name);
      if (!told.insert(name).second)
        throw item.error("kind", {.zh = fmt::format("在指标和 requests.csv 中名为“{}”，已有别的事项用此名：请改其一", name),
                                  .en = fmt::format("is told as \"{}\" in figures and requests.csv, which another kind is called "
                                                    "already: rename one of them",
                                                    name)});
      if (root.table("log").has("source"))
        throw item.error("kind", {.zh = "不能与 [log] 并用：台账照原样重放，不再加减",
                                  .en = "cannot go with [log], which is replayed as it happened and takes no more requests"});
      for (const Rate& rate : item.rates("rate")) matter.rates.push_back(resolved(item, "rate", rate, scenario));
      kinds.push_back(matter.kind);
      departments[i].matters.push_back(std::move(matter));
    }
    std::vector<std::string> admitted;
    for (const std::string& kind : items[i].texts("hands_down")) {
      const auto found = std::find(kinds.begin(), kinds.end(), kind);
      if (found == kinds.end()) throw items[i].error("hands_down", not_found(kind, kinds));
      if (std::find(admitted.begin(), admitted.end(), kind) != admitted.end())
        throw items[i].error("hands_down",
                             {.zh = fmt::format("“{}”出现两次", kind), .en = fmt::format("\"{}\" comes twice", kind)});
      admitted.push_back(kind);
      departments[i].matters[static_cast<std::size_t>(found - kinds.begin())].admitted = true;
    }
  }
}

std::vector<SurgeSpec> bind_surges(const Reader& root, const Scenario& scenario) {
  std::vector<std::string> known;
  for (const RequestSpec& request : scenario.requests) known.push_back(request.kind);
  std::set<std::string> names;
  std::vector<SurgeSpec> surges;
  for (const Reader& surge : root.items("surge")) {
    SurgeSpec spec;
    spec.name = surge.text("name");
    spec.key = surge.where("name");
    if (!names.insert(spec.name).second)
      throw surge.error("name", {.zh = fmt::format("激增“{}”出现两次", spec.name),
                                 .en = fmt::format("there are two surges \"{}\"", spec.name)});
    spec.kinds = surge.has("kinds") ? surge.texts("kinds") : known;
    for (const std::string& kind : spec.kinds) {
      if (std::find(known.begin(), known.end(), kind) == known.end()) throw surge.error("kinds", not_found(kind, known));
    }
    spec.from = moment_of(surge, "from", scenario.simulation);
    spec.to = spec.from + surge.duration("lasts");
    const core::Millis horizon = scenario.simulation.horizon;
    if (spec.to <= core::Millis(0) || spec.from >= horizon || spec.from >= spec.to) {
      const double day = 86'400'000;
      const double first = static_cast<double>(spec.from.value) / day;
      const double last = static_cast<double>(spec.to.value) / day;
      throw surge.error("from", {.zh = fmt::format("第 {:g} 至 {:g} 天不在模拟的 {:g} 天之内", first, last,
                                                   static_cast<double>(horizon.value) / day),
                                 .en = fmt::format("day {:g} to {:g} is not within the {:g} days that are simulated", first, last,
                                                   static_cast<double>(horizon.value) / day)});
    }
    spec.factor = surge.number("factor");
    if (surge.has("extra")) spec.extra = resolved(surge, "extra", surge.rate("extra"), scenario);
    if (spec.factor == 1 && !spec.extra) {
      throw surge.error("name", {.zh = "既无 factor 也无 extra：什么也没有改变",
                                 .en = "has neither a factor nor an extra rate: it changes nothing"});
    }
    bind_place(surge, spec);
    surges.push_back(std::move(spec));
  }
  return surges;
}

std::optional<LogSpec> bind_log(const Reader& root, const Scenario& scenario) {
  const std::vector<RequestSpec>& requests = scenario.requests;
  const Reader log = root.table("log");
  if (!log.has("source")) return std::nullopt;
  for (const Reader& surge : root.items("surge")) {
    throw surge.error("name", {.zh = "不能与 [log] 并用：台账照原样重放，不再加减；请删去其一",
                               .en = "cannot go with [log], which is replayed as it happened and takes no more and no fewer "
                                     "requests; leave one of them out"});
  }
  LogSpec spec{bind_layer(log), log.text("opened"), log.text("kind"), log.text("building"), {}};
  std::vector<std::string> known;
  for (const RequestSpec& request : requests) known.push_back(request.kind);
  const Reader kinds = log.table("kinds");
  for (const std::string& word : kinds.names()) {
    const std::string kind = kinds.text(word);
    if (std::find(known.begin(), known.end(), kind) == known.end()) throw kinds.error(word, not_found(kind, known));
    spec.kind_of[word] = kind;
  }
  return spec;
}

SimulationSpec bind_simulation(const Reader& root) {
  const Reader table = root.table("simulation");
  SimulationSpec spec;
  spec.horizon = table.duration("horizon");
  if (spec.horizon.value <= 0) throw table.error("horizon", {.zh = "必须大于零", .en = "must be above zero"});
  const evaluation::WarmUpRule warm_up = *parse_warm_up(table.text("warm_up")).value;
  if (warm_up.span >= spec.horizon) {
    throw table.error("warm_up",
                      {.zh = fmt::format("“{}”不短于模拟时长的 {:g} 天：没有什么可计数", table.text("warm_up"),
                                         core::in_hours(spec.horizon) / 24),
                       .en = fmt::format("\"{}\" is as long as the {:g} days that are simulated, or longer: nothing would be "
                                         "counted",
                                         table.text("warm_up"), core::in_hours(spec.horizon) / 24)});
  }
  if (table.has("start")) {
    spec.start = table.text("start");
    try {
      simulation::check_begins_on_monday(day_of(spec.start));
    } catch (const core::Error& error) {
      throw table.error("start", error.message());
    }
  }
  if (table.has("holidays")) {
    spec.holidays = table.texts("holidays");
    if (spec.start.empty()) throw table.error("holidays", {.zh = "需要 simulation.start", .en = "need simulation.start"});
  }
  const std::string trace = table.text("trace");
  spec.trace = trace == "none"    ? SimulationSpec::Trace::none
               : trace == "first" ? SimulationSpec::Trace::first
                                  : SimulationSpec::Trace::all;
  const bool ruled = table.has("replications") && table.value("replications").type == Node::Type::table;
  if (!ruled) {
    spec.replications = evaluation::exactly(static_cast<int>(table.integer("replications")));
    spec.replications.warm_up = warm_up;
    return spec;
  }
  spec.replications.warm_up = warm_up;
  const Reader rule = table.table("replications");
  spec.replications.rule.at_least = static_cast<int>(rule.integer("at_least"));
  if (!rule.has("until")) {
    spec.replications.rule.at_most = spec.replications.rule.at_least;
    return spec;
  }
  const UntilRule until = *parse_until(rule.text("until")).value;
  spec.replications.figure = until.figure;
  spec.replications.rule.until = until.precision;
  spec.replications.rule.at_most = static_cast<int>(rule.integer("at_most"));
  if (spec.replications.rule.at_most < spec.replications.rule.at_least) {
    throw rule.error(
        "at_most",
        {.zh = fmt::format("{} 小于 at_least {}", spec.replications.rule.at_most, spec.replications.rule.at_least),
         .en = fmt::format("{} is below at_least, {}", spec.replications.rule.at_most, spec.replications.rule.at_least)});
  }
  return spec;
}

}  // namespace wangge::scenarios
