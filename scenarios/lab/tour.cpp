#include "scenarios/lab/tour.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/cpu_seconds.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using routing::Tour;
using routing::WayTable;

constexpr std::size_t most_stops = 5'000;
constexpr std::int64_t most_time = 1'000'000'000'000;
constexpr double most_metres = 1e8;
constexpr std::size_t most_pieces = 100'000;
constexpr std::int64_t most_corner = 1'000'000;
constexpr double steps_a_metre = 1000;

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  [[nodiscard]] TourFile read(const json& whole) const {
    if (!whole.is_object()) refuse("应为 JSON 对象", "expected a JSON object");
    for (const auto& [key, value] : whole.items()) {
      if (key == "times" || key == "places" || key == "streets") continue;
      refuse(fmt::format("不认识的键“{}”；可用：times、places、streets", key),
             fmt::format("unknown key \"{}\"; known: times, places, streets", key));
    }
    if (whole.size() != 1) refuse("应有 times、places、streets 之一", "expected one of times, places and streets");
    if (whole.contains("streets")) return streets(whole.at("streets"));
    const bool timed = whole.contains("times");
    const json& rows = timed ? whole.at("times") : whole.at("places");
    const char* name = timed ? "times" : "places";
    if (!rows.is_array() || rows.size() < 2 || rows.size() > most_stops) {
      refuse(fmt::format("{} 应为 2 至 {} 项的列表", name, most_stops),
             fmt::format("{} should be a list of 2 to {}", name, most_stops));
    }
    if (timed) return StopQuestion{.table = {rows.size(), times(rows)}, .unit = 1};
    return StopQuestion{.table = {rows.size(), ways(places(rows))}, .unit = 1 / steps_a_metre};
  }

 private:
  [[noreturn]] void refuse(const std::string& zh, const std::string& en) const {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{}：{}", file_, zh), .en = fmt::format("{}: {}", file_, en)});
  }

  [[nodiscard]] std::vector<std::int64_t> times(const json& rows) const {
    std::vector<std::int64_t> all;
    for (std::size_t from = 0; from < rows.size(); ++from) {
      const json& row = rows[from];
      if (!row.is_array() || row.size() != rows.size()) {
        refuse(fmt::format("times 第 {} 行有 {} 项：应有 {} 项", from, row.size(), rows.size()),
               fmt::format("row {} of times has {} entries: expected {}", from, row.size(), rows.size()));
      }
      for (std::size_t to = 0; to < row.size(); ++to) {
        const bool whole = row[to].is_number_integer() && row[to] >= 0 && row[to] <= most_time;
        if (!whole) {
          refuse(fmt::format("times 第 {} 行第 {} 项为 {}：应为 0 至 {} 的整数", from, to, row[to].dump(), most_time),
                 fmt::format("entry {} of row {} of times is {}: expected a whole number from 0 to {}", to, from, row[to].dump(),
                             most_time));
        }
        all.push_back(row[to].get<std::int64_t>());
      }
    }
    return all;
  }

  [[nodiscard]] StreetQuestion streets(const json& rows) const {
    if (!rows.is_array() || rows.empty() || rows.size() > most_pieces) {
      refuse(fmt::format("streets 应为 1 至 {} 项的列表", most_pieces),
             fmt::format("streets should be a list of 1 to {}", most_pieces));
    }
    StreetQuestion question;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const json& row = rows[at];
      const auto whole = [&](std::size_t i, std::int64_t most) {
        return row[i].is_number_integer() && row[i] >= 0 && row[i] <= most;
      };
      const bool shaped = row.is_array() && (row.size() == 3 || (row.size() == 4 && row[3].is_boolean()));
      if (!shaped || !whole(0, most_corner) || !whole(1, most_corner) || !whole(2, most_time)) {
        refuse(fmt::format("streets 第 {} 项为 {}：应为 [a, b, t]（两端路口与时间），可走可不走的为 [a, b, t, false]", at,
                           row.dump()),
               fmt::format("entry {} of streets is {}: expected [corner, corner, time] or [corner, corner, time, false]", at,
                           row.dump()));
      }
      const auto a = row[0].get<std::uint32_t>();
      const auto b = row[1].get<std::uint32_t>();
      question.pieces.push_back({a, b, row[2].get<std::int64_t>(), row.size() == 3 || row[3].get<bool>()});
      question.corners = std::max({question.corners, a + 1, b + 1});
    }
    return question;
  }

  [[nodiscard]] std::vector<core::Position> places(const json& rows) const {
    std::vector<core::Position> all;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const json& place = rows[at];
      const auto number = [&](std::size_t i) { return place[i].is_number() && std::abs(place[i].get<double>()) <= most_metres; };
      if (!place.is_array() || place.size() != 2 || !number(0) || !number(1)) {
        refuse(fmt::format("places 第 {} 项为 {}：应为 [x, y]，单位米，绝对值不超过 1e8", at, place.dump()),
               fmt::format("entry {} of places is {}: expected [x, y] in metres, within 1e8 of 0", at, place.dump()));
      }
      all.push_back({place[0].get<double>(), place[1].get<double>()});
    }
    return all;
  }

  [[nodiscard]] static std::vector<std::int64_t> ways(const std::vector<core::Position>& places) {
    std::vector<std::int64_t> all;
    for (const core::Position& from : places) {
      for (const core::Position& to : places) {
        const double dx = from.x - to.x;
        const double dy = from.y - to.y;
        all.push_back(std::llround(std::sqrt(dx * dx + dy * dy) * steps_a_metre));
      }
    }
    return all;
  }

  std::string file_;
};

json answer_of(const StopQuestion& question, const TourTask& task) {
  core::Stream luck(task.seed, 0, "lab.tour", 0);
  const Tour tour = routing::short_tour(question.table, task.end, {.looks = task.looks}, luck);
  json answer = {{"order", tour.order}, {"proven", tour.time == tour.bound}};
  if (question.unit == 1) {
    answer["time"] = tour.time;
    answer["bound"] = tour.bound;
  } else {
    answer["time"] = static_cast<double>(tour.time) * question.unit;
    answer["bound"] = static_cast<double>(tour.bound) * question.unit;
  }
  if (tour.bound > 0) answer["gap"] = static_cast<double>(tour.time) / static_cast<double>(tour.bound) - 1;
  return answer;
}

json answer_of(const StreetQuestion& question, const TourTask& task) {
  if (task.end == routing::TourEnd::anywhere) {
    throw core::Error(core::ErrorCode::usage,
                      {.zh = "--open 只用于 times 和 places：街道的路线总是返回起点",
                       .en = "--open goes with times and places: a round of streets returns to corner 0"});
  }
  const std::optional<routing::StreetRound> round = routing::street_round(question.corners, question.pieces, 0);
  if (!round) {
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("{}：有必须走的街道从路口 0 走不到", task.file.string()),
         .en = fmt::format("{}: a street that must be walked cannot be reached from corner 0", task.file.string())});
  }
  std::vector<std::uint32_t> order{0};
  std::vector<std::uint32_t> pieces;
  for (const routing::StreetRound::Step& step : round->steps) {
    pieces.push_back(step.piece);
    order.push_back(step.forward ? question.pieces[step.piece].b : question.pieces[step.piece].a);
  }
  json answer = {{"order", order},
                 {"pieces", pieces},
                 {"time", round->time},
                 {"bound", round->bound},
                 {"required", round->required},
                 {"proven", round->time == round->bound}};
  if (round->bound > 0) answer["gap"] = static_cast<double>(round->time) / static_cast<double>(round->bound) - 1;
  return answer;
}

}  // namespace

TourFile read_tour(std::string_view text, const std::string& file) {
  const json whole = json::parse(text, nullptr, false);
  if (whole.is_discarded()) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("{}：不是 JSON", file), .en = fmt::format("{}: this is not JSON", file)});
  }
  return Reader(file).read(whole);
}

std::string lab_tour(const TourTask& task) {
  const TourFile question = read_tour(read_file(task.file), task.file.string());
  const double start = cpu_seconds(CpuOf::thread);
  json answer = std::visit([&](const auto& asked) { return answer_of(asked, task); }, question);
  answer["cpu_seconds"] = std::round((cpu_seconds(CpuOf::thread) - start) * 1e6) / 1e6;
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
