#include "engine/core/error.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/enumerate.h"
#include "scenarios/lab/partition.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <string>

namespace wangge::scenarios {
namespace {

constexpr std::int64_t most_weight = std::int64_t{1} << 62;

class LabPartitionVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab partition",
        .arguments = "FILE.graph",
        .brief = {.zh = "实验：把图分成连通的几份，割边最少，并给出证明",
                  .en = "laboratory: a graph into connected parts with the fewest cut edges, proven"},
        .details =
            {.zh = "结果是 JSON：cut_edges、lower_bound、feasible、seconds、stopped_by（proof 为已证最优，infeasible 为已证无解，"
                   "work、seconds 为达到上限）、work、deviation、deviation_bound。.graph "
                   "文件：第一行节点数和边数，第二行各节点权重，"
                   "以后每行一条边（两个从 0 起的节点）。",
             .en =
                 "Answers in JSON: cut_edges, lower_bound, feasible, seconds, stopped_by (proof: optimal; infeasible: proven "
                 "that there is none; work, seconds: a limit), work, deviation, deviation_bound. A .graph file: nodes and edges "
                 "on the first line, weights of nodes on the second, then an edge (two 0-based nodes) a line."},
        .example = "wangge lab partition IA_county.graph --parts 4 --min 757781 --max 765396 --out parts.txt"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("FILE.graph", graph_, zh ? "图" : "the graph")->type_name("FILE")->required();
    app.add_option("--parts", parts_, zh ? "份数" : "number of parts")->type_name("K")->required();
    app.add_option("--min", min_, zh ? "每份权重的下限" : "least weight of a part")->type_name("L")->required();
    app.add_option("--max", max_, zh ? "每份权重的上限" : "greatest weight of a part")->type_name("U")->required();
    app.add_option("--seconds", seconds_, zh ? "时间上限：只会提前结束" : "a limit of time: only ends the work early")
        ->type_name("T");
    app.add_option("--seed", seed_, zh ? "搜索的随机数种子（缺省 1）" : "seed of the search (default: 1)")->type_name("S");
    app.add_option("--states", states_,
                   zh ? "证明最多考察的状态数（缺省 30000000）" : "states that a proof may look at (default: 30000000)")
        ->type_name("N");
    app.add_option("--work", work_, zh ? "搜索的工作量（缺省 50000000）" : "work units of the search (default: 50000000)")
        ->type_name("N");
    app.add_option("--out", out_, zh ? "每个节点所属的份，一行一个" : "the part of each node, one a line")->type_name("FILE");
  }

  int run(const Console& console) override {
    PartitionQuestion question;
    question.graph = graph_;
    question.parts = static_cast<std::uint32_t>(whole_number("--parts", parts_, 1, 1'000'000));
    question.min = whole_number("--min", min_, 0, most_weight);
    question.max = whole_number("--max", max_, question.min, most_weight);
    question.states = static_cast<std::uint64_t>(whole_number("--states", states_, 0, 4'000'000'000));
    question.search_work = static_cast<std::uint64_t>(whole_number("--work", work_, 0, 1'000'000'000'000));
    if (!seconds_.empty()) question.seconds = positive_number("--seconds", seconds_);
    question.seed =
        core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, std::numeric_limits<std::int64_t>::max())));
    if (!out_.empty()) question.out = out_;
    end_at_once_on_interrupt();
    console.print(lab_partition(question));
    return 0;
  }

 private:
  std::string graph_, parts_, min_, max_, seconds_, out_;
  std::string seed_ = "1";
  std::string states_ = "30000000";
  std::string work_ = "50000000";
};

class LabEnumerateVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab enumerate",
        .arguments = "",
        .brief = {.zh = "实验：数出图的全部划分方案", .en = "laboratory: counts every partition of a graph"},
        .details = {.zh = "结果是 JSON：plans，把方格网或图分成连通的几份、每份在平均值 ± slack 之内的方案数（最多 128 位）。",
                    .en = "Answers in JSON: plans, the number of ways to part a grid or a graph into connected parts within the "
                          "mean plus or minus the slack (up to 128 bits)."},
        .example =
            "wangge lab enumerate --grid 6x6 --parts 6\nwangge lab enumerate --grid 4x4 --parts 4 --slack 1\nwangge lab "
            "enumerate --graph ME_county.graph --parts 2 --min 660860 --max 667501"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("--grid", grid_, zh ? "行x列" : "ROWSxCOLUMNS")->type_name("RxC");
    app.add_option("--graph", graph_, zh ? "图文件，代替方格网" : "a graph in place of a grid")->type_name("FILE");
    app.add_option("--parts", parts_, zh ? "份数" : "number of parts")->type_name("K")->required();
    app.add_option("--slack", slack_,
                   zh ? "每份权重与平均值之差的上限（缺省 0）" : "how far a part may be from the mean (default: 0)")
        ->type_name("N");
    app.add_option("--min", min_,
                   zh ? "每份权重的下限，与 --max 一起代替 --slack" : "least weight, with --max in place of --slack")
        ->type_name("L");
    app.add_option("--max", max_, zh ? "每份权重的上限" : "greatest weight")->type_name("U");
    app.add_option("--memory", memory_, zh ? "内存上限，MiB（缺省 4096）" : "memory it may use, in MiB (default: 4096)")
        ->type_name("M");
  }

  int run(const Console& console) override {
    EnumerateQuestion question;
    if (grid_.empty() == graph_.empty()) {
      throw core::Error(core::ErrorCode::usage, {.zh = "请给出 --grid 或 --graph 之一", .en = "give either --grid or --graph"});
    }
    if (min_.empty() != max_.empty()) {
      throw core::Error(core::ErrorCode::usage, {.zh = "--min 和 --max 应一起给出", .en = "--min and --max go together"});
    }
    if (!grid_.empty()) {
      const GridSize size = grid_size(grid_);
      question.rows = size.rows;
      question.columns = size.columns;
    } else {
      question.graph = graph_;
    }
    question.parts = static_cast<std::uint32_t>(whole_number("--parts", parts_, 1, 1'000'000));
    question.slack = whole_number("--slack", slack_, 0, most_weight / 2);
    if (!min_.empty()) question.min = whole_number("--min", min_, 0, most_weight);
    if (!max_.empty()) question.max = whole_number("--max", max_, *question.min, most_weight);
    question.mebibytes = static_cast<std::uint64_t>(whole_number("--memory", memory_, 1, 1 << 20));
    end_at_once_on_interrupt();
    console.print(lab_enumerate(question));
    return 0;
  }

 private:
  std::string grid_, graph_, parts_, min_, max_;
  std::string slack_ = "0";
  std::string memory_ = "4096";
};

}  // namespace

std::unique_ptr<Verb> make_lab_partition_verb() { return std::make_unique<LabPartitionVerb>(); }
std::unique_ptr<Verb> make_lab_enumerate_verb() { return std::make_unique<LabEnumerateVerb>(); }

}  // namespace wangge::scenarios
