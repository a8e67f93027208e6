#include "scenarios/schema/bind.h"
#include "scenarios/schema/level_names.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

/// The desks of the levels that matters climb to.
namespace wangge::scenarios {
namespace {

/// "grid", a level of the scenario, or one above all of these.
void check_level(const Reader& item, const std::string& level, const LevelNames& names) {
  const std::vector<std::string> known = names.all();
  if (std::find(known.begin(), known.end(), level) == known.end()) throw item.error("level", not_found(level, known));
  const bool own = std::find(names.own.begin(), names.own.end(), level) != names.own.end();
  if (own || level == "grid") return;
  const bool not_above =
      std::any_of(names.own.begin(), names.own.end(), [&](const std::string& lower) { return names.below(level, lower); });
  if (not_above || level == "compound")
    throw item.error(
        "level", {.zh = fmt::format("场景没有“{}”这一级的辖区，它也不在最高层级之上：不知道哪个机构管哪里；应为 grid、{}，"
                                    "或更高的层级",
                                    level, fmt::join(names.own, "、")),
                  .en = fmt::format("the scenario has no areas of the level \"{}\", nor is it above the highest: which office "
                                    "has which matter is unknown; expected grid, {} or a level above",
                                    level, fmt::join(names.own, ", "))});
}

}  // namespace

std::vector<OfficeSpec> bind_offices(const Reader& root, const std::vector<LevelSpec>& levels) {
  const LevelNames names(levels);
  std::vector<OfficeSpec> offices;
  for (const Reader& item : root.items("office")) {
    OfficeSpec spec;
    spec.level = item.text("level");
    check_level(item, spec.level, names);
    const bool known =
        std::any_of(offices.begin(), offices.end(), [&](const OfficeSpec& other) { return other.level == spec.level; });
    if (known)
      throw item.error("level", {.zh = fmt::format("层级“{}”的机构出现两次", spec.level),
                                 .en = fmt::format("there are two [[office]] of the level \"{}\"", spec.level)});
    const std::string zh = item.optional_text("title.zh").value_or(item.optional_text("title.en").value_or(""));
    spec.title = {.zh = zh, .en = item.optional_text("title.en").value_or(zh)};
    spec.desks = static_cast<std::uint32_t>(item.integer("desks"));
    if (item.has("takes")) spec.takes = item.law("takes");
    if (item.has("hours")) {
      spec.hours = item.texts("hours");
      if (spec.hours.empty())
        throw item.error("hours", {.zh = "为空：机构从不开放，事项永远排队；应为至少一个时段，昼夜开放则不写",
                                   .en = "is empty: the offices never open and every matter waits for ever; expected one span or "
                                         "more, or no key for day and night"});
    }
    offices.push_back(std::move(spec));
  }
  return offices;
}

}  // namespace wangge::scenarios
