#include "scenarios/run/metrics_json.h"

#include "engine/core/error.h"
#include "scenarios/schema/figure_parts.h"

#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// What tells the items of a list apart, in the order in which it is looked for.
constexpr const char* item_keys[] = {"duty", "element",   "department", "code", "grid",    "kind",
                                     "hour", "level",     "building",   "rule", "path",    "from",
                                     "post", "responder", "minutes",    "team", "percent", "hours"};

std::string item_name(const json& item, std::size_t position) {
  if (item.is_object()) {
    for (const char* key : item_keys) {
      const auto found = item.find(key);
      if (found == item.end()) continue;
      return found->is_string() ? found->get<std::string>() : found->dump();
    }
  }
  return std::to_string(position);
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char letter : field) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + '"';
}

class Table {
 public:
  /// `path` names items, `plain` writes them as [].
  void walk(const json& node, const std::string& path, const std::string& plain) {
    if (node.is_number() || node.is_boolean()) return add(path, plain, node, nullptr);
    if (node.is_array()) {
      for (std::size_t i = 0; i < node.size(); ++i) walk(node[i], path + "[" + item_name(node[i], i) + "]", plain + "[]");
      return;
    }
    if (!node.is_object()) return;
    const auto interval = node.find("ci95");
    for (const auto& [key, inner] : node.items()) {
      if (key.ends_with("ci95") || key == "samples") continue;
      const std::string deeper = path.empty() ? key : path + "." + key;
      const std::string plain_deeper = plain.empty() ? key : plain + "." + key;
      if ((key == "value" || key == "mean") && interval != node.end()) {
        add(deeper, plain_deeper, inner, &*interval);
      } else if (const auto own = node.find(key + "_ci95"); own != node.end()) {
        add(deeper, plain_deeper, inner, &*own);
      } else {
        walk(inner, deeper, plain_deeper);
      }
    }
  }

  std::string text = "figure,value,unit,ci_low,ci_high\n";

 private:
  void add(const std::string& path, const std::string& plain, const json& value, const json* interval) {
    text += quoted(path) + ',' + value.dump() + ',' + unit_of_figure(plain) + ',';
    if (interval != nullptr) text += interval->at(0).dump();
    text += ',';
    if (interval != nullptr) text += interval->at(1).dump();
    text += '\n';
  }
};

}  // namespace

std::string metrics_csv(std::string_view metrics) {
  const json parsed = json::parse(metrics, nullptr, false);
  if (parsed.is_discarded()) {
    throw core::Error(core::ErrorCode::input, {.zh = "metrics.json 不是有效的 JSON", .en = "metrics.json is not valid JSON"});
  }
  Table table;
  table.walk(parsed, "", "");
  return table.text;
}

}  // namespace wangge::scenarios
