#pragma once

#include <algorithm>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

/// The part of JSON Schema that metrics.schema.json uses: type, properties, required, anyOf, items, enum, const, pattern, limits,
/// $ref into $defs. Any other keyword is itself a fault, so that nothing is passed over in silence.
namespace wangge::testing {

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json schema) : schema_(std::move(schema)) {}

  /// What does not fit, one line each; also keys that the schema does not describe.
  [[nodiscard]] std::vector<std::string> faults(const nlohmann::json& value) {
    faults_.clear();
    check(schema_, value, "");
    return faults_;
  }

 private:
  using Json = nlohmann::json;

  void check(const Json& rule, const Json& value, const std::string& path) {
    for (const auto& [keyword, given] : rule.items()) {
      if (keyword == "$ref") {
        check(schema_.at(Json::json_pointer(given.get<std::string>().substr(1))), value, path);
      } else if (keyword == "type") {
        expect(is_a(value, given.get<std::string>()), path, "is not a " + given.get<std::string>());
      } else if (keyword == "enum") {
        expect(std::find(given.begin(), given.end(), value) != given.end(), path, "is none of " + given.dump());
      } else if (keyword == "const") {
        expect(value == given, path, "is not " + given.dump());
      } else if (keyword == "pattern") {
        expect(std::regex_search(value.get<std::string>(), std::regex(given.get<std::string>())), path, "has another shape");
      } else if (keyword == "minimum") {
        expect(value >= given, path, "is below " + given.dump());
      } else if (keyword == "maximum") {
        expect(value <= given, path, "is above " + given.dump());
      } else if (keyword == "minItems") {
        expect(value.size() >= given.get<std::size_t>(), path, "has too few items");
      } else if (keyword == "maxItems") {
        expect(value.size() <= given.get<std::size_t>(), path, "has too many items");
      } else if (keyword == "required") {
        for (const auto& key : given) expect(value.contains(key.get<std::string>()), path, "lacks " + key.dump());
      } else if (keyword == "anyOf") {
        expect(std::any_of(given.begin(), given.end(), [&](const Json& one) { return holds(one, value, path); }), path,
               "is as none of anyOf has it");
      } else if (keyword == "items") {
        for (std::size_t i = 0; i < value.size(); ++i) check(given, value[i], path + "[" + std::to_string(i) + "]");
      } else if (keyword == "properties") {
        for (const auto& [key, inner] : value.items()) {
          expect(given.contains(key), path + "." + key, "is not described");
          if (given.contains(key)) check(given.at(key), inner, path + "." + key);
        }
      } else if (std::find(words.begin(), words.end(), keyword) == words.end()) {
        faults_.push_back("unknown keyword " + keyword);
      }
    }
  }

  /// Without a fault left behind.
  bool holds(const Json& rule, const Json& value, const std::string& path) {
    std::vector<std::string> before = std::exchange(faults_, {});
    check(rule, value, path);
    return std::exchange(faults_, std::move(before)).empty();
  }
  static bool is_a(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    return type == "number" && value.is_number();
  }
  void expect(bool holds, const std::string& path, const std::string& fault) {
    if (!holds) faults_.push_back(path + " " + fault);
  }

  const std::vector<std::string> words = {"$schema", "$id", "$defs", "title", "description", "additionalProperties"};
  Json schema_;
  std::vector<std::string> faults_;
};

}  // namespace wangge::testing
