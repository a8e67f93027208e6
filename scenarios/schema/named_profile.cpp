#include "scenarios/schema/named_profile.h"

#include "engine/core/nearest.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios {

core::Text not_found(const std::string& name, const std::vector<std::string>& known) {
  if (known.empty()) {
    return {.zh = fmt::format("没有“{}”（一个也没有）", name), .en = fmt::format("there is no \"{}\" (there are none)", name)};
  }
  const auto guess = core::nearest(name, known);
  if (std::any_of(known.begin(), known.end(), [](const std::string& one) { return one.find(',') != std::string::npos; })) {
    return {.zh = fmt::format("没有“{}”{}（有：“{}”）", name, guess ? fmt::format("，是不是“{}”？", *guess) : "",
                              fmt::join(known, "”、“")),
            .en = fmt::format("there is no \"{}\"{} (there are: \"{}\")", name,
                              guess ? fmt::format(", did you mean \"{}\"?", *guess) : "", fmt::join(known, "\", \""))};
  }
  return {
      .zh = fmt::format("没有“{}”{}（有：{}）", name, guess ? fmt::format("，是不是“{}”？", *guess) : "", fmt::join(known, ", ")),
      .en = fmt::format("there is no \"{}\"{} (there are: {})", name, guess ? fmt::format(", did you mean \"{}\"?", *guess) : "",
                        fmt::join(known, ", "))};
}

std::optional<std::vector<double>> profile_numbers(const Reader& table, const std::string& key, const Reader& named,
                                                   const std::string& flat, const std::vector<std::size_t>& counts) {
  const Node& value = table.value(key);
  if (value.type != Node::Type::text) return table.numbers(key);
  std::vector<std::string> known = named.names();
  const bool exists = std::find(known.begin(), known.end(), value.text) != known.end();
  if (!exists && !flat.empty() && value.text == flat) return std::nullopt;
  if (!flat.empty()) known.push_back(flat);
  if (!exists) throw table.error(key, not_found(value.text, known));
  std::vector<double> numbers = named.numbers(value.text);
  if (std::find(counts.begin(), counts.end(), numbers.size()) == counts.end()) {
    throw named.error(value.text, {.zh = fmt::format("应为 {} 个数", fmt::join(counts, " 或 ")),
                                   .en = fmt::format("expected {} numbers", fmt::join(counts, " or "))});
  }
  return numbers;
}

}  // namespace wangge::scenarios
