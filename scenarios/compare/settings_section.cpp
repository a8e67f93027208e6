#include "scenarios/compare/comparison_sections.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

namespace wangge::scenarios {

using report::both;
using report::escaped;
using report::Markup;

void write_settings(Markup& page, const Comparison& comparison) {
  if (comparison.settings.empty()) return;
  const std::string unwritten = both({.zh = "缺省", .en = "default"});
  std::vector<std::vector<std::string>> rows;
  for (const SettingPair& pair : comparison.settings) {
    rows.push_back({"<code>" + escaped(pair.key) + "</code>", pair.before.empty() ? unwritten : escaped(pair.before),
                    pair.after.empty() ? unwritten : escaped(pair.after)});
  }
  page.begin_section("settings", {.zh = "不同的设置", .en = "Settings that differ"});
  page.paragraph(
      {.zh = "两次运行的场景中取值不同的键；指标之差也可能由此而来，而不只出于网格。",
       .en = "Keys of the two scenarios with different values: figures may differ for their sake, not for the grids' alone."});
  page.table({{{.zh = "键", .en = "Key"}, false, true}, {{.zh = "A", .en = "A"}}, {{.zh = "B", .en = "B"}}}, rows);
  page.end_section();
}

}  // namespace wangge::scenarios
