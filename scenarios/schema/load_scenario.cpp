#include "scenarios/schema/load_scenario.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/check_document.h"
#include "scenarios/schema/document.h"
#include "scenarios/schema/override.h"
#include "scenarios/synth/bind_synth.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

std::string identity(const fs::path& path) {
  std::error_code code;
  const fs::path whole = fs::weakly_canonical(path, code);
  return code ? path.lexically_normal().string() : whole.string();
}

std::string shown_name(const fs::path& path) { return path.lexically_normal().generic_string(); }

/// Loads a file and what it extends, lowest layer first.
class Chain {
 public:
  explicit Chain(fs::path shipped) : shipped_(std::move(shipped)) {}

  /// `prefix`: the way from the scenario's folder to the file's; `shown`: the file's name in messages and in the manifest.
  Node load(const fs::path& path, const fs::path& prefix, const std::string& shown) {
    Node document = read_document(path, shown);
    open_.push_back(identity(path));
    check_document(document);
    const Node* base = document.find("extends");
    const std::string base_path = base != nullptr ? base->text : std::string();
    const Place base_place = base != nullptr ? base->place : Place();
    files_.push_back(shown);
    const Node* dropped = document.find("without");
    const Node without = dropped != nullptr ? *dropped : Node();
    remove(document, "extends");
    remove(document, "without");
    move_paths(document, prefix.generic_string());
    if (base_path.empty()) {
      if (!without.children.empty()) refuse_unknown(without.children.front(), {});
      return document;
    }

    const fs::path written(base_path);
    const fs::path beside = written.is_absolute() ? written : path.parent_path() / written;
    const bool from_shipped = comes_with_program(beside, written);
    const fs::path next = from_shipped ? shipped_ / written : beside;
    refuse_cycle(next, base_place);
    refuse_missing(next, base_place);
    if (from_shipped) came_along_.push_back(written.generic_string());
    Node merged = written.is_absolute() ? load(next, written.parent_path(), shown_name(next))
                  : from_shipped        ? load(next, next.parent_path(), written.generic_string())
                                        : load(next, prefix / written.parent_path(), shown_name(next));
    for (const Node& section : without.children) {
      if (merged.find(section.text) == nullptr) refuse_unknown(section, merged.names);
      remove(merged, section.text);
    }
    overlay(merged, document);
    return merged;
  }

  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  [[nodiscard]] const std::vector<std::string>& shipped() const { return came_along_; }

 private:
  [[nodiscard]] bool comes_with_program(const fs::path& beside, const fs::path& written) const {
    std::error_code ignored;
    return !shipped_.empty() && written.is_relative() && !fs::exists(beside, ignored) && fs::exists(shipped_ / written, ignored);
  }

  static void remove(Node& table, const std::string& name) {
    const auto found = std::find(table.names.begin(), table.names.end(), name);
    if (found == table.names.end()) return;
    table.children.erase(table.children.begin() + (found - table.names.begin()));
    table.names.erase(found);
  }

  [[noreturn]] static void refuse_unknown(const Node& section, const std::vector<std::string>& known) {
    const auto guess = core::nearest(section.text, known);
    throw error_at(section.place, {.zh = fmt::format("without: 没有继承到“{}”{}", section.text,
                                                     guess ? fmt::format("；是不是“{}”？", *guess) : ""),
                                   .en = fmt::format("without: nothing called \"{}\" is inherited{}", section.text,
                                                     guess ? fmt::format("; did you mean \"{}\"?", *guess) : "")});
  }

  void refuse_cycle(const fs::path& next, const Place& place) const {
    const auto again = std::find(open_.begin(), open_.end(), identity(next));
    if (again == open_.end()) return;
    std::string loop;
    for (auto at = again; at != open_.end(); ++at) loop += fs::path(*at).filename().string() + " -> ";
    loop += fs::path(*again).filename().string();
    throw error_at(
        place, {.zh = "extends: 文件互相引用成环：" + loop, .en = "extends: the files extend each other in a circle: " + loop});
  }

  void refuse_missing(const fs::path& next, const Place& place) const {
    std::error_code code;
    if (fs::exists(next, code)) return;
    const std::string shown = next.lexically_normal().generic_string();
    const std::string with_program = shipped_.generic_string();
    core::Text text{.zh = "extends: 文件不存在：" + shown, .en = "extends: no such file: " + shown};
    if (next.is_relative() || shipped_.empty()) {
      text.zh += shipped_.empty() ? "；也没有找到随程序安装的场景文件夹" : "；随程序提供的场景（" + with_program + "）中也没有";
      text.en += shipped_.empty() ? "; the folder of scenarios that come with the program was not found either"
                                  : "; nor is it among the scenarios that come with the program, in " + with_program;
    }
    text = error_at(place, text).message();
    throw core::Error(core::ErrorCode::environment, text);
  }

  fs::path shipped_;
  std::vector<std::string> open_;
  std::vector<std::string> files_;
  std::vector<std::string> came_along_;
};

}  // namespace

Scenario load_scenario(const fs::path& path, const std::vector<std::string>& overrides, const fs::path& shipped) {
  Chain chain(shipped);
  Node document = chain.load(path, {}, shown_name(path));
  for (const std::string& argument : overrides) apply_override(document, argument);
  add_town_sources(document);
  Scenario scenario = bind_scenario(document, path.lexically_normal().generic_string());
  scenario.files = chain.files();
  scenario.shipped = chain.shipped();
  scenario.overrides = overrides;
  return scenario;
}

}  // namespace wangge::scenarios
