#include "viewer/server/routes.h"

#include "engine/core/error.h"
#include "viewer/server/gzip.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wangge::viewer {
namespace {

using Bytes = std::shared_ptr<const std::string>;

constexpr const char* json_type = "application/json; charset=utf-8";
constexpr const char* tile_type = "application/vnd.mapbox-vector-tile";

/// Everything the studio needs comes from here; MapLibre's icons are data: pictures inside its style sheet.
constexpr const char* content_policy =
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action "
    "'none'; "
    "frame-ancestors 'none'";

/// As a provider of known length: the library neither copies the bytes nor packs them again. It takes a length of
/// nought for an unknown one and would never end such an answer, so an empty file is sent as a plain empty body.
void send(httplib::Response& response, Bytes bytes, const char* type) {
  const std::size_t size = bytes->size();
  if (size == 0) {
    response.set_content("", type);
    return;
  }
  response.set_content_provider(size, type,
                                [bytes = std::move(bytes)](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                  return sink.write(bytes->data() + offset, length);
                                });
}

bool takes_gzip(const httplib::Request& request) {
  return request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
}

/// Answers about a run are internal: the browser must not keep them on disk.
void send_json(const httplib::Request& request, httplib::Response& response, const std::string& json) {
  response.set_header("Cache-Control", "no-store");
  if (json.size() > 1400 && takes_gzip(request)) {
    response.set_header("Content-Encoding", "gzip");
    send(response, std::make_shared<const std::string>(gzip(json)), json_type);
  } else {
    send(response, std::make_shared<const std::string>(json), json_type);
  }
}

void send_error(httplib::Response& response, int status, const core::Text& text) {
  response.status = status;
  response.set_header("Cache-Control", "no-store");
  response.set_content(json_text(text), json_type);
}

void send_file(const httplib::Request& request, httplib::Response& response, const StudioFiles::File& file) {
  response.set_header("Cache-Control", file.named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
  response.set_header("Vary", "Accept-Encoding");
  const bool packed = file.gzipped && takes_gzip(request);
  if (packed) response.set_header("Content-Encoding", "gzip");
  send(response, packed ? file.gzipped : file.bytes, file.type.c_str());
}

template <class Number>
std::optional<Number> number(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void send_tile(const httplib::Request& request, httplib::Response& response, Studio& studio) {
  const auto zoom = number<int>(request.matches[1]);
  const auto x = number<std::uint32_t>(request.matches[2]);
  const auto y = number<std::uint32_t>(request.matches[3]);
  if (!zoom || !x || !y || !TileAddress{*zoom, *x, *y}.exists()) {
    send_error(response, 404, {.zh = "没有这个地图瓦片", .en = "there is no such map tile"});
    return;
  }
  const TileAddress tile{*zoom, *x, *y};
  const bool packed = takes_gzip(request);
  const Bytes bytes = studio.cache.get(tile, [&] {
    const std::string plain = studio.tiles.encode(tile);
    return plain.empty() ? plain : gzip(plain);
  });
  response.set_header("Cache-Control", "no-store");
  if (bytes->empty()) {
    response.status = 204;
    return;
  }
  if (packed) response.set_header("Content-Encoding", "gzip");
  send(response, packed ? bytes : std::make_shared<const std::string>(studio.tiles.encode(tile)), tile_type);
}

void send_grid(const httplib::Request& request, httplib::Response& response, const Studio& studio) {
  const std::string code = request.matches[1];
  if (const auto json = studio.answers.grid(code)) {
    send_json(request, response, *json);
  } else {
    send_error(response, 404,
               {.zh = fmt::format("没有编码为“{}”的网格", code), .en = fmt::format("there is no grid with code '{}'", code)});
  }
}

void set_security_headers(httplib::Server& server) {
  server.set_default_headers({{"Content-Security-Policy", content_policy},
                              {"X-Content-Type-Options", "nosniff"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Resource-Policy", "same-origin"},
                              {"Cross-Origin-Opener-Policy", "same-origin"}});
}

void install_guards(httplib::Server& server) {
  server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (!is_loopback_host(request.get_header_value("Host"))) {
      send_error(response, 403,
                 {.zh = "只接受发往本机地址的请求", .en = "only requests to this machine's own address are answered"});
      return httplib::Server::HandlerResponse::Handled;
    }
    if (request.method != "GET" && request.method != "HEAD") {
      response.set_header("Allow", "GET, HEAD");
      send_error(response, 405, {.zh = "工作台只读，不接受修改", .en = "the studio is read-only"});
      return httplib::Server::HandlerResponse::Handled;
    }
    return httplib::Server::HandlerResponse::Unhandled;
  });
  server.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
    if (response.status == 204 || !response.body.empty()) return;
    send_error(response, response.status,
               {.zh = fmt::format("没有“{}”", request.path), .en = fmt::format("there is no '{}'", request.path)});
  });
  server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr cause) {
    try {
      std::rethrow_exception(std::move(cause));
    } catch (const core::Error& error) {
      send_error(response, 500, error.message());
    } catch (const std::exception&) {
      send_error(response, 500, {.zh = "服务器内部错误", .en = "internal error of the server"});
    }
  });
}

}  // namespace

bool is_loopback_host(const std::string& host) {
  for (const std::string_view name : {"127.0.0.1", "localhost", "[::1]"}) {
    if (host.compare(0, name.size(), name) != 0) continue;
    const std::string_view rest = std::string_view(host).substr(name.size());
    if (rest.empty()) return true;
    return rest.size() > 1 && rest.front() == ':' &&
           std::all_of(rest.begin() + 1, rest.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  return false;
}

void install_routes(httplib::Server& server, Studio& studio) {
  using httplib::Request;
  using httplib::Response;
  set_security_headers(server);
  install_guards(server);
  server.Get("/api/run", [&](const Request& request, Response& response) { send_json(request, response, studio.answers.run()); });
  server.Get("/api/metrics",
             [&](const Request& request, Response& response) { send_json(request, response, studio.answers.metrics()); });
  server.Get("/api/grids",
             [&](const Request& request, Response& response) { send_json(request, response, studio.answers.grids()); });
  server.Get("/api/grid/([^/]+)", [&](const Request& request, Response& response) { send_grid(request, response, studio); });
  server.Get(R"(/tiles/(\d{1,2})/(\d{1,6})/(\d{1,6})\.pbf)",
             [&](const Request& request, Response& response) { send_tile(request, response, studio); });
  server.Get(".*", [&](const Request& request, Response& response) {
    if (const StudioFiles::File* file = studio.files.find(request.path)) {
      send_file(request, response, *file);
    } else {
      response.status = 404;
    }
  });
}

}  // namespace wangge::viewer
