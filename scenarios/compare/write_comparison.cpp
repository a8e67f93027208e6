#include "scenarios/compare/comparison_files.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/outgoing_layers.h"
#include "scenarios/run/run_folder.h"

#include <algorithm>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

/// The credits of both, each once.
bool says_synthetic(const json& file) {
  const auto said = file.is_object() ? file.find("synthetic") : file.end();
  return said != file.end() && said->is_boolean() && said->get<bool>();
}

std::vector<std::string> credits_of(const Comparison& comparison) {
  std::vector<std::string> credits;
  for (const PlanSource* source : {&comparison.before, &comparison.after}) {
    for (const json* file : {&source->manifest, &source->metrics}) {
      if (!file->is_object() || !file->contains("attribution") || !(*file)["attribution"].is_array()) continue;
      for (const json& credit : (*file)["attribution"]) {
        const bool known = !credit.is_string() || std::find(credits.begin(), credits.end(), credit) != credits.end();
        if (!known) credits.push_back(credit.get<std::string>());
      }
    }
  }
  return credits;
}

}  // namespace

bool is_synthetic(const Comparison& comparison) {
  return says_synthetic(comparison.before.metrics) || says_synthetic(comparison.after.metrics);
}

std::vector<std::string> write_comparison(const std::filesystem::path& target, const Comparison& comparison,
                                          core::Progress& progress) {
  RunFolder folder(target, "compare.json");
  progress.begin("write", 5);
  const auto written = [&] {
    progress.advance(1);
    progress.check();
  };
  write_file(folder.path() / "compare.json",
             comparison_json(comparison).dump(1, ' ', false, json::error_handler_t::replace) + "\n");
  written();
  write_file(folder.path() / "transfer.csv", transfer_csv(comparison));
  write_file(folder.path() / "codes.csv", codes_csv(comparison));
  written();
  write_changes(folder.path() / "changes.gpkg", comparison);
  written();
  write_file(folder.path() / "report.html", comparison_html(comparison));
  written();
  std::vector<std::string> files = {"changes.gpkg", "codes.csv", "compare.json", "report.html", "transfer.csv"};
  const Provenance provenance{credits_of(comparison), is_synthetic(comparison)};
  if (provenance.synthetic || !provenance.credits.empty()) {
    write_file(folder.path() / "LICENCE.txt", licence_text(provenance));
    files.insert(files.begin(), "LICENCE.txt");
  }
  progress.end();
  folder.commit();
  return files;
}

}  // namespace wangge::scenarios
