#include "gis/write/layer_file.h"
#include "scenarios/compare/comparison_files.h"
#include "scenarios/run/figures_json.h"

#include <fmt/format.h>

#include <string_view>

namespace wangge::scenarios {
namespace {

using evaluation::CodeStep;
using evaluation::Holdings;
using evaluation::Transfer;

std::string csv_field(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string out = "\"";
  for (const char letter : field) out += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return out + '"';
}

std::string counts(const Holdings& held) {
  return fmt::format("{},{},{},{:.2f}", held.households, held.residents, held.buildings, held.area.value);
}

}  // namespace

std::string transfer_csv(const Comparison& comparison) {
  std::string text = "from,to,households,residents,buildings,area_m2,moved\n";
  for (const Transfer& transfer : comparison.land.plans.transfers) {
    text += fmt::format("{},{},{},{}\n", transfer.from.valid() ? csv_field(comparison.old_code(transfer.from)) : "",
                        transfer.to.valid() ? csv_field(comparison.new_code(transfer.to)) : "", counts(transfer.held),
                        comparison.matching.moved(transfer) ? 1 : 0);
  }
  return text;
}

std::string codes_csv(const Comparison& comparison) {
  std::string text = "old,new,relation,households,share_of_old,share_of_new,old_code\n";
  for (const CodeStep& step : comparison.matching.history) {
    const bool both = step.before.valid() && step.after.valid();
    text += fmt::format("{},{},{},", step.before.valid() ? csv_field(comparison.old_code(step.before)) : "",
                        step.after.valid() ? csv_field(comparison.new_code(step.after)) : "", evaluation::name(step.fate));
    if (both) {
      text += fmt::format("{},{:g},{:g},", step.common.households, rounded(step.share_of_old), rounded(step.share_of_new));
    } else {
      text += ",,,";
    }
    text += step.voided ? "voided\n" : step.reused ? "reused\n" : "\n";
  }
  return text;
}

void write_changes(const std::filesystem::path& path, const Comparison& comparison) {
  const std::vector<Transfer> moves = comparison.moves();
  const std::vector<gis::MultiPolygon> shapes =
      gis::transfer_shapes(comparison.before.plan, comparison.after.plan, comparison.land.way, moves);
  using gis::FieldKind;
  gis::LayerFile file(path, comparison.before.plan.reference,
                      {{.name = "changes",
                        .shape = gis::LayerShape::multi_polygon,
                        .description = "Land whose grid changed",
                        .fields = {{"from", FieldKind::text},
                                   {"to", FieldKind::text},
                                   {"from_parent", FieldKind::text},
                                   {"to_parent", FieldKind::text},
                                   {"households", FieldKind::whole},
                                   {"residents", FieldKind::whole},
                                   {"buildings", FieldKind::whole},
                                   {"area_m2", FieldKind::real}}}});
  gis::LayerFile::Rows& rows = file.layer(0);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const auto& old_grid = comparison.land.plans.before[moves[i].from];
    const auto& new_grid = comparison.land.plans.after[moves[i].to];
    const Holdings& held = moves[i].held;
    rows.multi_polygon(shapes[i]).text(old_grid.code).text(new_grid.code).text(old_grid.parent).text(new_grid.parent);
    rows.whole(held.households).whole(held.residents).whole(held.buildings).real(held.area.value).end();
  }
  file.finish();
}

}  // namespace wangge::scenarios
