#include "scenarios/command/describe.h"
#include "scenarios/command/ensemble_text.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/plans_text.h"
#include "scenarios/command/scenario_arguments.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/report/plan_words.h"
#include "scenarios/run/plans_folder.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace wangge::scenarios {
namespace {

class PlanVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "plan",
            .arguments = "FILE.toml",
            .brief = {.zh = "提出若干划分方案，排序并说明取舍", .en = "propose several plans, ranked, with their trade-offs"},
            .details =
                {.zh = "方案文件夹含 plans.json、各方案的 plan-N.gpkg 和报告；每项目标有单位和公式，每个上级区域有两个下界。"
                       "没有合规方案的区域写明确切原因，给出最接近的方案并标为不合规。没有一个方案的网格全部合规或有理由、且不超"
                       "过改动上限时"
                       "退出码为 1；有理由的例外（如任何网格数都放不进范围，或锁定所致）按规则 5 不算违规，只标明。",
                 .en = "The folder of plans holds plans.json, a plan-N.gpkg for each plan and a report; every aim has a unit "
                       "and a formula, every parent two lower bounds. Where a parent has no plan in order the exact "
                       "reason stands there, and the nearest plan is given and marked invalid. The exit code is 1 where no "
                       "plan has all its grids in order or excused within the limit of change: a grid with a proven excuse, such "
                       "as where no number of grids fits the range, or where a lock forces it, does not break rule 5 and is only "
                       "marked."},
            .example =
                "wangge plan scenarios/liechtenstein.toml\nwangge plan town.toml --set \"planning.change_at_most=15 % of "
                "households\" --set planning.plans=3 --out plans/small-steps",
            .findings = true};
  }

  void declare(CLI::App& app, core::Language language) override {
    arguments_.declare(app, language);
    add_folder_option(app, out_, {.zh = "方案文件夹（缺省 plans/场景名）", .en = "the folder of plans (default: plans/NAME)"},
                      language);
  }

  int run(const Console& console) override {
    const core::Threads threads = arguments_.threads();
    const Scenario scenario = arguments_.load();
    TerminalProgress progress(console);
    const std::filesystem::path folder =
        out_.empty() ? std::filesystem::path("plans") / scenario.name : std::filesystem::path(out_);
    const PlansOutcome outcome =
        propose_scenario(scenario, {.folder = folder, .threads = threads, .language = console.language}, progress);
    console.print(console.json ? json_of(outcome) : text_of_outcome(outcome, console));
    return ending(outcome, console);
  }

 private:
  /// 1 where the input breaks a rule, or every plan has a grid that is neither in order nor excused.
  static int ending(const PlansOutcome& outcome, const Console& console) {
    const nlohmann::json body = nlohmann::json::parse(outcome.plans);
    const auto& plans = body.at("plans");
    const bool usable =
        std::any_of(plans.begin(), plans.end(), [](const nlohmann::json& plan) { return plan.at("valid").get<bool>(); });
    const std::size_t errors = error_count(outcome.findings);
    if (errors > 0 && console.quiet && !console.json) console.alert(error_findings_text(outcome.findings, console.language));
    if (errors > 0) {
      console.alert(console.text({.zh = fmt::format("wangge: 输入有 {} 处错误，请改正后再用这些方案\n", errors),
                                  .en = fmt::format("wangge: the input has {} {}; correct it before you use the plans\n", errors,
                                                    errors == 1 ? "error" : "errors")}));
    }
    if (!usable) console.alert(console.text(unusable_words(body)));
    return errors > 0 || !usable ? 1 : 0;
  }

  /// What keeps the nearest plan from being in order.
  static core::Text unusable_words(const nlohmann::json& body) {
    const auto& plans = body.at("plans");
    if (plans.empty()) return {.zh = "wangge: 没有方案\n", .en = "wangge: there is no plan\n"};
    const core::Text why = report::invalid_words(plans.front());
    return {.zh = fmt::format("wangge: 没有合规的方案；最接近的方案 1：{}\n", why.zh),
            .en = fmt::format("wangge: no plan is in order; the nearest, plan 1: {}\n", why.en)};
  }

  static std::string json_of(const PlansOutcome& outcome) {
    using nlohmann::json;
    json body = json::parse(outcome.plans);
    body["folder"] = outcome.folder.generic_string();
    body["stages"] = stages_json(outcome.stages);
    return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  }

  static std::string text_of_outcome(const PlansOutcome& outcome, const Console& console) {
    if (console.quiet) return outcome.folder.generic_string() + "\n";
    const bool zh = console.language == core::Language::zh;
    std::string text = stage_table(outcome.stages, console.language) + "\n" + plans_table(outcome.plans, console.language) +
                       search_text(outcome.plans, console.language) + "\n" + bounds_table(outcome.plans, console.language);
    const std::string ensemble = ensemble_text(outcome.plans, console.language);
    if (!ensemble.empty()) text += "\n" + ensemble;
    text += reasons_text(outcome.plans, console.language);
    const std::string findings = findings_text(outcome.findings, console.language, console.verbose);
    if (!findings.empty()) text += (zh ? "\n发现：\n" : "\nfindings:\n") + findings;
    return text + fmt::format("\n{}{}\n", zh ? "方案文件夹：" : "folder of plans: ", outcome.folder.generic_string());
  }

  ScenarioArguments arguments_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_plan_verb() { return std::make_unique<PlanVerb>(); }

}  // namespace wangge::scenarios
