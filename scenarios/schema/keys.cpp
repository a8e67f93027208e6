#include "scenarios/schema/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace wangge::scenarios {
namespace {

struct KindText {
  Kind kind;
  std::string_view zh;
  std::string_view en;
  std::string_view example;
};

constexpr std::array<KindText, 34> kind_texts = {{
    {Kind::text, "文字", "a text", "\"…\""},
    {Kind::integer, "整数", "an integer", "10"},
    {Kind::number, "数", "a number", "2.9"},
    {Kind::flag, "true 或 false", "true or false", "true"},
    {Kind::date, "日期", "a date", "2026-11-21"},
    {Kind::file, "文件路径", "a file path", "\"town.gpkg\""},
    {Kind::duration, "时长", "a duration", "\"15 min\""},
    {Kind::length, "长度", "a length", "\"300 m\""},
    {Kind::area, "面积", "an area", "\"60 m2\""},
    {Kind::speed, "速度", "a speed", "\"4.5 km/h\""},
    {Kind::share, "比例", "a share", "\"18 %\""},
    {Kind::per_floor, "每层时长", "a duration per floor", "\"12 s per floor\""},
    {Kind::rate, "频率", "a rate", "\"9 per 1000 residents per year\""},
    {Kind::law, "时长分布", "a law of a duration", "\"lognormal 20 min cv 0.8\""},
    {Kind::target, "时限目标", "a target", "\"arrive within 15 min\""},
    {Kind::shifts, "班次列表", "a list of shifts", "[\"mon-fri 08:00-12:00\"]"},
    {Kind::texts, "文字列表", "a list of texts", "[\"a\", \"b\"]"},
    {Kind::range, "范围", "a range", "[500, 1000]"},
    {Kind::number_range, "数的范围", "a range of numbers", "[12.5, 40]"},
    {Kind::hours, "24 个数或曲线名", "24 numbers or the name of a profile", "\"office\""},
    {Kind::weekdays, "7 个数（周一起）或曲线名", "7 numbers (Monday first) or the name of a profile", "\"every day\""},
    {Kind::amount, "个数或比例", "a count or a share", "\"12 %\""},
    {Kind::count_range, "个数或范围", "a count or a range", "6"},
    {Kind::rates, "频率或若干频率之和", "a rate or several that add up", "\"9 per 1000 residents per year\""},
    {Kind::season, "12 个月或 365 天的数，或曲线名", "12 or 365 numbers or the name of a profile", "\"heating\""},
    {Kind::dates, "日期列表", "a list of dates", "[2026-10-01, 2026-10-02]"},
    {Kind::until, "要达到的精度", "a precision to reach", "\"response +-2 %\""},
    {Kind::warm_up, "时长或 “auto”", "a duration or \"auto\"", "\"7 d\""},
    {Kind::moment, "时刻", "a moment", "\"2026-12-01 06:00\""},
    {Kind::stars, "5 个数（一星起）", "5 numbers (one star first)", "[1, 1, 3, 10, 25]"},
    {Kind::place, "经纬度", "a longitude and latitude", "[106.62, 23.90]"},
    {Kind::tables, "其他节的键", "keys of other sections", "{ post = [{ kind = \"room\" }] }"},
    {Kind::setting, "该键所取的值", "a value as that key takes it", "\"30 %\""},
    {Kind::change, "户数或户数的比例", "households or a share of them", "\"15 % of households\" or \"300 households\""},
}};

const KindText& text_of_kind(Kind kind) {
  return *std::find_if(kind_texts.begin(), kind_texts.end(), [kind](const KindText& text) { return text.kind == kind; });
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> found(1);
  for (const char c : path) {
    if (c == '.') {
      found.emplace_back();
    } else {
      found.back() += c;
    }
  }
  return found;
}

KeyTree& child(KeyTree& tree, const std::string& name) {
  std::unique_ptr<KeyTree>& slot = name == "*" ? tree.any : tree.members[name];
  if (!slot) slot = std::make_unique<KeyTree>();
  return *slot;
}

KeyTree build_tree() {
  KeyTree root;
  for (const KeySpec& key : keys()) {
    KeyTree* at = &root;
    for (const std::string& segment : segments(key.path)) {
      const bool array = segment.ends_with("[]");
      at = &child(*at, array ? segment.substr(0, segment.size() - 2) : segment);
      if (!array) continue;
      if (!at->items) at->items = std::make_unique<KeyTree>();
      at = at->items.get();
    }
    at->key = &key;
  }
  return root;
}

std::vector<KeySpec> build_keys() {
  std::vector<KeySpec> all;
  for (std::vector<KeySpec> section : {scenario_keys(), planning_keys(), territory_keys(), group_keys(), redraw_keys(),
                                       travel_keys(), operation_keys(), siting_keys(), pairing_keys(), synth_keys()}) {
    std::move(section.begin(), section.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

const std::vector<KeySpec>& keys() {
  static const std::vector<KeySpec> all = build_keys();
  return all;
}

const KeySpec* find_key(std::string_view path) {
  const auto found = std::find_if(keys().begin(), keys().end(), [path](const KeySpec& key) { return key.path == path; });
  return found == keys().end() ? nullptr : &*found;
}

core::Text kind_name(Kind kind) {
  const KindText& text = text_of_kind(kind);
  const std::size_t article = text.en.starts_with("a ") ? 2 : text.en.starts_with("an ") ? 3 : 0;
  return {.zh = std::string(text.zh), .en = std::string(text.en.substr(article))};
}

std::string example(const KeySpec& key) {
  if (!key.example.empty()) return key.example;
  if (!key.choices.empty()) return fmt::format("\"{}\"", key.choices.front());
  if (!key.fallback.empty()) return key.fallback;
  return std::string(text_of_kind(key.kind).example);
}

core::Text expectation(const KeySpec& key) {
  if (!key.choices.empty()) {
    const bool commas = std::any_of(key.choices.begin(), key.choices.end(),
                                    [](const std::string& word) { return word.find(',') != std::string::npos; });
    const std::string words =
        commas ? fmt::format("\"{}\"", fmt::join(key.choices, "\", \"")) : fmt::format("{}", fmt::join(key.choices, ", "));
    return {.zh = "以下之一：" + words, .en = "one of: " + words};
  }
  const KindText& text = text_of_kind(key.kind);
  return {.zh = fmt::format("{}，例如 {}", text.zh, example(key)), .en = fmt::format("{}, such as {}", text.en, example(key))};
}

const KeyTree* KeyTree::member(std::string_view name) const {
  const auto found = members.find(std::string(name));
  return found != members.end() ? found->second.get() : any.get();
}

std::vector<std::string> KeyTree::member_names() const {
  std::vector<std::string> names;
  for (const auto& [name, tree] : members) names.push_back(name);
  return names;
}

const KeyTree& key_tree() {
  static const KeyTree tree = build_tree();
  return tree;
}

}  // namespace wangge::scenarios
