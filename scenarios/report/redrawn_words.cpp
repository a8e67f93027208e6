#include "scenarios/report/redrawn_words.h"

#include "gis/map/legend_words.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace wangge::scenarios::report {

core::Text redrawn_words(const Json& body) {
  const auto moved = number(body, "repartition.households_moved");
  const auto least = number(body, "repartition.households_moved_at_least");
  const auto areas = number(body, "repartition.areas");
  if (!moved || !least || !areas) return {};
  const core::Text level = gis::map::level_title(word(body, "repartition.level").value_or(""));
  const double made = number(body, "repartition.new_areas").value_or(0);
  return {.zh = fmt::format("{}一级重划为 {} 个区域（其中新设 {} 个）：{} 户改属别的区域；大小合规的任何划分至少要动 {} 户。",
                            level.zh, count(*areas), count(made), count(*moved), count(*least)),
          .en = fmt::format(
              "Level {} is drawn anew: {} areas, {} of them new. {} households come under another area; any division in "
              "range moves {} at least.",
              level.en, count(*areas), count(made), count(*moved), count(*least))};
}

void write_redrawn(Markup& page, const Json& body) {
  const core::Text words = redrawn_words(body);
  if (words.en.empty()) return;
  page.paragraph(words);
  const Json& changes = list(body, "repartition.changes");
  bool grids = false;
  for (const Json& change : changes) grids = grids || number(change, "grids").has_value();
  std::vector<std::vector<std::string>> rows;
  for (const Json& change : changes) {
    const Json* stays = find(change, "stays");
    const bool stayed = stays != nullptr && stays->is_boolean() && stays->get<bool>();
    rows.push_back({escaped(word(change, "old_code").value_or("")), escaped(word(change, "old_name").value_or("")),
                    escaped(word(change, "new_code").value_or("")), escaped(word(change, "new_name").value_or("")),
                    count(number(change, "households").value_or(0)), count(number(change, "residents").value_or(0))});
    if (grids) rows.back().push_back(count(number(change, "grids").value_or(0)));
    rows.back().push_back(both(stayed ? core::Text{.zh = "不变", .en = "stay"} : core::Text{.zh = "改属", .en = "move"}));
  }
  if (rows.empty()) return;
  std::vector<TableColumn> columns{{{.zh = "原编码", .en = "Old code"}, false, true}, {{.zh = "原区域", .en = "Old area"}},
                                   {{.zh = "新编码", .en = "New code"}, false, true}, {{.zh = "新区域", .en = "New area"}},
                                   {{.zh = "户数", .en = "Households"}, true},        {{.zh = "居民", .en = "Residents"}, true}};
  if (grids) columns.push_back({{.zh = "现状网格", .en = "Today's grids"}, true});
  columns.push_back({{.zh = "改动", .en = "Change"}});
  page.table(columns, rows);
}

}  // namespace wangge::scenarios::report
