#include "scenarios/lab/form.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "gis/form/densest_square.h"
#include "gis/form/figure_ground.h"
#include "gis/form/form_subject.h"
#include "gis/read/read_layers.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/temporary_folder.h"
#include "scenarios/schema/load_scenario.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/synth/town_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace wangge::scenarios {
namespace {

/// A file as it was read.
struct OpenedSource {
  std::unique_ptr<gis::Layers> layers;
  gis::FormExtras extras;
  std::vector<std::string> level_names;
  std::string title;
  bool synthetic = false;
};

bool is_scenario(const std::string& file) { return file.ends_with(".toml"); }

OpenedSource open_source(const std::string& file, const FormQuestion& question, core::Progress& progress) {
  OpenedSource source;
  gis::LayerSpecs specs;
  std::optional<TemporaryFolder> folder;  // a town that is made for this question goes with it
  if (is_scenario(file)) {
    Scenario scenario = load_scenario(file, question.overrides, question.shipped);
    if (scenario.synth) {
      folder.emplace("form");
      const MadeTown made = write_scenario_town(scenario, folder->path(), {}, question.threads, progress);
      scenario = reading_town(scenario, made, folder->path());
    }
    specs = layer_specs(scenario);
    source.title = core::in(scenario.title, question.language);
    source.synthetic = scenario.synthetic;
  } else {
    specs = gis::form_specs(file, question.layers);
    source.title = std::filesystem::path(file).stem().stem().string();
  }
  source.layers = std::make_unique<gis::Layers>(gis::read_layers(specs, question.threads, progress));
  source.extras = gis::read_form_extras(specs, *source.layers, progress);
  const auto& sources = source.layers->sources;
  source.synthetic =
      source.synthetic || std::any_of(sources.begin(), sources.end(), [](const gis::Source& one) { return one.synthetic; });
  for (const gis::AreaSpec& level : specs.levels) source.level_names.push_back(level.level);
  return source;
}

/// The areas that a request may mean.
const std::vector<gis::AreaFeature>& level_of(const OpenedSource& source, const FormRequest& request, const std::string& level) {
  if (source.layers->levels.empty()) {
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("{} 没有读入区域：请用 --areas 给出 admin_level 或图层", request.file),
                       .en = fmt::format("no areas were read of {}: name an admin_level or a layer with --areas", request.file)});
  }
  if (level.empty()) return source.layers->levels.back();
  const auto found = std::find(source.level_names.begin(), source.level_names.end(), level);
  if (found != source.level_names.end())
    return source.layers->levels[static_cast<std::size_t>(found - source.level_names.begin())];
  throw core::Error(
      core::ErrorCode::usage,
      {.zh = fmt::format("{} 没有层级“{}”；现有：{}", request.file, level, fmt::join(source.level_names, ", ")),
       .en = fmt::format("{} has no level '{}'; it has: {}", request.file, level, fmt::join(source.level_names, ", "))});
}

const gis::AreaFeature& area_named(const OpenedSource& source, const FormRequest& request) {
  std::vector<std::string> names;
  for (auto level = source.layers->levels.rbegin(); level != source.layers->levels.rend(); ++level) {
    for (const gis::AreaFeature& area : *level) {
      if (area.name == request.within || area.code == request.within) return area;
      names.push_back(area.name);
    }
  }
  const auto guess = core::nearest(request.within, names);
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 没有名为“{}”的区域{}", request.file, request.within,
                                                               guess ? fmt::format("；是不是“{}”？", *guess) : ""),
                                             .en = fmt::format("{} has no area '{}'{}", request.file, request.within,
                                                               guess ? fmt::format("; did you mean '{}'?", *guess) : "")});
}

/// What is measured: places with their shapes (empty: all).
std::vector<std::pair<std::string, gis::MultiPolygon>> places_of(const OpenedSource& source, const FormRequest& request,
                                                                 const std::string& level) {
  std::vector<std::pair<std::string, gis::MultiPolygon>> places;
  if (request.each) {
    for (const gis::AreaFeature& area : level_of(source, request, level)) places.emplace_back(area.name, area.shape);
  } else if (!request.within.empty()) {
    level_of(source, request, level);
    const gis::AreaFeature& area = area_named(source, request);
    places.emplace_back(area.name, area.shape);
  } else {
    places.emplace_back(source.title, gis::MultiPolygon());
  }
  return places;
}

std::vector<std::string> credits_of(const gis::Layers& layers) {
  std::vector<std::string> credits;
  for (const gis::Source& source : layers.sources) {
    if (source.attribution.empty() || std::find(credits.begin(), credits.end(), source.attribution) != credits.end()) continue;
    credits.push_back(source.attribution);
  }
  return credits;
}

gis::FigureGroundPanel panel_of(const OpenedSource& source, const FormRequest& request, const std::string& title,
                                const gis::MultiPolygon& shape) {
  gis::FigureGroundPanel panel;
  panel.title = title;
  panel.layers = source.layers.get();
  panel.waters = source.extras.waters;
  panel.synthetic = source.synthetic;
  panel.credits = credits_of(*source.layers);
  panel.centre =
      request.centre ? gis::from_degrees(*request.centre, source.layers->reference) : gis::densest_square(*source.layers, shape);
  return panel;
}

gis::map::MapFormat format_of(const std::filesystem::path& figure) {
  if (figure.extension() == ".png") return gis::map::MapFormat::png;
  if (figure.extension() == ".svg") return gis::map::MapFormat::svg;
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("--figure {}：应以 .png 或 .svg 结尾", figure.string()),
                     .en = fmt::format("--figure {}: a name ending in .png or .svg is expected", figure.string())});
}

}  // namespace

std::vector<FormReport> lab_form(const FormQuestion& question, core::Progress& progress) {
  std::optional<gis::map::MapFormat> format;
  if (!question.figure.empty()) format = format_of(question.figure);
  std::vector<FormReport> reports;
  std::vector<OpenedSource> opened;  // panels point into them
  std::vector<gis::FigureGroundPanel> panels;
  for (const FormRequest& request : question.requests) {
    OpenedSource& source = opened.emplace_back(open_source(request.file, question, progress));
    const auto places = places_of(source, request, question.layers.areas);
    progress.begin("form", places.size());
    const evaluation::FormSurvey survey(gis::form_subject(*source.layers, source.extras.gates, question.threads),
                                        question.threads);
    FormReport report{
        source.title, request.file, source.layers->reference.name, source.synthetic, credits_of(*source.layers), {}};
    for (const auto& [name, shape] : places) {
      report.places.push_back({request.each || request.title.empty() ? name : request.title, survey.of(gis::rings_of(shape))});
      if (format) panels.push_back(panel_of(source, request, report.places.back().name, shape));
      progress.advance(1);
      progress.check();
    }
    if (!request.each) report.title = report.places.front().name;
    if (!request.title.empty()) report.title = request.title;
    progress.end();
    reports.push_back(std::move(report));
  }
  if (format) {
    const auto language = question.language == core::Language::zh ? gis::map::SheetLanguage::zh : gis::map::SheetLanguage::en;
    write_file(question.figure, gis::draw_figure_ground(panels, language, *format));
  }
  return reports;
}

}  // namespace wangge::scenarios
