#include "engine/core/error.h"
#include "scenarios/command/assumptions_text.h"
#include "scenarios/command/describe.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/scenario_arguments.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/compare/comparison_files.h"
#include "scenarios/compare/comparison_text.h"
#include "scenarios/run/pipeline.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

class RunVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "run",
        .arguments = "FILE.toml",
        .brief = {.zh = "读取、检查、划分、模拟、评估并写出运行文件夹",
                  .en = "read, check, plan, simulate, evaluate and write a run folder"},
        .details =
            {.zh = "运行文件夹写全之后才出现；出错或按 Ctrl-C 时不留下任何东西。已有的运行文件夹会被整体替换。发"
                   "现中有错误时，文件夹写全，退出码为 1。run 自行按规则划分网格，不比选方案，也不抽取 [ensemble] "
                   "的随机方案：那是 wangge plan 的事。--variants 还以同样的随机数运行文件中的每个 "
                   "[[variant]]，并与场景本身比较。--assumptions "
                   "逐个把 [[assumption]] 取低值和高值再模拟，给出结果取决于哪些假定。",
             .en = "The run folder appears only when it is whole; an error or Ctrl-C leaves nothing. An earlier run "
                   "of that name is replaced as a whole. Where a finding is an error the folder is written and the exit "
                   "code is 1. A run draws its grids by the rules; it proposes no plans and draws none of [ensemble]: "
                   "that is what wangge plan does. --variants runs each [[variant]] of the file too, under the same luck, and "
                   "compares "
                   "it with the scenario. --assumptions simulates each [[assumption]] at its low and high value too, and tells "
                   "which of them "
                   "the result hangs on."},
        .example =
            "wangge run scenarios/liechtenstein.toml\nwangge run town.toml --set simulation.horizon=\"7 d\" --set "
            "\"request.noise.rate=18 per 1000 residents per year\" --out runs/double\nwangge run town.toml --plan "
            "plans/town/plan-2.gpkg\nwangge run town.toml --replay runs/town/events.trace --out runs/again\nwangge run town.toml "
            "--assumptions --set "
            "sensitivity.replications=10",
        .findings = true};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    arguments_.declare(app, language);
    add_folder_option(app, out_, {.zh = "运行文件夹（缺省 runs/场景名）", .en = "the run folder (default: runs/NAME)"}, language);
    app.add_option("--plan", plan_,
                   zh ? "以 wangge plan 写出的某个方案为现状网格" : "take a plan that wangge plan wrote as today's grids")
        ->type_name("PLAN.gpkg");
    app.add_option("--replay", replay_,
                   zh ? "不再模拟，由此前运行写出的 events.trace 重算全部指标；输入有变则拒绝"
                      : "compute every figure anew from the events.trace of an earlier run instead of simulating; refused where "
                        "an input has changed")
        ->type_name("TRACE");
    app.add_flag("--variants", all_variants_,
                 zh ? "再运行每个 [[variant]]，各自与场景比较：文件夹后缀为其名和 -compared"
                    : "run each [[variant]] too and compare it with the scenario: folders end in its name, and in -compared");
    app.add_flag("--assumptions", assumptions_,
                 zh ? "再把每个 [[assumption]] 单独取低值和高值各运行一次，网格边界不变：写出 assumptions.json 和 assumptions.svg"
                    : "simulate each [[assumption]] alone at its low and at its high value too, with the grids held: writes "
                      "assumptions.json and assumptions.svg");
  }

  int run(const Console& console) override {
    const core::Threads threads = arguments_.threads();
    refuse_together();
    try {
      if (all_variants_) return run_variants(console, threads);
      return run_loaded(console, threads, arguments_.load(grids_of_plan()), out_);
    } catch (const core::Error& error) {
      if (plan_.empty()) throw;
      throw core::Error(error.code(), {.zh = as_typed(error.message().zh), .en = as_typed(error.message().en)});
    }
  }

 private:
  void refuse_together() const {
    const char* one = all_variants_ ? "--variants" : assumptions_ ? "--assumptions" : nullptr;
    if (one == nullptr) return;
    const char* other = !replay_.empty()                              ? "--replay"
                        : all_variants_ && assumptions_               ? "--assumptions"
                        : all_variants_ && arguments_.names_variant() ? "--variant"
                                                                      : nullptr;
    if (other == nullptr) return;
    throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("{} 不能与 {} 并用", one, other),
                                               .en = fmt::format("{} does not go with {}", one, other)});
  }

  [[nodiscard]] static std::filesystem::path folder_of(const Scenario& scenario, const std::string& out) {
    const std::filesystem::path folder = out.empty() ? std::filesystem::path("runs") / scenario.name : std::filesystem::path(out);
    return folder.has_filename() ? folder : folder.parent_path();  // "runs/a/" is "runs/a": names of variants follow it
  }

  [[nodiscard]] RunOutcome outcome_of(const Console& console, core::Threads threads, const Scenario& scenario,
                                      const std::string& out) const {
    TerminalProgress progress(console);
    std::optional<std::filesystem::path> replay;
    if (!replay_.empty()) replay = replay_;
    std::optional<Sensitivity> sensitivity;
    if (assumptions_) sensitivity = arguments_.load_sensitivity(grids_of_plan());
    return run_scenario(scenario,
                        {.folder = folder_of(scenario, out),
                         .threads = threads,
                         .language = console.language,
                         .replay = replay,
                         .sensitivity = sensitivity ? &*sensitivity : nullptr},
                        progress);
  }

  int run_loaded(const Console& console, core::Threads threads, const Scenario& scenario, const std::string& out) const {
    const RunOutcome outcome = outcome_of(console, threads, scenario, out);
    console.print(console.json ? written(json_of(outcome)) : text_of_outcome(outcome, console));
    return ending(outcome, console);
  }

  /// The scenario, then each of its variants and what differs.
  int run_variants(const Console& console, core::Threads threads) const {
    const std::vector<std::string> names = arguments_.variants();
    const Scenario base = arguments_.load(grids_of_plan());
    if (names.empty()) {
      throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("--variants：{} 中没有 [[variant]]", base.path),
                                                 .en = fmt::format("--variants: {} has no [[variant]]", base.path)});
    }
    nlohmann::json all = {{"runs", nlohmann::json::array()}, {"comparisons", nlohmann::json::array()}};
    const auto run_one = [&](const Scenario& scenario, const std::string& out) {
      const RunOutcome outcome = outcome_of(console, threads, scenario, out);
      if (console.json)
        all["runs"].push_back(json_of(outcome));
      else
        console.print(text_of_outcome(outcome, console));
      return ending(outcome, console);
    };
    int code = run_one(base, out_);
    for (const std::string& name : names) {
      const Scenario scenario = arguments_.load_variant(name, grids_of_plan());
      std::string suffix = "-" + name;
      std::replace(suffix.begin(), suffix.end(), ' ', '-');
      const std::filesystem::path folder = folder_of(base, out_).string() + suffix;
      if (!console.json && !console.quiet) console.print(fmt::format("\n== {} ==\n\n", console.text(scenario.title)));
      code = std::max(code, run_one(scenario, folder.string()));
      TerminalProgress progress(console);
      const Comparison comparison = compare_plans(folder_of(base, out_), folder, progress);
      static_cast<void>(write_comparison(folder.string() + "-compared", comparison, console.language, progress));
      if (console.json)
        all["comparisons"].push_back(comparison_json(comparison));
      else if (!console.quiet)
        console.print("\n" + comparison_text(comparison, console.language));
    }
    if (console.json) console.print(written(all));
    return code;
  }

  [[nodiscard]] static std::string written(const nlohmann::json& body) {
    return body.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }

  [[nodiscard]] std::string plan_file() const { return std::filesystem::absolute(plan_).lexically_normal().generic_string(); }

  /// --plan is laid over the scenario as a --set, which nobody typed.
  [[nodiscard]] std::string as_typed(std::string message) const {
    const std::string set = "--set grids.source=" + plan_file();
    if (message.starts_with(set)) message.replace(0, set.size(), "--plan " + plan_);
    return message;
  }

  /// The chosen plan in place of the scenario's own layer of grids; its path starts where the command was given.
  [[nodiscard]] std::vector<std::string> grids_of_plan() const {
    if (plan_.empty()) return {};
    if (!std::filesystem::exists(plan_)) {
      const std::string folder = std::filesystem::current_path().string();
      throw core::Error(core::ErrorCode::environment,
                        {.zh = fmt::format("--plan：没有文件“{}”（查找的文件夹：{}）", plan_, folder),
                         .en = fmt::format("--plan: there is no file '{}' (searched from the folder {})", plan_, folder)});
    }
    return {"grids.source=" + plan_file(), "grids.layer=grids", "grids.code=code", "grids.label=name"};
  }

  /// 1 and a word about it where the input breaks a rule, although the folder is whole.
  static int ending(const RunOutcome& outcome, const Console& console) {
    const std::size_t errors = error_count(outcome.findings);
    if (errors == 0) return 0;
    if (console.quiet && !console.json) console.alert(error_findings_text(outcome.findings, console.language));
    console.alert(console.text(
        {.zh = fmt::format("wangge: 输入有 {} 处错误（见上）：运行文件夹已写全，但请改正输入并重新运行后再用其数字\n", errors),
         .en = fmt::format("wangge: the input has {} {} (see above): the run folder is whole, but correct the input and run "
                           "again before you use its figures\n",
                           errors, errors == 1 ? "error" : "errors")}));
    return 1;
  }

  static nlohmann::json json_of(const RunOutcome& outcome) {
    using nlohmann::json;
    json findings = json::array();
    for (const core::Findings::Group& group : outcome.findings.groups()) {
      json entry = finding_json(outcome.findings.all()[group.first]);
      entry["count"] = group.count;
      findings.push_back(entry);
    }
    json told = {{"run", outcome.folder.generic_string()},
                 {"stages", stages_json(outcome.stages)},
                 {"findings", findings},
                 {"metrics", json::parse(outcome.metrics)}};
    if (!outcome.assumptions.empty()) told["assumptions"] = json::parse(outcome.assumptions);
    return told;
  }

  /// The first of these grids, and how many more there are.
  static std::string grids_text(const std::vector<core::Text>& lines, const core::Text& heading, const Console& console) {
    if (lines.empty()) return {};
    constexpr std::size_t shown = 5;
    const std::size_t all = lines.size();
    std::string text = "\n" + console.text(heading) + "\n";
    for (std::size_t i = 0; i < std::min(all, shown); ++i) text += "    " + console.text(lines[i]) + "\n";
    if (all > shown)
      text +=
          console.text({.zh = fmt::format("    另有 {} 个\n", all - shown), .en = fmt::format("    and {} more\n", all - shown)});
    return text;
  }

  static std::string text_of_outcome(const RunOutcome& outcome, const Console& console) {
    if (console.quiet) return outcome.folder.generic_string() + "\n";
    const bool zh = console.language == core::Language::zh;
    std::string text = stage_table(outcome.stages, console.language) + "\n" + key_figures(outcome.metrics, console.language);
    if (!outcome.assumptions.empty()) text += "\n" + assumptions_text(outcome.assumptions, console.language);
    text += grids_text(outcome.out_of_order, {.zh = "不合规则的网格：", .en = "grids out of order:"}, console);
    text += grids_text(outcome.excused, {.zh = "超出范围而有理由的网格：", .en = "grids out of range, excused:"}, console);
    const std::string findings = findings_text(outcome.findings, console.language, console.verbose);
    if (!findings.empty()) text += (zh ? "\n发现：\n" : "\nfindings:\n") + findings;
    return text + fmt::format("\n{}{}\n", zh ? "运行文件夹：" : "run folder: ", outcome.folder.generic_string());
  }

  ScenarioArguments arguments_;
  std::string out_;
  std::string plan_;
  std::string replay_;
  bool all_variants_ = false;
  bool assumptions_ = false;
};

}  // namespace

std::unique_ptr<Verb> make_run_verb() { return std::make_unique<RunVerb>(); }

}  // namespace wangge::scenarios
