#include "scenarios/site/candidate_list.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "gis/read/read_point_rows.h"
#include "scenarios/schema/quantities.h"
#include "scenarios/steps/layer_specs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace wangge::scenarios {
namespace {

using core::Error;
using core::ErrorCode;
using territory::CellId;

/// Where a value of a layer stands, for messages.
struct Origin {
  const LayerRef& source;
  const gis::PointRow& row;
};

bool among(const std::vector<std::string>& all, const std::string& word) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

std::string trimmed(const std::string& text) {
  constexpr const char* blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

core::Finding finding(const char* rule, core::Severity severity, const SiteOption& option, core::Text message) {
  return {.rule = rule,
          .severity = severity,
          .message = std::move(message),
          .file = {},
          .layer = {},
          .feature = option.name,
          .value = {},
          .place = option.position};
}

/// The candidates of a layer, in its order.
class GivenCandidates {
 public:
  GivenCandidates(const CandidateGround& ground, CandidateList& list)
      : ground_(ground), spec_(ground.scenario.siting->candidates), list_(list) {}

  void read(core::Progress& progress) {
    const LayerRef& source = *spec_.source;
    const gis::PointRowSpec rows{.source = source_of(ground_.scenario, source),
                                 .label_field = spec_.label_field,
                                 .fields = {spec_.floor_area_field, spec_.cost_field, spec_.capacity_field, spec_.level_field,
                                            spec_.room_field, spec_.choice_field}};
    std::vector<SiteOption> found;
    for (const gis::PointRow& row : gis::read_point_rows(rows, ground_.layers.reference, progress, list_.findings)) {
      if (auto option = option_of({source, row})) found.push_back(std::move(*option));
    }
    if (spec_.generate == "gates") found = spaced(std::move(found), spec_.spacing);
    for (SiteOption& option : found) list_.all.push_back(std::move(option));
  }

 private:
  std::optional<SiteOption> option_of(const Origin& at) {
    SiteOption option{.name = at.row.label.empty() ? at.row.id : at.row.label,
                      .position = at.row.position.value_or(core::Position{})};
    if (!at.row.position) {
      core::Finding missing = finding("site.no_place", core::Severity::error, option,
                                      {.zh = fmt::format("候选点“{}”没有坐标，未采用", option.name),
                                       .en = fmt::format("candidate \"{}\" has no place and is not used", option.name)});
      missing.place.reset();
      missing.file = at.source.path;
      list_.findings.add(std::move(missing));
      ++list_.without_place;
      return std::nullopt;
    }
    const std::vector<std::string>& values = at.row.values;
    if (const auto floor = number_in(at, option, spec_.floor_area_field, values[0])) option.floor = core::SquareMetres(*floor);
    option.cost = number_in(at, option, spec_.cost_field, values[1]).value_or(spec_.cost_each);
    option.capacity = number_in(at, option, spec_.capacity_field, values[2]);
    option.level = trimmed(values[3]);
    if (const std::string room = trimmed(values[4]); !room.empty()) option.room = room_of(option, room);
    choose(option, trimmed(values[5]));
    return option;
  }

  std::optional<double> number_in(const Origin& at, const SiteOption& option, const std::string& field, const std::string& cell) {
    const std::string text = trimmed(cell);
    if (text.empty()) return std::nullopt;
    const std::optional<double> number = parse_number(text);
    if (number && *number >= 0) return number;
    const core::Text wrong{
        .zh = fmt::format("文件“{}”：{} 的字段 {} 为“{}”，应为不小于 0 的数", at.source.path, at.row.id, field, text),
        .en = fmt::format("'{}': field {} of {} is \"{}\", expected a number of at least 0", at.source.path, field, at.row.id,
                          text)};
    if (!ground_.audit) throw Error(ErrorCode::input, wrong);
    core::Finding bad = finding("site.bad_number", core::Severity::error, option, wrong);
    bad.file = at.source.path;
    bad.value = text;
    list_.findings.add(std::move(bad));
    return std::nullopt;
  }

  Room room_of(const SiteOption& option, const std::string& word) {
    const auto found = spec_.room_of_word.find(word);
    if (found != spec_.room_of_word.end()) return found->second;
    core::Finding unknown = finding(
        "site.unnamed_room", core::Severity::warning, option,
        {.zh = fmt::format("候选点“{}”：用房来源“{}”不在 siting.candidates.room 的词中，视为不详", option.name, word),
         .en = fmt::format("candidate \"{}\": \"{}\" is no word of siting.candidates.room; how it is got counts as unknown",
                           option.name, word)});
    unknown.value = word;
    list_.findings.add(std::move(unknown));
    return Room::unknown;
  }

  void choose(SiteOption& option, const std::string& word) {
    if (word.empty()) return;
    option.fixed = among(spec_.fixed_words, word);
    const bool forbidden = among(spec_.forbidden_words, word);
    if (forbidden) option.bar = Bar::forbidden;
    if (option.fixed || forbidden) return;
    std::vector<std::string> known = spec_.fixed_words;
    known.insert(known.end(), spec_.forbidden_words.begin(), spec_.forbidden_words.end());
    const auto guess = core::nearest(word, known);
    core::Finding unknown =
        finding("site.unnamed_choice", core::Severity::warning, option,
                {.zh = fmt::format("候选点“{}”：“{}”既不是必选的词（{}）也不是禁用的词（{}），按可选可不选处理{}", option.name,
                                   word, fmt::join(spec_.fixed_words, "、"), fmt::join(spec_.forbidden_words, "、"),
                                   guess ? "；是不是“" + *guess + "”？" : ""),
                 .en = fmt::format(
                     "candidate \"{}\": \"{}\" is neither a word for fixed ({}) nor for forbidden ({}); it may be chosen or "
                     "not{}",
                     option.name, word, fmt::join(spec_.fixed_words, ", "), fmt::join(spec_.forbidden_words, ", "),
                     guess ? "; did you mean \"" + *guess + "\"?" : "")});
    unknown.value = word;
    list_.findings.add(std::move(unknown));
  }

  const CandidateGround& ground_;
  const CandidateSpec& spec_;
  CandidateList& list_;
};

/// Applies the names of siting.fixed and siting.forbidden.
void apply_names(const CandidateGround& ground, CandidateList& list) {
  const SitingSpec& spec = *ground.scenario.siting;
  std::vector<SiteOption>& options = list.all;
  const auto each = [&](const std::vector<std::string>& names, const char* key, auto&& use) {
    for (const std::string& wanted : names) {
      bool any = false;
      for (SiteOption& option : options) {
        if (option.name != wanted) continue;
        any = true;
        use(option);
      }
      if (any) continue;
      std::vector<std::string> known;
      for (const SiteOption& option : options) known.push_back(option.name);
      const auto guess = core::nearest(wanted, known);
      const core::Text unknown{
          .zh = fmt::format("siting.{}: 没有名为“{}”的候选点{}", key, wanted, guess ? "；是不是“" + *guess + "”？" : ""),
          .en = fmt::format("siting.{}: no candidate is named \"{}\"{}", key, wanted,
                            guess ? "; did you mean \"" + *guess + "\"?" : "")};
      if (!ground.audit) throw Error(ErrorCode::usage, unknown);
      core::Finding nobody = finding("site.unknown_name", core::Severity::error, {.name = wanted, .position = {}}, unknown);
      nobody.place.reset();
      list.findings.add(std::move(nobody));
    }
  };
  each(spec.forbidden, "forbidden", [](SiteOption& option) { option.bar = Bar::forbidden; });
  each(spec.fixed, "fixed", [](SiteOption& option) { option.fixed = true; });
}

/// Finds out where candidates lie and which of them cannot be chosen.
class Audit {
 public:
  Audit(const CandidateGround& ground, CandidateList& list) : ground_(ground), spec_(*ground.scenario.siting), list_(list) {
    for (const gis::LineFeature& line : ground.layers.lines) {
      if (network::is_road(line.line_class)) roads_.push_back(&line);
    }
  }

  void run(core::Threads threads) {
    std::vector<core::Position> places;
    for (const SiteOption& option : list_.all) places.push_back(option.position);
    const std::vector<CellId> cells = ground_.cells.find(places, threads);
    for (std::size_t i = 0; i < list_.all.size(); ++i) {
      SiteOption& option = list_.all[i];
      option.cell = cells[i];
      option.access = ground_.travel.travel.access(spec_.mode, option.position);
      option.street = street_of(option);
      if (!option.floor && spec_.candidates.floor_area_each && !option.today) option.floor = spec_.candidates.floor_area_each;
      if (!option.capacity) option.capacity = spec_.candidates.capacity_each;
      if (option.bar == Bar::none) option.bar = bar_of(option);
      if (option.fixed && option.bar != Bar::none) refuse_fixed(option);
    }
    report_forbidden_names();
  }

 private:
  /// A forbidden candidate takes no name, but whoever forbade it may have meant the other. Posts of today are not meant.
  void report_forbidden_names() {
    std::set<std::string> free;
    for (const SiteOption& option : list_.all) {
      if (!option.today && (option.bar == Bar::none || option.bar == Bar::too_small)) free.insert(option.name);
    }
    for (const SiteOption& option : list_.all) {
      if (option.bar != Bar::forbidden || !free.contains(option.name)) continue;
      add("site.duplicate", option,
          {.zh = fmt::format("候选点名称“{}”重复，其一被禁用；只禁用这一个", option.name),
           .en = fmt::format("two candidates are named \"{}\", one of them forbidden; only that one is left out", option.name)});
    }
  }

  [[nodiscard]] std::string street_of(const SiteOption& option) const {
    if (!option.access.valid()) return {};
    return roads_[ground_.travel.travel.graph().line[option.access.edge]]->name;
  }

  Bar bar_of(const SiteOption& option) {
    if (!option.cell.valid()) {
      add("site.outside", option,
          {.zh = fmt::format("候选点“{}”在辖区之外，不能选用", option.name),
           .en = fmt::format("candidate \"{}\" lies outside the area and cannot be chosen", option.name)});
      return Bar::outside;
    }
    if (!option.access.valid() && ground_.travel.by_which_posts_stand().access(spec_.mode, option.position).valid()) {
      list_.findings.add(finding(
          "site.cut_off", core::Severity::warning, option,
          {.zh = fmt::format("道路封闭使候选点“{}”与路网断开，不能选用", option.name),
           .en = fmt::format("closed roads part the candidate \"{}\" from the network; it cannot be chosen", option.name)}));
      return Bar::no_road;
    }
    if (!option.access.valid()) {
      const double limit = ground_.scenario.travel.access_limit.value;
      add("site.unreachable", option,
          {.zh = fmt::format("候选点“{}”{:g} 米内没有{}可用且与路网相连的道路，不能选用", option.name, limit,
                             network::name(spec_.mode)),
           .en = fmt::format("candidate \"{}\" has no road for {} within {:g} m that joins the network; it cannot be chosen",
                             option.name, network::name(spec_.mode), limit)});
      return Bar::no_road;
    }
    // Before the name is taken: another of that name may be of a level.
    if (!spec_.levels.empty() && !option.level.empty() && !among(spec_.levels, option.level)) {
      if (!option.fixed) report_level(option);
      return Bar::level_unknown;
    }
    if (!known_.emplace(option.name, option.position).second) {
      add("site.duplicate", option,
          {.zh = fmt::format("候选点名称“{}”重复，只采用第一个", option.name),
           .en = fmt::format("two candidates are named \"{}\"; only the first is used", option.name)});
      return Bar::duplicate;
    }
    report_together(option);
    if (!spec_.floor_area || option.today) return Bar::none;
    return option.floor && *option.floor >= *spec_.floor_area ? Bar::none : Bar::too_small;
  }

  /// Of what may be the centre of no area, nor stand beside the lowest centres.
  [[nodiscard]] core::Text level_words(const SiteOption& option) const {
    const auto guess = core::nearest(option.level, spec_.levels);
    return {.zh = fmt::format("其级别“{}”不在 siting.levels 之中，应为 {} 之一或留空{}", option.level,
                              fmt::join(spec_.levels, "、"), guess ? "；是不是“" + *guess + "”？" : ""),
            .en = fmt::format("its level \"{}\" is none of siting.levels; expected one of {} or nothing{}", option.level,
                              fmt::join(spec_.levels, ", "), guess ? "; did you mean \"" + *guess + "\"?" : "")};
  }

  void report_level(const SiteOption& option) {
    const core::Text why = level_words(option);
    core::Finding unknown = finding("site.level_unknown", core::Severity::warning, option,
                                    {.zh = fmt::format("候选点“{}”不能选用：{}", option.name, why.zh),
                                     .en = fmt::format("candidate \"{}\" cannot be chosen: {}", option.name, why.en)});
    locate(unknown, option);
    list_.findings.add(std::move(unknown));
  }

  void locate(core::Finding& found, const SiteOption& option) const {
    if (!spec_.candidates.source) return;
    found.file = spec_.candidates.source->path;
    found.layer = spec_.candidates.source->layer;
    found.value = option.level;
  }

  /// Two rooms may be in one house, so this is a remark.
  void report_together(const SiteOption& option) {
    if (!spec_.candidates.source) return;
    const auto [at, fresh] = places_.emplace(std::pair(option.position.x, option.position.y), option.name);
    if (fresh) return;
    list_.findings.add(finding("site.together", core::Severity::warning, option,
                               {.zh = fmt::format("候选点“{}”与“{}”在同一处", option.name, at->second),
                                .en = fmt::format("candidates \"{}\" and \"{}\" stand at one place", option.name, at->second)}));
  }

  void add(const char* rule, const SiteOption& option, core::Text message) {
    list_.findings.add(finding(rule, core::Severity::error, option, std::move(message)));
  }

  void refuse_fixed(const SiteOption& option) {
    const bool level = option.bar == Bar::level_unknown;
    const core::Text why = level ? level_words(option) : words(option.bar);
    const core::Text refusal{.zh = fmt::format("候选点“{}”被固定，却不能选用：{}", option.name, why.zh),
                             .en = fmt::format("candidate \"{}\" is fixed, but cannot be chosen: {}", option.name, why.en)};
    if (!ground_.audit) throw Error(ErrorCode::input, located(refusal));
    core::Finding barred = finding("site.fixed_barred", core::Severity::error, option, refusal);
    if (level) locate(barred, option);
    list_.findings.add(std::move(barred));
  }

  /// With the file and layer of the candidates, where they have one.
  [[nodiscard]] core::Text located(const core::Text& text) const {
    const auto& source = spec_.candidates.source;
    if (!source) return text;
    const std::string layer = source->layer.empty() ? std::string() : fmt::format(" ({})", source->layer);
    return {.zh = fmt::format("文件“{}”{}：{}", source->path, layer, text.zh),
            .en = fmt::format("'{}'{}: {}", source->path, layer, text.en)};
  }

  const CandidateGround& ground_;
  const SitingSpec& spec_;
  CandidateList& list_;
  std::vector<const gis::LineFeature*> roads_;  ///< in the order of the graph's lines
  std::map<std::string, core::Position> known_;
  std::map<std::pair<double, double>, std::string> places_;
};

void add_today(const CandidateGround& ground, CandidateList& list) {
  for (const siting::Post& post : ground.today) {
    SiteOption option{.name = post.name, .position = post.position};
    option.today = true;
    option.fixed = true;
    list.all.push_back(std::move(option));
  }
}

}  // namespace

std::string_view name(Bar bar) {
  static constexpr std::array<std::string_view, bar_count> names{"",          "outside",   "no road",      "duplicate",
                                                                 "too small", "forbidden", "level unknown"};
  return names[static_cast<std::size_t>(bar)];
}

core::Text words(Bar bar) {
  switch (bar) {
    case Bar::outside:
      return {.zh = "在辖区之外", .en = "it lies outside the area"};
    case Bar::no_road:
      return {.zh = "附近没有可用道路", .en = "no usable road is near"};
    case Bar::duplicate:
      return {.zh = "名称重复", .en = "its name is taken"};
    case Bar::too_small:
      return {.zh = "面积不足或不详", .en = "its floor area is too small or unknown"};
    case Bar::forbidden:
      return {.zh = "被禁用", .en = "it is forbidden"};
    case Bar::level_unknown:
      return {.zh = "其级别不在 siting.levels 之中", .en = "its level is none of siting.levels"};
    case Bar::none:
      break;
  }
  return {.zh = "可用", .en = "it can be chosen"};
}

std::size_t CandidateList::count(Bar bar) const {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [bar](const SiteOption& option) { return option.bar == bar; }));
}

CandidateList list_candidates(const CandidateGround& ground, core::Threads threads, core::Progress& progress) {
  const SitingSpec& spec = *ground.scenario.siting;
  CandidateList list;
  if (spec.keep_today) add_today(ground, list);
  if (spec.candidates.source) {
    GivenCandidates(ground, list).read(progress);
  } else {
    for (SiteOption& option : generated_candidates(ground)) {
      option.cost = spec.candidates.cost_each;
      list.all.push_back(std::move(option));
    }
  }
  apply_names(ground, list);
  Audit(ground, list).run(threads);
  return list;
}

}  // namespace wangge::scenarios
