#pragma once

#include "scenarios/scenario.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// A run folder in the making. It is written beside its final name (`runs/.NAME.partial-PID`, mode 0700) and appears
/// under that name only when whole; until then nothing is there, or the run that was there before. Dropped without
/// `commit` (error, Ctrl-C), it leaves nothing. Folders in it get mode 0700 and files 0600, whoever wrote them.
///
///   RunFolder folder("runs/huacheng");   write_file(folder.path() / "metrics.json", text);   folder.commit();
class RunFolder {
 public:
  /// Throws Error(environment) when the place is not writable, Error(usage) when something else than such a folder (known
  /// by the file `marker`) or an empty folder has the name. Partial folders of processes that are gone are swept away.
  explicit RunFolder(std::filesystem::path target, std::string marker = "manifest.json");
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  /// Where to write.
  [[nodiscard]] const std::filesystem::path& path() const { return partial_; }
  /// The final name.
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }
  /// Forces all to the disk and takes the final name in one step. Throws Error(environment).
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path partial_;
  std::string marker_;
  bool whole_ = false;
};

/// Throws Error(usage) where the folder that will be replaced holds the scenario, a file that one of its keys names, or one of
/// `more` (paths from here): replacing it would destroy what is read.
void refuse_replacing_inputs(const std::filesystem::path& target, const Scenario& scenario,
                             const std::vector<std::string>& more = {});

/// Whether a folder is a run: it holds a manifest.json that names Wangge. Exports are known by their export.json.
[[nodiscard]] bool is_run_folder(const std::filesystem::path& folder, const std::string& marker = "manifest.json");

}  // namespace wangge::scenarios
