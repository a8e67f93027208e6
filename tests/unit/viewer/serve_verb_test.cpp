#include "viewer/server/serve_verb.h"

#include "scenarios/command/command_line.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace wangge::viewer {
namespace {

struct Said {
  int code = 0;
  std::string error;
};

Said command(std::vector<std::string> words) {
  std::vector<std::unique_ptr<scenarios::Verb>> further;
  further.push_back(make_serve_verb());
  words.insert(words.begin(), {"serve", "--lang", "en"});
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const int code = scenarios::run_command_line(std::move(words), std::move(further));
  testing::internal::GetCapturedStdout();
  return {code, testing::internal::GetCapturedStderr()};
}

TEST(ServeVerb, AsksForARun) {
  const Said said = command({});
  EXPECT_EQ(said.code, 2);
  EXPECT_NE(said.error.find("RUN is missing"), std::string::npos) << said.error;
}

TEST(ServeVerb, SendsAScenarioThroughRunFirst) {
  const Said said = command({"town.toml"});
  EXPECT_EQ(said.code, 2);
  EXPECT_NE(said.error.find("'wangge run town.toml' first"), std::string::npos) << said.error;
}

TEST(ServeVerb, RefusesAPortThatIsNone) {
  for (const char* port : {"0", "65536", "http", "-1"}) {
    const Said said = command({"runs/town", std::string("--port=") + port});
    EXPECT_EQ(said.code, 2) << port;
    EXPECT_NE(said.error.find("--port"), std::string::npos) << said.error;
  }
}

TEST(ServeVerb, NamesTheStudioThatIsAbsent) {
  const Said said = command({"runs/town", "--studio", "/no/such/studio"});
  EXPECT_EQ(said.code, 3);
  EXPECT_NE(said.error.find("/no/such/studio"), std::string::npos) << said.error;
}

}  // namespace
}  // namespace wangge::viewer
