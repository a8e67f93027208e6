#include "scenarios/synth/bind_synth.h"
#include "scenarios/synth/town_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

/// The node of a dotted key as written; null where it is not.
const Node* written(const Node& document, const std::string& key) {
  const Node* at = &document;
  std::size_t begin = 0;
  while (at != nullptr && begin <= key.size()) {
    const std::size_t dot = std::min(key.find('.', begin), key.size());
    at = at->type == Node::Type::table ? at->find(key.substr(begin, dot - begin)) : nullptr;
    begin = dot + 1;
  }
  return at;
}

void refuse_sources(const Node& document) {
  for (const char* key : {"level", "buildings.source", "buildings.layer", "roads.source", "roads.layer", "barrier", "water",
                          "population.total", "population.households", "population.residents"}) {
    const Node* found = written(document, key);
    if (found == nullptr) continue;
    throw error_at(found->key_place.line > 0 ? found->key_place : found->place,
                   {.zh = fmt::format("{}: [synth] 造出的城镇自带此项；请删去它，或删去 [synth]", key),
                    .en = fmt::format("{}: the town of [synth] brings its own; leave this out, or leave [synth] out", key)});
  }
}

std::vector<std::string> level_names(const Node& document) {
  std::vector<std::string> names;
  if (const Node* levels = written(document, "synth.level")) {
    for (const Node& level : levels->children) {
      if (const Node* name = level.find("name")) names.push_back(name->text);
    }
  }
  return names.empty() ? std::vector<std::string>{"district", "town", "community"} : names;
}

}  // namespace

void add_town_sources(Node& document) {
  if (document.find("synth") == nullptr) return;
  refuse_sources(document);
  TownSources sources;
  sources.levels = level_names(document);
  // Grids of a file go before a partition of the made town: a plan drawn on this town, taken up as today's grids.
  const Node* grids = written(document, "grids.source") == nullptr ? written(document, "synth.grids") : nullptr;
  if (grids != nullptr) sources.grids = grids->text;
  const Node* form = written(document, "synth.form");
  sources.rural = form != nullptr && form->text == "county";
  sources.posts = document.find("post") == nullptr;
  Node base = parse_document("synthetic = true\n" + town_sources_toml(sources), "synth");
  overlay(base, document);
  document = std::move(base);
}

}  // namespace wangge::scenarios
