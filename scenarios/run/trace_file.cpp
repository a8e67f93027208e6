#include "scenarios/run/trace_file.h"

#include "engine/core/error.h"
#include "engine/simulation/loop/check_log.h"
#include "engine/simulation/loop/retell.h"
#include "engine/simulation/rounds/visit_numbers.h"
#include "gis/read/source_files.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/digest.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/trace_columns.h"
#include "scenarios/run/version.h"
#include "scenarios/steps/layer_specs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using simulation::RequestId;
using simulation::ResponderId;

constexpr std::string_view magic = "WANGGE-TRACE 1\n";

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("{}：{}", path.string(), zh), .en = fmt::format("{}: {}", path.string(), en)});
}

/// 0: none.
template <class IdType>
std::int64_t number(IdType id) {
  return id.valid() ? static_cast<std::int64_t>(id.value()) + 1 : 0;
}

/// What a block says of its columns, checked against the inputs.
struct Reading {
  simulation::Requests requests;
  simulation::EventLog log;
  core::Column<ResponderId, core::Millis> under_way;
  bool good = true;
};

void read_requests(Reading& reading, std::string_view& block, std::size_t count, const simulation::SimulationInputs& inputs) {
  ColumnReader opened(block);
  ColumnReader kind(block);
  ColumnReader numbers(block);
  ColumnReader building(block);
  for (std::size_t i = 0; i < count && reading.good; ++i) {
    reading.requests.opened.push_back(core::Millis(opened.get_next()));
    const std::uint64_t of_kind = kind.get();
    const std::uint64_t of_building = building.get();
    const std::uint64_t number = numbers.get();
    reading.good = of_kind < inputs.kinds.size() && of_building < inputs.grid_of_building.size() &&
                   number <= std::numeric_limits<std::uint32_t>::max() && !opened.broken() && !kind.broken() &&
                   !numbers.broken() && !building.broken();
    if (!reading.good) return;
    reading.requests.kind.push_back(simulation::KindId(static_cast<std::size_t>(of_kind)));
    reading.requests.number.push_back(static_cast<std::uint32_t>(number));
    reading.requests.building.push_back(simulation::BuildingId(static_cast<std::size_t>(of_building)));
  }
  reading.good = reading.good && opened.done() && kind.done() && numbers.done() && building.done();
}

void read_events(Reading& reading, std::string_view& block, std::size_t count, const simulation::SimulationInputs& inputs) {
  ColumnReader time(block);
  ColumnReader kind(block);
  ColumnReader request(block);
  ColumnReader responder(block);
  const auto requests = static_cast<std::int64_t>(reading.requests.size());
  const auto people = static_cast<std::int64_t>(inputs.responders.size());
  for (std::size_t i = 0; i < count && reading.good; ++i) {
    const core::Millis at(time.get_next());
    const std::uint64_t what = kind.get();
    const std::int64_t about = request.get_next();
    const std::int64_t who = responder.get_next();
    reading.good = what < simulation::event_kind_count && about >= 0 && about <= requests && who >= 0 && who <= people &&
                   (about > 0 || who > 0 || simulation::of_rounds(static_cast<simulation::EventKind>(what))) && !time.broken() &&
                   !kind.broken() && !request.broken() && !responder.broken();
    if (!reading.good) return;
    reading.log.append(at, static_cast<simulation::EventKind>(what),
                       about > 0 ? RequestId(static_cast<std::size_t>(about - 1)) : RequestId(),
                       who > 0 ? ResponderId(static_cast<std::size_t>(who - 1)) : ResponderId());
  }
  reading.good = reading.good && time.done() && kind.done() && request.done() && responder.done();
}

/// The column is there where anything was scheduled or whistled for.
void read_about(Reading& reading, std::string_view& block, const simulation::SimulationInputs& inputs) {
  if (std::none_of(reading.log.kind.begin(), reading.log.kind.end(), simulation::tells_about)) return;
  const std::size_t visits = simulation::VisitNumbers(inputs).size();
  ColumnReader about(block);
  for (const simulation::EventKind kind : reading.log.kind) {
    if (!simulation::tells_about(kind)) continue;
    constexpr std::size_t any_length = std::size_t{1} << 32U;
    const std::size_t bound = kind == simulation::EventKind::street_walked ? any_length
                              : simulation::of_departments(kind)           ? inputs.departments.size()
                              : simulation::about_duty(kind)               ? inputs.duties.size()
                                                                           : visits;
    const std::int64_t one = about.get_next();
    reading.good = !about.broken() && one >= 0 && static_cast<std::size_t>(one) < bound;
    if (!reading.good) return;
    reading.log.about.push_back(static_cast<std::uint32_t>(one));
  }
  reading.good = about.done();
}

void read_rest(Reading& reading, std::string_view& block, std::size_t rated, const simulation::SimulationInputs& inputs) {
  ColumnReader stars(block);
  ColumnReader under_way(block);
  for (std::size_t i = 0; i < rated && !stars.broken(); ++i)
    reading.log.stars.push_back(static_cast<std::uint8_t>(std::min<std::uint64_t>(stars.get(), 255)));
  for (std::size_t i = 0; i < inputs.responders.size(); ++i)
    reading.under_way.push_back(core::Millis(static_cast<std::int64_t>(under_way.get())));
  const auto told = std::count(reading.log.kind.begin(), reading.log.kind.end(), simulation::EventKind::rated);
  reading.good = stars.done() && under_way.done() && static_cast<std::size_t>(told) == rated;
  if (reading.good) read_about(reading, block, inputs);
  reading.good = reading.good && block.empty();
}

json origin_json(const TraceOrigin& origin) {
  json files = json::array();
  for (const InputFile& file : origin.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
  return {{"scenario", origin.scenario},
          {"scenario_hash", origin.scenario_hash},
          {"inputs_digest", origin.inputs_digest},
          {"inputs", files}};
}

/// Of everything else in the file: the head without this digest, and each block.
std::string trace_digest(json head, const std::vector<std::string>& blocks) {
  head.erase("digest");
  std::string text = head.dump(-1, ' ', false, json::error_handler_t::replace);
  for (const std::string& block : blocks) text += '\n' + sha256_of(block);
  return sha256_of(text);
}

TraceOrigin origin_of(const json& head) {
  TraceOrigin origin{.scenario = head.at("scenario").get<std::string>(),
                     .scenario_hash = head.at("scenario_hash").get<std::string>(),
                     .inputs_digest = head.at("inputs_digest").get<std::string>(),
                     .files = {}};
  for (const json& file : head.at("inputs"))
    origin.files.push_back({file.at("path").get<std::string>(), file.at("sha256").get<std::string>()});
  return origin;
}

}  // namespace

TraceOrigin trace_origin(const Scenario& scenario, const simulation::SimulationInputs& inputs) {
  TraceOrigin origin{.scenario = scenario.name, .scenario_hash = scenario_hash(scenario), .inputs_digest = {}, .files = {}};
  std::string text = fmt::format("{}\n", inputs.horizon.value);
  for (const std::string& grid : inputs.grids) text += grid + '\n';
  for (const simulation::GridId grid : inputs.grid_of_building) text += fmt::format("{} ", number(grid));
  for (const simulation::GridId grid : inputs.responders.grid) text += fmt::format("{} ", grid.value());
  for (const simulation::RequestKind& kind : inputs.kinds) text += kind.name + '\n';
  origin.inputs_digest = sha256_of(text);
  const std::set<std::string> names(scenario.sources.begin(), scenario.sources.end());
  for (const std::string& name : names) {
    for (const gis::SourceFile& part : gis::source_files(name, located_file(scenario, name)))
      origin.files.push_back({part.path, part.sha256});
  }
  return origin;
}

std::string packed(const simulation::Trace& trace) {
  std::string block;
  for (const std::size_t length : {trace.requests.size(), trace.log.size(), trace.log.stars.size()}) put_length(block, length);
  ColumnWriter opened, kind, numbers, building, time, event, request, responder, stars, under_way;
  for (const RequestId id : core::ids<RequestId>(trace.requests.size())) {
    opened.put_next(trace.requests.opened[id].value);
    kind.put(trace.requests.kind[id].value());
    numbers.put(trace.requests.number[id]);
    building.put(trace.requests.building[id].value());
  }
  for (std::size_t i = 0; i < trace.log.size(); ++i) {
    time.put_next(trace.log.time[i].value);
    event.put(static_cast<std::uint64_t>(trace.log.kind[i]));
    request.put_next(number(trace.log.request[i]));
    responder.put_next(number(trace.log.responder[i]));
  }
  for (const std::uint8_t given : trace.log.stars) stars.put(given);
  for (const core::Millis way : trace.hours.under_way) under_way.put(static_cast<std::uint64_t>(way.value));
  for (const ColumnWriter* column :
       {&opened, &kind, &numbers, &building, &time, &event, &request, &responder, &stars, &under_way})
    block += column->packed();
  if (trace.log.about.empty()) return block;
  ColumnWriter about;
  for (const std::uint32_t one : trace.log.about) about.put_next(one);
  return block + about.packed();
}

void write_trace_file(const std::filesystem::path& path, const TraceFile& file) {
  json head = origin_json(file.origin);
  head["wangge"] = version();
  head["replications"] = file.all ? "all" : "first";
  for (const std::string& block : file.blocks) head["blocks"].push_back(block.size());
  head["digest"] = trace_digest(head, file.blocks);
  const std::string text = head.dump(-1, ' ', false, json::error_handler_t::replace);
  FileWriter out(path);
  out.append(magic);
  std::string length;
  put_length(length, text.size());
  out.append(length);
  out.append(text);
  for (const std::string& block : file.blocks) out.append(block);
  out.finish();
}

TraceFile read_trace_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    refuse(path, "是一个文件夹：请写其中的 events.trace", "is a folder; name its events.trace");
  const std::string content = read_file(path);
  std::string_view rest = content;
  const bool begins_right = rest.starts_with(magic.substr(0, magic.size() - 1));
  if (begins_right && !rest.starts_with(magic)) refuse(path, "文件头已损坏", "its head is damaged");
  if (!begins_right) {
    refuse(path, "不是本程序能读的事件记录（应以 “WANGGE-TRACE 1” 开头，即 run 写出的 events.trace）",
           "is no trace that this program reads (expected an events.trace that run wrote, which begins with \"WANGGE-TRACE 1\")");
  }
  rest.remove_prefix(magic.size());
  const std::string zh = "文件不完整或已损坏";
  const std::string en = "the file is cut short or damaged";
  const std::optional<std::uint64_t> length = take_length(rest);
  if (!length || *length > rest.size()) refuse(path, zh, en);
  TraceFile file;
  std::string digest;
  std::string digest_now;
  try {
    const json head = json::parse(rest.substr(0, static_cast<std::size_t>(*length)));
    rest.remove_prefix(static_cast<std::size_t>(*length));
    file.origin = origin_of(head);
    file.all = head.at("replications").get<std::string>() == "all";
    for (const json& size : head.at("blocks")) {
      const auto bytes = size.get<std::size_t>();
      if (bytes > rest.size()) refuse(path, zh, en);
      file.blocks.emplace_back(rest.substr(0, bytes));
      rest.remove_prefix(bytes);
    }
    digest = head.value("digest", std::string());
    digest_now = trace_digest(head, file.blocks);
  } catch (const json::exception&) {
    refuse(path, zh, en);
  }
  if (!rest.empty() || file.blocks.empty()) refuse(path, zh, en);
  if (digest.empty()) {
    refuse(path, "没有校验值 digest（由较早的版本写出，或已被改动）：请重新运行以得到新的事件记录",
           "it has no digest (written by an earlier version, or altered): run the scenario again for a trace that has one");
  }
  if (digest != digest_now) {
    refuse(path, fmt::format("内容与其校验值不符（应为 {}，实为 {}）：文件已损坏或被改动", digest, digest_now),
           fmt::format("the file is damaged or was altered: its digest says {}, its content has {}", digest, digest_now));
  }
  return file;
}

void refuse_changed(const std::filesystem::path& path, const TraceOrigin& then, const TraceOrigin& now) {
  std::vector<core::Text> changes;
  if (then.scenario_hash != now.scenario_hash) {
    changes.push_back(
        {.zh = fmt::format("场景（连同 --set）的 SHA-256 由 {:.12} 变为 {:.12}", then.scenario_hash, now.scenario_hash),
         .en = fmt::format("the scenario, with every --set, had SHA-256 {:.12} and has {:.12}", then.scenario_hash,
                           now.scenario_hash)});
  }
  std::map<std::string, std::pair<std::string, std::string>> hashes;
  for (const InputFile& file : then.files) hashes[file.path].first = file.sha256;
  for (const InputFile& file : now.files) hashes[file.path].second = file.sha256;
  for (const auto& [file, hash] : hashes) {
    if (hash.first == hash.second) continue;
    const std::string before = hash.first.empty() ? "-" : hash.first.substr(0, 12);
    const std::string after = hash.second.empty() ? "-" : hash.second.substr(0, 12);
    changes.push_back({.zh = fmt::format("{} 的 SHA-256 由 {} 变为 {}", file, before, after),
                       .en = fmt::format("{} had SHA-256 {} and has {}", file, before, after)});
  }
  if (changes.empty() && then.inputs_digest != now.inputs_digest) {
    changes.push_back(
        {.zh = "由同样的文件得出的网格、建筑或人员与当时不同（程序版本不同）",
         .en = "the same files make other grids, buildings or responders than then (another version of the program)"});
  }
  if (changes.empty()) return;
  core::Text all{.zh = "输入已变，不能据此重算：", .en = "the inputs have changed, nothing can be computed from it: "};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    all.zh += (i == 0 ? "" : "；") + changes[i].zh;
    all.en += (i == 0 ? "" : "; ") + changes[i].en;
  }
  refuse(path, all.zh, all.en);
}

simulation::Trace unpacked(const std::filesystem::path& path, const std::string& block,
                           const simulation::SimulationInputs& inputs, core::Millis counted_from) {
  std::string_view rest = block;
  const auto requests = take_length(rest);
  const auto events = take_length(rest);
  const auto rated = take_length(rest);
  Reading reading;
  reading.good = requests && events && rated;
  if (reading.good) read_requests(reading, rest, static_cast<std::size_t>(*requests), inputs);
  if (reading.good) read_events(reading, rest, static_cast<std::size_t>(*events), inputs);
  if (reading.good) read_rest(reading, rest, static_cast<std::size_t>(*rated), inputs);
  if (!reading.good) refuse(path, "文件不完整或已损坏", "the file is cut short or damaged");
  if (const auto fault = simulation::log_fault(inputs, reading.requests, reading.log, reading.under_way)) {
    core::Text where;
    if (fault->event) {
      const auto kind = simulation::name(reading.log.kind[*fault->event]);
      const double minute = core::in_minutes(reading.log.time[*fault->event]);
      where = {.zh = fmt::format("第 {} 个事件（{}，第 {:.3f} 分钟）：", *fault->event + 1, kind, minute),
               .en = fmt::format("event {} ({}, at {:.3f} min): ", *fault->event + 1, kind, minute)};
    }
    refuse(path, "记录与输入不符：" + where.zh + fault->what.zh, "no trace of these inputs: " + where.en + fault->what.en);
  }
  return simulation::retell(inputs, std::move(reading.requests), std::move(reading.log), std::move(reading.under_way),
                            counted_from);
}

}  // namespace wangge::scenarios
