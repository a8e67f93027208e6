#include "scenarios/schema/assumptions.h"

#include "engine/core/nearest.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/figure_intervals.h"
#include "scenarios/schema/list_items.h"
#include "scenarios/schema/metrics_registry.h"
#include "scenarios/schema/override.h"
#include "scenarios/schema/variants.h"
#include "scenarios/synth/bind_synth.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace wangge::scenarios {
namespace {

template <std::size_t Size>
bool among(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Sections that make the ground or the borders, or do not act on the simulation.
constexpr std::array<std::string_view, 16> held = {"name",     "title",  "date",        "seed",  "reference", "synthetic",
                                                   "synth",    "level",  "attribution", "grids", "planning",  "sector",
                                                   "ensemble", "siting", "pairing",     "export"};
/// How requests are drawn: nothing of it acts where a log is replayed.
constexpr std::array<std::string_view, 13> of_drawing = {"request[].rate",
                                                         "request[].use",
                                                         "request[].hours",
                                                         "request[].weekdays",
                                                         "request[].weekend_hours",
                                                         "request[].season",
                                                         "request[].holiday",
                                                         "request[].busy_days",
                                                         "department[].matters[].kind",
                                                         "department[].matters[].rate",
                                                         "department[].hands_down",
                                                         "profiles.weekdays.*",
                                                         "profiles.seasons.*"};
constexpr std::array<std::string_view, 8> of_simulation = {"dispatch",   "request", "responder", "duty",
                                                           "department", "office",  "scoring",   "target"};

std::optional<Node> taken(Node& document, const std::string& name) {
  const auto found = std::find(document.names.begin(), document.names.end(), name);
  if (found == document.names.end()) return std::nullopt;
  const auto at = document.children.begin() + (found - document.names.begin());
  Node node = std::move(*at);
  document.children.erase(at);
  document.names.erase(found);
  return node;
}

core::Text title_of(const Reader& item, const Node& node) {
  const Node* title = node.find("title");
  if (title == nullptr) throw item.error("title", {.zh = "缺少", .en = "is missing"});
  if (title->type == Node::Type::text) return {.zh = title->text, .en = title->text};
  const auto zh = item.optional_text("title.zh");
  const auto en = item.optional_text("title.en");
  if (zh && en) return {.zh = *zh, .en = *en};
  throw item.error("title", {.zh = "应有 zh 和 en 两种说法", .en = "needs both zh and en"});
}

/// Throws where the key cannot be varied with the borders held.
Reach reach_of(const std::string& key, const Place& place) {
  const std::string section = split_key(key).front();
  refuse_composition(section, place);
  if (section == "assumption" || section == "sensitivity") {
    throw error_at(place, {.zh = fmt::format("assumption.key：“{}”本身不是场景的假定", key),
                           .en = fmt::format("assumption.key: \"{}\" is no assumption of the scenario", key)});
  }
  if (section == "simulation" || section == "log") {
    throw error_at(place,
                   {.zh = fmt::format("assumption.key：“{}”决定模拟什么，对各次运行须相同；次数与时长写入 [sensitivity]", key),
                    .en = fmt::format("assumption.key: \"{}\" says what is simulated, which is the same in all runs; their "
                                      "replications and horizon stand in [sensitivity]",
                                      key)});
  }
  if (among(held, section) || section == "repartition") {
    throw error_at(place,
                   {.zh = fmt::format("assumption.key：“{}”决定地面或边界，而边界在这些运行中不变；请写成 [[variant]]", key),
                    .en = fmt::format("assumption.key: \"{}\" makes the ground or the borders, and these runs hold the "
                                      "borders; write a [[variant]]",
                                      key)});
  }
  if (const KeyTree* tree = key_of_override(key); tree != nullptr && tree->key != nullptr && tree->key->kind == Kind::file) {
    throw error_at(place, {.zh = fmt::format("assumption.key：“{}”是一个文件，不是一个值；请写成 [[variant]]", key),
                           .en = fmt::format("assumption.key: \"{}\" names a file, no value; write a [[variant]]", key)});
  }
  if (section == "travel") return Reach::travel;
  return among(of_simulation, section) ? Reach::simulation : Reach::town;
}

/// Whether the text stands anywhere in it.
bool mentions(const Node& node, const std::string& text) {
  return (node.type == Node::Type::text && node.text == text) ||
         std::any_of(node.children.begin(), node.children.end(), [&](const Node& child) { return mentions(child, text); });
}

/// Whether the key acts through the drawing of requests alone.
bool draws_only(const std::string& key, const Node& document) {
  const KeyTree* tree = key_of_override(key);
  if (tree == nullptr || tree->key == nullptr) return false;
  if (among(of_drawing, tree->key->path)) return true;
  if (tree->key->path != "profiles.hours.*") return false;
  // Duties and speeds name such profiles too.
  const std::string name = split_key(key).back();
  for (std::size_t i = 0; i < document.names.size(); ++i) {
    if (document.names[i] != "request" && mentions(document.children[i], name)) return false;
  }
  return true;
}

std::string shown(const Node& value) { return value.type == Node::Type::text ? value.text : assignment("", value).substr(1); }

class Binder {
 public:
  Binder(const Node& document, const std::string& file) : document_(document), file_(file) {}

  Assumption bind(const Node& node, std::size_t number) const {
    const Reader item(&node, "assumption[]", fmt::format("assumption[{}]", number), node.place);
    Assumption made{.name = item.optional_text("name").value_or(""),
                    .title = title_of(item, node),
                    .key = item.text("key"),
                    .source = item.text("source"),
                    .low = {},
                    .high = {},
                    .place = item.place("key"),
                    .where = item.where("key")};
    made.reach = reach_of(made.key, item.place("key"));
    made.low = end(item, made, "low");
    made.high = end(item, made, "high");
    return made;
  }

 private:
  [[nodiscard]] Assumption::End end(const Reader& item, const Assumption& assumption, const char* name) const {
    const Node& value = item.value(name);
    const std::string argument = assignment(assumption.key, value);
    Node changed = document_;
    try {
      apply_override(changed, argument, value.place);
      add_town_sources(changed);
      Assumption::End made{shown(value), bind_scenario(changed, file_)};
      made.scenario.overrides.push_back(argument);
      return made;
    } catch (const core::Error& error) {
      const core::Text& said = error.message();
      throw core::Error(error.code(),
                        {.zh = fmt::format("{}（假定“{}”取 {} 时）", said.zh, assumption.title.zh, argument),
                         .en = fmt::format("{} (the assumption \"{}\" at {})", said.en, assumption.title.en, argument)});
    }
  }

  const Node& document_;
  const std::string& file_;
};

void refuse_twice(const std::vector<Assumption>& all, const Node& nodes) {
  std::set<std::string> names;
  std::set<std::string> titles;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool name = !all[i].name.empty() && !names.insert(all[i].name).second;
    const bool title = !titles.insert(all[i].title.zh + "\n" + all[i].title.en).second;
    if (!name && !title) continue;
    throw error_at(nodes.children[i].place,
                   {.zh = fmt::format("assumption：有两个名为“{}”的假定", name ? all[i].name : all[i].title.zh),
                    .en = fmt::format("assumption: there are two called \"{}\"", name ? all[i].name : all[i].title.en)});
  }
}

std::string figure_of(const Reader& sensitivity) {
  const std::string figure = sensitivity.text("figure");
  if (has_interval(figure)) return figure;
  const bool known =
      std::any_of(metrics().begin(), metrics().end(), [&](const MetricSpec& metric) { return metric.path == figure; });
  if (known) {
    throw sensitivity.error("figure",
                            {.zh = fmt::format("“{}”没有区间，或导出时不予公开，不能用来比较；可用：{}", figure,
                                               fmt::join(figures_with_interval(), ", ")),
                             .en = fmt::format("\"{}\" has no interval, or is withheld from exports; expected one of: {}", figure,
                                               fmt::join(figures_with_interval(), ", "))});
  }
  const auto guess = core::nearest(figure, figures_with_interval());
  throw sensitivity.error(
      "figure",
      {.zh = fmt::format("没有“{}”这个指标{}", figure, guess ? fmt::format("；是不是“{}”？", *guess) : ""),
       .en = fmt::format("there is no figure \"{}\"{}", figure, guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
}

/// The document with the horizon of these runs.
Node with_horizon(const Node& document, const Reader& sensitivity) {
  Node changed = document;
  if (sensitivity.has("horizon"))
    apply_override(changed, assignment("simulation.horizon", sensitivity.value("horizon")), sensitivity.place("horizon"));
  return changed;
}

}  // namespace

AssumptionNodes take_assumptions(Node& document) {
  AssumptionNodes nodes;
  nodes.assumptions = taken(document, "assumption");
  nodes.sensitivity = taken(document, "sensitivity");
  return nodes;
}

Sensitivity bind_sensitivity(const AssumptionNodes& nodes, const Node& document, const std::string& file) {
  Sensitivity made;
  const Reader sensitivity(nodes.sensitivity ? &*nodes.sensitivity : nullptr, "sensitivity", "sensitivity", {file, 1, 1});
  made.figure = figure_of(sensitivity);
  if (const auto count = sensitivity.optional_integer("replications")) made.replications = static_cast<int>(*count);
  made.own_base = sensitivity.has("replications") || sensitivity.has("horizon");
  const Node changed = with_horizon(document, sensitivity);
  Node whole = changed;
  add_town_sources(whole);
  made.base = bind_scenario(whole, file);
  if (!nodes.assumptions) return made;
  const Binder binder(changed, file);
  for (std::size_t i = 0; i < nodes.assumptions->children.size(); ++i)
    made.assumptions.push_back(binder.bind(nodes.assumptions->children[i], i));
  refuse_twice(made.assumptions, *nodes.assumptions);
  if (!made.base.log) return made;
  const auto acts = [&](const Assumption& one) { return !draws_only(one.key, changed); };
  const auto idle = std::stable_partition(made.assumptions.begin(), made.assumptions.end(), acts);
  made.beside_log.assign(std::make_move_iterator(idle), std::make_move_iterator(made.assumptions.end()));
  made.assumptions.erase(idle, made.assumptions.end());
  return made;
}

}  // namespace wangge::scenarios
