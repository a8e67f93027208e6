#include "engine/core/error.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/hypercube.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

class LabHypercubeVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab hypercube",
        .arguments = "FILE.json",
        .brief = {.zh = "实验：超立方排队模型，精确解或近似解",
                  .en = "laboratory: the hypercube queueing model, exact or approximate"},
        .details =
            {.zh = "FILE 是 JSON：lambda（各点的呼叫率）、preferences（各点依次询问的单元，从 0 数起）、mu（服务率：一个数或"
                   "每个单元一个）、line（infinite 为排队，zero 为损失），以及可选的 travel（各点各单元的行程时间）。结果是 "
                   "JSON：workload、loss 或 wait_probability、mean_queue、mean_wait、mean_travel、residual。",
             .en = "FILE is JSON: lambda (rate of calls of each atom), preferences (the units each atom asks in turn, counting "
                   "from 0), mu (service rate: a number, or one for each unit), line (infinite: calls wait, zero: they are "
                   "lost), optionally travel (time to each atom by unit). Answers in JSON: workload, loss or wait_probability, "
                   "mean_queue, mean_wait, mean_travel, residual."},
        .example = "wangge lab hypercube town.json\nwangge lab hypercube city.json --approximate"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("FILE", file_, zh ? "问题（JSON）" : "the question (JSON)")->type_name("FILE.json")->required();
    app.add_flag("--approximate", approximate_,
                 zh ? "近似解，可有上千个单元" : "the approximation, for a thousand units and more");
    app.add_option("--method", method_,
                   zh ? "exact（缺省）、pairs（即 --approximate）或 larson（1975 年的经典近似）"
                      : "exact (default), pairs (as --approximate) or larson (the classic approximation of 1975)")
        ->type_name("WORD");
    app.add_flag("--dispatches", dispatches_,
                 zh ? "也给出各单元到各点的派遣份额" : "also the share of dispatches of each unit to each atom");
  }

  int run(const Console& console) override {
    HypercubeTask task{.file = file_, .method = method(), .dispatches = dispatches_};
    if (dispatches_ && task.method == HypercubeMethod::larson) {
      throw core::Error(core::ErrorCode::usage, {.zh = "--dispatches 不能与 --method larson 同用",
                                                 .en = "--dispatches does not go with --method larson"});
    }
    end_at_once_on_interrupt();
    console.print(lab_hypercube(task));
    return 0;
  }

 private:
  [[nodiscard]] HypercubeMethod method() const {
    if (method_.empty()) return approximate_ ? HypercubeMethod::pairs : HypercubeMethod::exact;
    const std::vector<std::string> words = {"exact", "pairs", "larson"};
    const std::string word = word_of("--method", method_, words);
    if (approximate_ && word != "pairs") {
      throw core::Error(core::ErrorCode::usage, {.zh = "--approximate 就是 --method pairs，请只写一个",
                                                 .en = "--approximate is --method pairs: give one of them"});
    }
    if (word == "larson") return HypercubeMethod::larson;
    return word == "pairs" ? HypercubeMethod::pairs : HypercubeMethod::exact;
  }

  std::string file_;
  std::string method_;
  bool approximate_ = false;
  bool dispatches_ = false;
};

}  // namespace

std::unique_ptr<Verb> make_lab_hypercube_verb() { return std::make_unique<LabHypercubeVerb>(); }

}  // namespace wangge::scenarios
