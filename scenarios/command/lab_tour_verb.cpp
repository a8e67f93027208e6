#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/tour.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <string>

namespace wangge::scenarios {
namespace {

class LabTourVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab tour",
        .arguments = "FILE.json",
        .brief = {.zh = "实验：从起点走遍各站或各街道的短路线，附下界",
                  .en = "laboratory: a short round from a post through all stops or streets, with a bound"},
        .details =
            {.zh =
                 "FILE 是 JSON：times（各站到各站的时间，整数，方阵，两个方向可以不同）、places（各站的 [x, y]，单位米，走直线）"
                 "或 streets（[a, b, t] 为两端路口与时间，每段至少走一次；加 false 的可走可不走）。从第 0 站或路口 0 "
                 "出发。结果是 "
                 "JSON：order、time、bound（任何路线都不短于它）、gap、proven、cpu_seconds。",
             .en = "FILE is JSON: times (whole numbers from each stop to each, a square; the way back may differ), "
                   "places ([x, y] of each stop in metres; straight ways), or streets ([corner, corner, time], each to "
                   "be walked; with a false behind, it need not be). From stop or corner 0. Answers in JSON: order, "
                   "time, bound (no round is shorter), gap, proven, cpu_seconds."},
        .example = "wangge lab tour round.json\nwangge lab tour round.json --open"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("FILE", file_, zh ? "问题（JSON）" : "the question (JSON)")->type_name("FILE.json")->required();
    app.add_flag("--open", open_, zh ? "止于最后一站，不返回起点" : "end at the last stop in place of stop 0");
    app.add_option("--work", work_,
                   zh ? "搜索的工作量：权衡多少次改动（缺省 20000000）" : "changes that the search weighs (default: 20000000)")
        ->type_name("N");
    app.add_option("--seed", seed_, zh ? "随机数种子（缺省 1）" : "seed of the search (default: 1)")->type_name("S");
  }

  int run(const Console& console) override {
    constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();
    TourTask task{.file = file_, .end = open_ ? routing::TourEnd::anywhere : routing::TourEnd::back};
    if (!work_.empty()) task.looks = static_cast<std::uint64_t>(whole_number("--work", work_, 0, any));
    if (!seed_.empty()) task.seed = core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, any)));
    end_at_once_on_interrupt();
    console.print(lab_tour(task));
    return 0;
  }

 private:
  std::string file_;
  std::string work_;
  std::string seed_;
  bool open_ = false;
};

}  // namespace

std::unique_ptr<Verb> make_lab_tour_verb() { return std::make_unique<LabTourVerb>(); }

}  // namespace wangge::scenarios
