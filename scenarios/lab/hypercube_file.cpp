#include "engine/core/error.h"
#include "scenarios/lab/hypercube.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using queueing::AtomId;
using queueing::UnitId;

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  HypercubeFile read(const json& whole) const {
    if (!whole.is_object()) refuse("应为 JSON 对象", "expected a JSON object");
    constexpr std::array known = {"lambda", "preferences", "mu", "line", "travel"};
    for (const auto& [key, value] : whole.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      refuse(fmt::format("不认识的键“{}”；可用：lambda、preferences、mu、line、travel", key),
             fmt::format("unknown key \"{}\"; known: lambda, preferences, mu, line, travel", key));
    }
    HypercubeFile result;
    result.question.rates = core::Column<AtomId, double>(numbers(list(whole, "lambda"), "lambda"));
    const std::size_t named = read_lists(list(whole, "preferences"), result.question);
    read_services(whole, named, result.question);
    result.question.line = read_line(whole);
    if (whole.contains("travel")) read_travel(list(whole, "travel"), result);
    return result;
  }

 private:
  [[noreturn]] void refuse(const std::string& zh, const std::string& en) const {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{}：{}", file_, zh), .en = fmt::format("{}: {}", file_, en)});
  }

  const json& list(const json& whole, const char* key) const {
    if (!whole.contains(key)) refuse(fmt::format("缺少 {}", key), fmt::format("{} is missing", key));
    const json& value = whole.at(key);
    if (!value.is_array()) refuse(fmt::format("{} 应为列表", key), fmt::format("{} should be a list", key));
    return value;
  }

  std::vector<double> numbers(const json& values, const std::string& what) const {
    std::vector<double> result;
    result.reserve(values.size());
    for (const json& value : values) {
      if (!value.is_number()) {
        refuse(fmt::format("{} 第 {} 项为 {}：应为数", what, result.size(), value.dump()),
               fmt::format("entry {} of {} is {}: expected a number", result.size(), what, value.dump()));
      }
      result.push_back(value.get<double>());
    }
    return result;
  }

  /// Returns one more than the highest unit.
  std::size_t read_lists(const json& lists, queueing::HypercubeQuestion& question) const {
    std::vector<std::pair<AtomId, UnitId>> entries;
    std::size_t units = 0;
    std::size_t atom = 0;
    for (const json& one : lists) {
      if (!one.is_array()) {
        refuse(fmt::format("preferences 第 {} 项应为单元列表", atom),
               fmt::format("entry {} of preferences should be a list of units", atom));
      }
      for (const json& unit : one) {
        if (!unit.is_number_integer() || unit.get<std::int64_t>() < 0 ||
            unit.get<std::int64_t>() >= std::numeric_limits<std::int32_t>::max()) {
          refuse(fmt::format("preferences 第 {} 项列出 {}：应为单元序号（从 0 数起的整数）", atom, unit.dump()),
                 fmt::format("the list of atom {} names {}: expected the number of a unit, counting from 0", atom, unit.dump()));
        }
        const auto number = unit.get<std::size_t>();
        units = std::max(units, number + 1);
        entries.emplace_back(AtomId(atom), UnitId(number));
      }
      ++atom;
    }
    question.preferences = core::Csr<AtomId, UnitId>::build(atom, entries);
    return units;
  }

  void read_services(const json& whole, std::size_t named, queueing::HypercubeQuestion& question) const {
    if (!whole.contains("mu")) refuse("缺少 mu", "mu is missing");
    const json& mu = whole.at("mu");
    if (mu.is_number()) {
      // As many equal units as the longest list could name: a number far beyond is a slip, not a fleet.
      const std::size_t most = question.preferences.entry_count();
      if (named > most) {
        refuse(fmt::format("preferences 列出单元 {}，但一共只有 {} 个列表项：单元从 0 连续编号", named - 1, most),
               fmt::format("preferences name unit {}, but have {} entries in all: units are numbered from 0 without gaps",
                           named - 1, most));
      }
      question.service_rates = core::Column<UnitId, double>(named, mu.get<double>());
    } else if (mu.is_array()) {
      question.service_rates = core::Column<UnitId, double>(numbers(mu, "mu"));
    } else {
      refuse("mu 应为一个数或每个单元一个数的列表", "mu should be a number or a list with a number for each unit");
    }
  }

  bool read_line(const json& whole) const {
    if (!whole.contains("line")) return true;
    const json& line = whole.at("line");
    if (line == "infinite") return true;
    if (line == "zero") return false;
    refuse(fmt::format("line 为 {}：应为 \"infinite\" 或 \"zero\"", line.dump()),
           fmt::format("line is {}: expected \"infinite\" or \"zero\"", line.dump()));
  }

  void read_travel(const json& rows, HypercubeFile& result) const {
    const std::size_t atoms = result.question.rates.size();
    const std::size_t units = result.question.service_rates.size();
    if (rows.size() != atoms) {
      refuse(fmt::format("travel 有 {} 行：应与 lambda 一样为 {} 行", rows.size(), atoms),
             fmt::format("travel has {} rows: expected {}, as many as lambda has", rows.size(), atoms));
    }
    for (const json& row : rows) {
      const std::string what = fmt::format("travel[{}]", result.travel.size());
      if (!row.is_array() || row.size() != units) {
        refuse(fmt::format("{} 应有 {} 个数，每个单元一个", what, units),
               fmt::format("{} should have {} numbers, one for each unit", what, units));
      }
      result.travel.push_back(numbers(row, what));
      for (const double time : result.travel.back()) {
        if (time < 0) refuse(fmt::format("{} 含负数 {}", what, time), fmt::format("{} holds a negative time, {}", what, time));
      }
    }
  }

  std::string file_;
};

}  // namespace

HypercubeFile read_hypercube(std::string_view text, const std::string& file) {
  json whole;
  try {
    whole = json::parse(text);
  } catch (const json::exception& error) {
    const std::string why = error.what();
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("{}：不是 JSON：{}", file, why), .en = fmt::format("{}: not JSON: {}", file, why)});
  }
  return Reader(file).read(whole);
}

}  // namespace wangge::scenarios
