#include "scenarios/command/option_values.h"
#include "scenarios/command/scenario_arguments.h"
#include "scenarios/command/terminal_progress.h"
#include "scenarios/command/text_table.h"
#include "scenarios/command/verb.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/run_folder.h"
#include "scenarios/synth/town_scenario.h"
#include "scenarios/synth/town_step.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {
namespace {

class SynthVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "synth",
        .arguments = "FILE.toml",
        .brief = {.zh = "按给定总数生成一座合成城镇", .en = "a synthetic town, calibrated to given totals"},
        .details = {.zh = "文件的 [synth] 一节写明城镇的样子。写出 town.gpkg（边界、道路、建筑、人口等图层）、可直接运行的 "
                          "town.toml 和 manifest.json；--as osm.pbf 另写 OpenStreetMap 提取文件。写全之后文件夹才出现；出错或按 "
                          "Ctrl-C 时不留下任何东西。一切成果都注明是合成数据。",
                    .en = "The section [synth] of the file says what the town is like. Writes town.gpkg (boundaries, roads, "
                          "buildings, people and more as layers), town.toml, ready to run, and manifest.json; --as osm.pbf adds "
                          "an OpenStreetMap extract. The folder appears only when it is whole; an error or Ctrl-C leaves "
                          "nothing. Everything says that it is synthetic."},
        .example =
            "wangge synth scenarios/synth-quarter.toml --out towns/quarter\nwangge run towns/quarter/town.toml\nwangge synth "
            "scenarios/synth-quarter.toml --set synth.households=4000 --as gpkg,osm.pbf"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    arguments_.declare(app, language);
    add_folder_option(app, out_, {.zh = "城镇文件夹（缺省 towns/场景名）", .en = "the town's folder (default: towns/NAME)"},
                      language);
    app.add_option("--as", as_,
                   zh ? "gpkg、osm.pbf（缺省 gpkg），逗号分隔或重复" : "gpkg, osm.pbf (default: gpkg); by commas or repeated")
        ->type_name("FORMAT")
        ->delimiter(',')
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  int run(const Console& console) override {
    const core::Threads threads = arguments_.threads();
    const TownOutputs outputs = outputs_of();
    const Scenario scenario = arguments_.load();
    if (!scenario.synth) throw no_section(scenario);
    warn_of_empty_land(*scenario.synth, console);
    warn_of_lost_grids(*scenario.synth, outputs, console);
    TerminalProgress progress(console);
    const std::filesystem::path target =
        out_.empty() ? std::filesystem::path("towns") / scenario.name : std::filesystem::path(out_);
    refuse_replacing_inputs(target, scenario);
    RunFolder folder(target);
    const MadeTown made = write_scenario_town(scenario, folder.path(), outputs, threads, progress);
    for (const TownFile& file : made.files) {
      const std::string name = file.year ? fmt::format("town-{}.toml", *file.year) : "town.toml";
      write_file(folder.path() / name, town_scenario_toml(scenario, made, file, folder.target()));
    }
    const std::string manifest = town_manifest_json(scenario, made, folder.path());
    write_file(folder.path() / "manifest.json", manifest);
    progress.check();
    folder.commit();
    warn_of_vacancy(*scenario.synth, made, console);
    warn_of_other_buildings(*scenario.synth, made, console);
    console.print(console.json ? manifest : text_of(made, folder.target(), console));
    return ending(made, console);
  }

 private:
  [[nodiscard]] TownOutputs outputs_of() const {
    if (as_.empty()) return {};
    TownOutputs outputs{false, false};
    const std::vector<std::string> formats{"gpkg", "osm.pbf"};
    for (const std::string& format : as_) {
      const std::string known = word_of("--as", format, formats);
      (known == "gpkg" ? outputs.package : outputs.extract) = true;
    }
    return outputs;
  }

  static void warn_of_empty_land(const SynthSpec& synth, const Console& console) {
    constexpr double least_a_hectare = 3;
    if (synth.form != town::Form::quarter || !synth.households || !synth.area_km2 || *synth.area_km2 <= 0) return;
    const double density = static_cast<double>(*synth.households) / (100 * *synth.area_km2);
    if (density >= least_a_hectare) return;
    console.alert(console.text(
        {.zh = fmt::format("wangge: 警告：synth.area 太大，每公顷只有 {:.2g} 户；建成区通常在 {} 户以上\n", density,
                           least_a_hectare),
         .en = fmt::format("wangge: warning: synth.area leaves {:.2g} households a hectare; a quarter usually has more than {}\n",
                           density, least_a_hectare)}));
  }

  static core::Error no_section(const Scenario& scenario) {
    return {
        core::ErrorCode::usage,
        {.zh = fmt::format("{}: 没有 [synth] 一节；应写明城镇的样子，例如 [synth] households = 10000；见 wangge explain synth",
                           scenario.path),
         .en = fmt::format("{}: has no section [synth]; expected one that says what the town is like, such as [synth] households "
                           "= 10000; see wangge explain synth",
                           scenario.path)}};
  }

  static std::string text_of(const MadeTown& made, const std::filesystem::path& folder, const Console& console) {
    if (console.quiet) return folder.generic_string() + "\n";
    const bool zh = console.language == core::Language::zh;
    std::string text;
    for (const TownFile& file : made.files) {
      if (file.year) text += zh ? fmt::format("{} 年\n", *file.year) : fmt::format("in {}\n", *file.year);
      text += levels_text(made, file, zh) + empty_areas_text(made, file, zh) + homes_text(file, zh) + campuses_text(file, zh);
      text += "\n";
    }
    text += land_text(made, zh);
    const TownFile& last = made.files.front();
    for (const town::LayerCount& layer : last.layers) text += fmt::format("  {:<18} {:>10}\n", layer.layer, layer.features);
    if (last.objects) {
      text += zh ? fmt::format("  town.osm.pbf：{} 个点，{} 条路线，{} 个关系\n", last.objects->nodes, last.objects->ways,
                               last.objects->relations)
                 : fmt::format("  town.osm.pbf: {} nodes, {} ways, {} relations\n", last.objects->nodes, last.objects->ways,
                               last.objects->relations);
    }
    text += zh ? fmt::format("\n合成城镇，并非真实地点。文件夹：{}\n", folder.generic_string())
               : fmt::format("\na synthetic town, no real place. folder: {}\n", folder.generic_string());
    return text;
  }

  template <class Count>
  static std::string counted(Count count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
  }

  /// Areas of the lowest level where nobody lives, as at the rim of an earlier year.
  static std::string empty_areas_text(const MadeTown& made, const TownFile& file, bool zh) {
    std::size_t areas = 0;
    std::size_t empty = 0;
    for (const town::AreaId id : core::ids<town::AreaId>(file.areas.size())) {
      if (file.areas[id].level + 1U != made.level_names.size()) continue;
      ++areas;
      empty += file.counted[id].households == 0 ? 1 : 0;
    }
    if (empty == 0) return {};
    const std::string& level = made.level_names.back();
    return zh ? fmt::format("{}：{} 个中有 {} 个{}没有住户\n", level, areas, empty, file.year ? "当时还" : "")
              : fmt::format("{}: nobody lives in {} of {}{}\n", level, empty, areas, file.year ? " yet" : "");
  }

  static std::string homes_text(const TownFile& file, bool zh) {
    const double percent = 100 * occupancy(file);
    return zh ? fmt::format("住房 {} 套，{:.0f} % 有人居住\n", file.dwellings, percent)
              : fmt::format("{}, {:.0f} % of them lived in\n", counted(file.dwellings, "home"), percent);
  }

  /// The land decides how many homes there are; where that is far from what was asked for it shall be known.
  static void warn_of_vacancy(const SynthSpec& synth, const MadeTown& made, const Console& console) {
    constexpr double far = 0.1;
    const double lived_in = occupancy(made.files.front());
    if (std::abs(lived_in - synth.occupied) <= far) return;
    const bool roomy = lived_in < synth.occupied;
    console.alert(console.text(
        {.zh = fmt::format("wangge: 警告：{:.0f} % 的住房有人居住，而 synth.occupied 为 {:.0f} %：用地{}\n", 100 * lived_in,
                           100 * synth.occupied, roomy ? "大于城镇所需" : "偏小"),
         .en = fmt::format("wangge: warning: {:.0f} % of homes are lived in, synth.occupied is {:.0f} %: the land is {}\n",
                           100 * lived_in, 100 * synth.occupied,
                           roomy ? "larger than this town needs" : "smaller than this town needs")}));
  }

  /// Homes for all and the buildings they work in: their number can only be aimed at.
  static void warn_of_other_buildings(const SynthSpec& synth, const MadeTown& made, const Console& console) {
    constexpr double far = 0.1;
    if (!synth.buildings) return;
    const auto asked = static_cast<double>(*synth.buildings);
    const std::int64_t has = made.files.front().buildings;
    if (std::abs(static_cast<double>(has) - asked) <= far * asked) return;
    console.alert(
        console.text({.zh = fmt::format("wangge: 警告：synth.buildings 要求 {} 栋，而城镇有 {} "
                                        "栋：按给定的户数和居住方式只能如此；可改户数或 synth.living\n",
                                        *synth.buildings, has),
                      .en = fmt::format(
                          "wangge: warning: synth.buildings asks for {}, the town has {}: so many follow from its households and "
                          "how they live; change those or synth.living\n",
                          *synth.buildings, has)}));
  }

  /// An extract holds no plan of grids.
  static void warn_of_lost_grids(const SynthSpec& synth, const TownOutputs& outputs, const Console& console) {
    if (outputs.package || synth.grids.empty()) return;
    console.alert(console.text(
        {.zh = fmt::format("wangge: 警告：提取文件中没有网格，synth.grids = \"{}\" 不会写出；需要时用 --as gpkg,osm.pbf\n",
                           synth.grids),
         .en = fmt::format("wangge: warning: an extract has no grids: synth.grids = \"{}\" is not written; take --as "
                           "gpkg,osm.pbf to have them\n",
                           synth.grids)}));
  }

  static std::string campuses_text(const TownFile& file, bool zh) {
    if (file.unused_campuses == 0) return {};
    return zh ? fmt::format(
                    "{} 处学校、医院、市场和机关中有 {} 处没有组织：给定的组织数太少，可增大 synth.organisations 或该辖区的数\n",
                    file.campuses, file.unused_campuses)
              : fmt::format(
                    "{} schools, hospitals, markets and offices, of which {} hold no organisation: the totals have too few; "
                    "raise synth.organisations or those of the area\n",
                    file.campuses, file.unused_campuses);
  }

  static std::string land_text(const MadeTown& made, bool zh) {
    const double km2 = made.land.value / 1e6;
    std::string text = zh ? fmt::format("用地 {:.2f} km2", km2) : fmt::format("land: {:.2f} km2", km2);
    if (made.land_factor > 1) {
      text += zh ? fmt::format("，为初次估计的 {:g} 倍：更小的用地住不下各辖区的户数", made.land_factor)
                 : fmt::format(", {:g} times the first estimate: on less its areas would not hold their households",
                               made.land_factor);
    }
    return text + "\n\n";
  }

  static std::string levels_text(const MadeTown& made, const TownFile& file, bool zh) {
    std::string text;
    for (std::size_t level = 0; level < made.level_names.size(); ++level) {
      std::size_t areas = 0;
      std::size_t exact = 0;
      town::Totals sum;
      for (const town::AreaId id : core::ids<town::AreaId>(file.areas.size())) {
        if (file.areas[id].level != level) continue;
        ++areas;
        exact += file.areas[id].totals == file.counted[id] ? 1 : 0;
        sum.households += file.counted[id].households;
        sum.residents += file.counted[id].residents;
      }
      text += zh ? fmt::format("{}：{} 个辖区，{} 户，{} 人；总数全部满足的有 {} 个\n", made.level_names[level], areas,
                               sum.households, sum.residents, exact)
                 : fmt::format("{}: {}, {}, {}; all totals met in {} of {}\n", made.level_names[level], counted(areas, "area"),
                               counted(sum.households, "household"), counted(sum.residents, "resident"), exact, areas);
    }
    return text;
  }

  /// 1 where a total is missed: the generator then broke its word.
  static int ending(const MadeTown& made, const Console& console) {
    int code = 0;
    for (const TownFile& file : made.files) {
      const std::vector<std::string> codes = inexact_areas(file);
      if (codes.empty()) continue;
      code = 1;
      console.alert(console.text(
          {.zh = fmt::format("wangge: {} 个辖区的总数没有满足，例如 {}\n", codes.size(), codes.front()),
           .en = fmt::format("wangge: the totals of {} areas are not met, for one of {}\n", codes.size(), codes.front())}));
    }
    return code;
  }

  ScenarioArguments arguments_;
  std::string out_;
  std::vector<std::string> as_;
};

}  // namespace

std::unique_ptr<Verb> make_synth_verb() { return std::make_unique<SynthVerb>(); }

}  // namespace wangge::scenarios
