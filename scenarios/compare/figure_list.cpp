#include "scenarios/compare/figure_list.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// Sections that say what the run was made from, not what came of it.
constexpr std::array<std::string_view, 7> no_figures = {"attribution", "findings", "inputs", "scenario",
                                                        "schema",      "seed",     "wangge"};
/// Lists of what differs from plan to plan, or is too fine for a table of figures.
constexpr std::array<std::string_view, 12> no_lists = {"blind_spots", "by_community", "by_grid",    "by_hour",
                                                       "by_post",     "changes",      "controlled", "histogram",
                                                       "rings",       "steadiness",   "theory",     "violations"};
constexpr std::array<const char*, 6> item_keys = {"duty", "code", "element", "kind", "level", "department"};

template <std::size_t Size>
bool among(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::string> item_name(const json& item) {
  for (const char* key : item_keys) {
    if (item.is_object() && item.contains(key) && item[key].is_string()) return item[key].get<std::string>();
  }
  return std::nullopt;
}

std::optional<core::Estimate::Interval> interval_of(const json& object) {
  const auto found = object.find("ci95");
  if (found == object.end() || !found->is_array() || found->size() != 2) return std::nullopt;
  if (!found->at(0).is_number() || !found->at(1).is_number()) return std::nullopt;
  return core::Estimate::Interval{found->at(0).get<double>(), found->at(1).get<double>()};
}

std::vector<double> samples_of(const json& object) {
  std::vector<double> samples;
  const auto found = object.find("samples");
  if (found == object.end() || !found->is_array()) return samples;
  for (const json& sample : *found) {
    if (!sample.is_number()) return {};
    samples.push_back(sample.get<double>());
  }
  return samples;
}

class Collector {
 public:
  void walk(const json& node, const std::string& path) {
    if (node.is_number()) {
      add(path, node.get<double>());
    } else if (node.is_array()) {
      for (const json& item : node) {
        if (const auto name = item_name(item)) walk(item, path + "[" + *name + "]");
      }
    } else if (node.is_object()) {
      walk_object(node, path);
    }
  }

  Figures figures;

 private:
  Figure& add(const std::string& path, double value) {
    Figure& figure = figures[path];
    figure.value = value;
    figure.better = better_of(path);
    return figure;
  }

  void walk_object(const json& node, const std::string& path) {
    for (const auto& [key, inner] : node.items()) {
      if (key == "ci95" || key == "samples" || among(no_lists, key)) continue;
      const std::string deeper = path.empty() ? key : path + "." + key;
      if ((key != "value" && key != "mean") || !inner.is_number()) {
        walk(inner, deeper);
        continue;
      }
      Figure& figure = add(deeper, inner.get<double>());
      figure.ci95 = interval_of(node);
      figure.samples = samples_of(node);
      const std::string said = node.contains("better") && node["better"].is_string() ? node["better"].get<std::string>() : "";
      if (said == "less") figure.better = Better::less;
      if (said == "more") figure.better = Better::more;
    }
  }
};

struct Sense {
  std::string_view part;  ///< of the name
  Better better;
};

/// The first that the name contains.
constexpr auto senses = std::to_array<Sense>({
    {"simulation.target_minutes", Better::neither},
    {"coverage.minutes", Better::neither},
    {"plan.balance.", Better::less},
    {"plan.compactness.", Better::more},
    {"plan.invalid", Better::less},
    {"plan.valid", Better::neither},
    {"plan.border.along_share", Better::more},
    {"plan.compounds_cut", Better::less},
    {"territory.unreachable.", Better::less},
    {"within_target_share", Better::more},
    {"coverage.effective.", Better::more},
    {"coverage.households_share", Better::more},
    {"coverage.residents_share", Better::more},
    {".households_share", Better::more},
    {".residents_share", Better::more},
    {"unanswered_share", Better::less},
    {"response_minutes.", Better::less},
    {".responses.", Better::less},
    {".response_mean", Better::less},
    {"minutes_mean", Better::less},
    {"minutes_max", Better::less},
    {"simulation.backlog", Better::less},
    {"simulation.finals.open", Better::less},
    {"simulation.finals.unreachable", Better::less},
    {"simulation.finals.resolved", Better::more},
    {"simulation.overtime_hours", Better::less},
    {"in_time_share", Better::more},
    {"on_the_spot_share", Better::more},
    {"done_share", Better::more},
    {"streets_share", Better::more},
    {"manned_share", Better::more},
    {"whistles.late_share", Better::less},
    {"whistles.missed_share", Better::less},
    {"report_minutes", Better::less},
    {".wait_minutes", Better::less},
    {".waited_share", Better::less},
    {".seated_share", Better::more},
});

}  // namespace

const planning::AimFigureSpec* aim_named(std::string_view name) {
  constexpr std::string_view place = "plan.aims.";
  if (!name.starts_with(place)) return nullptr;
  for (const planning::AimFigure figure : planning::aim_figures()) {
    if (planning::aim_figure(figure).key == name.substr(place.size())) return &planning::aim_figure(figure);
  }
  return nullptr;
}

Better better_of(const std::string& name) {
  if (const auto* aim = aim_named(name)) return aim->more_is_better ? Better::more : Better::less;
  const auto found =
      std::find_if(senses.begin(), senses.end(), [&](const Sense& sense) { return name.find(sense.part) != std::string::npos; });
  return found == senses.end() ? Better::neither : found->better;
}

Figures figures_of(const json& metrics) {
  Collector collector;
  if (!metrics.is_object()) return {};
  for (const auto& [key, section] : metrics.items()) {
    if (!among(no_figures, key)) collector.walk(section, key);
  }
  return std::move(collector.figures);
}

}  // namespace wangge::scenarios
