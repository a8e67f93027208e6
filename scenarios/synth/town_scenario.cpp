#include "scenarios/synth/town_scenario.h"

#include "scenarios/schema/check_document.h"
#include "scenarios/schema/document.h"
#include "scenarios/synth/town_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace wangge::scenarios {
namespace {

constexpr const char* heading =
    "# A synthetic town, made by Wangge: no real place. 由 Wangge 生成的合成城镇，并非真实地点。\n"
    "# wangge run {}\n\n";

void remove(Node& table, std::string_view name) {
  const auto found = std::find(table.names.begin(), table.names.end(), name);
  if (found == table.names.end()) return;
  table.children.erase(table.children.begin() + (found - table.names.begin()));
  table.names.erase(found);
}

void set_text(Node& table, const std::string& name, const std::string& text) {
  Node* node = table.find(name);
  if (node == nullptr) {
    table.names.push_back(name);
    node = &table.children.emplace_back();
  }
  node->type = Node::Type::text;
  node->text = text;
}

/// An earlier year says so in its name, its title and its date.
void set_year(Node& document, const Scenario& scenario, int year) {
  set_text(document, "name", fmt::format("{}-{}", scenario.name, year));
  remove(document, "title");
  Node title;
  set_text(title, "zh", fmt::format("{}（{} 年）", scenario.title.zh, year));
  set_text(title, "en", fmt::format("{} in {}", scenario.title.en, year));
  document.names.emplace_back("title");
  document.children.push_back(std::move(title));
  Node* date = document.find("date");
  if (date == nullptr || date->text.size() < 10) return;
  const std::string day = date->text.substr(4);
  date->text = fmt::format("{}{}", year, day == "-02-29" ? "-02-28" : day);
}

/// Every text that is `before` becomes `after`.
void replace_text(Node& node, const std::string& before, const std::string& after) {
  if (node.type == Node::Type::text && node.text == before) node.text = after;
  for (Node& child : node.children) replace_text(child, before, after);
}

/// What reads town.gpkg makes way for what reads the extract.
void read_extract_instead(Node& document, const Scenario& scenario, const MadeTown& made, const TownFile& file) {
  const bool own_posts = std::none_of(scenario.posts.begin(), scenario.posts.end(),
                                      [](const PostSpec& post) { return post.at && post.at->path == made_town_file; });
  for (const char* name : {"level", "buildings", "roads", "barrier", "water", "ledger", "grids"}) remove(document, name);
  if (!own_posts) remove(document, "post");
  if (Node* population = document.find("population")) {
    remove(*population, "households");
    remove(*population, "residents");
  }
  TownSources sources;
  sources.file = file.extract;
  sources.levels = made.level_names;
  sources.posts = !own_posts;
  Node base = parse_document(town_sources_toml(sources), "town.toml");
  overlay(base, document);
  document = std::move(base);
}

/// The head first, then sources, then the rest, so that a reader finds his way.
void put_in_order(Node& document) {
  constexpr std::array<std::string_view, 17> order{"name",    "title",       "seed",   "date",      "synthetic",  "reference",
                                                   "target",  "attribution", "level",  "buildings", "population", "roads",
                                                   "barrier", "water",       "ledger", "grids",     "post"};
  Node sorted = document;
  sorted.names.clear();
  sorted.children.clear();
  const auto take = [&](std::size_t i) {
    sorted.names.push_back(document.names[i]);
    sorted.children.push_back(document.children[i]);
  };
  for (const std::string_view name : order) {
    const auto found = std::find(document.names.begin(), document.names.end(), name);
    if (found != document.names.end()) take(static_cast<std::size_t>(found - document.names.begin()));
  }
  for (std::size_t i = 0; i < document.names.size(); ++i) {
    if (std::find(order.begin(), order.end(), document.names[i]) == order.end()) take(i);
  }
  document = std::move(sorted);
}

}  // namespace

std::string town_scenario_toml(const Scenario& scenario, const MadeTown& made, const TownFile& file,
                               const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  Node document = parse_document(scenario.canonical_toml, "town.toml");
  remove(document, "synth");
  if (file.package.empty()) read_extract_instead(document, scenario, made, file);
  const fs::path from = fs::absolute(folder).lexically_normal();
  const fs::path home = fs::absolute(scenario.path).parent_path().lexically_normal();
  const std::string prefix = home.lexically_relative(from).generic_string();
  move_paths(document, prefix);
  for (const std::string& name : {std::string(made_town_file), file.extract}) {
    if (name.empty()) continue;
    const std::string here = file.package.empty() ? file.extract : file.package;
    replace_text(document, (fs::path(prefix) / name).lexically_normal().generic_string(), here);
  }
  if (file.year) set_year(document, scenario, *file.year);
  if (made.reference.epsg) set_text(document, "reference", fmt::format("EPSG:{}", *made.reference.epsg));
  put_in_order(document);
  return fmt::format(fmt::runtime(heading), file.year ? fmt::format("town-{}.toml", *file.year) : "town.toml") +
         sectioned_toml(document);
}

}  // namespace wangge::scenarios
