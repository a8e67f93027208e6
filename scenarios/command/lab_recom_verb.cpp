#include "engine/core/error.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/recom.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <limits>
#include <string>

namespace wangge::scenarios {
namespace {

struct GridSize {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
};

/// "50x40": rows x columns.
GridSize grid_size(const std::string& text) {
  constexpr std::int64_t most = 2000;
  const std::size_t cross = text.find('x');
  if (cross == std::string::npos) {
    throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("--grid {}：应为 行x列，例如 50x50", text),
                                               .en = fmt::format("--grid {}: expected ROWSxCOLUMNS, such as 50x50", text)});
  }
  return {static_cast<std::uint32_t>(whole_number("--grid", text.substr(0, cross), 1, most)),
          static_cast<std::uint32_t>(whole_number("--grid", text.substr(cross + 1), 1, most))};
}

class LabRecomVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab recom",
        .arguments = "",
        .brief = {.zh = "实验：用随机生成树抽取方格图的划分（ReCom）",
                  .en = "laboratory: random plans of a grid of cells over spanning trees (ReCom)"},
        .details = {.zh = "从竖条出发，反复合并相邻两部分并沿随机生成树切开。结果是 JSON：proposals（所画的树）、steps"
                          "（被接受且有变化的方案）、cpu_seconds、steps_per_cpu_second、树与方案的分布、digest。"
                          "--reversible：方案的概率与各部分生成树个数之积成正比；此时 --steps 和 --out 按 proposals 计。",
                    .en = "Starts from stripes of columns; joins two neighbouring parts and cuts them along a random spanning "
                          "tree, again and again. Answers in JSON: proposals (trees drawn), steps (plans accepted: valid and "
                          "changed), cpu_seconds, steps_per_cpu_second, the laws of tree and plans, digest. --reversible: "
                          "the chance of a plan is in proportion to the product of its parts' numbers of spanning trees; "
                          "--steps and --out then count proposals."},
        .example =
            "wangge lab recom --grid 50x50 --parts 10 --tolerance 0.05 --steps 20000 --seed 1\nwangge lab recom --grid "
            "6x6 --parts 6 --tolerance 0.2 --steps 100000 --reversible --out plans.txt"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("--grid", grid_, zh ? "行x列" : "cells")->type_name("ROWSxCOLUMNS");
    app.add_option("--parts", parts_, zh ? "部分数" : "parts")->type_name("K");
    app.add_option("--tolerance", tolerance_, zh ? "偏离平均的最大比例" : "share by which a part may be off the mean")
        ->type_name("SHARE");
    app.add_option("--steps", steps_, zh ? "步数" : "steps")->type_name("N");
    app.add_option("--seed", seed_, zh ? "随机数种子" : "seed")->type_name("S");
    app.add_flag("--reversible", reversible_, zh ? "可逆链：方案分布已知" : "the chain whose law of plans is known");
    app.add_option("--edges", edges_,
                   zh ? "可逆链：每棵树按 M 条可切边计（缺省：最小的无偏值）"
                      : "of --reversible: edges that a tree is reckoned to have (default: the least number that bends no law)")
        ->type_name("M");
    app.add_option("--out", out_, zh ? "每 100 步写一个方案，一行一个" : "every 100th plan, one a line")->type_name("FILE");
  }

  int run(const Console& console) override {
    RecomQuestion question;
    const GridSize size = grid_size(grid_);
    question.rows = size.rows;
    question.columns = size.columns;
    question.parts = static_cast<std::uint32_t>(whole_number("--parts", parts_, 2, std::int64_t{size.rows} * size.columns));
    question.tolerance = tolerance();
    question.steps = static_cast<std::uint64_t>(whole_number("--steps", steps_, 1, 1'000'000'000));
    question.seed =
        core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, std::numeric_limits<std::int64_t>::max())));
    question.reversible = reversible_;
    if (!edges_.empty()) question.reckoned_edges = static_cast<std::uint32_t>(whole_number("--edges", edges_, 1, 1'000'000));
    if (!out_.empty()) question.out = out_;
    end_at_once_on_interrupt();
    console.print(lab_recom(question));
    return 0;
  }

 private:
  [[nodiscard]] double tolerance() const {
    if (tolerance_ == "0") return 0;
    const double share = positive_number("--tolerance", tolerance_);
    if (share < 1) return share;
    throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("--tolerance {}：应小于 1", tolerance_),
                                               .en = fmt::format("--tolerance {}: expected less than 1", tolerance_)});
  }

  std::string grid_ = "50x50";
  std::string parts_ = "10";
  std::string tolerance_ = "0.05";
  std::string steps_ = "20000";
  std::string seed_ = "1";
  bool reversible_ = false;
  std::string edges_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_lab_recom_verb() { return std::make_unique<LabRecomVerb>(); }

}  // namespace wangge::scenarios
