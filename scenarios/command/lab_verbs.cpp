#include "engine/core/error.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/assign.h"
#include "scenarios/lab/queue.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <string>

namespace wangge::scenarios {
namespace {

class LabAssignVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "lab assign",
            .arguments = "",
            .brief = {.zh = "实验：把点归入多边形，与其他程序比较",
                      .en = "laboratory: points into polygons, to compare with other programs"},
            .details = {.zh = "结果是 "
                              "JSON：points、assigned、build_seconds、query_seconds、points_per_"
                              "second、digest。边界上的点归入编号最小的多边形。",
                        .en = "Answers in JSON: points, assigned, build_seconds, query_seconds, points_per_second, digest. A "
                              "point on an edge belongs to the lowest polygon."},
            .example = "wangge lab assign --polygons grids.gpkg --points points.csv --threads 2 --repeat 5"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("--polygons", polygons_, zh ? "多边形文件" : "file of polygons")->type_name("FILE")->required();
    app.add_option("--points", points_, zh ? "点文件" : "file of points")->type_name("FILE")->required();
    app.add_option("--threads", threads_, zh ? "线程数（缺省 1）" : "threads (default: 1)")->type_name("N");
    app.add_option("--repeat", repeat_, zh ? "查询重复计时的次数" : "how often the query is timed")->type_name("R");
    app.add_option("--out", out_, zh ? "每个点的多边形，一行一个；-1 为无" : "the polygon of each point, one a line; -1: none")
        ->type_name("FILE");
  }

  int run(const Console& console) override {
    AssignQuestion question;
    question.polygons = polygons_;
    question.points = points_;
    question.threads = threads_of(threads_);
    question.repeat = static_cast<int>(whole_number("--repeat", repeat_, 1, 1000));
    if (!out_.empty()) question.out = out_;
    end_at_once_on_interrupt();
    console.print(lab_assign(question));
    return 0;
  }

 private:
  std::string polygons_;
  std::string points_;
  std::string threads_ = "1";
  std::string repeat_ = "1";
  std::string out_;
};

class LabQueueVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "lab queue",
            .arguments = "",
            .brief = {.zh = "实验：模拟排队并与精确公式对照", .en = "laboratory: a simulated queue beside the exact formula"},
            .details = {.zh = "结果是 JSON：simulated（值和 95 % 置信区间）、exact、events_per_cpu_second。",
                        .en = "Answers in JSON: simulated (value and 95 % interval), exact, events_per_cpu_second."},
            .example =
                "wangge lab queue --lambda 8 --mu 1 --servers 10 --customers 500000 --seed 1\nwangge lab queue --lambda 8 --mu 1 "
                "--servers 10 --line zero --service deterministic"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("--lambda", lambda_, zh ? "到达率" : "arrivals per unit of time")->type_name("L")->required();
    app.add_option("--mu", mu_, zh ? "每个服务台的服务率" : "services per unit of time of one server")
        ->type_name("M")
        ->required();
    app.add_option("--servers", servers_, zh ? "服务台数" : "servers")->type_name("C");
    app.add_option("--service", service_, "exponential, deterministic, lognormal:CV, hyperexponential:CV")->type_name("LAW");
    app.add_option("--line", line_, zh ? "infinite（等待）或 zero（损失）" : "infinite (wait) or zero (loss)")->type_name("LINE");
    app.add_option("--customers", customers_, zh ? "顾客数" : "customers")->type_name("N");
    app.add_option("--seed", seed_, zh ? "随机数种子" : "seed")->type_name("S");
  }

  int run(const Console& console) override {
    queueing::QueueQuestion question;
    question.arrival_rate = positive_number("--lambda", lambda_);
    question.service_rate = positive_number("--mu", mu_);
    question.servers = static_cast<int>(whole_number("--servers", servers_, 1, 1'000'000));
    question.service = service_law(service_);
    question.line = waiting_line(line_);
    question.customers = static_cast<std::uint64_t>(whole_number("--customers", customers_, 1, 1'000'000'000'000));
    question.seed =
        core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, std::numeric_limits<std::int64_t>::max())));
    end_at_once_on_interrupt();
    console.print(lab_queue(question));
    return 0;
  }

 private:
  std::string lambda_;
  std::string mu_;
  std::string servers_ = "1";
  std::string service_ = "exponential";
  std::string line_ = "infinite";
  std::string customers_ = "500000";
  std::string seed_ = "1";
};

}  // namespace

std::unique_ptr<Verb> make_lab_assign_verb() { return std::make_unique<LabAssignVerb>(); }
std::unique_ptr<Verb> make_lab_queue_verb() { return std::make_unique<LabQueueVerb>(); }

}  // namespace wangge::scenarios
