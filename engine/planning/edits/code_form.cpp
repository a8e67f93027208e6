#include "engine/planning/edits/code_form.h"

#include "engine/planning/edits/selection.h"
#include "engine/planning/grid_label.h"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

/// Digits where the other has digits, the same signs elsewhere.
bool alike(const std::string& a, const std::string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return x == y || (is_digit(x) && is_digit(y)); });
}

bool well_formed(const Plan& plan, AreaId area, const std::string& code) {
  if (has_digits(code, plan.territory().areas.code[area].size(), plan.rules().code_digits)) return true;
  const std::vector<GridId> grids = plan.grids_of(area);
  return std::any_of(grids.begin(), grids.end(), [&](GridId grid) { return alike(plan.code(grid), code); });
}

}  // namespace

std::optional<Refusal> refuse_form(const Plan& plan, AreaId area, const std::string& code, GridId grid) {
  const std::string& prefix = plan.territory().areas.code[area];
  const int digits = plan.rules().code_digits;
  std::optional<Refusal> refused;
  if (code.empty()) {
    const std::string next = plan.next_code(area, grid);
    if (well_formed(plan, area, next)) return std::nullopt;
    refused = refusal_of(
        6,
        fmt::format("{} 之下 {} 位数字的网格编码已用尽，下一个为 {}，会与较短的编码混淆；须设 planning.code_digits = {}", prefix,
                    digits, next, next.size() - prefix.size()),
        fmt::format("no code of {} digit{} is left under {}: the next is {}, which a shorter code may begin; "
                    "planning.code_digits = {} is needed",
                    digits, digits == 1 ? "" : "s", prefix, next, next.size() - prefix.size()));
  } else if (code.size() > prefix.size() && code.compare(0, prefix.size(), prefix) == 0 && !well_formed(plan, area, code)) {
    refused = refusal_of(
        6,
        fmt::format("网格编码 {} 不合格式：应为上级编码 {} 加 {} 位数字（planning.code_digits），或与 {} 同一格式", code, prefix,
                    digits, plan.code(grid)),
        fmt::format(
            "the grid code {} is not well formed: expected its parent's code {} and {} digit{} (planning.code_digits), or "
            "the form of {}",
            code, prefix, digits, digits == 1 ? "" : "s", plan.code(grid)));
  }
  if (refused) refused->grid = grid;
  return refused;
}

}  // namespace wangge::planning
