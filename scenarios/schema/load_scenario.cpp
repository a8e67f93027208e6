#include "scenarios/schema/load_scenario.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "scenarios/schema/assumptions.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/check_document.h"
#include "scenarios/schema/document.h"
#include "scenarios/schema/list_items.h"
#include "scenarios/schema/override.h"
#include "scenarios/schema/variants.h"
#include "scenarios/synth/bind_synth.h"
#include "scenarios/synth/synth_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
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
    Changes changes = changes_of(document, prefix.generic_string());
    if (!prefix.empty()) prefixes_.push_back(prefix);
    if (base_path.empty()) {
      Node nothing;
      nothing.place = document.place;
      changes.lay_over(std::move(nothing), document);
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
    changes.lay_over(std::move(merged), document);
    return document;
  }

  static void remove(Node& table, const std::string& name) {
    const auto found = std::find(table.names.begin(), table.names.end(), name);
    if (found == table.names.end()) return;
    table.children.erase(table.children.begin() + (found - table.names.begin()));
    table.names.erase(found);
  }

  /// A made town lies in the run folder, whichever file names it.
  void find_made_town(Node& document) const {
    if (document.find("synth") == nullptr) return;
    mend_paths(document, [&](const std::string& text) {
      const bool made = std::any_of(prefixes_.begin(), prefixes_.end(), [&](const fs::path& prefix) {
        return text == (prefix / made_town_file).lexically_normal().generic_string();
      });
      return made ? std::string(made_town_file) : text;
    });
  }

  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  [[nodiscard]] const std::vector<std::string>& shipped() const { return came_along_; }

 private:
  /// What a file does to the one it extends beside being laid over it.
  struct Changes {
    Node without{};
    std::optional<Node> add{};
    std::optional<Node> change{};

    /// `document` comes back with all that it inherits.
    void lay_over(Node inherited, Node& document) const {
      for (const Node& name : without.children) remove_named(inherited, name);
      change_lists(inherited, add ? &*add : nullptr, change ? &*change : nullptr);
      overlay(inherited, document);
      document = std::move(inherited);
    }
  };

  static void refuse_both(const Node& document, const std::string& name, const std::string& key) {
    const Node* whole = document.find(name);
    if (whole == nullptr) return;
    throw error_at(
        whole->key_place,
        {.zh = fmt::format("[[{}]] 取代所继承的整个列表，不能与 [[{}.{}]] 并用", name, key, name),
         .en = fmt::format("[[{}]] replaces the inherited list as a whole; it does not go with [[{}.{}]]", name, key, name)});
  }

  /// Takes them out of the document; paths are seen from the scenario's folder then.
  static Changes changes_of(Node& document, const std::string& prefix) {
    Changes changes;
    if (const Node* dropped = document.find("without")) changes.without = *dropped;
    const auto lists = [&](const char* key) -> std::optional<Node> {
      const Node* found = document.find(key);
      if (found == nullptr) return std::nullopt;
      check_list_changes(*found, key);
      for (const std::string& name : found->names) refuse_both(document, name, key);
      Node moved = *found;
      move_paths(moved, prefix);
      move_variant_paths(moved, prefix);
      return moved;
    };
    changes.add = lists("add");
    changes.change = lists("change");
    for (const char* key : {"extends", "without", "add", "change"}) remove(document, key);
    move_paths(document, prefix);
    move_variant_paths(document, prefix);
    return changes;
  }

  [[nodiscard]] bool comes_with_program(const fs::path& beside, const fs::path& written) const {
    std::error_code ignored;
    return !shipped_.empty() && written.is_relative() && !fs::exists(beside, ignored) && fs::exists(shipped_ / written, ignored);
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
  std::vector<fs::path> prefixes_;  ///< ways to the folders of files that lie in others than the scenario's
};

/// The variant's settings as overrides.
Variant chosen(const Node& document, const std::string& name, const std::string& file) {
  std::vector<std::string> known;
  for (Variant& variant : variants_of(document)) {
    if (variant.name == name) return std::move(variant);
    known.push_back(variant.name);
  }
  const auto guess = core::nearest(name, known);
  throw core::Error(
      core::ErrorCode::usage,
      known.empty()
          ? core::Text{.zh = fmt::format("--variant “{}”：{} 中没有 [[variant]]", name, file),
                       .en = fmt::format("--variant \"{}\": {} has no [[variant]]", name, file)}
          : core::Text{.zh = fmt::format("--variant “{}”：{} 中没有它{}（有：{}）", name, file,
                                         guess ? fmt::format("；是不是“{}”？", *guess) : "", fmt::join(known, "，")),
                       .en = fmt::format("--variant \"{}\": {} has none of that name{} (it has: {})", name, file,
                                         guess ? fmt::format("; did you mean \"{}\"?", *guess) : "", fmt::join(known, ", "))});
}

struct Loaded {
  Scenario scenario;
  Sensitivity sensitivity;
};

/// The scenario with a variant, if one is named, and overrides on top; and what it takes for granted.
Loaded load(const fs::path& path, const std::string* variant, const std::vector<std::string>& overrides,
            const fs::path& shipped) {
  Chain chain(shipped);
  Node document = chain.load(path, {}, shown_name(path));
  std::vector<std::string> laid;
  if (variant != nullptr) {
    const Variant own = chosen(document, *variant, shown_name(path));
    for (std::size_t i = 0; i < own.overrides.size(); ++i) apply_override(document, own.overrides[i], own.places[i]);
    laid = own.overrides;
  } else {
    static_cast<void>(variants_of(document));
  }
  Chain::remove(document, "variant");
  chain.find_made_town(document);
  for (const std::string& argument : overrides) apply_override(document, argument);
  laid.insert(laid.end(), overrides.begin(), overrides.end());
  const AssumptionNodes assumptions = take_assumptions(document);
  std::vector<std::string> sources = named_files(document);
  Node whole = document;
  add_town_sources(whole);
  const std::string file = path.lexically_normal().generic_string();
  Scenario scenario = bind_scenario(whole, file);
  Sensitivity sensitivity = bind_sensitivity(assumptions, document, file);
  scenario.files = chain.files();
  scenario.sources = std::move(sources);
  scenario.shipped = chain.shipped();
  scenario.overrides = std::move(laid);
  return {std::move(scenario), std::move(sensitivity)};
}

}  // namespace

Scenario load_scenario(const fs::path& path, const std::vector<std::string>& overrides, const fs::path& shipped) {
  return load(path, nullptr, overrides, shipped).scenario;
}

Scenario load_variant(const fs::path& path, const std::string& variant, const std::vector<std::string>& overrides,
                      const fs::path& shipped) {
  return load(path, &variant, overrides, shipped).scenario;
}

Sensitivity load_sensitivity(const fs::path& path, const std::string& variant, const std::vector<std::string>& overrides,
                             const fs::path& shipped) {
  Sensitivity made = load(path, variant.empty() ? nullptr : &variant, overrides, shipped).sensitivity;
  const std::string file = shown_name(path);
  if (made.assumptions.empty() && made.beside_log.empty()) {
    throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("--assumptions：{} 中没有 [[assumption]]", file),
                                               .en = fmt::format("--assumptions: {} has no [[assumption]]", file)});
  }
  if (made.replications.value_or(made.base.simulation.replications.rule.at_most) < 2) {
    throw core::Error(
        core::ErrorCode::usage,
        {.zh = fmt::format("--assumptions：{} 只模拟一次，没有区间；请写 [sensitivity] replications，至少 2 次", file),
         .en = fmt::format("--assumptions: {} makes one replication, which has no interval; write [sensitivity] "
                           "replications, 2 at least",
                           file)});
  }
  return made;
}

std::vector<std::string> variant_names(const fs::path& path, const fs::path& shipped) {
  Chain chain(shipped);
  std::vector<std::string> names;
  for (Variant& variant : variants_of(chain.load(path, {}, shown_name(path)))) names.push_back(std::move(variant.name));
  return names;
}

}  // namespace wangge::scenarios
