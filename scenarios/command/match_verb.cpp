#include "scenarios/command/match_verb.h"

#include "scenarios/match/match_lists.h"
#include "scenarios/run/checked_file.h"

#include <CLI/CLI.hpp>

#include <string>

namespace wangge::scenarios {
namespace {

class MatchVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "match",
        .arguments = "--demands D.csv --projects P.csv --resources R.csv",
        .brief = {.zh = "需求、项目、资源三张清单双向对接",
                  .en = "match the demand list, the project list and the resource list"},
        .details =
            {.zh = "每项需求至多归一个项目，每个项目由能承担的资源办理；名额之内，使对接上的需求分量之和最大，并由割给出证明。"
                   "输出谁对谁、哪些没有对接上及其原因。三张表的列见 docs/zh/matching.md。",
             .en = "Each demand goes to one project at most, each project to resources that can carry it; within places and "
                   "capacities the weight of the matched demands is the greatest there is, which cuts prove. Says who goes "
                   "with whom, what is left and why. The columns of the lists stand in docs/matching.md."},
        .example =
            "wangge match --demands demands.csv --projects projects.csv --resources resources.csv --out matches.csv\n"
            "wangge match --demands demands.csv --projects projects.csv --resources resources.csv --json"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("--demands", files_.demands,
                   zh ? "需求清单：demand、kind，可有 area、weight" : "demand list: demand, kind, and any of area, weight")
        ->type_name("FILE.csv")
        ->required();
    app.add_option("--projects", files_.projects,
                   zh ? "项目清单：project、kinds，可有 needs、area、places"
                      : "project list: project, kinds, and any of needs, area, places")
        ->type_name("FILE.csv")
        ->required();
    app.add_option(
           "--resources", files_.resources,
           zh ? "资源清单：resource、offers，可有 area、capacity" : "resource list: resource, offers, and any of area, capacity")
        ->type_name("FILE.csv")
        ->required();
    app.add_option(
           "--out", out_,
           zh ? "把每项需求的项目、资源或原因写入此文件" : "write the project and resource of each demand, or the reason, there")
        ->type_name("FILE.csv");
  }

  int run(const Console& console) override {
    const NamedLists named = read_lists(files_);
    const siting::ThreeListsAnswer answer = siting::match_three_lists(named.lists);
    if (!out_.empty()) write_file(out_, match_csv(named, answer));
    console.print(console.json ? match_json(named, answer) : match_text(named, answer, console.language));
    return 0;
  }

 private:
  ListFiles files_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Verb> make_match_verb() { return std::make_unique<MatchVerb>(); }

}  // namespace wangge::scenarios
