#include "scenarios/redraw/sector_step.h"

#include "gis/read/read_layers.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/steps/layer_specs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using planning::SectorPartition;
using territory::CellId;

gis::AreaSpec area_spec(const Scenario& scenario, const SectorSpec& sector) {
  gis::AreaSpec spec;
  spec.level = sector.name;
  spec.source = {.path = sector.source.path,
                 .file = located_file(scenario, sector.source.path),
                 .layer = sector.source.layer,
                 .encoding = sector.source.encoding,
                 .reference = sector.source.reference,
                 .named_by = sector.source.named_by,
                 .layer_named_by = sector.source.layer_named_by};
  spec.code_field = sector.code_field;
  spec.label_field = sector.label_field;
  return spec;
}

/// Whose borders a border follows for more than half its length, in words.
core::Text reason_of(const planning::BorderChoice& choice, const std::vector<SectorPartition>& sectors) {
  core::Text text;
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    const double share = choice.shared[i].value / choice.length.value;
    if (share < 0.5) continue;
    text.zh += fmt::format("{}{}（{:.0f}%）", text.zh.empty() ? "沿部门边界：" : "、", sectors[i].name, 100 * share);
    text.en += fmt::format("{}{} ({:.0f} %)", text.en.empty() ? "follows the borders of " : ", ", sectors[i].name, 100 * share);
  }
  if (!text.en.empty()) return text;
  const auto most = std::max_element(choice.barrier.begin(), choice.barrier.end());
  const auto barrier = territory::name(static_cast<territory::BarrierClass>(most - choice.barrier.begin()));
  return {.zh = fmt::format("部门边界都不合规模要求，另划；界线上多为 {}", barrier),
          .en = fmt::format("no sector's border fits the sizes here; on it lies mostly: {}", barrier)};
}

json agreements_json(const planning::Plan& plan, const std::vector<SectorPartition>& sectors) {
  json list = json::array();
  for (const planning::BorderAgreement& pair : planning::border_agreements(plan.territory(), sectors)) {
    list.push_back({{"first", sectors[pair.first].name},
                    {"second", sectors[pair.second].name},
                    {"common_m", rounded(pair.common.value)},
                    {"first_alone_m", rounded(pair.first_alone.value)},
                    {"second_alone_m", rounded(pair.second_alone.value)}});
  }
  return list;
}

json conflicts_json(const planning::Plan& plan, const std::vector<SectorPartition>& sectors) {
  json list = json::array();
  for (const planning::SectorConflict& conflict : planning::sector_conflicts(plan.territory(), sectors)) {
    const planning::ConflictDecision decision = planning::decided(plan, sectors, conflict);
    const bool followed = decision.outcome == planning::ConflictOutcome::apart;
    json grids = json::array();
    for (const planning::GridId grid : decision.grids) grids.push_back(plan.code(grid));
    list.push_back({{"sector", sectors[conflict.first].name},
                    {"area", conflict.area},
                    {"against", sectors[conflict.second].name},
                    {"mostly_in", conflict.with},
                    {"this_piece_in", conflict.apart},
                    {"cells", conflict.cells},
                    {"households", conflict.households},
                    {"area_m2", rounded(conflict.land.value)},
                    {"place", {rounded(conflict.place.x), rounded(conflict.place.y)}}});
    json& object = list.back();
    object["outcome"] = planning::name(decision.outcome);
    if (followed || decision.outcome == planning::ConflictOutcome::together)
      object["follows"] = sectors[followed ? conflict.second : conflict.first].name;
    object["grids"] = std::move(grids);
    object["border_m"] = rounded(decision.border.value);
    object["followed_m"] = rounded(decision.followed.value);
    object["sector_weight_share"] = rounded(decision.agreement);
    object["reason"] = text_json(planning::decision_text(plan, sectors, conflict, decision));
  }
  return list;
}

json borders_json(const planning::Plan& plan, const std::vector<SectorPartition>& sectors) {
  json list = json::array();
  for (const planning::BorderChoice& choice : planning::border_choices(plan, sectors)) {
    json shared = json::object();
    for (std::size_t i = 0; i < sectors.size(); ++i)
      shared[sectors[i].name] = rounded(choice.shared[i].value / choice.length.value);
    json barrier = json::object();
    for (std::size_t i = 0; i < choice.barrier.size(); ++i) {
      if (choice.barrier[i].value > 0)
        barrier[std::string(territory::name(static_cast<territory::BarrierClass>(i)))] = rounded(choice.barrier[i].value);
    }
    list.push_back({{"grids", {plan.code(choice.a), plan.code(choice.b)}},
                    {"length_m", rounded(choice.length.value)},
                    {"share_of_sector", shared},
                    {"share_of_none", rounded(choice.own.value / choice.length.value)},
                    {"on_it_m", barrier},
                    {"reason", text_json(reason_of(choice, sectors))}});
  }
  return list;
}

}  // namespace

std::vector<SectorPartition> read_sectors(const Scenario& scenario, const gis::ReferenceSystem& reference,
                                          const territory::Territory& territory, const gis::CellShape& shape,
                                          core::Threads threads, core::Progress& progress, core::Findings& findings) {
  std::vector<SectorPartition> sectors;
  for (const SectorSpec& spec : scenario.sectors) {
    const std::vector<gis::AreaFeature> areas = gis::read_areas(area_spec(scenario, spec), reference, progress, findings);
    progress.check();
    const gis::GridAssignment laid = gis::assign_grids(areas, territory, shape, threads);
    SectorPartition& sector = sectors.emplace_back();
    sector.name = spec.name;
    sector.weight = spec.weight;
    for (const gis::AreaFeature& area : areas) sector.codes.push_back(area.code.empty() ? area.source_id : area.code);
    for (const planning::GivenGridId area : laid.plan.grid_of_cell)
      sector.area_of_cell.push_back(area.valid() ? planning::SectorAreaId(area.value()) : planning::SectorAreaId());
    if (laid.disagreement_households == 0) continue;
    findings.add(
        {.rule = "sector.disagreement",
         .severity = core::Severity::note,
         .message = {.zh = fmt::format("部门“{}”的边界切过单元：{:.0f} 平方米、{} 户随整个单元归属", spec.name,
                                       laid.disagreement.value, laid.disagreement_households),
                     .en = fmt::format("borders of sector '{}' cut cells: {:.0f} m2 and {} households go with their whole cell",
                                       spec.name, laid.disagreement.value, laid.disagreement_households)},
         .layer = spec.name});
  }
  return sectors;
}

core::Findings sector_findings(const planning::Plan& plan, const std::vector<SectorPartition>& sectors) {
  core::Findings findings;
  if (sectors.empty()) return findings;
  std::vector<std::string> zh;
  std::vector<std::string> en;
  const auto add = [&](const char* rule, const char* head_zh, const char* head_en, const char* more_zh, const char* more_en) {
    if (zh.empty()) return;
    findings.add({.rule = rule,
                  .severity = core::Severity::note,
                  .message = {.zh = fmt::format("{}{}{}", head_zh, fmt::join(zh, "；"), more_zh),
                              .en = fmt::format("{}{}{}", head_en, fmt::join(en, "; "), more_en)},
                  .layer = "sectors"});
    zh.clear();
    en.clear();
  };
  for (const planning::BorderAgreement& pair : planning::border_agreements(plan.territory(), sectors)) {
    const auto share = [&](core::Metres alone) {
      const double all = pair.common.value + alone.value;
      return all > 0 ? 100 * pair.common.value / all : 0.0;
    };
    const std::string& first = sectors[pair.first].name;
    const std::string& second = sectors[pair.second].name;
    zh.push_back(fmt::format("{} 与 {} 共有 {:.0f} 米（占前者界线的 {:.0f} %、后者的 {:.0f} %）", first, second,
                             pair.common.value, share(pair.first_alone), share(pair.second_alone)));
    en.push_back(fmt::format("{} and {} share {:.0f} m ({:.0f} % of the former's, {:.0f} % of the latter's)", first, second,
                             pair.common.value, share(pair.first_alone), share(pair.second_alone)));
  }
  add("sector.agreement", "各部门界线的一致程度：", "how far borders of sectors agree: ", "", "");
  const auto conflicts = planning::sector_conflicts(plan.territory(), sectors);
  if (!conflicts.empty()) {
    const planning::SectorConflict& worst = conflicts.front();
    zh.push_back(fmt::format("{} 处；最大的一处：{}的 {} 被{}切开，{} 户在外", conflicts.size(), sectors[worst.first].name,
                             worst.area, sectors[worst.second].name, worst.households));
    en.push_back(fmt::format("{}; the largest: {} of {} is cut by {}, {} households lie apart", conflicts.size(), worst.area,
                             sectors[worst.first].name, sectors[worst.second].name, worst.households));
    add("sector.conflicts", "部门之间的冲突：", "conflicts between sectors: ", "（全部见 sectors.json）",
        " (all in sectors.json)");
  }
  const std::vector<planning::SectorFollowed> lengths = planning::sectors_followed(plan, sectors);
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    if (!(lengths[i].length.value > 0)) continue;
    const double share = 100 * lengths[i].followed.value / lengths[i].length.value;
    zh.push_back(fmt::format("{} {:.0f} %", sectors[i].name, share));
    en.push_back(fmt::format("{} {:.0f} %", sectors[i].name, share));
  }
  add("sector.followed", "综合网格沿用各部门界线的比例：", "share of each sector's borders that the new grids follow: ", "", "");
  return findings;
}

std::string sectors_json(const Scenario& scenario, const planning::Plan& plan, const std::vector<SectorPartition>& sectors) {
  json followed = json::array();
  const std::vector<planning::SectorFollowed> lengths = planning::sectors_followed(plan, sectors);
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    json object = {{"name", sectors[i].name},
                   {"weight", sectors[i].weight},
                   {"areas", sectors[i].codes.size()},
                   {"border_m", rounded(lengths[i].length.value)},
                   {"followed_m", rounded(lengths[i].followed.value)}};
    if (lengths[i].length.value > 0) object["followed_share"] = rounded(lengths[i].followed.value / lengths[i].length.value);
    followed.push_back(object);
  }
  const json body = {{"wangge", {{"version", version()}}},
                     {"scenario", {{"name", scenario.name}, {"hash", scenario_hash(scenario)}}},
                     {"synthetic", scenario.synthetic},
                     {"sectors", followed},
                     {"agreement", agreements_json(plan, sectors)},
                     {"conflicts", conflicts_json(plan, sectors)},
                     {"borders", borders_json(plan, sectors)}};
  return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace wangge::scenarios
