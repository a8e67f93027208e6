#include "viewer/server/serve_verb.h"

#include "scenarios/command/option_values.h"
#include "scenarios/command/terminal_progress.h"
#include "viewer/server/serve.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>

namespace wangge::viewer {
namespace {

using scenarios::Console;

class ServeVerb final : public scenarios::Verb {
 public:
  [[nodiscard]] scenarios::VerbText text() const override {
    return {.name = "serve",
            .arguments = "RUN",
            .brief = {.zh = "在浏览器中查看一次运行的结果（只读，仅限本机）",
                      .en = "look at a run in the browser (read-only, this machine only)"},
            .details = {.zh = "在本机回环地址上提供工作台，按 Ctrl-C 停止；不向任何其他主机发出请求。",
                        .en = "Serves the studio on the loopback address until Ctrl-C; nothing is asked of any other host."},
            .example = "wangge serve runs/liechtenstein\nwangge serve runs/liechtenstein --port 8800"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("RUN", run_, zh ? "运行结果文件夹" : "the folder of a run")->required();
    app.add_option("--port", port_,
                   zh ? fmt::format("端口（缺省：自 {} 起第一个空闲端口）", first_port)
                      : fmt::format("port (default: the first free one from {})", first_port))
        ->type_name("N");
    app.add_option("--studio", studio_, zh ? "工作台文件所在文件夹" : "folder of the built studio")->type_name("DIR");
  }

  int run(const Console& console) override {
    if (run_.ends_with(".toml")) {
      throw core::Error(
          core::ErrorCode::usage,
          {.zh = fmt::format("{} 是场景文件；请先“wangge run {}”，再查看生成的文件夹", run_, run_),
           .en = fmt::format("{} is a scenario; 'wangge run {}' first, then serve the folder it makes", run_, run_)});
    }
    ServeOptions options{.language = console.language, .threads = scenarios::threads_of("")};
    if (!port_.empty()) options.port = static_cast<int>(scenarios::whole_number("--port", port_, 1, 65535));
    if (!studio_.empty()) options.studio = studio_;
    options.ready = [&](const std::string& address) {
      if (console.json) return console.print(fmt::format("{{\"address\": \"{}\"}}\n", address));
      console.print(address + "\n");
      console.remark(console.text(
          {.zh = "请在浏览器中打开上面的地址；按 Ctrl-C 停止。\n", .en = "Open this address in a browser; Ctrl-C stops.\n"}));
    };
    scenarios::TerminalProgress progress(scenarios::TerminalProgress::Style::silent, console.language);
    return serve(std::filesystem::path(run_), options, progress);
  }

 private:
  std::string run_;
  std::string port_;
  std::string studio_;
};

}  // namespace

std::unique_ptr<scenarios::Verb> make_serve_verb() { return std::make_unique<ServeVerb>(); }

}  // namespace wangge::viewer
