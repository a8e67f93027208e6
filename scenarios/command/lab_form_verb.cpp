#include "engine/core/error.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/shipped_scenarios.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/form.h"
#include "scenarios/lab/form_table.h"
#include "scenarios/run/checked_file.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

/// "8.71,49.41", or "-" for none.
std::optional<core::Position> place_of(const std::string& text) {
  if (text == "-") return std::nullopt;
  core::Position place;
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto east = std::from_chars(text.data(), end, place.x);
    const auto north = std::from_chars(text.data() + comma + 1, end, place.y);
    if (east.ec == std::errc() && north.ec == std::errc() && east.ptr == text.data() + comma && north.ptr == end) return place;
  }
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("--centre：“{}”不可用；应为以英文逗号相连的经纬度（如 106.6,23.9）或 -", text),
                     .en = fmt::format("--centre: \"{}\" is not allowed; expected EAST,NORTH in degrees, or -", text)});
}

class LabFormVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "lab form",
            .arguments = "FILE[#AREA]...",
            .brief = {.zh = "实验：街道、街区、建筑的形态统计", .en = "laboratory: statistics of streets, blocks and buildings"},
            .details = {.zh = "文件可为场景（.toml；有 [synth] 者先造出城镇）、OpenStreetMap 数据、GeoPackage，或以前 --json "
                              "的结果（.json）。各文件只统计按"
                              "同一规则得出的建成用地。指标说明见 docs/zh/town-form.md。",
                        .en = "A file is a scenario (.toml; the town of one with [synth] is made first), an OpenStreetMap "
                              "extract, a GeoPackage, or an earlier answer of --json (.json). Only built-up land counts, found "
                              "by one rule everywhere. What the figures mean: "
                              "docs/town-form.md."},
            .example =
                "wangge lab form scenarios/liechtenstein.toml#Vaduz --figure vaduz.png\nwangge lab form "
                "scenarios/liechtenstein.toml --each --json\nwangge lab form scenarios/synth-quarter.toml "
                "docs/town-form/liechtenstein.json --as markdown\nwangge lab form town.osm.pbf --areas 8 --within Vaduz"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    const auto take_all = [](CLI::Option* option) {
      option->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    };
    app.add_option("FILE", files_,
                   zh ? "文件；#区域 只统计该区域，#* 为每个区域" : "a file; #AREA: only that area; #*: each area");
    app.add_option("--within", within_, zh ? "只统计该区域（只有一个文件时）" : "only that area (of a single file)")
        ->type_name("AREA");
    app.add_option("--areas", areas_, zh ? "层级名、admin_level 或图层" : "a level's name, an admin_level or a layer")
        ->type_name("LEVEL");
    app.add_flag("--each", each_, zh ? "该层级的每个区域" : "every area of the level");
    app.add_option("--buildings", buildings_, zh ? "建筑图层（缺省 buildings）" : "layer of buildings (default: buildings)")
        ->type_name("LAYER");
    app.add_option("--roads", roads_, zh ? "道路图层（缺省 roads）" : "layer of roads (default: roads)")->type_name("LAYER");
    take_all(
        app.add_option("--title", titles_, zh ? "名称，按文件顺序" : "a name, in the order of the files")->type_name("TEXT"));
    take_all(app.add_option("--centre", centres_,
                            zh ? "图的中心（经纬度，如 106.6,23.9；- 为最密处），按文件顺序"
                               : "middle of the plan (degrees; -: where it is densest), in the order of the files")
                 ->type_name("EAST,NORTH"));
    take_all(
        app.add_option("--set", set_, zh ? "覆盖各场景的一个键，可重复" : "override one key of every scenario; may be repeated")
            ->type_name("KEY=VALUE"));
    app.add_option("--figure", figure_, zh ? "画出 1 km × 1 km 图底关系图" : "draw plans of 1 km x 1 km side by side")
        ->type_name("FILE.png|svg");
    app.add_option("--as", as_, zh ? "text、markdown 或 glossary（指标说明）" : "text, markdown, or glossary (what figures mean)")
        ->type_name("text|markdown|glossary");
    app.add_option("--threads", threads_, zh ? "线程数（缺省：全部核）" : "threads (default: all cores)")->type_name("N");
  }

  int run(const Console& console) override {
    const std::array<std::string, 3> forms = {"text", "markdown", "glossary"};
    const std::string form = word_of("--as", as_, forms);
    if (form == "glossary") {
      console.print(form_glossary(console.language));
      return 0;
    }
    const std::vector<FormReport> reports = reports_of(console);
    console.print(console.json         ? form_json(reports)
                  : form == "markdown" ? form_markdown(reports, console.language)
                                       : form_text(reports, console.language));
    return 0;
  }

 private:
  [[nodiscard]] std::vector<FormReport> reports_of(const Console& console) const {
    if (files_.empty()) throw core::Error(core::ErrorCode::usage, {.zh = "缺少 FILE", .en = "FILE is missing"});
    if ((!within_.empty() || each_) && files_.size() > 1) {
      throw core::Error(core::ErrorCode::usage,
                        {.zh = "--within 和 --each 只用于一个文件；多个文件时写 文件#区域 或 '文件#*'",
                         .en = "--within and --each go with one file; of several write FILE#AREA or 'FILE#*'"});
    }
    FormQuestion question;
    question.overrides = set_;
    question.layers = {buildings_, roads_, areas_};
    question.shipped = shipped_scenarios();
    question.figure = figure_;
    question.language = console.language;
    question.threads = threads_of(threads_);
    std::vector<FormReport> reports;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!files_[i].ends_with(".json")) {
        question.requests.push_back(request(i));
        continue;
      }
      for (FormReport& earlier : form_of_json(read_file(files_[i]), files_[i])) reports.push_back(std::move(earlier));
    }
    TerminalProgress progress(console.quiet ? TerminalProgress::Style::silent : TerminalProgress::fitting_style(),
                              console.language);
    for (FormReport& fresh : lab_form(question, progress)) reports.push_back(std::move(fresh));
    return reports;
  }

  [[nodiscard]] FormRequest request(std::size_t i) const {
    FormRequest request;
    const std::size_t hash = files_[i].rfind('#');
    request.file = files_[i].substr(0, hash);
    request.within = hash == std::string::npos ? within_ : files_[i].substr(hash + 1);
    request.each = each_ || request.within == "*";
    if (request.each) request.within.clear();
    if (i < titles_.size()) request.title = titles_[i];
    if (i < centres_.size()) request.centre = place_of(centres_[i]);
    return request;
  }

  std::vector<std::string> files_;
  std::string within_;
  std::string areas_;
  bool each_ = false;
  std::string buildings_ = "buildings";
  std::string roads_ = "roads";
  std::vector<std::string> titles_;
  std::vector<std::string> centres_;
  std::vector<std::string> set_;
  std::string figure_;
  std::string as_ = "text";
  std::string threads_;
};

}  // namespace

std::unique_ptr<Verb> make_lab_form_verb() { return std::make_unique<LabFormVerb>(); }

}  // namespace wangge::scenarios
