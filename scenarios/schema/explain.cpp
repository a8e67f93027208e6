#include "scenarios/schema/explain.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "scenarios/schema/figure_parts.h"
#include "scenarios/schema/keys.h"
#include "scenarios/schema/metrics_registry.h"
#include "scenarios/schema/plan_figures.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using core::in;
using core::Language;

bool is_exactly(std::string_view path, std::string_view topic) { return without_brackets(path) == without_brackets(topic); }

bool ends_with_topic(std::string_view path, std::string_view topic) {
  return without_brackets(path).ends_with("." + without_brackets(topic));
}

bool begins_with_topic(std::string_view path, std::string_view topic) {
  return without_brackets(path).starts_with(without_brackets(topic) + ".");
}

template <class Spec>
std::vector<const Spec*> matching(const std::vector<Spec>& all, std::string_view topic,
                                  bool (*matches)(std::string_view, std::string_view)) {
  std::vector<const Spec*> found;
  for (const Spec& spec : all) {
    if (matches(spec.path, topic)) found.push_back(&spec);
  }
  return found;
}

struct Topics {
  std::vector<const KeySpec*> keys;
  std::vector<const MetricSpec*> metrics;
  std::optional<FigurePart> part{};  ///< set where the topic is a part of the first of `metrics`
};

/// A part of a known figure, with what that figure says.
std::optional<Topics> part_topics(std::string_view topic) {
  std::optional<FigurePart> part = figure_part(topic);
  if (!part) return std::nullopt;
  Topics found{.keys = {}, .metrics = {part->figure}};
  if (part->twin != nullptr) found.metrics.push_back(part->twin);
  found.part = std::move(part);
  return found;
}

/// The aims of a proposed plan by their name in plans.json: the same as those of a run.
std::string as_of_a_run(std::string_view topic) {
  constexpr std::string_view proposed = "plans.aims";
  const std::string plain = without_brackets(topic);
  return plain.starts_with(proposed) ? "plan.aims" + plain.substr(proposed.size()) : std::string(topic);
}

const std::vector<MetricSpec>& figures() {
  static const std::vector<MetricSpec> all = [] {
    std::vector<MetricSpec> joined = metrics();
    joined.insert(joined.end(), ranking_figures().begin(), ranking_figures().end());
    return joined;
  }();
  return all;
}

/// An exact path first, else everything in that table, else paths that end in the topic, else the figure it is a part of.
Topics topics_of(std::string_view asked) {
  const std::string topic = as_of_a_run(asked);
  Topics found;
  for (const auto matches : {is_exactly, begins_with_topic, ends_with_topic}) {
    found = {matching(keys(), topic, matches), matching(figures(), topic, matches)};
    // A figure may have the name of a section of the scenario.
    if (found.keys.empty() && matches == is_exactly) found.keys = matching(keys(), topic, begins_with_topic);
    if (!found.keys.empty() || !found.metrics.empty()) return found;
  }
  if (const auto part = part_topics(topic)) return *part;
  std::vector<std::string> known;
  for (const KeySpec& key : keys()) known.push_back(without_brackets(key.path));
  for (const MetricSpec& metric : figures()) known.push_back(without_brackets(metric.path));
  for (std::size_t i = known.size(); i-- > 0;) known.push_back(known[i].substr(known[i].rfind('.') + 1));
  const auto guess = core::nearest(topic, known);
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("没有名为“{}”的键或指标{}；“wangge explain --all” 列出全部", topic,
                                       guess ? fmt::format("，是不是“{}”？", *guess) : ""),
                     .en = fmt::format("there is no key or figure \"{}\"{}; `wangge explain --all` lists them", topic,
                                       guess ? fmt::format(", did you mean \"{}\"?", *guess) : "")});
}

struct Words {
  core::Text text;
  [[nodiscard]] const std::string& operator()(Language language) const { return in(text, language); }
};
const Words written_as{{.zh = "写法", .en = "Written as"}};
const Words fallback_word{{.zh = "缺省", .en = "Default"}};
const Words source_word{{.zh = "出处", .en = "Source"}};
const Words required_word{{.zh = "必填", .en = "required"}};
const Words none_word{{.zh = "无", .en = "none"}};
const Words unit_word{{.zh = "单位", .en = "Unit"}};
const Words part_word{{.zh = "所属指标", .en = "Part of"}};
const Words formula_word{{.zh = "算法", .en = "Formula"}};

/// "  Source: Gini 1912".
std::string labelled(const Words& label, Language language, std::string_view value) {
  return fmt::format("  {}{}{}\n", label(language), language == Language::zh ? "：" : ": ", value);
}

std::string default_text(const KeySpec& key, Language language) {
  if (key.required) return required_word(language);
  return key.fallback.empty() ? none_word(language) : key.fallback;
}

std::string describe(const KeySpec& key, Language language) {
  std::string out = fmt::format("{}\n  {}\n", key.path, in(key.meaning, language));
  out += labelled(written_as, language, in(expectation(key), language));
  out += labelled(fallback_word, language, default_text(key, language));
  const std::string& source = in(key.fallback_source, language);
  if (!source.empty()) out += labelled(source_word, language, source);
  return out;
}

std::string describe(const MetricSpec& metric, Language language) {
  const char* file = metric.path.starts_with("plans.")       ? "plans.json"
                     : metric.path.starts_with("plan.aims.") ? "metrics.json, plans.json"
                                                             : "metrics.json";
  std::string out = fmt::format("{} ({})\n  {}\n", metric.path, file, in(metric.meaning, language));
  if (!metric.unit.empty()) out += labelled(unit_word, language, metric.unit);
  if (!metric.formula.empty()) out += labelled(formula_word, language, in(formula_of(metric), language));
  const bool defined = metric.source == "definition" && language == Language::zh;
  if (!metric.source.empty()) out += labelled(source_word, language, defined ? "定义" : metric.source);
  return out;
}

std::string describe(const FigurePart& part, std::string_view topic, Language language) {
  std::string out = fmt::format("{} (metrics.json)\n  {}\n", topic, in(part.meaning, language));
  if (!part.unit.empty()) out += labelled(unit_word, language, part.unit);
  return out + labelled(part_word, language, part.figure->path);
}

std::string describe(const Topics& topics, std::string_view topic, Language language) {
  std::string out = topics.part ? describe(*topics.part, topic, language) : std::string();
  for (const KeySpec* key : topics.keys) out += (out.empty() ? "" : "\n") + describe(*key, language);
  for (const MetricSpec* metric : topics.metrics) out += (out.empty() ? "" : "\n") + describe(*metric, language);
  return out;
}

Topics everything() {
  Topics all;
  for (const KeySpec& key : keys()) all.keys.push_back(&key);
  for (const MetricSpec& metric : figures()) all.metrics.push_back(&metric);
  return all;
}

std::string in_cell(std::string text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

std::string table_name(const KeySpec& key) {
  const std::size_t dot = key.path.find('.');
  const std::string table = dot == std::string::npos ? std::string() : key.path.substr(0, dot);
  return table == "title" ? std::string() : table;
}

core::Text page_head() {
  return {.zh =
              "# 场景文件的键\n\n由程序中的键表生成：`wangge explain --all --as markdown --lang "
              "zh`。数值须带单位；未列出的键会被拒绝。\n"
              "相对路径从写它的文件所在的文件夹算起；extends 在那里找不到时，再到随程序安装的场景文件夹里找。内置的只有 “all "
              "day” 和 “every "
              "day” 两条曲线，其余（waking、office、evening、working、weekend）来自 `extends = \"defaults/urban.toml\"`。`--set "
              "键=值` 覆盖文件中的键，数组中的表按序号或名称指定：`--set "
              "level.0.source=a.gpkg`。\n",
          .en =
              "# The keys of a scenario file\n\nMade from the program's table of keys: `wangge explain --all --as markdown "
              "--lang en`. Quantities carry "
              "their unit; a key that is not listed is refused.\nA relative path starts at the folder of the file it is written "
              "in; extends is looked for there, then among the scenarios that come with the program. Only the profiles \"all "
              "day\" and "
              "\"every day\" are built in; waking, office, evening, working and weekend come with `extends = "
              "\"defaults/urban.toml\"`. `--set key=value` overrides the file; a table of "
              "an array is named by position or by name: `--set level.0.source=a.gpkg`.\n"};
}

}  // namespace

std::string explain(std::string_view topic, Language language) { return describe(topics_of(topic), topic, language); }

std::string explain_all(Language language) { return describe(everything(), {}, language); }

std::string keys_markdown(Language language) {
  std::string out = in(page_head(), language);
  std::string section = "-";
  const bool zh = language == Language::zh;
  for (const KeySpec& key : keys()) {
    if (table_name(key) != section) {
      section = table_name(key);
      out += section.empty()
                 ? (zh ? "\n## 开头\n\n" : "\n## Head\n\n")
                 : fmt::format("\n## {}\n\n", section.ends_with("[]") ? "[[" + section.substr(0, section.size() - 2) + "]]"
                                                                      : "[" + section + "]");
      out += zh ? "| 键 | 写法 | 缺省 | 含义 |\n| --- | --- | --- | --- |\n"
                : "| key | written as | default | meaning |\n| --- | --- | --- | --- |\n";
    }
    const std::string fallback = key.required || key.fallback.empty() ? default_text(key, language) : "`" + key.fallback + "`";
    const std::string& source = in(key.fallback_source, language);
    const std::string quoted_source = source.empty() ? std::string()
                                      : zh           ? fmt::format("（{}）", source)
                                                     : fmt::format(" ({})", source);
    out += fmt::format("| `{}` | {} | {}{} | {} |\n", key.path, in_cell(in(expectation(key), language)), in_cell(fallback),
                       in_cell(quoted_source), in_cell(in(key.meaning, language)));
  }
  return out;
}

std::string explain_json(std::string_view topic) {
  using nlohmann::json;
  const Topics topics = topic.empty() ? everything() : topics_of(topic);
  const auto both = [](const core::Text& text) { return json{{"zh", text.zh}, {"en", text.en}}; };
  json out = {{"keys", json::array()}, {"metrics", json::array()}};
  for (const KeySpec* key : topics.keys) {
    json entry = {{"key", key->path},
                  {"kind", kind_name(key->kind).en},
                  {"required", key->required},
                  {"meaning", both(key->meaning)},
                  {"expected", both(expectation(*key))}};
    if (!key->fallback.empty()) entry["default"] = key->fallback;
    if (!key->fallback_source.en.empty()) entry["default_source"] = both(key->fallback_source);
    if (!key->choices.empty()) entry["choices"] = key->choices;
    out["keys"].push_back(entry);
  }
  if (topics.part) {
    out["metrics"].push_back({{"metric", topic},
                              {"meaning", both(topics.part->meaning)},
                              {"unit", topics.part->unit},
                              {"part_of", topics.part->figure->path}});
  }
  for (const MetricSpec* metric : topics.metrics) {
    out["metrics"].push_back({{"metric", metric->path},
                              {"meaning", both(metric->meaning)},
                              {"unit", metric->unit},
                              {"formula", metric->formula},
                              {"source", metric->source}});
  }
  return out.dump(2) + "\n";
}

}  // namespace wangge::scenarios
