#include "viewer/server/serve.h"

#include "engine/core/error.h"
#include "viewer/server/plan_layers.h"
#include "viewer/server/routes.h"

#include <fmt/format.h>
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>
#include <utility>

namespace wangge::viewer {
namespace {

constexpr const char* loopback = "127.0.0.1";
constexpr std::size_t cache_bytes = std::size_t{64} << 20U;

/// Without SO_REUSEPORT, the library's default: two servers would share one port and answer by turns.
void prepare_socket(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

int bind(httplib::Server& server, std::optional<int> asked) {
  constexpr int tries = 200;
  if (asked) {
    if (*asked > 0 && *asked < 65536 && server.bind_to_port(loopback, *asked)) return *asked;
    throw core::Error(core::ErrorCode::environment,
                      {.zh = fmt::format("无法使用端口 {}：可能已被占用；请换一个端口，或不指定端口", *asked),
                       .en = fmt::format("port {} cannot be used, perhaps it is taken; choose another or name none", *asked)});
  }
  for (int port = first_port; port < first_port + tries; ++port) {
    if (server.bind_to_port(loopback, port)) return port;
  }
  throw core::Error(core::ErrorCode::environment,
                    {.zh = fmt::format("端口 {} 至 {} 都被占用", first_port, first_port + tries - 1),
                     .en = fmt::format("all ports from {} to {} are taken", first_port, first_port + tries - 1)});
}

void configure(httplib::Server& server) {
  constexpr std::size_t workers = 12;
  server.set_tcp_nodelay(true);
  server.set_socket_options(prepare_socket);
  server.set_keep_alive_max_count(1000);
  server.set_keep_alive_timeout(1);  // an idle connection delays stopping by this long
  server.set_read_timeout(5);
  server.set_write_timeout(5);
  server.set_payload_max_length(1024);
  server.new_task_queue = [] { return new httplib::ThreadPool(workers); };
}

/// Stops the server soon after the user asks for it.
class StopOnInterrupt {
 public:
  StopOnInterrupt(httplib::Server& server, const core::Progress& progress)
      : watcher_([this, &server, &progress] {
          while (!done_) {
            if (progress.interrupted() && server.is_running()) {
              server.stop();
              return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
          }
        }) {}
  ~StopOnInterrupt() {
    done_ = true;
    watcher_.join();
  }
  StopOnInterrupt(const StopOnInterrupt&) = delete;
  StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

 private:
  std::atomic<bool> done_ = false;
  std::thread watcher_;
};

}  // namespace

int serve(RunFolder run, const ServeOptions& options, core::Progress& progress) {
  Studio studio{.files = StudioFiles(find_studio(options.studio)),
                .answers = StudioAnswers(run, options.language, options.threads),
                .tiles = TileIndex(plan_layers(run.plan, options.threads)),
                .cache = TileCache(cache_bytes)};
  run = {};
  httplib::Server server;
  configure(server);
  install_routes(server, studio);
  const int port = bind(server, options.port);
  if (options.ready) options.ready(fmt::format("http://{}:{}/", loopback, port));
  const StopOnInterrupt stop(server, progress);
  if (!server.listen_after_bind() && !progress.interrupted()) {
    throw core::Error(core::ErrorCode::environment, {.zh = "服务器意外停止", .en = "the server stopped unexpectedly"});
  }
  return 0;
}

int serve(const std::filesystem::path& run, const ServeOptions& options, core::Progress& progress) {
  static_cast<void>(find_studio(options.studio));  // an absent studio is said before the run is loaded
  return serve(read_run_folder(run), options, progress);
}

}  // namespace wangge::viewer
