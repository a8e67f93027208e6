#include "engine/core/error.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/calibrate.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/schema/quantities.h"

#include <CLI/CLI.hpp>

#include <string>

namespace wangge::scenarios {
namespace {

class LabCalibrateVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "lab calibrate",
        .arguments = "LOG",
        .brief = {.zh = "实验：由过去事项的台账得出频率和曲线",
                  .en = "laboratory: rates and profiles from a log of past requests"},
        .details =
            {.zh = "读任何表（CSV、GeoPackage 等），输出可放进场景的 [[request]]，并说明拟合得怎样：一部分天用于拟合，其余用于"
                   "检验（时间重标度、各小时卡方、各天离散指数）；--json 输出全部数字。见 docs/zh/simulation-demand.md。",
             .en = "Reads any table (CSV, GeoPackage…) and prints [[request]] tables for a scenario, with how well they fit: "
                   "some of the days are fitted on, the others tested (time rescaling, chi-square of hours, dispersion "
                   "of days); --json has all figures. See docs/simulation-demand.md."},
        .example =
            "wangge lab calibrate requests.csv --opened opened --kind kind --residents 650000\n"
            "wangge lab calibrate requests.csv --residents 650000 --figure fit.svg --squares \"1 km\" --json"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("LOG", log_, zh ? "台账" : "the log");
    app.add_option("--opened", opened_, zh ? "提出时刻的字段（缺省 opened）" : "field of the time of order (default: opened)")
        ->type_name("FIELD");
    app.add_option("--closed", closed_,
                   zh ? "办结时刻的字段；须同时写 --handling" : "field of the time of closing; goes with --handling")
        ->type_name("FIELD");
    app.add_option("--kind", kind_, zh ? "种类的字段（缺省 kind）" : "field of the kind (default: kind)")->type_name("FIELD");
    app.add_flag("--handling", handling_,
                 zh ? "提出至办结就是办理时间（办结时刻并非到场时刻）"
                    : "opened to closed is the time of handling (closing is not arriving)");
    app.add_option("--residents", residents_, zh ? "台账涉及多少居民" : "how many residents the log is about")->type_name("N");
    app.add_option("--households", households_, zh ? "或多少户" : "or how many households")->type_name("N");
    app.add_option("--buildings", buildings_, zh ? "或多少座建筑" : "or how many buildings")->type_name("N");
    app.add_option("--test", test_, zh ? "用于检验的天的比例（缺省 30 %）" : "share of the days to test on (default: 30 %)")
        ->type_name("SHARE");
    app.add_option("--squares", squares_, zh ? "按此边长的方格给出频率" : "tell rates by squares of this side")
        ->type_name("LENGTH");
    app.add_option("--seed", seed_, zh ? "种子（缺省 1）" : "seed (default: 1)")->type_name("S");
    app.add_option("--figure", figure_, zh ? "画出分位数图" : "draw the Q-Q figure")->type_name("FILE.svg");
    app.add_option("--out", out_, zh ? "把 [[request]] 写入文件" : "write the [[request]] tables to a file")
        ->type_name("FILE.toml");
    app.add_option("--layer", layer_, zh ? "图层" : "layer of the source")->type_name("LAYER");
    app.add_option("--encoding", encoding_, zh ? "文字编码" : "encoding of its texts")->type_name("NAME");
    app.add_option(
           "--reference", reference_,
           zh ? "来源未声明时的坐标系（缺省 EPSG:4326）" : "reference system where the source states none (default: EPSG:4326)")
        ->type_name("EPSG:CODE");
  }

  int run(const Console& console) override {
    const CalibrationQuestion question = asked();
    TerminalProgress progress(console.quiet ? TerminalProgress::Style::silent : TerminalProgress::fitting_style(),
                              console.language);
    const Calibration calibration = lab_calibrate(question, progress);
    if (!figure_.empty()) write_file(figure_, calibration_svg(calibration));
    const std::string toml = calibration_toml(calibration, question, console.language);
    if (!out_.empty()) write_file(out_, toml);
    if (console.json) {
      console.print(calibration_json(calibration));
    } else if (out_.empty()) {
      console.print(toml);
    }
    return 0;
  }

 private:
  [[noreturn]] static void refuse(const core::Text& problem) { throw core::Error(core::ErrorCode::usage, problem); }

  [[nodiscard]] CalibrationQuestion asked() const {
    if (log_.empty()) refuse({.zh = "缺少 LOG", .en = "LOG is missing"});
    CalibrationQuestion question;
    question.log.source = {
        .path = log_, .file = log_, .layer = layer_, .encoding = encoding_, .reference = reference_, .named_by = {}};
    question.log.opened_field = opened_;
    question.log.closed_field = closed_;
    question.log.kind_field = kind_;
    question.handling = handling_;
    if (handling_ == closed_.empty())
      refuse({.zh = "--closed 与 --handling 须同时写：办结时刻不是到场时刻，要说明它就是办理时间",
              .en = "--closed and --handling go together: closing is not arriving, so it must be said that it means handling"});
    const int bases = (residents_.empty() ? 0 : 1) + (households_.empty() ? 0 : 1) + (buildings_.empty() ? 0 : 1);
    if (bases != 1)
      refuse({.zh = "须写 --residents、--households 与 --buildings 之一：频率按它们计",
              .en = "one of --residents, --households and --buildings is needed: rates are by them"});
    question.per = !residents_.empty()    ? Rate::Per::residents
                   : !households_.empty() ? Rate::Per::households
                                          : Rate::Per::buildings;
    question.of = !residents_.empty()    ? positive_number("--residents", residents_)
                  : !households_.empty() ? positive_number("--households", households_)
                                         : positive_number("--buildings", buildings_);
    question.test_share = value_of(parse_share(test_), "--test");
    if (!squares_.empty()) question.square = value_of(parse_length(squares_), "--squares");
    question.seed = core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, 1'000'000'000'000)));
    return question;
  }

  template <class T>
  [[nodiscard]] static T value_of(const Parsed<T>& parsed, const std::string& option) {
    if (parsed.value) return *parsed.value;
    refuse({.zh = option + "：" + parsed.problem.zh, .en = option + ": " + parsed.problem.en});
  }

  std::string log_;
  std::string opened_ = "opened";
  std::string closed_;
  std::string kind_ = "kind";
  bool handling_ = false;
  std::string residents_;
  std::string households_;
  std::string buildings_;
  std::string test_ = "30 %";
  std::string squares_;
  std::string seed_ = "1";
  std::string figure_;
  std::string out_;
  std::string layer_;
  std::string encoding_;
  std::string reference_;
};

}  // namespace

std::unique_ptr<Verb> make_lab_calibrate_verb() { return std::make_unique<LabCalibrateVerb>(); }

}  // namespace wangge::scenarios
