#pragma once

#include "viewer/server/studio_answers.h"
#include "viewer/server/studio_files.h"
#include "viewer/server/tile_cache.h"
#include "viewer/server/tile_index.h"

namespace httplib {
class Server;
}

namespace wangge::viewer {

/// All that requests are answered from. Lives as long as the server runs.
struct Studio {
  StudioFiles files;
  StudioAnswers answers;
  TileIndex tiles;
  TileCache cache;
};

/// Installs the handlers of serve.h: addresses, security headers, host check, errors as JSON.
void install_routes(httplib::Server& server, Studio& studio);

/// True for a Host header that names this machine's loopback, with or without a port.
[[nodiscard]] bool is_loopback_host(const std::string& host);

}  // namespace wangge::viewer
