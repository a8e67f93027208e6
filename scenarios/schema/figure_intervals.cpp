#include "scenarios/schema/figure_intervals.h"

#include "scenarios/run/metrics_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> told_inside_alone = {"simulation.admission",
                                                               "simulation.backlog",
                                                               "simulation.offices",
                                                               "simulation.rounds_share",
                                                               "simulation.rounds_share_of_workers",
                                                               "simulation.utilisation_of_workers",
                                                               "simulation.whistles"};

class Finder {
 public:
  explicit Finder(const json& schema) : schema_(schema) {}

  void walk(const json& node, const std::string& path) {
    if (std::find(told_inside_alone.begin(), told_inside_alone.end(), path) != told_inside_alone.end()) return;
    const json& meant = resolved(node);
    const auto properties = meant.find("properties");
    if (properties == meant.end()) return;
    if (properties->contains("ci95") && properties->contains("samples")) found.push_back(path);
    for (const auto& [name, inner] : properties->items()) walk(inner, path + "." + name);
  }

  std::vector<std::string> found;

 private:
  [[nodiscard]] const json& resolved(const json& node) const {
    const auto reference = node.find("$ref");
    if (reference == node.end()) return node;
    const std::string name = reference->get<std::string>();
    return schema_.at("$defs").at(name.substr(name.rfind('/') + 1));
  }

  const json& schema_;
};

}  // namespace

const std::vector<std::string>& figures_with_interval() {
  static const std::vector<std::string> all = [] {
    const json schema = json::parse(metrics_schema());
    Finder finder(schema);
    finder.walk(schema.at("properties").at("simulation"), "simulation");
    std::sort(finder.found.begin(), finder.found.end());
    return std::move(finder.found);
  }();
  return all;
}

bool has_interval(std::string_view figure) {
  return std::binary_search(figures_with_interval().begin(), figures_with_interval().end(), figure);
}

}  // namespace wangge::scenarios
