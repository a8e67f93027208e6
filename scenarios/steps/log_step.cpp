#include "scenarios/steps/log_step.h"

#include "gis/read/read_log.h"
#include "scenarios/steps/demand_step.h"
#include "scenarios/steps/layer_specs.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using simulation::KindId;
using territory::BuildingId;

constexpr std::int64_t day = 86'400'000;

enum class Fate { replayed, bad_date, unknown_kind, outside, unknown_building, before_start, after_horizon };

struct FateWords {
  Fate fate;
  const char* rule;
  std::size_t LogTally::*count;
  core::Text what;
};

const std::vector<FateWords>& fates() {
  static const std::vector<FateWords> all = {
      {Fate::bad_date,
       "log.bad_date",
       &LogTally::bad_dates,
       {.zh = "的时刻无法读取（应如 2026-11-23 08:15）",
        .en = "have a time that cannot be read (expected such as 2026-11-23 08:15)"}},
      {Fate::unknown_kind,
       "log.unknown_kind",
       &LogTally::unknown_kinds,
       {.zh = "的种类不是任何 [[request]]（可在 log.kinds 中对应）",
        .en = "are of a kind that no [[request]] has (log.kinds can say which is meant)"}},
      {Fate::outside,
       "log.outside",
       &LogTally::outside,
       {.zh = "没有位置或在区域之外", .en = "have no position or lie outside the area"}},
      {Fate::unknown_building,
       "log.unknown_building",
       &LogTally::unknown_buildings,
       {.zh = "的建筑编号不存在", .en = "name a building that does not exist"}},
      {Fate::before_start,
       "log.before_start",
       &LogTally::before_start,
       {.zh = "早于模拟开始", .en = "come before the start of the simulation"}},
      {Fate::after_horizon,
       "log.after_horizon",
       &LogTally::after_horizon,
       {.zh = "晚于模拟结束", .en = "come after the end of the simulation"}},
  };
  return all;
}

core::Millis start_of(const Scenario& scenario, const std::vector<gis::LogRow>& rows) {
  const std::string& iso = scenario.simulation.start;
  if (!iso.empty()) return gis::parse_log_time(iso + " 00:00")->since_1970;
  std::optional<core::Millis> first;
  for (const gis::LogRow& row : rows) {
    if (row.opened && (!first || row.opened->since_1970 < *first)) first = row.opened->since_1970;
  }
  if (!first) return core::Millis(0);
  const std::int64_t days = first->value >= 0 ? first->value / day : -((-first->value + day - 1) / day);
  const std::int64_t since_monday = ((days + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  return core::Millis((days - since_monday) * day);
}

class Reading {
 public:
  Reading(const Scenario& scenario, const gis::TerritoryBuild& built) : scenario_(scenario) {
    for (std::size_t i = 0; i < scenario.requests.size(); ++i) kind_of_[scenario.requests[i].kind] = KindId(i);
    if (scenario.log->building_field.empty()) return;
    const auto& ids = built.territory.buildings.source_id;
    for (const BuildingId building : core::ids<BuildingId>(ids.size())) building_of_[ids[building]] = building;
  }

  [[nodiscard]] std::optional<KindId> kind(const std::string& word) const {
    const auto named = scenario_.log->kind_of.find(word);
    const auto found = kind_of_.find(named == scenario_.log->kind_of.end() ? word : named->second);
    return found == kind_of_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] bool by_building() const { return !scenario_.log->building_field.empty(); }
  [[nodiscard]] BuildingId building(const std::string& id) const {
    const auto found = building_of_.find(id);
    return found == building_of_.end() ? BuildingId() : found->second;
  }

 private:
  const Scenario& scenario_;
  std::map<std::string, KindId> kind_of_;
  std::map<std::string, BuildingId> building_of_;
};

std::vector<BuildingId> homes_of(const Reading& reading, const std::vector<gis::LogRow>& rows, const gis::TerritoryBuild& built,
                                 core::Threads threads) {
  std::vector<BuildingId> homes(rows.size());
  std::vector<core::Position> places;
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (reading.by_building()) {
      homes[i] = reading.building(rows[i].building);
    } else if (rows[i].position) {
      places.push_back(*rows[i].position);
      at.push_back(i);
    }
  }
  if (places.empty()) return homes;
  const std::vector<BuildingId> found = BuildingFinder(built).find(places, threads);
  for (std::size_t i = 0; i < at.size(); ++i) homes[at[i]] = found[i];
  return homes;
}

std::string date_of(core::Millis since_1970) {
  const std::int64_t days = since_1970.value >= 0 ? since_1970.value / day : -((-since_1970.value + day - 1) / day);
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

/// For rows that lie outside the simulated days: which days these are, and where most rows lie outside, those of the log.
core::Text days_of(const Scenario& scenario, const LogTally& tally, core::Millis start, const std::vector<gis::LogRow>& rows) {
  core::Text words{
      .zh = fmt::format("。时间零点为 {} 零时，由 simulation.start {}，模拟 {:g} 天", date_of(start),
                        scenario.simulation.start.empty() ? "设定；缺省为最早一行之前的周一" : "设定",
                        core::in_minutes(scenario.simulation.horizon) / 1440),
      .en = fmt::format(". Time 0 is {} 00:00, which simulation.start sets{}; {:g} days are simulated", date_of(start),
                        scenario.simulation.start.empty() ? " (without it, the Monday before the earliest row)" : "",
                        core::in_minutes(scenario.simulation.horizon) / 1440)};
  if ((tally.before_start + tally.after_horizon) * 2 <= tally.rows) return words;
  std::optional<core::Millis> first;
  std::optional<core::Millis> last;
  for (const gis::LogRow& row : rows) {
    if (!row.opened) continue;
    first = std::min(first.value_or(row.opened->since_1970), row.opened->since_1970);
    last = std::max(last.value_or(row.opened->since_1970), row.opened->since_1970);
  }
  if (!first) return words;
  words.zh += fmt::format("；台账自 {} 至 {}", date_of(*first), date_of(*last));
  words.en += fmt::format("; the log is of {} to {}", date_of(*first), date_of(*last));
  return words;
}

void tell(LogStep& step, const FateWords& words, const gis::LogRow& first, const LayerRef& source, const core::Text& more) {
  const std::size_t count = step.tally.*words.count;
  const std::string value = words.fate == Fate::unknown_kind       ? first.kind
                            : words.fate == Fate::unknown_building ? first.building
                                                                   : first.opened_text;
  step.findings.add({.rule = words.rule,
                     .severity = core::Severity::warning,
                     .message = {.zh = fmt::format("台账 {} 行中有 {} 行{}，未重放；首行为 {}（{}）{}", step.tally.rows, count,
                                                   words.what.zh, first.id, value, more.zh),
                                 .en = fmt::format("{} of the log's {} rows {} and are not replayed; the first is {} ({}){}",
                                                   count, step.tally.rows, words.what.en, first.id, value, more.en)},
                     .file = source.path,
                     .layer = source.layer,
                     .feature = first.id,
                     .value = value,
                     .place = first.position});
}

/// By time, ties by kind; numbered within the kind.
simulation::Requests ordered(const std::vector<core::Millis>& opened, const std::vector<KindId>& kinds,
                             const std::vector<BuildingId>& buildings, std::size_t kind_count) {
  std::vector<std::uint32_t> order(opened.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return opened[a] != opened[b] ? opened[a] < opened[b] : kinds[a] < kinds[b];
  });
  simulation::Requests requests;
  std::vector<std::uint32_t> numbers(kind_count, 0);
  for (const std::uint32_t at : order) {
    requests.opened.push_back(opened[at]);
    requests.kind.push_back(kinds[at]);
    requests.number.push_back(numbers[kinds[at].value()]++);
    requests.building.push_back(buildings[at]);
  }
  return requests;
}

}  // namespace

LogStep read_past_requests(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                           core::Threads threads, core::Progress& progress) {
  const LogSpec& log = *scenario.log;
  LogStep step;
  const std::vector<gis::LogRow> rows = gis::read_log({.source = source_of(scenario, log.source),
                                                       .opened_field = log.opened_field,
                                                       .kind_field = log.kind_field,
                                                       .building_field = log.building_field},
                                                      layers.reference, progress, step.findings);
  const Reading reading(scenario, built);
  const std::vector<BuildingId> homes = homes_of(reading, rows, built, threads);
  const core::Millis start = start_of(scenario, rows);
  std::map<Fate, std::size_t> first_of;
  std::vector<core::Millis> opened;
  std::vector<KindId> kinds;
  std::vector<BuildingId> buildings;
  step.tally.rows = rows.size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::optional<KindId> kind = reading.kind(rows[i].kind);
    const core::Millis since = rows[i].opened ? rows[i].opened->since_1970 - start : core::Millis(0);
    const Fate fate = !rows[i].opened                              ? Fate::bad_date
                      : !kind                                      ? Fate::unknown_kind
                      : !homes[i].valid() && reading.by_building() ? Fate::unknown_building
                      : !homes[i].valid()                          ? Fate::outside
                      : since < core::Millis(0)                    ? Fate::before_start
                      : since >= scenario.simulation.horizon       ? Fate::after_horizon
                                                                   : Fate::replayed;
    first_of.try_emplace(fate, i);
    if (fate != Fate::replayed) {
      const auto words = std::find_if(fates().begin(), fates().end(), [&](const FateWords& one) { return one.fate == fate; });
      ++(step.tally.*(words->count));
      continue;
    }
    ++step.tally.replayed;
    opened.push_back(since);
    kinds.push_back(*kind);
    buildings.push_back(homes[i]);
  }
  step.requests = ordered(opened, kinds, buildings, scenario.requests.size());
  for (const FateWords& words : fates()) {
    if (step.tally.*words.count == 0) continue;
    const bool by_day = words.fate == Fate::before_start || words.fate == Fate::after_horizon;
    tell(step, words, rows[first_of[words.fate]], log.source, by_day ? days_of(scenario, step.tally, start, rows) : core::Text{});
  }
  step.findings.add(
      {.rule = "log.replayed",
       .severity = core::Severity::note,
       .message = {.zh = fmt::format("台账 {} 行中重放 {} 件事项；各类的 rate 未使用", step.tally.rows, step.tally.replayed),
                   .en = fmt::format("{} of the log's {} rows are replayed as they happened; the kinds' rates are not used",
                                     step.tally.replayed, step.tally.rows)},
       .file = log.source.path,
       .layer = log.source.layer,
       .feature = {},
       .value = fmt::format("{}", step.tally.replayed),
       .place = std::nullopt});
  return step;
}

}  // namespace wangge::scenarios
