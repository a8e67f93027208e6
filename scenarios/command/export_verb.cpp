#include "engine/core/error.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/run/export_run.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

const std::array<std::string, 3> audiences = {"internal", "partner", "public"};
const std::array<std::string, 5> themes = {"grids", "response", "households", "effective", "responders"};
const std::array<std::string, 5> papers = {"A4", "A3", "A2", "A1", "A0"};

class ExportVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "export",
            .arguments = "RUN",
            .brief = {.zh = "从运行文件夹导出地图、图层和数字", .en = "maps, layers and figures of a run in other formats"},
            .details = {.zh = "partner 和 public：不含建筑和单元，不足 5 "
                              "人的数字连同会暴露它的数字一起隐去，模型推算的数字有标记；每次导出都与以前的核对。",
                        .en = "partner and public: no buildings, no cells, counts under 5 persons are hidden together with those "
                              "that would give them away, modelled figures are marked; every "
                              "export is checked against earlier ones."},
            .example =
                "wangge export runs/liechtenstein --as geojson,pdf\nwangge export runs/liechtenstein --as gpkg --audience public "
                "--out handed-out"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("RUN", run_, zh ? "运行文件夹" : "the run folder")->required();
    app.add_option("--as", as_,
                   zh ? "格式，逗号分隔：pdf png svg gpkg geojson shp fgb csv json"
                      : "formats, comma between: pdf png svg gpkg geojson shp fgb csv json")
        ->type_name("FORMAT")
        ->required();
    app.add_option("--audience", audience_,
                   zh ? "internal、partner 或 public（缺省 internal）" : "internal, partner or public (default: internal)")
        ->type_name("WHO");
    add_folder_option(
        app, out_, {.zh = "导出文件夹（缺省 RUN-export-WHO）", .en = "the folder to make (default: RUN-export-WHO)"}, language);
    app.add_option("--theme", theme_,
                   zh ? "地图主题：grids、response、households、effective 或 responders"
                      : "theme of maps: grids, response, households, effective or responders")
        ->type_name("THEME");
    app.add_option("--paper", paper_, zh ? "地图纸张：A4 至 A0" : "paper of maps: A4 to A0")->type_name("PAPER");
    app.add_option("--review", review_, zh ? "审图号" : "map review number (审图号)")->type_name("NUMBER");
  }

  int run(const Console& console) override {
    ExportRequest request;
    request.run = run_;
    request.formats = formats();
    request.audience = *audience_named(word_of("--audience", audience_, audiences));
    request.folder = out_.empty() ? folder_beside(request) : std::filesystem::path(out_);
    request.theme = word_of("--theme", theme_, themes);
    request.paper = word_of("--paper", paper_, papers);
    request.review_number = review_;
    TerminalProgress progress(console);
    const ExportOutcome outcome = export_run(request, progress);
    console.print(console.json ? json_of(outcome) : text_of_outcome(outcome, console));
    remark_on_stamp(request, console);
    return 0;
  }

 private:
  /// Not inside the run folder: a re-run would delete it.
  static std::filesystem::path folder_beside(const ExportRequest& request) {
    std::filesystem::path run = std::filesystem::absolute(request.run).lexically_normal();
    if (!run.has_filename()) run = run.parent_path();
    return run.parent_path() / fmt::format("{}-export-{}", run.filename().string(), name(request.audience));
  }

  static void remark_on_stamp(const ExportRequest& request, const Console& console) {
    const bool has_map = std::any_of(request.formats.begin(), request.formats.end(), [](const std::string& format) {
      return format == "pdf" || format == "png" || format == "svg";
    });
    if (!has_map || request.audience == Audience::internal || !request.review_number.empty()) return;
    console.remark(console.text({.zh = "没有审图号（--review），地图印有“内部用图”\n",
                                 .en = "without a review number (--review) the map is stamped for internal use\n"}));
  }

  [[nodiscard]] std::vector<std::string> formats() const {
    std::vector<std::string> list(1);
    for (const char c : as_) {
      if (c == ',') {
        list.emplace_back();
      } else {
        list.back() += c;
      }
    }
    for (const std::string& format : list) (void)word_of("--as", format, export_formats());
    return list;
  }

  static std::string json_of(const ExportOutcome& outcome) {
    const nlohmann::json body = {
        {"folder", outcome.folder.generic_string()}, {"files", outcome.files}, {"hidden", outcome.hidden}};
    return body.dump(2) + "\n";
  }

  static std::string text_of_outcome(const ExportOutcome& outcome, const Console& console) {
    std::string text;
    for (const std::string& file : outcome.files) text += (outcome.folder / file).generic_string() + "\n";
    if (outcome.hidden > 0 && !console.quiet) {
      text += console.language == core::Language::zh
                  ? fmt::format("隐去了 {} 个辖区或网格的数字\n", outcome.hidden)
                  : fmt::format("the counts of {} areas or grids are hidden\n", outcome.hidden);
    }
    return text;
  }

  std::string run_;
  std::string as_;
  std::string audience_ = "internal";
  std::string out_;
  std::string theme_ = "grids";
  std::string paper_ = "A3";
  std::string review_;
};

}  // namespace

std::unique_ptr<Verb> make_export_verb() { return std::make_unique<ExportVerb>(); }

}  // namespace wangge::scenarios
