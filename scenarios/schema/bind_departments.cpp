#include "engine/core/error.h"
#include "engine/simulation/people/shifts.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

/// Departments, and the whistles that call them.
namespace wangge::scenarios {
namespace {

using simulation::Life;

/// The level behind which the whistle is blown.
std::uint8_t level_after(const Reader& request, const Life::Escalation& chain) {
  std::vector<std::string> levels;
  for (const Life::Escalation::Level& level : chain.levels) levels.push_back(level.name);
  const std::string name = request.text("whistle.after");
  const auto found = std::find(levels.begin(), levels.end(), name);
  if (found == levels.end()) throw request.error("whistle.after", not_found(name, levels));
  if (chain.share <= 0)
    throw request.error("whistle.after", {.zh = "没有写 unsettled，事项到不了这一级",
                                          .en = "goes with `unsettled`, which is not there: nothing would ever reach the level"});
  return static_cast<std::uint8_t>(found - levels.begin());
}

}  // namespace

std::vector<DepartmentSpec> bind_departments(const Reader& root) {
  std::vector<DepartmentSpec> departments;
  for (const Reader& item : root.items("department")) {
    DepartmentSpec spec;
    spec.name = item.text("name");
    const bool known =
        std::any_of(departments.begin(), departments.end(), [&](const DepartmentSpec& other) { return other.name == spec.name; });
    if (known)
      throw item.error("name", {.zh = fmt::format("部门“{}”出现两次", spec.name),
                                .en = fmt::format("there are two departments \"{}\"", spec.name)});
    spec.title = {.zh = item.optional_text("title.zh").value_or(spec.name),
                  .en = item.optional_text("title.en").value_or(spec.name)};
    if (item.has("reports")) spec.reports = item.law("reports");
    if (item.has("hours")) spec.hours = item.texts("hours");
    departments.push_back(std::move(spec));
  }
  return departments;
}

Life::Whistle bind_whistle(const Reader& request, const std::vector<DepartmentSpec>& departments, const Life& life) {
  Life::Whistle whistle{.share = share_of(request, "whistle", {"departments", "within", "takes"})};
  for (const char* key : {"whistle.grace", "whistle.after"}) {
    if (request.has(key) && !request.has("whistle.share"))
      throw request.error(key, {.zh = "没有写 whistle.share，这一步不会发生",
                                .en = "goes with whistle.share, which is not there: the step would never happen"});
  }
  if (!request.has("whistle.share")) return whistle;
  std::vector<std::string> known;
  for (const DepartmentSpec& department : departments) known.push_back(department.name);
  for (const std::string& name : request.texts("whistle.departments")) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) throw request.error("whistle.departments", not_found(name, known));
    const simulation::DepartmentId id(static_cast<std::size_t>(found - known.begin()));
    if (!departments[id.value()].reports)
      throw request.error("whistle.departments",
                          {.zh = fmt::format("部门“{}”没有写 reports：不知道它多久报到", name),
                           .en = fmt::format("the department \"{}\" has no `reports`: when it would report is unknown", name)});
    if (std::find(whistle.departments.begin(), whistle.departments.end(), id) != whistle.departments.end())
      throw request.error("whistle.departments",
                          {.zh = fmt::format("“{}”出现两次", name), .en = fmt::format("\"{}\" comes twice", name)});
    whistle.departments.push_back(id);
  }
  if (whistle.share > 0 && (whistle.departments.empty() || whistle.departments.size() > 8))
    throw request.error("whistle.departments",
                        {.zh = fmt::format("有 {} 个部门；应为 1 至 8 个", whistle.departments.size()),
                         .en = fmt::format("has {} departments; expected 1 to 8", whistle.departments.size())});
  if (request.has("whistle.within")) whistle.within = request.duration("whistle.within");
  if (whistle.share > 0 && whistle.within.value <= 0)
    throw request.error("whistle.within", {.zh = "必须大于零", .en = "must be above zero"});
  whistle.grace = request.duration("whistle.grace");
  if (request.has("whistle.takes")) whistle.takes = request.law("whistle.takes");
  if (whistle.share > 0 && life.escalate.levels.empty())
    throw request.error("whistle.share",
                        {.zh = "没有升级链：部门未报到的事项无处上报；请写 escalate",
                         .en = "needs a chain: what departments do not report for has nowhere to go; write `escalate`"});
  if (request.has("whistle.after")) whistle.after = level_after(request, life.escalate);
  return whistle;
}

}  // namespace wangge::scenarios
