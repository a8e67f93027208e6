#include "scenarios/command/describe.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/compare/comparison_files.h"
#include "scenarios/compare/comparison_text.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace wangge::scenarios {
namespace {

class CompareVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "compare",
        .arguments = "A B",
        .brief = {.zh = "比较两个方案或两次运行：谁换了网格，哪些指标真的不同",
                  .en = "two plans or two runs: what moved, whom, which figure is really different"},
        .details = {.zh = "A 和 B 是运行文件夹或方案文件（plan.gpkg）。网格按共有户数最大对应。--out 写出 "
                          "compare.json、report.html、transfer.csv、codes.csv 和 changes.gpkg；这些文件属内部资料。",
                    .en = "A and B are run folders or plan files (plan.gpkg). Grids are matched so that as many households as "
                          "possible stay. --out writes compare.json, report.html, transfer.csv, codes.csv and changes.gpkg, "
                          "which are internal as runs are."},
        .example = "wangge compare runs/today runs/proposal\nwangge compare runs/today runs/proposal --out compared --lang zh",
        .findings = true};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("A", before_, zh ? "原来的方案：运行文件夹或方案文件" : "the plan before: a run folder or a plan file")
        ->required();
    app.add_option("B", after_, zh ? "新的方案" : "the plan after")->required();
    add_folder_option(app, out_, {.zh = "要写出的文件夹", .en = "the folder to make"}, language);
  }

  int run(const Console& console) override {
    TerminalProgress progress(console);
    const Comparison comparison = compare_plans(before_, after_, progress);
    std::vector<std::string> files;
    if (!out_.empty()) files = write_comparison(out_, comparison, console.language, progress);
    if (console.json) {
      console.print(comparison_json(comparison).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
      return 0;
    }
    console.print(comparison_text(comparison, console.language));
    if (console.quiet) return 0;
    const std::string findings = findings_text(comparison.findings, console.language, console.verbose);
    if (!findings.empty()) console.print((console.language == core::Language::zh ? "\n发现：\n" : "\nfindings:\n") + findings);
    if (!out_.empty()) console.print(fmt::format("\n{}\n", (std::filesystem::path(out_) / "report.html").generic_string()));
    return 0;
  }

 private:
  std::string before_;
  std::string after_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_compare_verb() { return std::make_unique<CompareVerb>(); }

}  // namespace wangge::scenarios
