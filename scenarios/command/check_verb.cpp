#include "gis/write/findings_file.h"
#include "scenarios/command/describe.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/scenario_arguments.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/pipeline.h"
#include "scenarios/run/run_folder.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace wangge::scenarios {
namespace {

class CheckVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "check",
            .arguments = "FILE.toml",
            .brief = {.zh = "检查输入：每处缺陷的位置、原因和修复办法",
                      .en = "audit the input: every defect, with place, cause and suggested repair"},
            .details = {.zh = "有错误时退出码为 1；只有警告时为 0。--out 另写 findings.json、findings.geojson 和 findings.gpkg。",
                        .en = "Exit code 1 when there is an error, 0 with warnings only. --out also writes findings.json, "
                              "findings.geojson and findings.gpkg."},
            .example = "wangge check scenarios/liechtenstein.toml\nwangge check town.toml --out checks/town --json",
            .findings = true};
  }

  void declare(CLI::App& app, core::Language language) override {
    arguments_.declare(app, language);
    add_folder_option(app, out_, {.zh = "把发现写成文件和地图", .en = "write the findings as files and a map"}, language);
  }

  int run(const Console& console) override {
    const core::Threads threads = arguments_.threads();
    const Scenario scenario = arguments_.load();
    TerminalProgress progress(console);
    const CheckOutcome outcome = check_scenario(scenario, threads, progress);
    const std::string json = json_of(outcome);
    if (!out_.empty()) write_files(outcome, json);
    console.print(console.json ? json : text_of_outcome(outcome, console));
    return error_count(outcome.findings) > 0 ? 1 : 0;
  }

 private:
  static std::string json_of(const CheckOutcome& outcome) {
    using nlohmann::json;
    json findings = json::array();
    for (const core::Finding& finding : outcome.findings.all()) findings.push_back(finding_json(finding));
    json groups = json::array();
    for (const core::Findings::Group& group : outcome.findings.groups())
      groups.push_back({{"rule", group.rule}, {"count", group.count}});
    const json body = {{"areas", outcome.areas},
                       {"buildings", outcome.buildings},
                       {"unassigned", outcome.unassigned},
                       {"cells", outcome.cells},
                       {"road_pieces", outcome.roads},
                       {"households", outcome.households},
                       {"residents", outcome.residents},
                       {"reference", outcome.reference.name},
                       {"groups", groups},
                       {"findings", findings}};
    return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  }

  void write_files(const CheckOutcome& outcome, const std::string& json) const {
    RunFolder folder(out_, "findings.json");
    write_file(folder.path() / "findings.json", "{\"wangge\": \"check\",\n" + json.substr(json.find('\n') + 1));
    gis::write_findings(folder.path() / "findings.geojson", outcome.findings, outcome.reference);
    gis::write_findings(folder.path() / "findings.gpkg", outcome.findings, outcome.reference);
    folder.commit();
  }

  static std::string text_of_outcome(const CheckOutcome& outcome, const Console& console) {
    const bool zh = console.language == core::Language::zh;
    std::string text = zh ? fmt::format("辖区 {}，建筑 {}（另有 {} 栋未归入），单元 {}，道路 {} 段，户 {}，居民 {}；坐标系 {}\n",
                                        outcome.areas, outcome.buildings, outcome.unassigned, outcome.cells, outcome.roads,
                                        outcome.households, outcome.residents, outcome.reference.name)
                          : fmt::format(
                                "{} areas, {} buildings ({} more unassigned), {} cells, {} road pieces, {} households, {} "
                                "residents; reference system {}\n",
                                outcome.areas, outcome.buildings, outcome.unassigned, outcome.cells, outcome.roads,
                                outcome.households, outcome.residents, outcome.reference.name);
    const std::size_t count = outcome.findings.all().size();
    if (count == 0) return text + (zh ? "没有发现缺陷\n" : "nothing was found wrong\n");
    text += zh ? fmt::format("\n{} 处发现：\n", count) : fmt::format("\n{} {}:\n", count, count == 1 ? "finding" : "findings");
    constexpr std::size_t examples = 3;
    text += listed_findings(outcome.findings, console.language, console.verbose ? count : examples);
    if (console.verbose || count <= examples) return text;
    return text + (zh ? "\n--verbose 逐处列出；--out DIR 另写成地图\n"
                      : "\n--verbose lists every one; --out DIR writes them as a map too\n");
  }

  ScenarioArguments arguments_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_check_verb() { return std::make_unique<CheckVerb>(); }

}  // namespace wangge::scenarios
