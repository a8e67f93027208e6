#include "scenarios/run/outgoing_layers.h"

#include "gis/write/plan_layers.h"

#include <algorithm>

#include <fmt/format.h>

namespace wangge::scenarios {

std::vector<std::filesystem::path> write_layers(const std::filesystem::path& plan, const std::filesystem::path& folder,
                                                gis::ExportFormat format, const Clearance& clearance,
                                                const Provenance& provenance) {
  gis::ExportRules rules;
  rules.layers = clearance.layers;
  rules.modelled = clearance.modelled;
  std::vector<std::string> credits = provenance.credits;
  if (provenance.synthetic) credits.insert(credits.begin(), gis::synthetic_words);
  rules.credit = fmt::format("{}", fmt::join(credits, "; "));
  if (clearance.audience != Audience::internal) {
    rules.hidden = clearance.hidden;
    rules.unexplained = clearance.unexplained;
    rules.count_fields = {"households", "residents", "buildings", "work", "reason", "reason_zh"};
    rules.mark_modelled = true;
  }
  if (clearance.audience == Audience::public_) rules.only_post = "all";
  return gis::export_layers(plan, folder, format, rules);
}

std::string licence_text(const Provenance& provenance) {
  const std::vector<std::string>& credits = provenance.credits;
  std::string text = "数据来源与许可 / Data sources and licences\n\n";
  if (provenance.synthetic) {
    text +=
        "  合成数据：城镇由 Wangge 生成或注明为虚构，并非真实地点；名称和编码即使真实，图形和数字也不是。\n"
        "  Synthetic data: the town is made by Wangge or stated to be made up, and is no real place; where names and codes are\n"
        "  real, shapes and figures are not.\n";
  }
  for (const std::string& credit : credits) text += "  " + credit + "\n";
  if (credits.empty() && !provenance.synthetic) text += "  数据来源未注明 / The sources of the data state no credit.\n";
  const bool is_odbl = std::any_of(credits.begin(), credits.end(), [](const std::string& credit) {
    return credit.find("ODbL") != std::string::npos || credit.find("OpenStreetMap") != std::string::npos;
  });
  if (!is_odbl) return text;
  return text +
         "\n由 OpenStreetMap 数据得出的图层属于衍生数据库，按 Open Database License 1.0 许可使用。展示或转交时须保留以上署名。\n"
         "Layers derived from OpenStreetMap data are a derived database, available under the Open Database License 1.0.\n"
         "Keep the credit above wherever they are shown or passed on.\n"
         "https://opendatacommons.org/licenses/odbl/1-0/\nhttps://www.openstreetmap.org/copyright\n";
}

}  // namespace wangge::scenarios
