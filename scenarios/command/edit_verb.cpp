#include "engine/core/error.h"
#include "scenarios/command/describe.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/scenario_arguments.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/text_table.h"
#include "scenarios/command/verb.h"
#include "scenarios/edits/edit_run.h"
#include "scenarios/schema/quantities.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

const std::array<std::string, 4> stages = {"draft", "consulted", "approved", "in-force"};

class EditVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "edit",
        .arguments = "FILE.toml",
        .brief = {.zh = "按编辑清单修改方案，并推进其征求意见、批准、施行",
                  .en = "change a plan by a list of edits, and lead it from draft to force"},
        .details =
            {.zh = "方案取自 --plan 的 plan.gpkg，省略则取场景的现状网格（[grids]），没有时按规则划出。编辑逐条执行：拆分、合并、"
                   "划归、互换、移动边界、设专属网格、改编码、改名；违反第 1、2、3、6 条的那一条被拒绝，写明规则和位置，其余照"
                   "做。写出新版本 plan.gpkg（草案）、edits.json（每条编辑及前后数字）、codes.csv（新旧编码对照）。有编辑被拒或"
                   "未获批准时退出码为 1，文件夹仍写全。从不就地改动：要退回，以先前的 plan.gpkg 为 --plan 重新开始。",
             .en = "The plan is that of --plan, else the scenario's grids of today ([grids]), else one made by its rules. Edits "
                   "are done one after the other: split, merge, assign, swap, border, dedicate, recode, rename. One that would "
                   "break rule 1, 2, 3 or 6 is refused, with rule and place, and the others go on. Writes the next version as "
                   "plan.gpkg (a draft), edits.json (each edit, with figures before and after) and codes.csv (old codes to new). "
                   "Where an edit or the approval is refused the folder is whole and the exit code is 1. Nothing is "
                   "changed in place: to go back, begin again with an earlier plan.gpkg as --plan."},
        .example =
            "wangge edit town.toml --edits edits.toml --out plans/v2\nwangge edit town.toml --plan plans/v2/plan.gpkg "
            "--approve consulted --out plans/consulted\nwangge edit town.toml --plan plans/approved/plan.gpkg --approve "
            "in-force --from 2027-01-01 --out plans/in-force",
        .findings = true};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    arguments_.declare(app, language);
    app.add_option("--edits", edits_, zh ? "编辑清单（TOML，[[edit]] 各表）" : "the list of edits (TOML, tables [[edit]])")
        ->type_name("EDITS.toml");
    app.add_option("--plan", plan_, zh ? "从这个方案开始" : "the plan to begin with")->type_name("PLAN.gpkg");
    app.add_option("--approve", approve_,
                   zh ? "推进到：consulted、approved、in-force，或退回 draft"
                      : "the next status: consulted, approved, in-force; or back to draft")
        ->type_name("STATUS");
    app.add_option("--from", from_, zh ? "施行日期，如 2027-01-01" : "the day from which it is in force, such as 2027-01-01")
        ->type_name("DATE");
    add_folder_option(app, out_,
                      {.zh = "方案文件夹（缺省 plans/场景名-edited）", .en = "the plan's folder (default: plans/NAME-edited)"},
                      language);
  }

  int run(const Console& console) override {
    EditRequest request;
    request.threads = arguments_.threads();
    if (edits_.empty() && approve_.empty()) {
      throw core::Error(core::ErrorCode::usage, {.zh = "缺少 --edits 或 --approve：没有要做的事",
                                                 .en = "--edits or --approve is missing: there is nothing to do"});
    }
    if (!edits_.empty()) request.edits = edits_;
    if (!plan_.empty()) request.plan = plan_;
    if (!approve_.empty()) request.approve = planning::plan_status(word_of("--approve", approve_, stages));
    request.from = date();
    const Scenario scenario = arguments_.load();
    if (!request.from.empty() && request.from < scenario.date) {
      throw core::Error(core::ErrorCode::usage,
                        {.zh = fmt::format("--from {} 早于场景的日期 {}：方案不能在其日期之前施行", request.from, scenario.date),
                         .en = fmt::format("--from {} is before the scenario's date {}: a plan cannot be in force before it",
                                           request.from, scenario.date)});
    }
    request.folder = out_.empty() ? std::filesystem::path("plans") / (scenario.name + "-edited") : std::filesystem::path(out_);
    TerminalProgress progress(console);
    const EditedPlan edited = edit_plan(scenario, request, progress);
    console.print(console.json ? edited.json : text_of(edited, console));
    return ending(edited, console);
  }

 private:
  [[nodiscard]] std::string date() const {
    const bool asked = approve_ == "in-force";
    if (from_.empty() != asked) {
      if (from_.empty()) return {};
      const Parsed<std::string> day = parse_date(from_);
      if (day.value) return *day.value;
      throw core::Error(core::ErrorCode::usage, {.zh = "--from：" + day.problem.zh, .en = "--from: " + day.problem.en});
    }
    throw core::Error(
        core::ErrorCode::usage,
        asked ? core::Text{.zh = "--approve in-force 须用 --from 写明施行日期",
                           .en = "--approve in-force needs --from, the day from which the plan is in force"}
              : core::Text{.zh = "--from 只与 --approve in-force 同用", .en = "--from goes with --approve in-force alone"});
  }

  static std::string text_of(const EditedPlan& edited, const Console& console) {
    if (console.quiet) return edited.folder.generic_string() + "\n";
    const bool zh = console.language == core::Language::zh;
    std::string text;
    for (std::size_t i = 0; i < edited.answers.size(); ++i) text += line_of(edited.answers[i], i + 1, console);
    if (!edited.answers.empty()) {
      text += zh ? fmt::format("\n已执行 {} 条，拒绝 {} 条{}；", edited.applied, edited.refused(), idle_words(edited, true))
                 : fmt::format("\n{} applied, {} refused{}; ", edited.applied, edited.refused(), idle_words(edited, false));
    }
    text += zh ? fmt::format("版本 {}，状态 {}", edited.life.version, console.text(planning::word(edited.life.status)))
               : fmt::format("version {}, {}", edited.life.version, console.text(planning::word(edited.life.status)));
    if (edited.life_refusal) text += zh ? "；没有推进" : "; the approval is refused";
    if (!edited.life.effective_from.empty()) text += (zh ? "，施行日期 " : ", from ") + edited.life.effective_from;
    text += "\n" + aims_text(edited, console.language);
    const std::string findings = findings_text(edited.findings, console.language, console.verbose);
    if (!findings.empty()) text += (zh ? "\n\n发现：\n" : "\n\nfindings:\n") + findings;
    return text + fmt::format("\n{}{}\n", zh ? "方案文件夹：" : "folder: ", edited.folder.generic_string());
  }

  static std::string idle_words(const EditedPlan& edited, bool zh) {
    if (edited.without_effect == 0) return {};
    return fmt::format(fmt::runtime(zh ? "，{} 条没有改变什么" : ", {} without effect"), edited.without_effect);
  }

  /// The aims before and after; those that stay are marked by an equals sign.
  static std::string aims_text(const EditedPlan& edited, core::Language language) {
    if (!edited.aims_before || !edited.aims_after) return {};
    const bool zh = language == core::Language::zh;
    std::vector<std::vector<std::string>> rows{zh ? std::vector<std::string>{"目标", "编辑前", "编辑后", ""}
                                                  : std::vector<std::string>{"aim", "before", "after", ""}};
    for (const planning::AimFigure figure : planning::aim_figures()) {
      const std::optional<double> before = (*edited.aims_before)[figure];
      const std::optional<double> after = (*edited.aims_after)[figure];
      if (!before && !after) continue;
      const planning::AimFigureSpec& spec = planning::aim_figure(figure);
      const auto shown = [&](const std::optional<double>& value) {
        return value ? fmt::format("{:.{}f}", *value, spec.digits) : std::string("-");
      };
      const std::string unit = core::in(spec.unit, language);
      const int sense = before && after ? planning::compare_figure(figure, *after, *before) : 0;
      const char* word = figure == planning::AimFigure::change ? ""
                         : sense > 0                           ? (zh ? "变好" : "better")
                         : sense < 0                           ? (zh ? "变差" : "worse")
                                                               : "=";
      rows.push_back({core::in(spec.name, language) + (unit.empty() ? ""
                                                       : zh         ? "（" + unit + "）"
                                                                    : " (" + unit + ")"),
                      shown(before), shown(after), word});
    }
    return "\n" + text_table(rows) + core::in(edited.work, language) + "\n";
  }

  /// The kind of an edit, as wide as the widest.
  static std::string kind_word(const std::string& kind, core::Language language) {
    static const std::map<std::string, std::string> chinese = {
        {"assign", "划归"},   {"split", "拆分"},  {"merge", "合并"},          {"swap", "互换"}, {"border", "移界"},
        {"recode", "改编码"}, {"rename", "改名"}, {"dedicate", "设专属网格"}, {"undo", "撤销"}, {"redo", "重做"}};
    constexpr std::size_t widest = 10;
    std::string word = language == core::Language::zh ? chinese.at(kind) : kind;
    word.append(widest - std::min(widest, display_width(word)), ' ');
    return word;
  }

  static std::string line_of(const planning::EditAnswer& answer, std::size_t number, const Console& console) {
    const bool zh = console.language == core::Language::zh;
    const std::string what = kind_word(answer.what, console.language);
    if (answer.without_effect)
      return fmt::format("{:>3}  {}  {}\n", number, what,
                         zh ? "没有改变什么：方案本来如此" : "without effect: the plan is so already");
    if (!answer.refusal) {
      std::string text = fmt::format("{:>3}  {}", number, what);
      if (!answer.steps.empty()) {
        const bool back = answer.what == "undo";
        text += zh ? fmt::format("  第 {} 条", fmt::join(answer.steps, "、"))
                   : fmt::format("  {} edit {}", back ? "takes back" : "does again", fmt::join(answer.steps, ", "));
      }
      for (const planning::GridFigures& grid : answer.after) {
        text += zh ? fmt::format("  {}：{} 户", grid.code, grid.tally.households)
                   : fmt::format("  {}: {} households", grid.code, grid.tally.households);
        if (!grid.verdict.valid)
          text += zh ? fmt::format("（{}）", grid.verdict.reason.zh) : fmt::format(" ({})", grid.verdict.reason.en);
      }
      return text + "\n";
    }
    const std::string rule = answer.refusal->rule == 0 ? std::string()
                             : zh                      ? fmt::format("（规则 {}）", answer.refusal->rule)
                                                       : fmt::format(" (rule {})", answer.refusal->rule);
    return fmt::format("{:>3}  {}  {}{}{}\n", number, what, zh ? "拒绝：" : "refused: ", console.text(answer.refusal->reason),
                       rule);
  }

  /// 1 where something was refused, with every obstacle to an approval. Who asked for quiet still hears why.
  static int ending(const EditedPlan& edited, const Console& console) {
    if (console.quiet && !console.json) {
      for (std::size_t i = 0; i < edited.answers.size(); ++i) {
        if (edited.answers[i].refusal) console.alert("wangge:" + line_of(edited.answers[i], i + 1, console));
      }
    }
    if (edited.life_refusal) {
      std::string text = "wangge: " + console.text(edited.life_refusal->reason) + "\n";
      for (const planning::Obstacle& obstacle : edited.life_refusal->obstacles) {
        text += console.language == core::Language::zh
                    ? fmt::format("  网格 {}，规则 {}：{}\n", obstacle.grid, obstacle.rule, obstacle.reason.zh)
                    : fmt::format("  grid {}, rule {}: {}\n", obstacle.grid, obstacle.rule, obstacle.reason.en);
      }
      console.alert(text);
    }
    return edited.life_refusal || edited.refused() > 0 ? 1 : 0;
  }

  ScenarioArguments arguments_;
  std::string edits_;
  std::string plan_;
  std::string approve_;
  std::string from_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_edit_verb() { return std::make_unique<EditVerb>(); }

}  // namespace wangge::scenarios
