#include "scenarios/match/match_lists.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using siting::Unmatched;

struct Reason {
  const char* name;
  core::Text words;
};

const Reason& reason(Unmatched why) {
  static const std::array<Reason, 4> all = {
      {{"no_project", {.zh = "项目清单中没有回应这一种类的项目", .en = "no project answers its kind"}},
       {"no_area", {.zh = "有这一种类的项目，但不在其所在地", .en = "projects answer its kind, but not where it arises"}},
       {"no_resource",
        {.zh = "可用的项目没有哪项资源能承担（所需齐备且服务项目全域）",
         .en = "no resource can carry such a project: offer all that it needs and serve the whole of its area"}},
       {"full",
        {.zh = "名额已给了分量不低于它的需求", .en = "what could answer it is full of demands that weigh as much or more"}}}};
  return all[static_cast<std::size_t>(why)];
}

struct Counts {
  std::vector<std::int64_t> project;
  std::vector<std::int64_t> resource;
  std::map<Unmatched, std::int64_t> why;
  std::int64_t matched = 0;
  std::int64_t all_weight = 0;
};

Counts count(const NamedLists& named, const siting::ThreeListsAnswer& answer) {
  Counts counts{.project = std::vector<std::int64_t>(named.projects.size(), 0),
                .resource = std::vector<std::int64_t>(named.resources.size(), 0),
                .why = {}};
  for (std::size_t d = 0; d < named.demands.size(); ++d) {
    counts.all_weight += named.lists.demands[d].weight;
    if (answer.demands[d]) {
      ++counts.project[answer.demands[d]->project];
      ++counts.resource[answer.demands[d]->resource];
      ++counts.matched;
    } else {
      ++counts.why[*answer.why[d]];
    }
  }
  return counts;
}

/// The things of one list that answer so many demands, of so many they could.
template <class Limit>
json used(const std::vector<std::string>& names, const std::vector<std::int64_t>& counts, const char* name, const char* most,
          Limit limit) {
  json list = json::array();
  for (std::size_t i = 0; i < names.size(); ++i) {
    json item = {{name, names[i]}, {"demands", counts[i]}};
    if (const std::optional<std::int64_t> bound = limit(i)) item[most] = *bound;
    list.push_back(std::move(item));
  }
  return list;
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
  std::string text = "\"";
  for (const char letter : field) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return text + '"';
}

std::int64_t idle(const std::vector<std::int64_t>& counts) { return std::count(counts.begin(), counts.end(), 0); }

}  // namespace

std::string match_json(const NamedLists& named, const siting::ThreeListsAnswer& answer) {
  const Counts counts = count(named, answer);
  json matches = json::array();
  json unmatched = json::array();
  for (std::size_t d = 0; d < named.demands.size(); ++d) {
    if (answer.demands[d]) {
      matches.push_back({{"demand", named.demands[d]},
                         {"project", named.projects[answer.demands[d]->project]},
                         {"resource", named.resources[answer.demands[d]->resource]}});
      continue;
    }
    const Reason& why = reason(*answer.why[d]);
    json item = {{"demand", named.demands[d]}, {"reason", why.name}, {"text", {{"zh", why.words.zh}, {"en", why.words.en}}}};
    for (const std::uint32_t p : answer.full_projects[d]) item["full_projects"].push_back(named.projects[p]);
    for (const std::uint32_t r : answer.full_resources[d]) item["full_resources"].push_back(named.resources[r]);
    unmatched.push_back(std::move(item));
  }
  const json body = {{"demands", named.demands.size()},
                     {"matched", counts.matched},
                     {"weight", answer.weight},
                     {"weight_of_all", counts.all_weight},
                     {"bound", answer.bound},
                     {"proven", answer.bound == answer.weight},
                     {"matches", std::move(matches)},
                     {"unmatched", std::move(unmatched)},
                     {"projects", used(named.projects, counts.project, "project", "places",
                                       [&](std::size_t i) { return named.lists.projects[i].places; })},
                     {"resources", used(named.resources, counts.resource, "resource", "capacity",
                                        [&](std::size_t i) { return std::optional(named.lists.resources[i].capacity); })}};
  return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string match_text(const NamedLists& named, const siting::ThreeListsAnswer& answer, core::Language language) {
  const Counts counts = count(named, answer);
  const bool zh = language == core::Language::zh;
  std::string text =
      zh ? fmt::format("匹配 {} 项需求中的 {} 项；分量 {} ÷ {}，上界 {}{}\n", named.demands.size(), counts.matched, answer.weight,
                       counts.all_weight, answer.bound, answer.bound == answer.weight ? "（已证明最优）" : "")
         : fmt::format("{} of {} demands are matched; weight {} of {}, bound {}{}\n", counts.matched, named.demands.size(),
                       answer.weight, counts.all_weight, answer.bound, answer.bound == answer.weight ? " (proven best)" : "");
  for (const auto& [why, number] : counts.why) {
    const core::Text& words = reason(why).words;
    text += zh ? fmt::format("  未匹配 {} 项：{}\n", number, words.zh) : fmt::format("  {} unmatched: {}\n", number, words.en);
  }
  text += zh ? fmt::format("{} 个项目中 {} 个无人对接，{} 项资源中 {} 项没有用上\n", named.projects.size(), idle(counts.project),
                           named.resources.size(), idle(counts.resource))
             : fmt::format("{} of {} projects answer nothing, {} of {} resources are not used\n", idle(counts.project),
                           named.projects.size(), idle(counts.resource), named.resources.size());
  return text;
}

std::string match_csv(const NamedLists& named, const siting::ThreeListsAnswer& answer) {
  std::string text = "demand,project,resource,reason\n";
  for (std::size_t d = 0; d < named.demands.size(); ++d) {
    text += quoted(named.demands[d]) + ',';
    if (answer.demands[d]) {
      text +=
          quoted(named.projects[answer.demands[d]->project]) + ',' + quoted(named.resources[answer.demands[d]->resource]) + ",\n";
    } else {
      text += ",," + std::string(reason(*answer.why[d]).name) + '\n';
    }
  }
  return text;
}

}  // namespace wangge::scenarios
