#include "engine/core/error.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/route.h"
#include "scenarios/lab/route_way.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace wangge::scenarios {
namespace {

const std::array<std::string, network::mode_count> mode_words = {"walk", "ebike", "car"};

class LabRouteVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab route",
        .arguments = "FILE.osm.pbf",
        .brief = {.zh = "实验：路网上的最短时间，与 Dijkstra 对照",
                  .en = "laboratory: shortest times on a road network, beside Dijkstra's"},
        .details =
            {.zh = "在该方式主网的随机节点之间求时间表。结果是 JSON：nodes、arcs、prepare_seconds（排序、收缩、赋权）、"
                   "reweight_seconds（换一套时间）、table_seconds、one_to_all_seconds、one_to_all_batched_seconds（每次 16 个）、"
                   "compared、mismatches、digest；秒数都是 CPU 时间。--verify：与逐个 Dijkstra 比较，有不同则退出码为 1。"
                   "给出 --from 与 --to（经度与纬度）则求这两处之间的一条路：seconds、metres、roads，--out 写成 GeoJSON。",
             .en =
                 "A table of times between random nodes of the mode's main network. Answers in JSON: nodes, arcs, "
                 "prepare_seconds (order, contraction, times), reweight_seconds (other times), table_seconds, "
                 "one_to_all_seconds, one_to_all_batched_seconds (sixteen at a time), compared, mismatches, digest; all "
                 "seconds are CPU time. --verify compares with plain Dijkstra; exit code 1 where anything differs. With --from "
                 "and "
                 "--to (longitude,latitude) it finds the one way between them instead: seconds, metres, roads; --out gets it as "
                 "GeoJSON."},
        .example = "wangge lab route city.osm.pbf --mode car --table 1000x1000 --seed 1 --verify 10000 --out table.csv"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("FILE", roads_, zh ? "OpenStreetMap 数据" : "an OpenStreetMap extract")->required();
    app.add_option("--mode", mode_, zh ? "walk、ebike 或 car（缺省 car）" : "walk, ebike or car (default: car)")
        ->type_name("MODE");
    app.add_option("--table", table_, zh ? "起点数x终点数（缺省 1000x1000）" : "sources x targets (default: 1000x1000)")
        ->type_name("NxM");
    app.add_option("--from", from_, zh ? "一条路的起点：经度与纬度" : "where one way begins: longitude,latitude")
        ->type_name("X,Y");
    app.add_option("--to", to_, zh ? "一条路的终点：经度与纬度" : "where it ends: longitude,latitude")->type_name("X,Y");
    app.add_option("--seed", seed_, zh ? "随机数种子" : "seed")->type_name("S");
    app.add_option("--verify", verify_, zh ? "与 Dijkstra 比较的随机点对数" : "random pairs compared with Dijkstra's")
        ->type_name("K");
    app.add_option("--threads", threads_, zh ? "线程数（缺省 1）" : "threads (default: 1)")->type_name("N");
    app.add_option("--out", out_,
                   zh ? "时间表（毫秒，CSV），首行首列是 OpenStreetMap 节点编号；或一条路（GeoJSON）"
                      : "the table (milliseconds, CSV), with OpenStreetMap node ids in the first row and column; or the one way "
                        "(GeoJSON)")
        ->type_name("FILE");
  }

  int run(const Console& console) override {
    end_at_once_on_interrupt();
    if (!from_.empty() || !to_.empty()) return find_way(console);
    const std::size_t cross = table_.find('x');
    if (cross == std::string::npos) {
      throw core::Error(core::ErrorCode::usage,
                        {.zh = fmt::format("--table {}：应为 起点数x终点数，例如 1000x1000", table_),
                         .en = fmt::format("--table {}: expected SOURCESxTARGETS, such as 1000x1000", table_)});
    }
    constexpr std::int64_t most = 100'000;
    RouteQuestion question;
    question.roads = roads_;
    question.mode = *network::mode(word_of("--mode", mode_, mode_words));
    question.sources = static_cast<std::uint32_t>(whole_number("--table", table_.substr(0, cross), 1, most));
    question.targets = static_cast<std::uint32_t>(whole_number("--table", table_.substr(cross + 1), 1, most));
    question.seed =
        core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, std::numeric_limits<std::int64_t>::max())));
    question.verify = static_cast<std::uint32_t>(whole_number("--verify", verify_, 0, 100'000'000));
    question.threads = threads_of(threads_);
    if (!out_.empty()) question.out = out_;
    core::SilentProgress progress;
    const RouteAnswer answer = lab_route(question, progress);
    console.print(answer.json);
    return answer.mismatches == 0 ? 0 : 1;
  }

 private:
  int find_way(const Console& console) const {
    WayQuestion question{.roads = roads_,
                         .mode = *network::mode(word_of("--mode", mode_, mode_words)),
                         .from = place("--from", from_),
                         .to = place("--to", to_)};
    if (!out_.empty()) question.out = out_;
    core::SilentProgress progress;
    console.print(lab_way(question, progress));
    return 0;
  }

  static gis::LonLat place(const char* option, const std::string& text) {
    const auto number = [](std::string_view part) -> std::optional<double> {
      double value = 0;
      const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), value);
      if (failure != std::errc() || end != part.data() + part.size()) return std::nullopt;
      return value;
    };
    const std::size_t comma = text.find(',');
    const auto longitude = number(std::string_view(text).substr(0, comma));
    const auto latitude = comma == std::string::npos ? std::nullopt : number(std::string_view(text).substr(comma + 1));
    if (longitude && latitude && std::abs(*longitude) <= 180 && std::abs(*latitude) <= 90) return {*longitude, *latitude};
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("{} {}：应为经度与纬度（度），例如 8.69,49.41；--from 与 --to 须一起给出", option, text),
                       .en = fmt::format("{} {}: expected longitude,latitude in degrees, such as 8.69,49.41; --from and --to go "
                                         "together",
                                         option, text)});
  }

  std::string roads_;
  std::string from_;
  std::string to_;
  std::string mode_ = "car";
  std::string table_ = "1000x1000";
  std::string seed_ = "1";
  std::string verify_ = "0";
  std::string threads_ = "1";
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_lab_route_verb() { return std::make_unique<LabRouteVerb>(); }

}  // namespace wangge::scenarios
