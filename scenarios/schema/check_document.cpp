#include "scenarios/schema/check_document.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "engine/simulation/people/shifts.h"
#include "scenarios/schema/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <tuple>
#include <vector>

namespace wangge::scenarios {
namespace {

using Problem = std::optional<core::Text>;

core::Text expected(const KeySpec& key, core::Text what) {
  const core::Text wanted = expectation(key);
  return {.zh = fmt::format("{}；应为{}", what.zh, wanted.zh), .en = fmt::format("{}; expected {}", what.en, wanted.en)};
}

core::Text wrong_type(const KeySpec& key, const Node& value) {
  const core::Text type = type_name(value.type);
  core::Text what = {.zh = "这是" + type.zh, .en = "is " + type.en};
  const bool bare_number = value.type == Node::Type::integer || value.type == Node::Type::number;
  if (bare_number) what = {.zh = fmt::format("“{}”没有单位", value.number), .en = fmt::format("{} has no unit", value.number)};
  return expected(key, what);
}

template <class T>
Problem parsed(const KeySpec& key, const Node& value, Parsed<T> (*parse)(std::string_view)) {
  if (value.type != Node::Type::text) return wrong_type(key, value);
  const Parsed<T> result = parse(value.text);
  if (result.value) return std::nullopt;
  return expected(key, result.problem);
}

bool is_name(std::string_view path) {
  return path.ends_with("[].name") || path.ends_with("[].kind") || path.ends_with("[].skills") || path.ends_with("[].needs");
}

Problem choice(const KeySpec& key, const Node& value) {
  if (key.fallback != "\"\"" && is_name(key.path) && value.text.find_first_not_of(" \t\n") == std::string::npos)
    return core::Text{.zh = "是空的；应为一个名称", .en = "is empty; expected a name"};
  if (key.choices.empty() || std::find(key.choices.begin(), key.choices.end(), value.text) != key.choices.end())
    return std::nullopt;
  const std::optional<std::string> guess = core::nearest(value.text, key.choices);
  return expected(key, {.zh = fmt::format("“{}”不可用{}", value.text, guess ? fmt::format("（是不是“{}”？）", *guess) : ""),
                        .en = fmt::format("\"{}\" is not allowed{}", value.text,
                                          guess ? fmt::format(" (did you mean \"{}\"?)", *guess) : "")});
}

core::Text plainly(const KeySpec& key, const Node& value) {
  const core::Text type = type_name(value.type);
  return expected(key, {.zh = "这是" + type.zh, .en = "is " + type.en});
}

Problem within_bounds(const KeySpec& key, double number) {
  if (!std::isfinite(number)) return expected(key, {.zh = "不是有限的数", .en = "is not a finite number"});
  if (number < key.low) {
    return core::Text{.zh = fmt::format("{} 太小；最小为 {}", number, key.low),
                      .en = fmt::format("{} is too small; the least is {}", number, key.low)};
  }
  if (number > key.high) {
    return core::Text{.zh = fmt::format("{} 太大；最大为 {}", number, key.high),
                      .en = fmt::format("{} is too large; the most is {}", number, key.high)};
  }
  return std::nullopt;
}

bool is_number(const Node& value) { return value.type == Node::Type::integer || value.type == Node::Type::number; }

Problem list(const KeySpec& key, const Node& value) {
  if (value.type != Node::Type::array) return plainly(key, value);
  for (const Node& item : value.children) {
    if (item.type != Node::Type::text) return plainly(key, item);
    if (auto problem = choice(key, item)) return problem;
  }
  return std::nullopt;
}

/// The simulation's own reading of the whole list, so that what passes here runs.
Problem shifts(const KeySpec& key, const Node& value) {
  if (auto problem = list(key, value)) return problem;
  std::vector<std::string> lines;
  for (const Node& item : value.children) lines.push_back(item.text);
  try {
    static_cast<void>(simulation::WeeklyShifts::parse(lines));
  } catch (const core::Error& error) {
    return error.message();
  }
  return std::nullopt;
}

Problem range(const KeySpec& key, const Node& value) {
  const auto whole = [](const Node& item) { return item.type == Node::Type::integer; };
  if (value.type != Node::Type::array || value.children.size() != 2 ||
      !std::all_of(value.children.begin(), value.children.end(), whole)) {
    return expected(key, {.zh = "这不是两个整数", .en = "is not a pair of integers"});
  }
  for (const Node& item : value.children) {
    if (auto problem = within_bounds(key, item.number)) return problem;
  }
  if (value.children[0].integer <= value.children[1].integer) return std::nullopt;
  return expected(
      key, {.zh = fmt::format("下限 {} 大于上限 {}", value.children[0].integer, value.children[1].integer),
            .en = fmt::format("the least, {}, is above the most, {}", value.children[0].integer, value.children[1].integer)});
}

Problem number_range(const KeySpec& key, const Node& value) {
  if (value.type != Node::Type::array || value.children.size() != 2 ||
      !std::all_of(value.children.begin(), value.children.end(), is_number)) {
    return expected(key, {.zh = "这不是两个数", .en = "is not a pair of numbers"});
  }
  for (const Node& item : value.children) {
    if (auto problem = within_bounds(key, item.number)) return problem;
  }
  const double least = value.children[0].number;
  const double most = value.children[1].number;
  if (!(most > 0)) return expected(key, {.zh = "上限为零", .en = "has no most above zero"});
  if (least <= most) return std::nullopt;
  return expected(key, {.zh = fmt::format("下限 {} 大于上限 {}", least, most),
                        .en = fmt::format("the least, {}, is above the most, {}", least, most)});
}

Problem weights(const KeySpec& key, const Node& value, std::size_t count) {
  if (value.type == Node::Type::text) return std::nullopt;
  if (value.type != Node::Type::array) return plainly(key, value);
  if (value.children.size() != count) {
    return expected(key, {.zh = fmt::format("有 {} 个数", value.children.size()),
                          .en = fmt::format("has {} numbers", value.children.size())});
  }
  double sum = 0;
  for (const Node& item : value.children) {
    if (!is_number(item)) return plainly(key, item);
    if (!std::isfinite(item.number) || item.number < 0)
      return expected(key, {.zh = "含有负数或非有限的数", .en = "holds a negative or non-finite number"});
    sum += item.number;
  }
  if (sum > 0) return std::nullopt;
  return expected(key, {.zh = "全部为零", .en = "is zero throughout"});
}

Problem rates(const KeySpec& key, const Node& value) {
  if (value.type != Node::Type::array) return parsed<Rate>(key, value, parse_rate);
  if (value.children.empty()) return expected(key, {.zh = "这是空的列表", .en = "is an empty list"});
  for (const Node& item : value.children) {
    if (auto problem = parsed<Rate>(key, item, parse_rate)) return problem;
  }
  return std::nullopt;
}

Problem dates(const KeySpec& key, const Node& value) {
  if (value.type != Node::Type::array) return plainly(key, value);
  for (const Node& item : value.children) {
    if (item.type != Node::Type::date && item.type != Node::Type::text) return plainly(key, item);
    const Parsed<std::string> date = parse_date(item.text);
    if (!date.value) return expected(key, date.problem);
  }
  return std::nullopt;
}

Problem place(const KeySpec& key, const Node& value) {
  const bool pair = value.type == Node::Type::array && value.children.size() == 2 && is_number(value.children[0]) &&
                    is_number(value.children[1]);
  if (!pair) return plainly(key, value);
  const double east = value.children[0].number;
  const double north = value.children[1].number;
  if (std::abs(east) <= 180 && std::abs(north) <= 90) return std::nullopt;
  return expected(
      key, {.zh = fmt::format("[{}, {}] 不是度数", east, north), .en = fmt::format("[{}, {}] are no degrees", east, north)});
}

Problem amount(const KeySpec& key, const Node& value) {
  if (value.type == Node::Type::text) return parsed<double>(key, value, parse_share);
  if (value.type != Node::Type::integer) return plainly(key, value);
  if (value.integer >= 0) return std::nullopt;
  return core::Text{.zh = fmt::format("{} 太小；最小为 0", value.integer),
                    .en = fmt::format("{} is too small; the least is 0", value.integer)};
}

/// The document walked beside the table; every problem is collected with its place.
class Checker {
 public:
  void check(const KeyTree& tree, const Node& node, const std::string& path) {
    if (node.type == Node::Type::table && (!tree.members.empty() || tree.any)) {
      check_members(tree, node, path);
    } else if (tree.items) {
      check_items(tree, node, path);
    } else if (tree.key != nullptr) {
      if (auto problem = problem_of(*tree.key, node)) add(node.place, path, *problem);
    } else {
      const core::Text type = type_name(node.type);
      add(node.place, path,
          {.zh = fmt::format("这是{}；应为一个表", type.zh), .en = fmt::format("is {}; expected a table", type.en)});
    }
  }

  void finish() {
    if (found_.empty()) return;
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    core::Text all;
    for (const Found& found : found_) {
      const core::Text one = error_at(found.place, found.problem).message();
      all.zh += (all.zh.empty() ? "" : "\n") + one.zh;
      all.en += (all.en.empty() ? "" : "\n") + one.en;
    }
    throw core::Error(core::ErrorCode::usage, all);
  }

 private:
  struct Found {
    Place place;
    core::Text problem;
  };

  void add(const Place& place, const std::string& path, const core::Text& problem) {
    found_.push_back({place, {.zh = path + ": " + problem.zh, .en = path + ": " + problem.en}});
  }

  void check_members(const KeyTree& tree, const Node& node, const std::string& path) {
    for (std::size_t i = 0; i < node.names.size(); ++i) {
      const std::string& name = node.names[i];
      const std::string inner = path.empty() ? name : path + "." + name;
      if (const KeyTree* known = tree.member(name)) {
        check(*known, node.children[i], inner);
      } else {
        found_.push_back({node.children[i].key_place, unknown_key(tree, path, name)});
      }
    }
  }

  void check_items(const KeyTree& tree, const Node& node, const std::string& path) {
    if (node.type != Node::Type::array) {
      const core::Text type = type_name(node.type);
      add(node.place, path,
          {.zh = fmt::format("这是{}；应为若干个表，写作 [[{}]]", type.zh, path),
           .en = fmt::format("is {}; expected tables written as [[{}]]", type.en, path)});
      return;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) check(*tree.items, node.children[i], fmt::format("{}[{}]", path, i));
  }

  std::vector<Found> found_;
};

/// Where else in the table a name stands, when it was written in the wrong table.
std::optional<std::string> elsewhere(const std::string& name) {
  for (const KeySpec& key : keys()) {
    const std::string path = key.path + ".";
    const std::size_t at = path.find("." + name + ".");
    if (at != std::string::npos) return path.substr(0, at + 1 + name.size());
  }
  return std::nullopt;
}

}  // namespace

std::optional<core::Text> problem_of(const KeySpec& key, const Node& value) {
  switch (key.kind) {
    case Kind::text:
    case Kind::file:
      return value.type == Node::Type::text ? choice(key, value) : Problem(plainly(key, value));
    case Kind::integer:
      return value.type == Node::Type::integer ? within_bounds(key, value.number) : Problem(plainly(key, value));
    case Kind::number:
      return is_number(value) ? within_bounds(key, value.number) : Problem(plainly(key, value));
    case Kind::flag:
      return value.type == Node::Type::flag ? Problem() : Problem(plainly(key, value));
    case Kind::date: {
      if (value.type != Node::Type::date && value.type != Node::Type::text) return plainly(key, value);
      const Parsed<std::string> date = parse_date(value.text);
      return date.value ? Problem() : Problem(expected(key, date.problem));
    }
    case Kind::duration:
      return parsed<core::Millis>(key, value, parse_duration);
    case Kind::length:
      return parsed<core::Metres>(key, value, parse_length);
    case Kind::area:
      return parsed<core::SquareMetres>(key, value, parse_area);
    case Kind::speed:
      return parsed<core::KilometresPerHour>(key, value, parse_speed);
    case Kind::share:
      return parsed<double>(key, value, parse_share);
    case Kind::per_floor:
      return parsed<core::Millis>(key, value, parse_per_floor);
    case Kind::rate:
      return parsed<Rate>(key, value, parse_rate);
    case Kind::rates:
      return rates(key, value);
    case Kind::season:
      return value.type == Node::Type::array && value.children.size() == 365 ? weights(key, value, 365) : weights(key, value, 12);
    case Kind::dates:
      return dates(key, value);
    case Kind::until:
      return parsed<UntilRule>(key, value, parse_until);
    case Kind::warm_up:
      return parsed<evaluation::WarmUpRule>(key, value, parse_warm_up);
    case Kind::moment:
      return parsed<Moment>(key, value, parse_moment);
    case Kind::place:
      return place(key, value);
    case Kind::law:
      return parsed<DurationLaw>(key, value, parse_law);
    case Kind::target:
      return parsed<TargetRule>(key, value, parse_target);
    case Kind::shifts:
      return shifts(key, value);
    case Kind::texts:
      return list(key, value);
    case Kind::range:
      return range(key, value);
    case Kind::number_range:
      return number_range(key, value);
    case Kind::hours:
      return weights(key, value, 24);
    case Kind::weekdays:
      return weights(key, value, 7);
    case Kind::stars:
      return value.type == Node::Type::array ? weights(key, value, 5) : Problem(plainly(key, value));
    case Kind::amount:
      return amount(key, value);
    case Kind::count_range:
      return value.type == Node::Type::integer ? within_bounds(key, value.number) : range(key, value);
    case Kind::tables:
      return value.type == Node::Type::table ? Problem() : Problem(plainly(key, value));
    case Kind::setting:
      return value.type == Node::Type::table ? Problem(plainly(key, value)) : Problem();
    case Kind::change:
      return value.type == Node::Type::text ? parsed<PlanningSpec::Change>(key, value, parse_change) : amount(key, value);
  }
  return std::nullopt;
}

void check_document(const Node& root) {
  Checker checker;
  checker.check(key_tree(), root, "");
  checker.finish();
}

void check_value(const KeyTree& tree, const Node& value, const std::string& path) {
  Checker checker;
  checker.check(tree, value, path);
  checker.finish();
}

core::Text unknown_key(const KeyTree& tree, const std::string& path, const std::string& name) {
  const std::string full = path.empty() ? name : path + "." + name;
  core::Text text = {.zh = fmt::format("没有“{}”这个键", full), .en = fmt::format("there is no key \"{}\"", full)};
  const std::vector<std::string> siblings = tree.member_names();
  std::optional<std::string> guess = core::nearest(name, siblings);
  if (guess && !path.empty()) guess = path + "." + *guess;
  if (!guess) guess = elsewhere(name);
  if (guess) {
    text.zh += fmt::format("；是不是“{}”？", *guess);
    text.en += fmt::format("; did you mean \"{}\"?", *guess);
  } else if (!siblings.empty()) {
    text.zh += fmt::format("；可用的键：{}", fmt::join(siblings, ", "));
    text.en += fmt::format("; known keys: {}", fmt::join(siblings, ", "));
  }
  return text;
}

namespace {

/// Calls `visit` with every node, const or not, that stands for a file.
template <class AnyNode, class Visit>
void each_file(const KeyTree& tree, AnyNode& node, const Visit& visit) {
  if (tree.key != nullptr && tree.key->kind == Kind::file && node.type == Node::Type::text) return visit(node);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const KeyTree* inner = node.type == Node::Type::table ? tree.member(node.names[i]) : tree.items.get();
    if (inner != nullptr) each_file(*inner, node.children[i], visit);
  }
}

}  // namespace

void move_paths(Node& root, const std::string& prefix) {
  each_file(key_tree(), root, [&](Node& node) {
    const std::filesystem::path written(node.text);
    if (!written.empty() && written.is_relative())
      node.text = (std::filesystem::path(prefix) / written).lexically_normal().generic_string();
  });
}

void mend_paths(Node& root, const std::function<std::string(const std::string&)>& mended) {
  each_file(key_tree(), root, [&](Node& node) { node.text = mended(node.text); });
}

std::vector<std::string> named_files(const Node& root) {
  std::vector<std::string> files;
  each_file(key_tree(), root, [&](const Node& node) { files.push_back(node.text); });
  return files;
}

}  // namespace wangge::scenarios
