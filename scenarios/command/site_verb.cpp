#include "scenarios/command/describe.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/scenario_arguments.h"
#include "scenarios/command/site_text.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/site/site_folder.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace wangge::scenarios {
namespace {

class SiteVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "site",
        .arguments = "FILE.toml",
        .brief = {.zh = "为驻点和服务中心选址，给出界", .en = "place stations and service centres, with a bound"},
        .details =
            {.zh = "按场景的 [siting] 一节选址：总路程最短、最远者最近、覆盖、有容量或逐级设点。文件夹含 "
                   "site.json、sites.gpkg、plan.gpkg "
                   "和报告：每个答案的界和差距，各人群前后的比例，盲点，可达性，各网格所需人数。输入有错误时退出码为 1。",
             .en =
                 "Chooses sites by the section [siting] of the scenario: shortest ways, farthest home, coverings, capacities, or "
                 "level by level. The folder holds site.json, sites.gpkg, plan.gpkg and a report: a bound and a gap for each "
                 "answer, shares by group before and after, blind spots, accessibility, workers that each grid needs. The exit "
                 "code is 1 where the input has errors."},
        .example =
            "wangge site scenarios/liechtenstein.toml\nwangge site town.toml --set siting.problem=set-cover --set "
            "\"siting.standard=10 min\" --out sites/ten-minutes",
        .findings = true};
  }

  void declare(CLI::App& app, core::Language language) override {
    arguments_.declare(app, language);
    add_folder_option(app, out_, {.zh = "选址文件夹（缺省 sites/场景名）", .en = "the folder of sites (default: sites/NAME)"},
                      language);
  }

  int run(const Console& console) override {
    const core::Threads threads = arguments_.threads();
    const Scenario scenario = arguments_.load();
    TerminalProgress progress(console);
    const std::filesystem::path folder =
        out_.empty() ? std::filesystem::path("sites") / scenario.name : std::filesystem::path(out_);
    const SiteOutcome outcome =
        site_scenario(scenario, {.folder = folder, .threads = threads, .language = console.language}, progress);
    console.print(console.json ? json_of(outcome) : text_of_outcome(outcome, console));
    return ending(outcome, console);
  }

 private:
  static int ending(const SiteOutcome& outcome, const Console& console) {
    const std::size_t errors = error_count(outcome.findings);
    if (errors == 0) return 0;
    if (console.quiet && !console.json) console.alert(error_findings_text(outcome.findings, console.language));
    console.alert(console.text({.zh = fmt::format("wangge: 输入有 {} 处错误，请改正后再用这些点\n", errors),
                                .en = fmt::format("wangge: the input has {} {}; correct it before you use the sites\n", errors,
                                                  errors == 1 ? "error" : "errors")}));
    return 1;
  }

  static std::string json_of(const SiteOutcome& outcome) {
    using nlohmann::json;
    json body = json::parse(outcome.sites);
    body["folder"] = outcome.folder.generic_string();
    body["stages"] = stages_json(outcome.stages);
    return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  }

  static std::string text_of_outcome(const SiteOutcome& outcome, const Console& console) {
    if (console.quiet) return outcome.folder.generic_string() + "\n";
    const bool zh = console.language == core::Language::zh;
    std::string text = stage_table(outcome.stages, console.language) + "\n" + site_answers_text(outcome.sites, console.language) +
                       "\n" + sites_table(outcome.sites, console.language) + "\n" +
                       site_groups_table(outcome.sites, console.language);
    const std::string further = site_further_text(outcome.sites, console.language);
    if (!further.empty()) text += "\n" + further;
    const std::string findings = findings_text(outcome.findings, console.language, console.verbose);
    if (!findings.empty()) text += (zh ? "\n发现：\n" : "\nfindings:\n") + findings;
    return text + fmt::format("\n{}: {}\n", zh ? "选址文件夹" : "folder of sites", outcome.folder.generic_string());
  }

  ScenarioArguments arguments_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_site_verb() { return std::make_unique<SiteVerb>(); }

}  // namespace wangge::scenarios
