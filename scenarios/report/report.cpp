#include "scenarios/report/report.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"
#include "scenarios/report/page_style.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using report::both;
using report::Json;
using report::Markup;
using report::RunFigures;

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("找不到 {}", path.string()), .en = fmt::format("cannot read {}", path.string())});
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Json parsed(const std::string& text, const char* name) {
  try {
    return Json::parse(text);
  } catch (const Json::exception& why) {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("{} 不是正确的 JSON{}", name, core::system_words(why.what())),
                                               .en = fmt::format("{} is not valid JSON: {}", name, why.what())});
  }
}

bool is_synthetic(const RunFigures& run) {
  const Json* synthetic = report::find(run.metrics, "synthetic");
  return synthetic != nullptr && synthetic->is_boolean() && synthetic->get<bool>();
}

core::Text title_of(const RunFigures& run) {
  const core::Text place = report::text(run.metrics, "scenario.title")
                               .value_or(report::same(report::word(run.metrics, "scenario.name").value_or("Wangge")));
  return {.zh = place.zh + " · 网格方案评估报告", .en = place.en + " · Report on the grid plan"};
}

struct Chapter {
  const char* id;
  core::Text title;
  void (*write)(Markup&, const RunFigures&);
};

const std::vector<Chapter>& chapters() {
  static const std::vector<Chapter> all{{"answers", {.zh = "结论", .en = "Answers"}, report::write_answers},
                                        {"map", {.zh = "网格划分", .en = "Grids"}, report::write_overview},
                                        {"circle", {.zh = "静态响应圈", .en = "Static circle"}, report::write_circle},
                                        {"response", {.zh = "响应时间", .en = "Response"}, report::write_response},
                                        {"service", {.zh = "办理", .en = "Service"}, report::write_service},
                                        {"rounds", {.zh = "计划内工作", .en = "Scheduled work"}, report::write_rounds},
                                        {"duty-time", {.zh = "工时构成", .en = "Time of duty"}, report::write_duty_time},
                                        {"load", {.zh = "负荷", .en = "Load"}, report::write_load},
                                        {"theory", {.zh = "公式对照", .en = "Formulas"}, report::write_theory},
                                        {"grids", {.zh = "数字", .en = "Figures"}, report::write_grids},
                                        {"rules", {.zh = "规则", .en = "Rules"}, report::write_rules},
                                        {"audit", {.zh = "输入检查", .en = "Input"}, report::write_audit},
                                        {"real", {.zh = "真实与模型", .en = "Real and modelled"}, report::write_sources},
                                        {"method", {.zh = "方法", .en = "Method"}, report::write_method},
                                        {"reproduce", {.zh = "重现与出处", .en = "Reproduce, credits"}, report::write_imprint}};
  return all;
}

void write_header(Markup& page, const RunFigures& run, const std::vector<const Chapter*>& present) {
  page.html(report::page_stamps(is_synthetic(run)));
  page.html("<h1>" + both(title_of(run)) + "</h1>\n");
  const std::string date = report::word(run.metrics, "scenario.date").value_or("");
  if (!date.empty())
    page.html("<p class=\"meta\">" + both({.zh = "数据日期：" + date, .en = "Date of the data: " + date}) + "</p>\n");
  page.html("<nav>");
  for (const Chapter* chapter : present) page.html(fmt::format("<a href=\"#{}\">{}</a>", chapter->id, both(chapter->title)));
  page.html("</nav>\n</header>\n");
}

std::string assembled(const RunFigures& run, core::Language opening) {
  std::vector<const Chapter*> present;
  std::string body;
  for (const Chapter& chapter : chapters()) {
    Markup part;
    chapter.write(part, run);
    if (part.str().empty()) continue;
    present.push_back(&chapter);
    body += part.str();
  }
  Markup page;
  page.html(report::page_start(opening) + "<title>" + report::escaped(title_of(run).zh + " / " + title_of(run).en) +
            "</title>\n<style>\n");
  page.html(report::page_style());
  page.html("</style>\n</head>\n<body>\n");
  write_header(page, run, present);
  page.html("<main>\n");
  page.html(body);
  page.html("</main>\n<script>\n");
  page.html(report::page_script());
  page.html("</script>\n</body>\n</html>\n");
  return page.str();
}

}  // namespace

std::string report_html(const gis::PlanFile& plan, const std::string& metrics, const std::string& manifest,
                        core::Language opening) {
  const Json metrics_json = parsed(metrics, "metrics.json");
  const Json manifest_json = parsed(manifest, "manifest.json");
  return assembled({.plan = plan, .metrics = metrics_json, .manifest = manifest_json}, opening);
}

std::string report_html(const std::filesystem::path& run_folder, core::Language opening) {
  return report_html(gis::read_plan_file(run_folder / "plan.gpkg"), read_text(run_folder / "metrics.json"),
                     read_text(run_folder / "manifest.json"), opening);
}

}  // namespace wangge::scenarios
