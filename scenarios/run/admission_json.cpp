#include "scenarios/run/figures_json.h"
#include "scenarios/steps/request_rates.h"

#include <vector>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json figures_json(const evaluation::AdmissionFigures& figures) {
  json item = {
      {"handed_down", rounded(figures.handed_down)}, {"refused", rounded(figures.refused)}, {"done", rounded(figures.done)}};
  if (figures.done_share) item["done_share"] = estimate_json(*figures.done_share, "value");
  if (figures.worker_share) item["worker_share"] = estimate_json(*figures.worker_share, "value");
  return item;
}

}  // namespace

void add_admission(json& object, const evaluation::Evaluation& evaluation, const Scenario& scenario) {
  if (!evaluation.admission) return;
  const std::vector<MatterOf> matters = matters_of(scenario);
  json admission = figures_json(evaluation.admission->all);
  admission["by_department"] = json::array();
  for (const evaluation::DepartmentAdmission& department : evaluation.admission->by_department) {
    json item = figures_json(department.all);
    item["department"] = department.department;
    for (const DepartmentSpec& spec : scenario.departments) {
      if (spec.name == department.department) item["title"] = text_json(spec.title);
    }
    item["by_kind"] = json::array();
    for (const evaluation::MatterFigures& matter : department.by_kind) {
      const MatterOf& of = matters[matter.kind.value() - scenario.requests.size()];
      json one = figures_json(matter.figures);
      one["kind"] = of.matter->kind;
      one["title"] = text_json(of.request->title);
      one["admitted"] = matter.admitted;
      item["by_kind"].push_back(one);
    }
    admission["by_department"].push_back(item);
  }
  object["admission"] = admission;
}

}  // namespace wangge::scenarios
