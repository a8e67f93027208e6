#include "scenarios/command/command_line.h"
#include "viewer/server/serve_verb.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

int main(int argc, char** argv) {
  std::vector<std::unique_ptr<wangge::scenarios::Verb>> further;
  further.push_back(wangge::viewer::make_serve_verb());
  return wangge::scenarios::run_command_line(std::vector<std::string>(argv + 1, argv + argc), std::move(further));
}
