// Serves the made-up town of the tests, or the run folder named as argument, until Ctrl-C: for looking at the studio and for
// the browser test.
#include "engine/core/error.h"
#include "tests/unit/viewer/sample_town.h"
#include "viewer/server/serve.h"

#include <csignal>
#include <cstdio>
#include <string>

namespace {

volatile std::sig_atomic_t stopped = 0;

class Signalled final : public wangge::core::Progress {
 public:
  void begin(std::string_view, std::uint64_t) override {}
  void advance(std::uint64_t) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return stopped != 0; }
};

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGINT, [](int) { stopped = 1; });
  std::signal(SIGTERM, [](int) { stopped = 1; });
  Signalled progress;
  const wangge::viewer::ServeOptions options{.threads = wangge::core::Threads(2), .ready = [](const std::string& address) {
                                               std::printf("%s\n", address.c_str());
                                               std::fflush(stdout);
                                             }};
  try {
    if (count > 1) return wangge::viewer::serve(std::filesystem::path(arguments[1]), options, progress);
    return wangge::viewer::serve(wangge::viewer::sample_town(), options, progress);
  } catch (const wangge::core::Error& error) {
    std::fprintf(stderr, "%s\n%s\n", error.message().zh.c_str(), error.message().en.c_str());
    return static_cast<int>(error.code());
  }
}
