#include "scenarios/run/run_folder.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "tests/unit/scenarios/scenario_text.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

class RunFolders : public test::ScenarioFiles {
 protected:
  [[nodiscard]] std::size_t entries(const fs::path& folder) const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
  static void fill(const RunFolder& folder, const std::string& text) {
    write_file(folder.path() / "manifest.json", "{\"wangge\": \"" + text + "\"}");
  }
};

TEST_F(RunFolders, AppearsOnlyWhenWholeAndIsPrivate) {
  {
    RunFolder folder(path("runs/a"));
    fill(folder, "x");
    EXPECT_FALSE(fs::exists(path("runs/a")));
    folder.commit();
  }
  EXPECT_TRUE(is_run_folder(path("runs/a")));
  EXPECT_EQ(entries(path("runs")), 1u);
  struct stat state {};
  ASSERT_EQ(::stat(path("runs/a").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777u, 0700u);
  ASSERT_EQ(::stat(path("runs/a/manifest.json").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777u, 0600u);
}

TEST_F(RunFolders, MakesPrivateWhatALibraryWroteInside) {
  {
    RunFolder folder(path("runs/a"));
    fill(folder, "x");
    fs::create_directories(folder.path() / "maps");
    std::ofstream(folder.path() / "maps" / "grids.svg") << "x";
    for (const char* name : {"maps", "maps/grids.svg"}) fs::permissions(folder.path() / name, fs::perms(0755));
    folder.commit();
  }
  EXPECT_EQ(fs::status(path("runs/a/maps")).permissions(), fs::perms(0700));
  EXPECT_EQ(fs::status(path("runs/a/maps/grids.svg")).permissions(), fs::perms(0600));
}

TEST_F(RunFolders, ReplacesAFileInItsModeAndBehindItsLinks) {
  fs::create_directories(path("shared"));
  write_file(path("shared/answer.txt"), "old");
  fs::permissions(path("shared/answer.txt"), fs::perms(0644));
  fs::create_symlink("shared/answer.txt", path("link"));
  fs::create_symlink(path("link"), path("answer.txt"));
  replace_file(path("answer.txt"), "new");
  EXPECT_TRUE(fs::is_symlink(path("answer.txt")));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(read_file(path("shared/answer.txt")), "new");
  EXPECT_EQ(fs::status(path("shared/answer.txt")).permissions(), fs::perms(0644));
  EXPECT_EQ(entries(path("shared")), 1u);

  fs::create_symlink("shared/later.txt", path("later.txt"));
  replace_file(path("later.txt"), "new");
  EXPECT_TRUE(fs::is_symlink(path("later.txt")));
  EXPECT_EQ(fs::symlink_status(path("shared/later.txt")).permissions(), fs::perms(0600));
  fs::create_symlink("round", path("round"));
  EXPECT_THROW(replace_file(path("round"), "new"), core::Error);
}

TEST_F(RunFolders, DoesNotReplaceAFolderThatHoldsWhatIsRead) {
  fs::create_directories(path("town/layers"));
  std::ofstream(path("town/town.toml")) << "x";
  std::ofstream(path("town/layers/a.gpkg")) << "x";
  const auto refused = [&](const std::string& target, const std::string& input) {
    try {
      Scenario scenario;
      scenario.files = {path("elsewhere.toml")};
      refuse_replacing_inputs(path(target), scenario, {path(input)});
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::usage);
      return true;
    }
    return false;
  };
  EXPECT_TRUE(refused("town", "town/town.toml"));
  EXPECT_TRUE(refused("town/", "town/layers/../layers/a.gpkg"));
  EXPECT_TRUE(refused("town/layers/..", "town/town.toml"));
  EXPECT_FALSE(refused("town/layers", "town/town.toml"));
  EXPECT_FALSE(refused("towns", "town/town.toml"));
}

TEST_F(RunFolders, LeavesNothingWhenDropped) {
  {
    RunFolder folder(path("runs/a"));
    fill(folder, "x");
  }
  EXPECT_EQ(entries(path("runs")), 0u);
}

TEST_F(RunFolders, ReplacesAnEarlierRunWhole) {
  for (const char* text : {"first", "second"}) {
    RunFolder folder(path("runs/a"));
    fill(folder, text);
    if (std::string(text) == "first") write_file(folder.path() / "old.txt", "old");
    folder.commit();
  }
  EXPECT_EQ(read_file(path("runs/a/manifest.json")), "{\"wangge\": \"second\"}");
  EXPECT_FALSE(fs::exists(path("runs/a/old.txt")));
  EXPECT_EQ(entries(path("runs")), 1u);
}

TEST_F(RunFolders, RefusesToReplaceAnythingElse) {
  write("mine/thesis.txt", "years of work");
  try {
    const RunFolder folder(path("mine"));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_EQ(error.message().en, path("mine").string() + " exists and is no folder of Wangge's; choose another name with --out");
    EXPECT_EQ(error.message().zh, path("mine").string() + " 已存在，而且不是 Wangge 的文件夹；请换一个名字（--out）");
  }
  EXPECT_EQ(read_file(path("mine/thesis.txt")), "years of work");
}

TEST_F(RunFolders, SweepsWhatKilledProcessesLeft) {
  fs::create_directories(path("runs/.a.partial-999999999"));
  fs::create_directories(path("runs/.b.partial-999999999"));
  RunFolder folder(path("runs/a"));
  fill(folder, "x");
  folder.commit();
  EXPECT_FALSE(fs::exists(path("runs/.a.partial-999999999")));
  EXPECT_TRUE(fs::exists(path("runs/.b.partial-999999999"))) << "another run's folder is not ours to sweep";
}

TEST_F(RunFolders, SaysWhereItCannotWrite) {
  write("file", "");
  try {
    const RunFolder folder(path("file/a"));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
    EXPECT_NE(error.message().en.find("cannot write " + path("file").string()), std::string::npos) << error.message().en;
  }
}

TEST_F(RunFolders, AWriterNoticesThatTheFileMayNotGrow) {
  // A limit on file size stands for a full disk: the write fails half-way.
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const auto former = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  core::ErrorCode code = core::ErrorCode::input;
  std::string en;
  std::string zh;
  try {
    write_file(path("big"), std::string(300'000, 'x'));
  } catch (const core::Error& error) {
    code = error.code();
    en = error.message().en;
    zh = error.message().zh;
  }
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, former);
  EXPECT_EQ(code, core::ErrorCode::environment);
  EXPECT_EQ(en, "cannot write " + path("big").string() + ": the file exceeds the size that is allowed");
  EXPECT_EQ(zh, "无法写入 " + path("big").string() + "：文件超过允许的大小");
  EXPECT_FALSE(fs::exists(path("big"))) << "nothing half-written is left";
}

}  // namespace
}  // namespace wangge::scenarios
