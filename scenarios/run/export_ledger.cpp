#include "scenarios/run/export_ledger.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/digest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <system_error>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json read_ledger(const fs::path& run) {
  std::error_code code;
  const fs::path path = run / "exports.json";
  if (!fs::exists(path, code)) return {{"exports", json::array()}, {"tables", json::object()}};
  const json ledger = json::parse(read_file(path), nullptr, false);
  if (ledger.is_object() && ledger.contains("exports") && ledger.contains("tables")) return ledger;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{} 已损坏，无法检查以前的导出；请重新运行场景", path.string()),
       .en = fmt::format("{} is damaged, earlier exports cannot be checked; run the scenario again", path.string())});
}

json table_of(const std::vector<PublishedCount>& published) {
  json table = json::array();
  for (const PublishedCount& count : published)
    table.push_back(
        {{"code", count.code}, {"residents", count.residents}, {"households", count.households}, {"buildings", count.buildings}});
  return table;
}

std::vector<PublishedCount> published_in(const json& table) {
  std::vector<PublishedCount> published;
  for (const json& row : table) {
    published.push_back({row.at("code").get<std::string>(), row.at("residents").get<std::int64_t>(),
                         row.value("households", std::int64_t{0}), row.at("buildings").get<std::vector<std::string>>()});
  }
  return published;
}

}  // namespace

void refuse_revealing(const fs::path& run, const Clearance& clearance) {
  if (clearance.audience == Audience::internal) return;
  const json ledger = read_ledger(run);
  for (const auto& [digest, table] : ledger["tables"].items()) {
    const std::vector<Revealed> revealed = revealed_by_both(published_in(table), clearance.published);
    if (revealed.empty()) continue;
    const Revealed& first = revealed.front();
    throw core::Error(
        core::ErrorCode::input,
        {.zh = fmt::format("此次导出与以前的导出相减会暴露不足 {} 人的数字：{}（以前）与 {}（此次）只差 {}，共 {} "
                           "处。请改动方案，或只导出给 internal",
                           smallest_count, first.first, first.second, first.difference, revealed.size()),
         .en = fmt::format(
             "this export and an earlier one would together reveal a count under {} persons or households: {} (then) and {} "
             "(now) differ by {}, {} such pairs in all; change the plan, or export for internal use only",
             smallest_count, first.first, first.second, first.difference, revealed.size())});
  }
}

void note_export(const fs::path& run, const Clearance& clearance, const std::vector<std::string>& formats) {
  if (clearance.audience == Audience::internal) return;
  json ledger = read_ledger(run);
  const json table = table_of(clearance.published);
  const std::string digest = sha256_of(table.dump());
  ledger["tables"][digest] = table;
  ledger["exports"].push_back(
      {{"audience", name(clearance.audience)}, {"formats", formats}, {"hidden", clearance.hidden}, {"table", digest}});
  replace_file(run / "exports.json", ledger.dump(1) + "\n");
}

}  // namespace wangge::scenarios
